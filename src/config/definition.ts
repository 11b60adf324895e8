import { z } from 'zod';
import type { FindingLevel } from '../domain/finding.ts';

/** What a definition says beyond its type: how grave a violation is, and how to say what is expected. */
interface CheckDetails {
  /** How grave a value outside the definition is; `build` when absent, as most settings only affect infrastructure. */
  readonly level?: FindingLevel;
  /** How grave it is when the key is missing; `elsewhere`: whoever reads the file says it in better words. */
  readonly needed?: FindingLevel | 'elsewhere';
  /** What is expected, for a person: `hours (24 to 8760)`. */
  readonly expected?: string;
  /** Upper and lower case do not matter. */
  readonly anyCase?: true;
  /** A key of earlier releases: present means a finding with this text, a migration notice unless `level` says otherwise. */
  readonly legacy?: string;
  /** What a number counts: `seconds`, `megabytes`. */
  readonly unit?: string;
  /** null in its place stands for `{}`, and not for an absent key. */
  readonly nullIsEmpty?: true;
  /** 0 and empty values stand for the default, as in the original. */
  readonly emptyIsDefault?: true;
  /** How grave an unknown key is; `warning` when absent. */
  readonly unknownKeys?: FindingLevel;
}

/** Details by schema. They are not zod metadata, because metadata goes into the JSON Schemas for editors. */
export const details = z.registry<CheckDetails>();

/** Text of one line. */
export const text = (description: string, more: CheckDetails = {}) =>
  z
    .string()
    .describe(description)
    .register(details, { expected: 'text', ...more });

/** Text of a form, said in words in `expected`. */
export const textLike = (
  pattern: RegExp,
  expected: string,
  description: string,
  more: CheckDetails = {},
) =>
  z
    .string()
    .regex(pattern)
    .describe(description)
    .register(details, { expected, ...more });

/** A whole number between bounds, both included. Numbers written as text are accepted (configuration.md 1.2). */
export function integer(
  description: string,
  [min, max]: readonly [min: number, max?: number],
  more: CheckDetails = {},
) {
  const bounded = z.int().min(min);
  const schema = max === undefined ? bounded : bounded.max(max);
  const { unit = 'a whole number' } = more;
  const expected = max === undefined ? `${unit} (${min} or more)` : `${unit} (${min} to ${max})`;
  return schema.describe(description).register(details, { expected, ...more });
}

/** A number, whole or not. */
export function number(description: string, min: number | undefined, more: CheckDetails = {}) {
  const { unit = 'a number' } = more;
  return (min === undefined ? z.number() : z.number().min(min))
    .describe(description)
    .register(details, {
      expected: min === undefined ? unit : `${unit} (${min} or more)`,
      ...more,
    });
}

/** A switch. `"true"` and `"false"` are accepted with a warning; anything else is refused (configuration.md 1.2). */
export const flag = (description: string) =>
  z.boolean().describe(description).register(details, { level: 'load', expected: 'true or false' });

export const oneOf = <const Values extends readonly string[]>(
  values: Values,
  description: string,
  more: CheckDetails = {},
) =>
  z
    .enum(values)
    .describe(description)
    .register(details, {
      expected: `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`,
      ...more,
    });

export const listOf = <Item extends z.ZodType>(
  item: Item,
  description: string,
  more: CheckDetails = {},
) =>
  z
    .array(item)
    .describe(description)
    .register(details, { level: 'load', ...more });

export const mapOf = <Value extends z.ZodType>(value: Value, description: string) =>
  z.record(z.string(), value).describe(description).register(details, { level: 'load' });

/** Every key may be missing; one with a default is there all the same once defaults are filled in. */
type Settings<Shape extends z.ZodRawShape> = {
  [Key in keyof Shape]: Shape[Key] extends z.ZodDefault | z.ZodPrefault
    ? Shape[Key]
    : z.ZodOptional<Shape[Key]>;
};

function settings<Shape extends z.ZodRawShape>(shape: Shape): Settings<Shape> {
  const entries = Object.entries(shape).map(([key, schema]) => {
    const hasDefault = schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
    return [key, hasDefault ? schema : z.optional(schema)] as const;
  });
  // Built just now, key by key, as the type says.
  return Object.fromEntries(entries) as unknown as Settings<Shape>;
}

/** A map with known keys. An unknown key is a warning with the nearest known one, and is kept. */
export const section = <Shape extends z.ZodRawShape>(
  shape: Shape,
  description: string,
  more: CheckDetails = {},
) =>
  z
    .strictObject(settings(shape))
    .describe(description)
    .register(details, { level: 'load', ...more });

/** Anything at all: content that another part of the definition or somebody else checks. */
export const anything = (description: string, more: CheckDetails = {}) =>
  z.unknown().describe(description).register(details, more);

/** A key of earlier releases, with what to write instead. */
export const legacy = (instead: string, level: FindingLevel = 'migration') =>
  z
    .unknown()
    .meta({ description: instead, deprecated: true })
    .register(details, { legacy: instead, level });

/** The definition without what says that the key may be missing, and without its default. */
export function unwrapped(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodPrefault
  ) {
    inner = asSchema(inner.unwrap());
  }
  return inner;
}

/** zod types the parts of a definition by its core; all ours are made with its full interface. */
export function asSchema(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodType) return schema;
  throw new TypeError('definitions are made with zod, not with its core');
}
