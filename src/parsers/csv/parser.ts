import { z } from 'zod';
import { isJsonObject, type JsonValue } from '../../domain/json.ts';
import type { Field, LogType } from '../../domain/log-type.ts';
import { compileJsonPath } from '../json-path.ts';
import { type Candidate, defineParser } from '../parser.ts';
import { rowMaker } from '../row-maker.ts';
import { type CsvDialect, readRows } from './rows.ts';

const character = (description: string) =>
  z.string().length(1, 'expected exactly one character').describe(description);

const options = z.object({
  delimiter: character('what stands between two columns').default(','),
  quotechar: character('what a column is quoted with').default('"'),
  escapechar: character('what makes the next character ordinary').optional(),
});

/** Reads rows of columns; the order of the schema's fields is the order of the columns. */
export const csvParser = defineParser({
  type: 'csv',
  summary: 'Rows of columns, in the order of the fields of the schema',
  options,
  takes: ['json_path'],
  compile(logType) {
    const dialect = dialectOf(logType);
    const rowsOf = rowReader(logType.fields, dialect);
    if (logType.jsonPath === undefined) {
      return (content) => (typeof content === 'string' ? rowsOf(content) : []);
    }
    const select = compileJsonPath(logType.jsonPath);
    return (content) => {
      // Unwrapped lines reach a schema with a path as plain text.
      if (typeof content === 'string') return rowsOf(content);
      const selected = select(content);
      if (!selected || (Array.isArray(selected) && selected.length === 0)) {
        return [rejected(content, `nothing at ${logType.jsonPath}`)];
      }
      const texts: JsonValue[] = Array.isArray(selected) ? selected : [selected];
      return texts.flatMap((text) =>
        typeof text === 'string' ? rowsOf(text) : [rejected(text, 'the value is not text')],
      );
    };
  },
});

const rejected = (raw: JsonValue, reason: string): Candidate => ({
  outcome: 'rejected',
  reason,
  raw,
});

function dialectOf({ parserOptions }: LogType): CsvDialect {
  const { delimiter, quotechar, escapechar } = options.parse(parserOptions);
  return { delimiter, quote: quotechar, escape: escapechar };
}

type ReadRecords = (text: string) => readonly Candidate[];

function rowReader(fields: readonly Field[], dialect: CsvDialect): ReadRecords {
  const makeRow = rowMaker(fields);
  const inner = new Map(
    fields.flatMap(({ name, type }) =>
      type.kind === 'map' || type.kind === 'any'
        ? [[name, rowReader(type.kind === 'map' ? type.fields : [], dialect)] as const]
        : [],
    ),
  );
  const listFields = fields.filter(({ type }) => type.kind === 'list').map(({ name }) => name);

  const recordOf = (columns: readonly string[]): Candidate => {
    if (columns.length !== fields.length) {
      const reason = `${columns.length} columns, the schema has ${fields.length}`;
      return rejected(columns.join(dialect.delimiter), reason);
    }
    const record = makeRow(columns);
    for (const [name, read] of inner) {
      const [first] = read(String(record[name]));
      if (first?.outcome !== 'parsed' || !isJsonObject(first.record)) {
        return rejected(columns.join(dialect.delimiter), `column "${name}" does not fit`);
      }
      record[name] = first.record;
    }
    for (const name of listFields) {
      if (record[name] !== '') {
        return rejected(columns.join(dialect.delimiter), `column "${name}" is no list`);
      }
    }
    return { outcome: 'parsed', record };
  };

  return (text) => {
    const { rows, broken } = readRows(text, dialect);
    const [only] = rows;
    if (rows.length === 1 && only !== undefined && !broken) return [recordOf(only)];
    const candidates = rows.map(recordOf);
    if (broken) candidates.push(rejected(text, 'a carriage return in the middle of a line'));
    return candidates;
  };
}
