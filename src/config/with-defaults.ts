import { z } from 'zod';
import type { Checked } from './check.ts';
import { asSchema, details, unwrapped } from './definition.ts';

/** `buffer_size` → `bufferSize`. Keys that operators choose are not touched: they are no part of a definition. */
type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** A part of the configuration as code uses it: defaults filled in, keys in camel case. */
export type Settled<T> = unknown extends T
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Settled<Item>[]
    : T extends object
      ? { readonly [Key in keyof T as Key extends string ? Camel<Key> : never]: Settled<T[Key]> }
      : T;

export type SettingsOf<Schema extends z.ZodType> = Settled<z.output<Schema>>;

/** What stands for `<prefix>` and the like in defaults. */
export interface NameParts {
  readonly prefix: string;
  readonly account: string;
  readonly region: string;
  readonly cluster?: string;
}

export type ClusterNames = NameParts & { readonly cluster: string };

/**
 * Fills in what a file leaves out. Defaults stand in the definitions, so that a reference page, an editor and the
 * program say the same.
 */
export function withDefaults<Schema extends z.ZodType>(
  schema: Schema,
  given: Checked<z.output<Schema>> | undefined,
  names: NameParts,
): SettingsOf<Schema> {
  // `settled` follows the schema key by key, as the type does.
  return settled(schema, given ?? {}, names) as SettingsOf<Schema>;
}

function settled(declared: z.ZodType, given: unknown, names: NameParts): unknown {
  const schema = unwrapped(declared);
  const isEmpty = given === 0 || given === '' || (Array.isArray(given) && given.length === 0);
  const isLeftOut = given === undefined || (isEmpty && details.get(schema)?.emptyIsDefault);
  const value = isLeftOut ? expanded(defaultOf(declared), names) : given;
  if (value === undefined) return undefined;
  if (schema instanceof z.ZodObject && isMap(value)) return settledSection(schema, value, names);
  if (schema instanceof z.ZodRecord && isMap(value)) {
    const inner = asSchema(schema.valueType);
    return mapped(value, (key, content) => [key, settled(inner, content, names)]);
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    const inner = asSchema(schema.element);
    return value.map((item: unknown) => settled(inner, item, names));
  }
  return value;
}

function settledSection(schema: z.ZodObject, value: object, names: NameParts): unknown {
  const entries = Object.entries(schema.shape).flatMap(([key, declared]) => {
    const content: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    const result = settled(declared, content, names);
    return result === undefined ? [] : [[camel(key), result] as const];
  });
  return Object.fromEntries(entries);
}

const isMap = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapped = (
  value: object,
  change: (key: string, content: unknown) => readonly [string, unknown],
): unknown => Object.fromEntries(Object.entries(value).map(([key, inner]) => change(key, inner)));

const camel = (key: string): string =>
  key.replaceAll(/_([a-z])/g, (_found, letter: string) => letter.toUpperCase());

/** The default of a definition as it is written there, `<prefix>` and the like included. */
export function defaultOf(declared: z.ZodType): unknown {
  if (declared instanceof z.ZodOptional) return defaultOf(asSchema(declared.unwrap()));
  const hasDefault = declared instanceof z.ZodDefault || declared instanceof z.ZodPrefault;
  return hasDefault ? declared.def.defaultValue : undefined;
}

const partPattern = /<(prefix|account|region|cluster)>/g;

function expanded(value: unknown, names: NameParts): unknown {
  if (typeof value === 'string') {
    const parts: Readonly<Record<string, string | undefined>> = { ...names };
    return value.replaceAll(partPattern, (part, name: string) => parts[name] ?? part);
  }
  if (Array.isArray(value)) return value.map((item) => expanded(item, names));
  if (!isMap(value)) return value;
  return mapped(value, (key, content) => [key, expanded(content, names)]);
}
