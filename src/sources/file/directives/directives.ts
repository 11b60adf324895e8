import { isUtf8 } from 'node:buffer';

/** Directives of the W3C extended format, such as `#Fields: date time`; IIS and CloudFront write them. */
const w3cDirective = /^#([A-Za-z][A-Za-z -]{0,30}):/;

/** Directives of Zeek, such as `#fields<tab>ts<tab>uid`. */
const zeekDirective =
  /^#(separator|set_separator|empty_field|unset_field|path|open|close|fields|types)(?![A-Za-z_])/;

/** These say nothing about the lines that follow. */
const remarks: ReadonlySet<string> = new Set(['remark', 'close']);

/** A header of this size names ten thousand columns. */
export const directiveBytesMax = 64 * 1024;

const numberSign = 0x23;

/** As much of the beginning as is looked at. */
const headBytes = 16 * 1024;

/**
 * True when a file begins with directives that name the columns of the lines below. A line that begins with `#` and
 * is none, such as a comment in a script, does not make one.
 */
export function beginsWithDirectives(beginning: Uint8Array): boolean {
  let start = 0;
  while (beginning[start] === 0x0a || beginning[start] === 0x0d) start++;
  if (beginning[start] !== numberSign) return false;
  const text = Buffer.from(beginning.subarray(start, headBytes)).toString('latin1');
  const lines = text.split(/\r?\n/);
  const [first = ''] = lines;
  return nameOf(first) !== undefined && lines.some((line) => nameOf(line) === 'fields');
}

/** The word of a directive in lower case; undefined for any other line. */
const nameOf = (line: string): string | undefined =>
  (zeekDirective.exec(line) ?? w3cDirective.exec(line))?.[1]?.toLowerCase();

/** The directives in force, as they change from line to line. */
export class Directives {
  readonly #lines = new Map<string, string>();
  #text: string | undefined;

  constructor(text = '') {
    for (const line of text.split('\n')) this.take(line);
  }

  /** Whether the line is a directive; it is in force from here on. */
  take(line: string): boolean {
    const name = nameOf(line);
    if (name === undefined || Buffer.byteLength(line) > directiveBytesMax) return false;
    if (remarks.has(name)) return true;
    // With its separator Zeek begins anew, also in files that were put together.
    if (name === 'separator') this.#lines.clear();
    // Of one that comes again, such as the columns after a restart of the server, the last one counts.
    this.#lines.delete(name);
    this.#lines.set(name, line.replace(/\r$/, ''));
    this.#text = undefined;
    return true;
  }

  /** All of them, each with a line feed behind it; empty when there is none. */
  text(): string {
    this.#text ??= [...this.#lines.values()].map((line) => `${line}\n`).join('');
    return this.#text;
  }
}

/** Takes the directives among whole lines. */
export function takeDirectives(
  { buffer, byteOffset, byteLength }: Uint8Array,
  directives: Directives,
): void {
  const lines = Buffer.from(buffer, byteOffset, byteLength);
  let start = lines[0] === numberSign ? 0 : behindLineFeed(lines, 0);
  while (start !== undefined) {
    const found = lines.indexOf(0x0a, start);
    const end = found === -1 ? byteLength : found;
    const line = lines.subarray(start, end);
    // Wherever it is met, a line that is no text is a payload that is none.
    if (line.length <= directiveBytesMax && isUtf8(line)) directives.take(line.toString('utf8'));
    start = behindLineFeed(lines, start);
  }
}

/** The place of the next number sign that begins a line. */
function behindLineFeed(lines: Buffer, from: number): number | undefined {
  const found = lines.indexOf('\n#', from, 'latin1');
  return found === -1 ? undefined : found + 1;
}
