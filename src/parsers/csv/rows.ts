import { sharedReader } from '../shared-reader.ts';

export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string | undefined;
}

export interface CsvRows {
  /** A row of no columns is a blank line. */
  readonly rows: readonly (readonly string[])[];
  /** Where each row begins in the text; undefined for a single one, which is the whole text. */
  readonly starts?: readonly number[];
  /** A carriage return with more text behind it stopped the reading; the rows before it stand. */
  readonly broken: boolean;
}

/**
 * Divides text into rows and columns (configuration.md 10.6). A text of one line may be left as soon as it has more
 * columns than wanted: that is what every line of another format costs.
 */
export type ReadRows = (text: string, columnsWanted: number) => CsvRows;

export function compileRowReader(dialect: CsvDialect): ReadRows {
  const { quote, escape } = dialect;
  return (text, columnsWanted) => {
    // An empty text has no line at all.
    if (text === '') return noRows;
    if (isPlainLine(text, escape)) {
      const row = text.includes(quote)
        ? readLine(text, dialect, columnsWanted)
        : splitLine(text, dialect.delimiter, columnsWanted);
      return { rows: [row], broken: false };
    }
    return new RowReader(text, dialect).read();
  };
}

/** The same for all log types of a dialect. */
export function sharedRowReader(dialect: CsvDialect): ReadRows {
  const { delimiter, quote, escape } = dialect;
  return sharedReader(
    ['csv', delimiter, quote, escape],
    compileRowReader(dialect),
    ({ rows }, columnsWanted) => rows.length !== 1 || (rows[0]?.length ?? 0) <= columnsWanted,
  );
}

/** Whether a text is one line without escapes. */
const isPlainLine = (text: string, escape: string | undefined): boolean =>
  !text.includes('\n') && !text.includes('\r') && (escape === undefined || !text.includes(escape));

const noRows: CsvRows = { rows: [], broken: false };

/** One line without quotes. Like this it takes half the time of `split`, which also makes room for a limit. */
function splitLine(text: string, delimiter: string, columnsWanted: number): string[] {
  const row: string[] = [];
  let at = 0;
  while (row.length <= columnsWanted) {
    const end = text.indexOf(delimiter, at);
    if (end === -1) {
      row.push(text.slice(at));
      return row;
    }
    row.push(text.slice(at, end));
    at = end + 1;
  }
  return row;
}

/** One line without escapes, which is what nearly all payloads are: columns are cut out of it in one piece. */
function readLine(text: string, { delimiter, quote }: CsvDialect, columnsWanted: number): string[] {
  const quoteCode = quote.charCodeAt(0);
  const row: string[] = [];
  let at = 0;
  while (true) {
    let column = '';
    if (text.charCodeAt(at) === quoteCode) {
      let close = text.indexOf(quote, at + 1);
      // Of two quotes, the second one belongs to the column.
      while (close !== -1 && text.charCodeAt(close + 1) === quoteCode) {
        column += text.slice(at + 1, close + 1);
        at = close + 1;
        close = text.indexOf(quote, at + 1);
      }
      column += close === -1 ? text.slice(at + 1) : text.slice(at + 1, close);
      at = close === -1 ? text.length : close + 1;
    }
    const end = text.indexOf(delimiter, at);
    const rest = end === -1 ? text.slice(at) : text.slice(at, end);
    row.push(column === '' ? rest : column + rest);
    if (end === -1 || row.length > columnsWanted) return row;
    at = end + 1;
  }
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** What ended a column. */
type End = 'delimiter' | 'line' | 'text' | 'broken';

/** Reads text with quotes or several lines. Columns are cut out in one piece wherever they can be. */
class RowReader {
  readonly #text: string;
  readonly #delimiter: number;
  readonly #quote: number;
  /** Minus one when the dialect has none. */
  readonly #escape: number;
  readonly #quoteText: string;
  #at = 0;
  #column = '';

  constructor(text: string, { delimiter, quote, escape }: CsvDialect) {
    this.#text = text;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#quote = quote.charCodeAt(0);
    this.#escape = escape === undefined ? -1 : escape.charCodeAt(0);
    this.#quoteText = quote;
  }

  read(): CsvRows {
    const rows: string[][] = [];
    const starts: number[] = [];
    while (this.#at < this.#text.length) {
      const row: string[] = [];
      const begun = this.#at;
      let end: End;
      do {
        end = this.#readColumn();
        if (end === 'broken') return { rows, starts, broken: true };
        row.push(this.#column);
      } while (end === 'delimiter');
      rows.push(this.#isBlank(begun) ? [] : row);
      starts.push(begun);
    }
    return { rows, starts, broken: false };
  }

  /** Whether the line that began there and has been read consists of its end alone. */
  #isBlank(begun: number): boolean {
    const code = this.#text.charCodeAt(begun);
    return code === lineFeed || code === carriageReturn;
  }

  /** Leaves the column in `#column` and stands behind what ended it. */
  #readColumn(): End {
    const isQuoted = this.#text.charCodeAt(this.#at) === this.#quote;
    this.#column = isQuoted ? this.#readQuoted() : '';
    const text = this.#text;
    let from = this.#at;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === this.#delimiter || code === lineFeed || code === carriageReturn) {
        this.#column += text.slice(from, at);
        this.#at = at + 1;
        if (code === this.#delimiter) return 'delimiter';
        return code === lineFeed ? 'line' : this.#afterReturn();
      }
      // Right behind a closing quote it is a character like any other.
      if (code === this.#escape && !(isQuoted && at === this.#at)) {
        this.#column += text.slice(from, at);
        from = ++at;
      }
    }
    this.#column += text.slice(from);
    this.#at = text.length;
    return 'text';
  }

  /** Reads from an opening quote to behind the closing one, or to the end of the text. */
  #readQuoted(): string {
    const text = this.#text;
    let result = '';
    let from = this.#at + 1;
    while (true) {
      const close = this.#nextSpecial(from);
      if (close === -1) {
        this.#at = text.length;
        return result + text.slice(from);
      }
      result += text.slice(from, close);
      const isEscape = text.charCodeAt(close) === this.#escape;
      if (!isEscape && text.charCodeAt(close + 1) !== this.#quote) {
        this.#at = close + 1;
        return result;
      }
      // The character behind an escape, or the second of two quotes.
      result += text.charAt(close + 1);
      from = close + 2;
    }
  }

  /** The next quote or escape. */
  #nextSpecial(from: number): number {
    if (this.#escape === -1) return this.#text.indexOf(this.#quoteText, from);
    for (let at = from; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === this.#quote || code === this.#escape) return at;
    }
    return -1;
  }

  /** Carriage returns belong to the end of a line only when nothing else follows in it. */
  #afterReturn(): End {
    const text = this.#text;
    while (text.charCodeAt(this.#at) === carriageReturn) this.#at++;
    if (this.#at >= text.length) return 'text';
    return text.charCodeAt(this.#at++) === lineFeed ? 'line' : 'broken';
  }
}
