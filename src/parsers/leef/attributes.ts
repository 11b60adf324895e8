import type { RecordShapes, Shape } from '../record-shapes.ts';

/** The character that a delimiter field of LEEF 2.0 names, itself or as `x5E` or `0x5E`; undefined when it is none. */
export function delimiterOf(field: string): string | undefined {
  const code = /^0?x([0-9a-f]{1,4})$/i.exec(field)?.[1];
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  return field.length === 1 ? field : undefined;
}

/**
 * Reads `key=value` between delimiters, adds the values and gives the shape of the record. A piece without a key is the
 * rest of the value before it, which holds the delimiter then. Undefined when the first piece has no key.
 */
export function readAttributes(
  line: string,
  from: number,
  delimiter: string,
  values: string[],
  shapes: RecordShapes,
): Shape | undefined {
  const delimiterCode = delimiter.charCodeAt(0);
  let shape = shapes.start();
  let valueAt = -1;
  let valueEnd = -1;
  for (let at = from; at < line.length; at++) {
    const keyAt = skipBlanks(line, at);
    const keyEnd = keyEndIn(line, keyAt, delimiterCode);
    const hasKey = keyEnd > keyAt && line.charCodeAt(keyEnd) === equalsCode;
    const found = line.indexOf(delimiter, keyEnd);
    at = found === -1 ? line.length : found;
    if (hasKey) {
      if (valueAt !== -1) values.push(line.slice(valueAt, valueEnd));
      shape = shapes.after(shape, line, keyAt, keyEnd);
      valueAt = keyEnd + 1;
      valueEnd = at;
    } else if (keyAt < at) {
      if (valueAt === -1) return undefined;
      valueEnd = at;
    }
  }
  if (valueAt !== -1) values.push(line.slice(valueAt, valueEnd));
  return shape;
}

const blank = 0x20;
const equalsCode = 0x3d;

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (line.charCodeAt(at) === blank) at++;
  return at;
}

/** The end of the word there: keys are words, and short, so that looking at each character is the fastest way. */
function keyEndIn(line: string, from: number, delimiterCode: number): number {
  let at = from;
  for (; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === equalsCode || code === delimiterCode || code === blank) return at;
  }
  return at;
}
