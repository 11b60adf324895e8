import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import { linesOf } from '../lines.ts';
import { type Candidate, defineParser, noRecords, Rejected } from '../parser.ts';
import { readTexts } from '../read-texts.ts';
import { rememberRecent } from '../recent.ts';
import { setKey } from '../set-key.ts';
import { type Column, type Header, isDirective, readHeader, withoutEscapes } from './header.ts';

const options = z.object({
  path: z
    .string()
    .min(1)
    .optional()
    .describe('only logs with this `#path`, such as `conn`; when absent, the columns alone decide'),
});

/** Reads Zeek logs in their tab-separated form, below the `#` lines that describe them. */
export const zeekParser = defineParser({
  type: 'zeek',
  summary: 'Zeek logs in their tab-separated form, with the `#` lines that name columns and types',
  options,
  takes: ['json_path'],
  shape: () => ({
    key: 'zeek',
    measure: (text) => (text.charCodeAt(0) === hashCode ? 1 : 0),
    expected: 1,
    mayBegin: (code) => code === hashCode,
  }),
  compile(logType) {
    const { path } = options.parse(logType.parserOptions);
    const readerOf = rememberRecent((header) => lineReader(readHeader(header), path));
    return readTexts(logType, (text) => {
      const end = headerEnd(text);
      if (end === 0) return [new Rejected('no #fields line before it', text)];
      if (end === text.length && linesOf(text).every(isDirective)) return noRecords;
      const readLine = readerOf(text.slice(0, end));
      const lines = linesOf(text.slice(end)).filter((line) => !isDirective(line));
      return lines.map(readLine);
    });
  },
});

const hashCode = 0x23;

/** Where the lines that begin with `#` end. */
function headerEnd(text: string): number {
  let at = 0;
  while (text.charCodeAt(at) === hashCode) {
    const end = text.indexOf('\n', at);
    if (end === -1) return text.length;
    at = end + 1;
  }
  return at;
}

function lineReader(header: Header, path: string | undefined): (line: string) => Candidate {
  const { columns, separator, problem } = header;
  if (problem !== undefined) return (line) => new Rejected(problem, line);
  if (path !== undefined && header.path !== path) {
    const reason = `of the Zeek log ${JSON.stringify(header.path ?? '')}, not ${JSON.stringify(path)}`;
    return (line) => new Rejected(reason, line);
  }
  return (line) => {
    const values = line.split(separator, columns.length + 1);
    if (values.length !== columns.length) {
      const count = values.length > columns.length ? `more than ${columns.length}` : values.length;
      return new Rejected(`${count} values, the #fields line names ${columns.length}`, line);
    }
    const record: JsonObject = {};
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index];
      const text = values[index] ?? '';
      // As in Zeek's own JSON, a value that is not set is absent.
      if (column === undefined || text === header.unset) continue;
      setKey(record, column.name, valueOf(text, column, header));
    }
    return record;
  };
}

function valueOf(text: string, { kind }: Column, header: Header): JsonValue {
  const { empty, unset, setSeparator } = header;
  if (kind === 'list') {
    if (text === empty) return [];
    const items = text.split(setSeparator);
    return items.map((item) => (item === unset ? null : withoutEscapes(item)));
  }
  if (text === empty) return '';
  // The words that a boolean field of a schema takes.
  if (kind === 'truth') return text === 'T' ? 'true' : 'false';
  return withoutEscapes(text);
}
