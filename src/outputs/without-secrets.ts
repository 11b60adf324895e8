import { z } from 'zod';

/** Shorter parts of a URL are words such as `services`, and hiding them would hide the reason. */
const partLengthMin = 8;
const hidden = '•••';

/** The credentials that are marked as secret in the definition, with the parts and spellings they may appear in. */
export function secretsIn(
  definition: z.ZodObject,
  credentials: Readonly<Record<string, unknown>>,
): readonly string[] {
  const values = secretValuesIn(definition, credentials);
  const texts = values.flatMap((value) => [value, ...partsOfUrl(value)]);
  return [...new Set(texts.flatMap(spellings))].sort((a, b) => b.length - a.length);
}

/** The same as they are stored, without the parts that addresses of a vendor have in common. */
export const secretValuesIn = (
  definition: z.ZodObject,
  credentials: Readonly<Record<string, unknown>>,
): readonly string[] =>
  Object.entries(definition.shape)
    .filter(([, field]) => isSecret(field))
    .map(([name]) => credentials[name])
    .filter((value): value is string => typeof value === 'string' && value !== '');

/** An optional credential carries its mark inside. */
const isSecret = (field: z.core.$ZodType): boolean =>
  z.globalRegistry.get(field instanceof z.ZodOptional ? field.unwrap() : field)?.['secret'] ===
  true;

/** The text with every secret replaced, the longest first. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((result, secret) => result.replaceAll(secret, hidden), text);
}

/** Of a URL that is secret the path and the query are: error messages may quote either. */
function partsOfUrl(value: string): readonly string[] {
  const url = URL.parse(value);
  if (url === null) return [];
  const { pathname, search, username, password } = url;
  const parts = [
    pathname,
    search,
    username,
    password,
    ...pathname.split('/'),
    ...search.slice(1).split(/[&=]/),
  ];
  return parts.filter((part) => part.length >= partLengthMin);
}

const spellings = (text: string): readonly string[] => [
  text,
  encodeURIComponent(text),
  JSON.stringify(text).slice(1, -1),
  Buffer.from(text).toString('base64'),
];
