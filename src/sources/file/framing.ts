import type { Framing } from '../../domain/batch.ts';
import { jsonPrefix } from './json/json-prefix.ts';

/** Enough to see how a file is built; JSON that goes on beyond it is read as documents. */
const headBytes = 32 * 1024;

/** The beginning of one long line shows as much as all of it. */
const singleLineBytes = 4 * 1024;

/** Lines that are looked at when the first one does not decide. */
const linesMax = 32;

/**
 * Decides by the first bytes of a file how it is divided. Lines, unless it begins with JSON that is something else
 * than one value on each line: pretty-printed, an array, values with no line feed between them.
 */
export function framingOf(beginning: Uint8Array): Framing {
  const wide = beginning.subarray(0, headBytes);
  const head = wide.includes(0x0a) ? wide : wide.subarray(0, singleLineBytes);
  const start = firstText(head, 0);
  const first = head[start];
  if (first !== 0x7b && first !== 0x5b) return 'lines';

  const prefix = jsonPrefix(head, start);
  if (prefix.state === 'begun') return 'documents';
  if (prefix.state === 'complete') return framingAfter(head, start, prefix.end);
  if (mostLinesAreJson(head, start)) return 'lines';
  // A first line such as `[10:32:05] started` is no JSON at all; one with whole objects in it is damaged JSON.
  const goesOverLines = head.subarray(start, prefix.at).includes(0x0a);
  return goesOverLines || prefix.nested > 0 ? 'documents' : 'lines';
}

/** A first value that is complete: is it a line of its own, with others below? */
function framingAfter(head: Uint8Array, start: number, end: number): Framing {
  if (head.subarray(start, end).includes(0x0a)) return 'documents';
  const next = firstText(head, end);
  if (next === head.length) return 'documents';
  if (head.subarray(end, next).includes(0x0a)) return 'lines';
  const byte = head[next];
  return byte === 0x7b || byte === 0x5b || byte === 0x2c || byte === 0x1e ? 'documents' : 'lines';
}

/** True when most lines are JSON objects or arrays by themselves, though the first is not. */
function mostLinesAreJson(head: Uint8Array, start: number): boolean {
  let lines = 0;
  let json = 0;
  let at = start;
  while (lines < linesMax) {
    const end = head.indexOf(0x0a, at);
    if (end === -1) break;
    const begin = firstText(head, at);
    if (begin < end) {
      lines++;
      if (isJsonLine(head.subarray(0, end), begin)) json++;
    }
    at = end + 1;
  }
  return json * 2 > lines;
}

function isJsonLine(line: Uint8Array, begin: number): boolean {
  if (line[begin] !== 0x7b && line[begin] !== 0x5b) return false;
  const prefix = jsonPrefix(line, begin);
  return prefix.state === 'complete' && firstText(line, prefix.end) === line.length;
}

/** The first byte that is no blank. */
function firstText(head: Uint8Array, from: number): number {
  let at = from;
  while (at < head.length && isBlank(head[at] ?? 0)) at++;
  return at;
}

// A record separator (RFC 7464) counts as a blank.
const isBlank = (byte: number): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x1e;
