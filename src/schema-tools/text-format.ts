import type { JsonObject, JsonValue } from '../domain/json.ts';
import type { LogType } from '../domain/log-type.ts';
import { type Parser, Rejected, Row } from '../parsers/parser.ts';
import type { DraftValue } from './draft.ts';

/** A way to read lines of text that was found or given. */
export interface TextFormat {
  readonly parser: string;
  readonly options: ReadonlyMap<string, DraftValue>;
  /** For each line the record that it gives; undefined for lines that are none. */
  readonly records: readonly (JsonObject | undefined)[];
  /** Lines that name columns and are no records. */
  readonly headers: ReadonlySet<number>;
  /** Columns whose order is the order of the fields; undefined where records carry their names. */
  readonly columns?: readonly string[];
  /** Whether each record must have exactly the fields of the schema, as for key-value lines. */
  readonly isExact: boolean;
  readonly why: string;
}

/** A log type that says nothing about its fields, to see what a parser makes of a text. */
export const looseLogType = (
  parser: string,
  parserOptions: Readonly<Record<string, JsonValue>> = {},
  columns: readonly string[] = [],
): LogType => ({
  name: 'sample',
  category: 'sample',
  parser,
  fields: columns.map((name) => ({ name, type: { kind: 'string' } })),
  optionalKeys: new Set(),
  envelope: [],
  optionalEnvelopeKeys: new Set(),
  embeddedJson: false,
  unknownKeys: 'keep',
  parserOptions,
  usable: true,
  file: '',
});

/** What a parser makes of each line: its record, or undefined where it gives none or several. */
export function recordsBy(
  parser: Parser,
  logType: LogType,
  lines: readonly string[],
): readonly (JsonObject | undefined)[] {
  const parse = parser.compile(logType);
  return lines.map((line) => {
    const [candidate, ...more] = parse(line, () => undefined);
    if (candidate === undefined || more.length > 0 || candidate instanceof Rejected)
      return undefined;
    if (candidate instanceof Row) return named(logType, candidate.values);
    return typeof candidate === 'object' && candidate !== null && !Array.isArray(candidate)
      ? candidate
      : undefined;
  });
}

/** `fromEntries` makes `__proto__` an ordinary key. */
const named = ({ fields }: LogType, values: readonly string[]): JsonObject =>
  Object.fromEntries(fields.map(({ name }, index) => [name, values[index] ?? '']));

/** Of the lines that may be records, the part that gives one. */
export function shareRead({ records, headers }: Pick<TextFormat, 'records' | 'headers'>): number {
  const lines = records.length - headers.size;
  const read = records.filter((record, index) => record !== undefined && !headers.has(index));
  return lines === 0 ? 0 : read.length / lines;
}

export const noHeaders: ReadonlySet<number> = new Set();
