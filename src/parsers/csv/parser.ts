import { z } from 'zod';
import { isFalsy } from '../../domain/falsy.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import type { Field, LogType } from '../../domain/log-type.ts';
import { compileJsonPath } from '../json-path.ts';
import { withoutLineEnd } from '../line-end.ts';
import { type Candidate, defineParser, Rejected } from '../parser.ts';
import { recordCode } from '../record-code.ts';
import { type CsvDialect, compileRowReader } from './rows.ts';

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
    const recordsIn = recordReader(logType.fields, dialect);
    if (logType.jsonPath === undefined) {
      return (content) => (typeof content === 'string' ? recordsIn(content) : []);
    }
    const select = compileJsonPath(logType.jsonPath);
    return (content) => {
      const selected = select(content);
      if (isFalsy(selected)) return [new Rejected(`nothing at ${logType.jsonPath}`, content)];
      const texts: readonly JsonValue[] = Array.isArray(selected) ? selected : [selected];
      return texts.flatMap((text) =>
        typeof text === 'string' ? recordsIn(text) : [new Rejected('the value is not text', text)],
      );
    };
  },
});

function dialectOf({ parserOptions }: LogType): CsvDialect {
  const { delimiter, quotechar, escapechar } = options.parse(parserOptions);
  return { delimiter, quote: quotechar, escape: escapechar };
}

type ReadRecords = (text: string) => readonly Candidate[];

function recordReader(fields: readonly Field[], dialect: CsvDialect): ReadRecords {
  const readRows = compileRowReader(dialect);
  const makeRecord = rowMaker(fields);
  const nested = nestedColumns(fields, dialect);

  const recordOf = (columns: readonly string[], raw: () => string): Candidate => {
    if (columns.length !== fields.length) {
      return new Rejected(`${countOf(columns, fields)}, the schema has ${fields.length}`, raw());
    }
    const record = makeRecord(columns);
    for (const { name, at, read } of nested) {
      const [first] = read(columns[at] ?? '');
      if (!isJsonObject(first) || first instanceof Rejected) {
        return new Rejected(`column "${name}" does not fit`, raw());
      }
      record[name] = first;
    }
    return record;
  };

  return (text) => {
    // Most lines of other formats are told apart by this alone, which costs next to nothing.
    if (fields.length > 1 && !text.includes(dialect.delimiter)) {
      return [new Rejected(`1 columns, the schema has ${fields.length}`, text)];
    }
    const { rows, starts = [], broken } = readRows(text, fields.length);
    const [only] = rows;
    if (rows.length === 1 && only !== undefined && !broken) return [recordOf(only, () => text)];
    const candidates = rows.map((columns, index) =>
      recordOf(columns, () => withoutLineEnd(text.slice(starts[index], starts[index + 1]))),
    );
    if (broken) candidates.push(new Rejected('a carriage return in the middle of a line', text));
    return candidates;
  };
}

const countOf = (columns: readonly string[], fields: readonly Field[]): string => {
  if (columns.length === 0) return 'a blank line';
  return columns.length > fields.length
    ? `more than ${fields.length} columns`
    : `${columns.length} columns`;
};

interface NestedColumn {
  readonly name: string;
  readonly at: number;
  readonly read: ReadRecords;
}

/** A column with a map of fields is text in the same dialect; `{}` has no columns, which no text has. */
function nestedColumns(fields: readonly Field[], dialect: CsvDialect): readonly NestedColumn[] {
  return fields.flatMap(({ name, type }, at): NestedColumn[] => {
    if (type.kind === 'any') return [{ name, at, read: () => [] }];
    if (type.kind !== 'map') return [];
    return [{ name, at, read: recordReader(type.fields, dialect) }];
  });
}

function rowMaker(fields: readonly Field[]): (columns: readonly string[]) => JsonObject {
  const names = fields.map(({ name }) => name);
  const code = `return ${recordCode(names, (index) => `columns[${index}]`)};`;
  return new Function('columns', code) as (columns: readonly string[]) => JsonObject;
}
