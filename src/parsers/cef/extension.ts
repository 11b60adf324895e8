import { isEscaped } from '../header-values.ts';
import type { RecordShapes, Shape } from '../record-shapes.ts';

const blank = 0x20;

/** What keys consist of: letters, digits, and what vendors add for parts of maps and lists. */
const isKeyCode = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w.\-[\]:@$/]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/**
 * Reads `key=value key=value …`, where values may hold blanks, adds the values and gives the shape of the record. A key
 * stands at the beginning or behind a blank, and an equals sign without one is a part of the value. Undefined when
 * something other than a key stands at the beginning.
 */
export function readExtension(
  line: string,
  from: number,
  values: string[],
  shapes: RecordShapes,
): Shape | undefined {
  let shape = shapes.start();
  const start = skipBlanks(line, from);
  if (start === line.length) return shape;
  let equals = nextEquals(line, start, start);
  if (equals === -1 || keyStart(line, start, equals) !== start) return undefined;

  shape = shapes.after(shape, line, start, equals);
  let valueAt = equals + 1;
  while (true) {
    let keyAt = -1;
    do {
      equals = nextEquals(line, valueAt, equals + 1);
      if (equals === -1) {
        values.push(valueOf(line, valueAt, line.length));
        return shape;
      }
      keyAt = keyStart(line, valueAt, equals);
    } while (keyAt === -1);
    values.push(valueOf(line, valueAt, keyAt));
    shape = shapes.after(shape, line, keyAt, equals);
    valueAt = equals + 1;
  }
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (line.charCodeAt(at) === blank) at++;
  return at;
}

/** The next equals sign that is not behind a backslash. */
function nextEquals(line: string, valueAt: number, from: number): number {
  let at = line.indexOf('=', from);
  while (at !== -1 && isEscaped(line, valueAt, at)) at = line.indexOf('=', at + 1);
  return at;
}

/** Where the key before an equals sign begins; -1 when there is none. Values begin at `from`. */
function keyStart(line: string, from: number, equals: number): number {
  let at = equals;
  while (at > from && (isKeyCode[line.charCodeAt(at - 1)] ?? 0) === 1) at--;
  if (at === equals) return -1;
  return at === from || line.charCodeAt(at - 1) === blank ? at : -1;
}

/** Blanks before a key separate it, however many there are. */
function valueOf(line: string, from: number, to: number): string {
  let end = to;
  while (end > from && line.charCodeAt(end - 1) === blank) end--;
  const value = line.slice(from, end);
  return value.includes('\\') ? unescaped(value) : value;
}

/** Other characters behind a backslash stand for themselves, and so does the backslash. */
function unescaped(value: string): string {
  let result = '';
  let from = 0;
  let at = value.indexOf('\\');
  while (at !== -1) {
    const meant = meanings[value.charAt(at + 1)];
    if (meant !== undefined) {
      result += value.slice(from, at) + meant;
      from = at + 2;
    }
    at = value.indexOf('\\', at + 2);
  }
  return result + value.slice(from);
}

const meanings: Readonly<Record<string, string | undefined>> = {
  '\\': '\\',
  '=': '=',
  n: '\n',
  r: '\r',
};
