import { z } from 'zod';
import { isFalsy } from '../../domain/falsy.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import type { Field, LogType } from '../../domain/log-type.ts';
import { firstColumnBegins } from '../first-column.ts';
import { compileJsonPath } from '../json-path.ts';
import { withoutLineEnd } from '../line-end.ts';
import { type Candidate, defineParser, Rejected, Row } from '../parser.ts';
import { rowNamer } from '../record-code.ts';
import { type CsvDialect, sharedRowReader } from './rows.ts';

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
  shape(logType) {
    if (logType.jsonPath !== undefined) return undefined;
    const dialect = dialectOf(logType);
    const { delimiter, quote, escape } = dialect;
    const readRows = sharedRowReader(dialect);
    return {
      key: JSON.stringify(['csv', delimiter, quote, escape]),
      measure(text, most) {
        const { rows, broken } = readRows(text, most);
        return rows.length === 1 && !broken ? (rows[0]?.length ?? 0) : -1;
      },
      expected: logType.fields.length,
      mayBegin: firstColumnBegins(logType, [delimiter, quote, escape]),
    };
  },
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
  const readRows = sharedRowReader(dialect);
  const named = rowNamer(fields);
  const nested = nestedColumns(fields, dialect);

  const recordOf = (columns: readonly string[], raw: () => string): Candidate => {
    if (columns.length !== fields.length) {
      return new Rejected(`${countOf(columns, fields)}, the schema has ${fields.length}`, raw());
    }
    if (nested.length === 0) return new Row(columns);
    const record = named(columns);
    for (const { name, at, read } of nested) {
      const inner = read(columns[at] ?? '');
      if (inner === undefined) return new Rejected(`column "${name}" does not fit`, raw());
      record[name] = inner;
    }
    return record;
  };

  return (text) => {
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
  /** Undefined for text that does not fit. */
  read(text: string): JsonObject | undefined;
}

/** A column with a map of fields is text in the same dialect; `{}` has no columns, which no text has. */
function nestedColumns(fields: readonly Field[], dialect: CsvDialect): readonly NestedColumn[] {
  return fields.flatMap(({ name, type }, at): NestedColumn[] => {
    if (type.kind === 'any') return [{ name, at, read: () => undefined }];
    if (type.kind !== 'map') return [];
    const readInner = recordReader(type.fields, dialect);
    const named = rowNamer(type.fields);
    const read = (text: string) => {
      const [first] = readInner(text);
      if (first instanceof Row) return named(first.values);
      return isJsonObject(first) && !(first instanceof Rejected) ? first : undefined;
    };
    return [{ name, at, read }];
  });
}
