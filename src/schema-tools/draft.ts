import type { JsonValue } from '../domain/json.ts';
import type { DraftType } from './field-types.ts';

/** A schema on its way to a file. Maps keep the order in which keys came. */
export interface SchemaDraft {
  readonly name: string;
  readonly description?: string;
  readonly parser: string;
  readonly fields: ReadonlyMap<string, DraftType>;
  readonly configuration: ReadonlyMap<string, DraftValue>;
}

/** JSON whose maps keep any order and any key: objects would move `"2"` to the front and swallow `__proto__`. */
export type DraftValue =
  | null
  | boolean
  | number
  | string
  | readonly DraftValue[]
  | ReadonlyMap<string, DraftValue>;

/** Lists that fit on a line are written on one. */
const lineMax = 100;

/** The content of a schema file. */
export function schemaText(drafts: readonly SchemaDraft[]): string {
  const file = new Map(drafts.map((draft) => [draft.name, definitionOf(draft)]));
  return `${written(file, 0, 0)}\n`;
}

function definitionOf({ description, parser, fields, configuration }: SchemaDraft): DraftValue {
  return new Map<string, DraftValue>([
    ...(description === undefined ? [] : [['description', description] as const]),
    ['schema', fieldsValue(fields)],
    ['parser', parser],
    ...(configuration.size === 0 ? [] : [['configuration', configuration] as const]),
  ]);
}

export const fieldsValue = (fields: ReadonlyMap<string, DraftType>): DraftValue =>
  new Map([...fields].map(([name, type]) => [name, typeValue(type)]));

function typeValue(type: DraftType): DraftValue {
  if (type === 'any') return new Map();
  if (type === 'list') return [];
  return typeof type === 'string' ? type : fieldsValue(type);
}

function written(value: DraftValue, depth: number, column: number): string {
  if (value instanceof Map) return writtenMap(value, depth);
  if (isList(value)) return writtenList(value, depth, column);
  return JSON.stringify(value);
}

const isList = (value: DraftValue): value is readonly DraftValue[] => Array.isArray(value);

const indent = (depth: number): string => '  '.repeat(depth);

function writtenMap(map: ReadonlyMap<string, DraftValue>, depth: number): string {
  if (map.size === 0) return '{}';
  const lines = [...map].map(([key, value]) => {
    const start = `${indent(depth + 1)}${JSON.stringify(key)}: `;
    return `${start}${written(value, depth + 1, start.length)}`;
  });
  return `{\n${lines.join(',\n')}\n${indent(depth)}}`;
}

function writtenList(list: readonly DraftValue[], depth: number, column: number): string {
  const isFlat = list.every((item) => typeof item !== 'object' || item === null);
  const line = `[${list.map((item) => written(item, 0, 0)).join(', ')}]`;
  if (isFlat && column + line.length < lineMax) return line;
  const lines = list.map(
    (item) => `${indent(depth + 1)}${written(item, depth + 1, depth * 2 + 2)}`,
  );
  return `[\n${lines.join(',\n')}\n${indent(depth)}]`;
}

/** A plain JSON value as one that keeps its order. */
export function draftValue(value: JsonValue): DraftValue {
  if (Array.isArray(value)) return value.map(draftValue);
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([key, inner]) => [key, draftValue(inner)]));
}
