import { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import type { LogType } from '../../domain/log-type.ts';
import { firstColumnBegins } from '../first-column.ts';
import { linesOf, readLines } from '../lines.ts';
import { type Candidate, defineParser, noRecords, Rejected, Row } from '../parser.ts';
import { readTexts } from '../read-texts.ts';
import { rememberRecent } from '../recent.ts';
import { rowNamer } from '../record-code.ts';
import { type Columns, columnsOf, directiveOf } from './header.ts';
import { compileSplit, type LineDialect } from './split-values.ts';

const options = z.object({
  header: z
    .enum(['optional', 'required', 'none'])
    .default('optional')
    .describe(
      'whether a `#Fields:` line names the columns; without one they are the fields of the schema, in its order. ' +
        'With `none`, lines that begin with `#` are data',
    ),
  delimiter: z
    .string()
    .length(1, 'expected exactly one character')
    .optional()
    .describe(
      'what stands between two values; when absent, runs of tabs or, in a line without tabs, of blanks',
    ),
  empty: z.string().default('-').describe('what stands for an empty value'),
});

/** Reads values that stand side by side, as web servers and load balancers write them. */
export const w3cParser = defineParser({
  type: 'w3c',
  summary:
    'Values side by side: W3C extended log files (IIS, CloudFront), access logs of ELB, S3, nginx, Apache',
  options,
  takes: ['json_path'],
  shape(logType) {
    const { header, delimiter, empty } = options.parse(logType.parserOptions);
    if (header === 'required') {
      const measure = (text: string) => (text.charCodeAt(0) === hashCode ? 1 : 0);
      return {
        key: 'w3c with a header',
        measure,
        expected: 1,
        mayBegin: (code) => code === hashCode,
      };
    }
    const { least, most } = countsOf(logType);
    const split = compileSplit({ delimiter, empty, brackets: true });
    return {
      key: JSON.stringify(['w3c', delimiter, empty, header]),
      measure(text, atMost) {
        const mayHaveHeader = header === 'optional' && text.charCodeAt(0) === hashCode;
        if (mayHaveHeader || text.includes('\n')) return -1;
        return split(text, atMost).length;
      },
      expected: least,
      expectedTo: logType.unknownKeys === 'reject' ? most : Infinity,
      mayBegin: firstColumnBegins(logType, [delimiter, '"', '[', '#', empty.charAt(0)]),
    };
  },
  compile(logType) {
    const { header, delimiter, empty } = options.parse(logType.parserOptions);
    const readFixed =
      header === 'required'
        ? (line: string) => new Rejected('no #Fields line before it', line)
        : fixedColumns(logType, { delimiter, empty, brackets: true });
    if (header === 'none') {
      return readTexts(logType, (text) => readLines(text, readFixed));
    }
    const read = headed({ delimiter, empty, brackets: false }, readFixed);
    return readTexts(logType, (text) => {
      if (text.charCodeAt(0) === hashCode) return read(text);
      return readLines(text, readFixed);
    });
  },
});

const hashCode = 0x23;

type ReadLine = (line: string) => Candidate;

/**
 * Columns in the order of the schema. Vendors add columns at the end: optional fields there may be missing, and values
 * beyond the last field are unknown keys.
 */
function fixedColumns(logType: LogType, dialect: LineDialect): ReadLine {
  const { unknownKeys } = logType;
  const { least, most } = countsOf(logType);
  const split = compileSplit(dialect);
  const valuesMax = unknownKeys === 'keep' ? Number.MAX_SAFE_INTEGER : most;
  return (line) => {
    const values = split(line, valuesMax);
    const count = values.length;
    if (count < least || count === 0 || (count > most && unknownKeys === 'reject')) {
      const found = count > most ? `more than ${most}` : count;
      return new Rejected(`${found} values, the schema has ${most} fields`, line);
    }
    return new Row(count > most && unknownKeys === 'drop' ? values.slice(0, most) : values);
  };
}

/** How many values a line may have, but for unknown keys behind them. */
const countsOf = ({ fields, optionalKeys }: LogType) => ({
  least: fields.findLastIndex(({ name }) => !optionalKeys.has(name)) + 1,
  most: fields.length,
});

/** Keys come from outside: `fromEntries` makes `__proto__` an ordinary one. */
const namedValues = (values: readonly string[], nameOf: (index: number) => string) =>
  Object.fromEntries(values.map((value, index) => [nameOf(index), value]));

/** Reads text that begins with directive lines. */
function headed(dialect: LineDialect, readFixed: ReadLine): (text: string) => readonly Candidate[] {
  const readerOf = rememberRecent((fieldsLine) =>
    namedColumns(columnsOf(fieldsLine, dialect.delimiter), dialect),
  );

  return (text) => {
    const found: Candidate[] = [];
    let readLine = readFixed;
    let isForeign = false;
    for (const line of linesOf(text)) {
      if (line.charCodeAt(0) !== hashCode) {
        found.push(readLine(line));
        continue;
      }
      const directive = directiveOf(line);
      if (directive === 'fields') readLine = readerOf(line);
      isForeign ||= directive === undefined;
    }
    if (found.length > 0) return found;
    // A comment of another program is for others to read.
    return isForeign ? [new Rejected('no line of this format', text)] : noRecords;
  };
}

/** Writing code for a header pays off when some lines have come under it. */
const linesBeforeCode = 16;

function namedColumns(columns: Columns, dialect: LineDialect): ReadLine {
  if (columns.outcome === 'unusable') return (line) => new Rejected(columns.reason, line);
  const { names } = columns;
  const split = compileSplit(dialect);
  let make = (values: readonly string[]): JsonObject =>
    namedValues(values, (index) => names[index] ?? '');
  let lines = 0;
  return (line) => {
    const values = split(line, names.length);
    if (values.length !== names.length) {
      const count = values.length > names.length ? `more than ${names.length}` : values.length;
      return new Rejected(`${count} values, the #Fields line names ${names.length} columns`, line);
    }
    if (++lines === linesBeforeCode) make = rowNamer(names.map(named));
    return make(values);
  };
}

const named = (name: string) => ({ name, type: { kind: 'any' } as const });
