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

/** The same without the parts of paths, which ids and addresses that a vendor gives back have in common with them. */
export function secretsInIds(
  definition: z.ZodObject,
  credentials: Readonly<Record<string, unknown>>,
): readonly string[] {
  const values = secretValuesIn(definition, credentials);
  const texts = values.flatMap((value) => [value, ...partsBesidePath(value)]);
  return [...new Set(texts.flatMap(spellings))]
    .filter((text) => text.length >= partLengthMin)
    .sort((a, b) => b.length - a.length);
}

const secretValuesIn = (
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

/** The text with every secret replaced, the longest first, and what is base64 of something with one in it. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const plain = secrets.reduce((result, secret) => result.replaceAll(secret, hidden), text);
  if (secrets.length === 0) return plain;
  return plain.replace(base64Run, (run) => {
    const decoded = Buffer.from(run, 'base64').toString();
    return secrets.some((secret) => decoded.includes(secret)) ? hidden : run;
  });
}

/** As in `Basic` headers, which are made of a name and a secret. Bounded: a longer run is looked at in pieces. */
const base64Run = /[A-Za-z0-9+/_-]{12,4096}={0,2}/g;

/** Of a URL that is secret the path and the query are: error messages may quote either. */
function partsOfUrl(value: string): readonly string[] {
  const url = URL.parse(value);
  if (url === null) return [];
  const { pathname, search } = url;
  return [pathname, search, ...pathname.split('/')]
    .filter((part) => part.length >= partLengthMin)
    .concat(partsBesidePath(value));
}

function partsBesidePath(value: string): readonly string[] {
  const url = URL.parse(value);
  if (url === null) return [];
  const parts = [url.username, url.password, ...url.search.slice(1).split(/[&=]/)];
  return parts.filter((part) => part.length >= partLengthMin);
}

/** Also in JSON that is quoted in JSON, as by an endpoint that says back what it was sent. */
const spellings = (text: string): readonly string[] => [
  text,
  encodeURIComponent(text),
  inJson(text),
  inJson(inJson(text)),
  Buffer.from(text).toString('base64'),
];

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
