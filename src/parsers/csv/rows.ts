export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string | undefined;
}

export interface CsvRows {
  readonly rows: readonly (readonly string[])[];
  /** A carriage return with more text behind it stopped the reading; the rows before it stand. */
  readonly broken: boolean;
}

/** Divides text into rows and columns (configuration.md 10.6). A row of no columns is a blank line. */
export function readRows(text: string, dialect: CsvDialect): CsvRows {
  const { quote, escape, delimiter } = dialect;
  const isOneLine = !text.includes('\n') && !text.includes('\r');
  if (isOneLine && (escape === undefined || !text.includes(escape))) {
    const columns = text.includes(quote) ? quotedLine(text, quote, delimiter) : text.split(delimiter);
    if (columns !== undefined) return { rows: [text === '' ? [] : columns], broken: false };
  }
  return readSpecial(text, dialect);
}

/** One line whose quoted columns end right before a delimiter; undefined for any other, which is read with care. */
function quotedLine(text: string, quote: string, delimiter: string): string[] | undefined {
  const columns: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === quote) {
      let end = text.indexOf(quote, at + 1);
      let doubled = false;
      while (end !== -1 && text[end + 1] === quote) {
        doubled = true;
        end = text.indexOf(quote, end + 2);
      }
      const isEnd = end === text.length - 1;
      if (end === -1 || !(isEnd || text[end + 1] === delimiter)) return undefined;
      const column = text.slice(at + 1, end);
      columns.push(doubled ? column.replaceAll(quote + quote, quote) : column);
      if (isEnd) return columns;
      at = end + 2;
    } else {
      const end = text.indexOf(delimiter, at);
      if (end === -1) {
        columns.push(text.slice(at));
        return columns;
      }
      columns.push(text.slice(at, end));
      at = end + 1;
    }
  }
}

/** Where the reader stands inside a column. */
type Place = 'start' | 'plain' | 'quoted' | 'quote in quoted';

function readSpecial(text: string, { delimiter, quote, escape }: CsvDialect): CsvRows {
  const rows: string[][] = [];
  let row: string[] = [];
  let column = '';
  let place: Place = 'start';
  let begun = false;

  const endColumn = () => {
    row.push(column);
    column = '';
    place = 'start';
  };
  const endRow = () => {
    if (begun) endColumn();
    rows.push(row);
    row = [];
    begun = false;
  };

  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (place === 'quoted') {
      if (character === escape) column += text[++at] ?? '';
      else if (character === quote) place = 'quote in quoted';
      else column += character;
      continue;
    }
    if (place === 'quote in quoted' && character === quote) {
      column += quote;
      place = 'quoted';
      continue;
    }
    if (character === '\n') {
      endRow();
      continue;
    }
    if (character === '\r') {
      if (at === text.length - 1) break;
      if (text[at + 1] !== '\n') return { rows, broken: true };
      continue;
    }
    begun = true;
    if (character === delimiter) endColumn();
    else if (place === 'start' && character === quote) place = 'quoted';
    else {
      column += character === escape ? (text[++at] ?? '') : character;
      place = 'plain';
    }
  }
  if (begun || place !== 'start' || rows.length === 0) endRow();
  return { rows, broken: false };
}
