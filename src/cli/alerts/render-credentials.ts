import { z } from 'zod';
import type { Output } from '../../outputs/output.ts';

/** What is read of the JSON Schema of a credential. */
interface Field {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly default?: unknown;
  readonly secret?: boolean;
}

/**
 * Credentials that a definition takes and that lead nowhere, made from the definition: secrets are placeholders that
 * name themselves, such as `EXAMPLE_TOKEN`. What may be absent is absent.
 */
export function exampleCredentials({
  service,
  credentials,
}: Pick<Output, 'service' | 'credentials'>): Readonly<Record<string, unknown>> {
  // The JSON Schema of an object of ours: its properties are the credentials.
  const { properties = {}, required = [] } = z.toJSONSchema(credentials, {
    io: 'input',
    unrepresentable: 'any',
  }) as { properties?: Record<string, Field>; required?: string[] };
  const values = Object.entries(properties).map(([name, field]) => {
    const schema = credentials.shape[name];
    const fits = (value: unknown) => schema !== undefined && z.safeParse(schema, value).success;
    return [name, candidates(service, name, field).find(fits)] as const;
  });
  const needed = Object.fromEntries(values.filter(([name]) => required.includes(name)));
  if (credentials.safeParse(needed).success) return needed;
  // Some ask for one of several; all of them are then given.
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** From what is most telling to what some formats ask for. */
function candidates(service: string, name: string, field: Field): readonly unknown[] {
  const placeholder = `EXAMPLE_${name.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()}`;
  return [
    ...(field.default === undefined ? [] : [field.default]),
    ...(field.enum ?? []),
    ...(field.type === 'boolean' ? [true, false] : []),
    ...(field.type === 'number' || field.type === 'integer' ? [field.minimum ?? 1, 443, 1] : []),
    ...addresses(service, name, field),
    placeholder,
    placeholder.toLowerCase(),
    'alerts@example.com',
    'owner/repository',
    'no',
    'arn:aws:iam::111122223333:role/example',
    '0'.repeat(32),
    '1',
    [placeholder],
    {},
  ];
}

/** Hosts under the name of the service; an address that is a secret has a part that says so. */
function addresses(service: string, name: string, { secret = false }: Field): readonly string[] {
  if (/host/i.test(name)) return ['example.com'];
  if (!/url|address|endpoint/i.test(name)) return [];
  return [`https://${service}.example.com${secret ? `/EXAMPLE_${name.toUpperCase()}` : ''}`];
}
