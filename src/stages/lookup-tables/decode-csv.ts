import { CsvError, parse } from 'csv-parse/sync';
import type { JsonValue } from '../../domain/json.ts';
import { TableContentError } from './table-content-error.ts';

interface DecodedCsv {
  readonly content: ReadonlyMap<string, JsonValue>;
  readonly notices: readonly string[];
}

/** A table with a line of column names. Of several rows with one key the last counts, and that is told. */
export function decodeCsv(text: string, keyColumn: string, valueColumn?: string): DecodedCsv {
  const content = new Map<string, JsonValue>();
  let header: readonly string[] | undefined;
  let [keyAt, valueAt] = [-1, -1];
  let twice: string | undefined;
  const take = (row: readonly string[], line: number) => {
    if (header === undefined) {
      header = row;
      keyAt = columnOf(header, keyColumn, 'key_column');
      if (valueColumn !== undefined) valueAt = columnOf(header, valueColumn, 'value_column');
      return;
    }
    const key = row[keyAt];
    if (key === undefined || row.length !== header.length) {
      throw new TableContentError(
        `has ${row.length} columns in line ${line}, and ${header.length} names in its first line`,
      );
    }
    if (content.has(key)) twice ??= key;
    const columns = header;
    const value =
      valueColumn === undefined
        ? Object.fromEntries(row.map((cell, index) => [columns[index] ?? '', cell]))
        : (row[valueAt] ?? '');
    content.set(key, value);
  };
  read(text, take);
  const notices =
    twice === undefined
      ? []
      : [`has several rows for one key, such as ${JSON.stringify(twice)}; the last one counts`];
  return { content, notices };
}

function columnOf(header: readonly string[], name: string, setting: string): number {
  const index = header.indexOf(name);
  if (index !== -1) return index;
  const names = header.map((each) => JSON.stringify(each)).join(', ');
  const found = names.length > 300 ? `${names.slice(0, 300)} …` : names;
  throw new TableContentError(
    `has no column ${JSON.stringify(name)}, its ${setting}; its first line names ${found}`,
  );
}

/** Rows are taken as they come: a list of all of them would need as much memory again. */
function read(text: string, take: (row: readonly string[], line: number) => void) {
  if (isPlain(text)) return readPlain(text, take);
  try {
    parse(text, {
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      on_record: (row: string[], { lines }) => {
        take(row, lines);
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) {
      throw new TableContentError(`is not CSV (${error.message.slice(0, 200)})`);
    }
    throw error;
  }
}

/** Without quotes each line is a row, which most tables come down to, and lines end in one of the two usual ways. */
const isPlain = (text: string): boolean => !text.includes('"') && !/\r(?!\n)/.test(text);

/** The same five times as fast: a table of a million rows is read while records wait for it. */
function readPlain(text: string, take: (row: readonly string[], line: number) => void) {
  let line = 0;
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf('\n', at);
    const next = found === -1 ? text.length : found;
    const end = text[next - 1] === '\r' && next > at ? next - 1 : next;
    line++;
    if (end > at) take(text.slice(at, end).split(','), line);
    at = next + 1;
  }
}
