const quote = 0x22;
const lineFeed = 0x0a;

/** As much of the beginning as is judged by. */
const headBytes = 64 * 1024;

const delimiters = [',', ';', '\t', '|'].map((character) => character.charCodeAt(0));

/**
 * True when a file begins with a table in which some column goes over several lines: rows of as many columns each,
 * every quote where it belongs (RFC 4180), a line feed inside of quotes. Nothing else passes for one, and so no log
 * with a stray quote has its lines put together.
 */
export function hasRowsOverLines(beginning: Uint8Array): boolean {
  const head = beginning.subarray(0, headBytes);
  // Quotes and line feeds are all that matters at first: most files have none of the one behind the other.
  return head.includes(quote) && delimiters.some((delimiter) => isTable(head, delimiter));
}

function isTable(head: Uint8Array, delimiter: number): boolean {
  let columns = 0;
  let column = 1;
  let overLines = false;
  let rows = 0;
  let at = 0;
  while (at < head.length) {
    if (head[at] === quote) {
      const end = quotedEnd(head, at);
      // The file goes on; what was seen decides.
      if (end === undefined) break;
      if (head.subarray(at, end).includes(lineFeed)) overLines = true;
      at = end;
    } else {
      while (at < head.length && head[at] !== delimiter && head[at] !== lineFeed) {
        if (head[at] === quote) return false;
        at++;
      }
    }
    if (head[at] === 0x0d && head[at + 1] === lineFeed) at++;
    if (head[at] === delimiter) {
      column++;
    } else if (head[at] === lineFeed) {
      if (columns === 0) columns = column;
      if (column !== columns) return false;
      rows++;
      column = 1;
    } else if (at < head.length) {
      return false;
    }
    at++;
  }
  return overLines && columns > 1 && rows > 1;
}

/** Behind the closing quote; a doubled one stands for itself. */
function quotedEnd(bytes: Uint8Array, start: number): number | undefined {
  for (let at = start + 1; at < bytes.length; at++) {
    if (bytes[at] !== quote) continue;
    if (bytes[at + 1] !== quote) return at + 1;
    at++;
  }
  return undefined;
}

/** Finds where rows end: at line feeds outside of quotes. Goes on over any number of calls. */
export class RowScanner {
  #isQuoted = false;

  /** Places behind the line feeds that end rows, from `from` on. */
  scan(bytes: Uint8Array, from: number): readonly number[] {
    const ends: number[] = [];
    let isQuoted = this.#isQuoted;
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === quote) isQuoted = !isQuoted;
      else if (byte === lineFeed && !isQuoted) ends.push(at + 1);
    }
    this.#isQuoted = isQuoted;
    return ends;
  }

  /** True while a quote is open. */
  isQuoted(): boolean {
    return this.#isQuoted;
  }

  /** Forgets an open quote that has turned out to be none. */
  reset() {
    this.#isQuoted = false;
  }
}
