import type { JsonObject } from '../domain/json.ts';
import type { TextFormat } from './text-format.ts';

/** Blanks stand between the words of every sentence, so they are not among them. */
const delimiters = [',', '\t', ';', '|'] as const;

/** So many lines decide which character stands between columns. */
const linesLooked = 500;

/** Rows of a table have as many columns each; what little else there is may be damaged. */
const alikeMin = 0.95;

/** Columns of a table; undefined where no character divides the lines into as many columns each. */
export function csvFormat(
  lines: readonly string[],
  firstLines: ReadonlySet<number>,
  given?: string,
): TextFormat | undefined {
  const looked = lines.slice(0, linesLooked);
  const found = (given === undefined ? delimiters : [given])
    .map((delimiter) => ({ delimiter, ...usualCount(looked, delimiter) }))
    .filter(({ columns, share }) => columns > 1 && share >= (given === undefined ? alikeMin : 0))
    .toSorted((a, b) => b.share - a.share || b.columns - a.columns)[0];
  if (found === undefined) return undefined;

  const { delimiter, columns } = found;
  const rows = lines.map((line) => columnsOf(line, delimiter));
  const headers = headerRows(rows, columns, firstLines);
  const [header] = headers;
  const names = header === undefined ? numbered(columns) : distinct(rows[header] ?? []);
  return {
    parser: 'csv',
    options: delimiter === ',' ? new Map() : new Map([['delimiter', delimiter]]),
    records: rows.map((row) => (row.length === columns ? recordOf(names, row) : undefined)),
    headers,
    columns: names,
    isExact: true,
    why: `${columns} columns with ${delimiterName(delimiter)} between them${
      header === undefined ? '' : ', named in the first line'
    }`,
  };
}

const delimiterName = (delimiter: string): string =>
  ({ ',': 'commas', '\t': 'tabs', ' ': 'blanks' })[delimiter] ?? `"${delimiter}"`;

/** The number of columns that most lines have. */
function usualCount(lines: readonly string[], delimiter: string) {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const { length } = columnsOf(line, delimiter);
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const [columns = 0, many = 0] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? [];
  return { columns, share: many / Math.max(1, lines.length) };
}

/** The columns of one line, as the parser reads them: a quote counts at the start of a column only. */
export function columnsOf(line: string, delimiter: string): readonly string[] {
  // Several lines together are no row, unless a quoted column goes over them.
  if (line.includes('\n') && !line.includes('"')) return [];
  if (!line.includes('"')) return line.split(delimiter);
  const columns: string[] = [];
  let at = 0;
  while (at <= line.length) {
    let column = '';
    if (line[at] === '"') {
      at++;
      for (;;) {
        const quote = line.indexOf('"', at);
        const end = quote === -1 ? line.length : quote;
        column += line.slice(at, end);
        at = end + 1;
        if (quote === -1 || line[at] !== '"') break;
        column += '"';
        at++;
      }
    }
    const next = line.indexOf(delimiter, at);
    const end = next === -1 ? line.length : next;
    columns.push(column + line.slice(at, end));
    if (next === -1) break;
    at = end + delimiter.length;
  }
  return columns;
}

const recordOf = (names: readonly string[], row: readonly string[]): JsonObject =>
  Object.fromEntries(names.map((name, index) => [name, row[index] ?? '']));

const numbered = (columns: number): readonly string[] =>
  Array.from({ length: columns }, (_, index) => `column_${index + 1}`);

/** Names of columns, each once: a second one of a name gets a number. */
export function distinct(cells: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const plain = cell.replace(/^#\s*/, '').trim() || `column_${index + 1}`;
    let name = plain;
    for (let n = 2; taken.has(name); n++) name = `${plain}_${n}`;
    taken.add(name);
    return name;
  });
}

const columnName = /^#?\s*[\p{L}_@$][\p{L}\p{N}_@$ .()/#:%-]*$/u;

/** First lines of files that name the columns: words in all of them, none of which is met again below. */
function headerRows(
  rows: readonly (readonly string[])[],
  columns: number,
  firstLines: ReadonlySet<number>,
): ReadonlySet<number> {
  const isHeader = (index: number): boolean => {
    const row = rows[index] ?? [];
    if (row.length !== columns || new Set(row).size !== columns) return false;
    if (!row.every((cell) => columnName.test(cell))) return false;
    const below = rows.filter((_, at) => at > index && !firstLines.has(at)).slice(0, linesLooked);
    if (below.length === 0) return false;
    const meetsAgain = row.some((cell, column) => below.some((other) => other[column] === cell));
    // A table of nothing but words may begin with a row of words.
    const isOfAnotherKind = row.some((_, column) =>
      below.every((other) => !columnName.test(other[column] ?? '')),
    );
    return !meetsAgain && isOfAnotherKind;
  };
  return new Set([...firstLines].filter(isHeader));
}
