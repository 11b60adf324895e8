import { z } from 'zod';
import { type Cursor, child, entriesOf, itemsOf, keyProblem, problem } from './cursor.ts';
import { asSchema, details, unwrapped } from './definition.ts';
import { type JsonNode, plainValue } from './json-tree.ts';
import { shown } from './shown.ts';
import { nearest } from './suggest.ts';

/** What is left of a value after everything that does not fit was reported and left out: any key may be missing. */
export type Checked<T> = T extends readonly (infer Item)[]
  ? readonly Checked<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]?: Checked<Exclude<T[Key], undefined>> }
    : T;

/**
 * Compares a part of a file with its definition. Reports every difference with its place and gives back what
 * fits, with `"128"` and `"true"` turned into what they stand for (configuration.md 1.2).
 */
export function check<Schema extends z.ZodType>(
  cursor: Cursor | undefined,
  schema: Schema,
): Checked<z.output<Schema>> | undefined {
  // `fitting` gives back only what it has just compared with the schema.
  return cursor && (fitting(cursor, schema) as Checked<z.output<Schema>> | undefined);
}

function fitting(cursor: Cursor, declared: z.ZodType): unknown {
  const schema = unwrapped(declared);
  const { legacy: instead, level } = details.get(schema) ?? {};
  if (instead !== undefined) {
    keyProblem(cursor, level ?? 'migration', instead);
    return undefined;
  }
  if (schema instanceof z.ZodObject) return fittingSection(cursor, schema);
  if (schema instanceof z.ZodRecord) return fittingMap(cursor, schema);
  if (schema instanceof z.ZodArray) return fittingList(cursor, schema);
  if (schema instanceof z.ZodUnion) return fitting(cursor, alternativeFor(cursor.node, schema));
  if (schema instanceof z.ZodUnknown) return plainValue(cursor.node);
  return fittingLeaf(cursor, schema);
}

function fittingSection(cursor: Cursor, schema: z.ZodObject): unknown {
  if (cursor.node.kind !== 'map') return refuse(cursor, schema, 'a map { … }');
  for (const [key, declared] of Object.entries(schema.shape)) {
    const inner = unwrapped(declared);
    const needed = details.get(inner)?.needed;
    if (needed === undefined || needed === 'elsewhere' || child(cursor, key)) continue;
    keyProblem(cursor, needed, `"${key}" is missing: ${inner.description ?? 'it is needed'}`);
  }
  return fittingEntries(cursor, (key, value) => {
    const declared = Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined;
    if (declared !== undefined) return fitting(value, declared);
    if (key !== '$schema') unknownKey(value, key, schema);
    return undefined;
  });
}

function unknownKey(value: Cursor, key: string, schema: z.ZodObject): void {
  const known = Object.keys(schema.shape);
  const suggestion = nearest(key, known);
  const all = suggestion === undefined && known.length <= 12 ? `; known: ${known.join(', ')}` : '';
  const { unknownKeys = 'warning' } = details.get(schema) ?? {};
  keyProblem(value, unknownKeys, `unknown key, it has no effect${all}`, suggestion);
}

function fittingMap(cursor: Cursor, schema: z.ZodRecord): unknown {
  if (cursor.node.kind !== 'map') return refuse(cursor, schema, 'a map { … }');
  const inner = asSchema(schema.valueType);
  const ofNull = details.get(unwrapped(inner))?.nullIsEmpty ? {} : undefined;
  return fittingEntries(cursor, (_key, value) => fitting(value, inner), ofNull);
}

/** A null counts as an absent key, except where the definition gives it a meaning. */
function fittingEntries(
  cursor: Cursor,
  fit: (key: string, value: Cursor) => unknown,
  ofNull?: unknown,
): unknown {
  const fits = entriesOf(cursor).flatMap(([key, value]) => {
    const content = value.node.kind === 'null' ? ofNull : fit(key, value);
    return content === undefined ? [] : [[key, content] as const];
  });
  return Object.fromEntries(fits);
}

function fittingList(cursor: Cursor, schema: z.ZodArray): unknown {
  if (cursor.node.kind !== 'list') return refuse(cursor, schema, 'a list [ … ]');
  return itemsOf(cursor).flatMap((item) => {
    const content = fitting(item, asSchema(schema.element));
    return content === undefined ? [] : [content];
  });
}

function fittingLeaf(cursor: Cursor, schema: z.ZodType): unknown {
  const { level = 'build', expected = 'another value', anyCase } = details.get(schema) ?? {};
  const { node } = cursor;
  if (node.kind === 'map' || node.kind === 'list') return refuse(cursor, schema, expected, 'load');

  const meant = converted(node, schema);
  const folded = anyCase && typeof meant === 'string' ? meant.toLowerCase() : meant;
  const { success, data } = schema.safeParse(folded);
  if (!success) {
    const suggestion =
      schema instanceof z.ZodEnum && typeof meant === 'string'
        ? nearest(meant, schema.options.map(String))
        : undefined;
    problem(cursor, level, `expected ${expected}, found ${shown(cursor)}`, suggestion);
    return undefined;
  }
  if (typeof data === 'boolean' && node.kind === 'text') {
    problem(cursor, 'warning', `write ${data} without quotation marks`);
  }
  return data;
}

/** A container where something else is expected, or the reverse, refuses the configuration. */
function refuse(
  cursor: Cursor,
  schema: z.ZodType,
  expected: string,
  level = containerLevel(schema),
) {
  problem(cursor, level, `expected ${expected}, found ${shown(cursor)}`);
  return undefined;
}

const containerLevel = (schema: z.ZodType) => details.get(schema)?.level ?? 'load';

function converted(node: Exclude<JsonNode, { kind: 'map' | 'list' }>, schema: z.ZodType): unknown {
  if (node.kind !== 'text') return node.value;
  const trimmed = node.value.trim();
  if (schema instanceof z.ZodNumber && /^[+-]?\d+(?:\.\d+)?$/.test(trimmed)) return Number(trimmed);
  if (schema instanceof z.ZodBoolean && /^(?:true|false)$/i.test(trimmed)) {
    return trimmed.toLowerCase() === 'true';
  }
  return node.value;
}

/** The alternative that has the shape of the value, so that the message is about what was meant. */
function alternativeFor(node: JsonNode, { options }: z.ZodUnion): z.ZodType {
  const alternatives = options.map((option) => unwrapped(asSchema(option)));
  const alike = alternatives.find((option) => {
    if (option instanceof z.ZodArray) return node.kind === 'list';
    if (option instanceof z.ZodObject || option instanceof z.ZodRecord) return node.kind === 'map';
    return node.kind !== 'list' && node.kind !== 'map' && option.safeParse(node.value).success;
  });
  return alike ?? alternatives[0] ?? z.never();
}
