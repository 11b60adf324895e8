import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import type { Batch } from '../../domain/batch.ts';
import { Directives } from './directives/directives.ts';
import { DocumentScanner } from './json/document-scanner.ts';
import { recordSeparator } from '../payload-sequence.ts';

/** Bytes are given for a payload that is not valid UTF-8. */
export type VisitPayload = (payload: string | Uint8Array, position: number, bytes: number) => void;

const lineFeed = 0x0a;

/**
 * Calls back for each payload of a batch, in order. Blank lines are no payloads but have a position; so do lines that
 * only name the columns of others. Gives how many of those there were.
 */
export function forEachPayload(
  {
    bytes,
    framing,
    firstPosition,
    directives,
  }: Pick<Batch, 'bytes' | 'framing' | 'firstPosition' | 'directives'>,
  visit: VisitPayload,
): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decode = decodeOf(buffer);
  if (framing === 'lines' && directives !== undefined) {
    return forEachDirectedLine(buffer, firstPosition, directives, decode, visit);
  }
  if (framing === 'lines') forEachLine(buffer, firstPosition, decode, visit);
  else if (framing === 'whole') visit(decode(0, buffer.length), firstPosition, buffer.length);
  else if (buffer[0] === recordSeparator) forEachInSequence(buffer, firstPosition, decode, visit);
  else forEachDocument(buffer, firstPosition, decode, visit);
  return 0;
}

type Decode = (start: number, end: number) => string | Uint8Array;

/** Asking once for the whole batch what it holds costs next to nothing; asking for each line does not. */
function decodeOf(buffer: Buffer): Decode {
  // Copying is the fastest way to a string; it gives the right one for ASCII.
  if (isAscii(buffer)) return (start, end) => buffer.toString('latin1', start, end);
  if (isUtf8(buffer)) return (start, end) => buffer.toString('utf8', start, end);
  return (start, end) => {
    const payload = buffer.subarray(start, end);
    return isUtf8(payload) ? payload.toString('utf8') : new Uint8Array(payload);
  };
}

function forEachLine(buffer: Buffer, firstPosition: number, decode: Decode, visit: VisitPayload) {
  let position = firstPosition;
  let start = 0;
  while (start < buffer.length) {
    const lineEnd = buffer.indexOf(lineFeed, start);
    const next = lineEnd === -1 ? buffer.length : lineEnd;
    const end = next > start && buffer[next - 1] === 0x0d ? next - 1 : next;
    if (!isBlank(buffer, start, end)) visit(decode(start, end), position, end - start);
    position++;
    start = next + 1;
  }
}

/** Every line with the directives that say what it means, so that each payload can be read by itself. */
function forEachDirectedLine(
  buffer: Buffer,
  firstPosition: number,
  inForce: string,
  decode: Decode,
  visit: VisitPayload,
): number {
  const directives = new Directives(inForce);
  let count = 0;
  forEachLine(buffer, firstPosition, decode, (line, position) => {
    if (typeof line !== 'string') {
      const payload = Buffer.concat([Buffer.from(directives.text()), line]);
      visit(payload, position, payload.length);
    } else if (line.startsWith('#') && directives.take(line)) {
      count++;
    } else {
      const payload = directives.text() + line;
      visit(payload, position, Buffer.byteLength(payload));
    }
  });
  return count;
}

function isBlank(buffer: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = buffer[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}

function forEachInSequence(
  buffer: Buffer,
  firstPosition: number,
  decode: Decode,
  visit: VisitPayload,
) {
  let position = firstPosition;
  let start = 1;
  while (start < buffer.length) {
    const found = buffer.indexOf(recordSeparator, start);
    const next = found === -1 ? buffer.length : found;
    const end = next - 1;
    visit(decode(start, end), position++, end - start);
    start = next + 1;
  }
}

/** Documents as they came, from a source that did not look where they end. */
function forEachDocument(
  buffer: Buffer,
  firstPosition: number,
  decode: Decode,
  visit: VisitPayload,
) {
  const scanner = new DocumentScanner();
  let position = firstPosition;
  for (const { start, end } of scanner.scan(buffer, 0)) {
    visit(decode(start, end), position++, end - start);
  }
  const open = scanner.openStart();
  if (open !== undefined) visit(decode(open, buffer.length), position, buffer.length - open);
}
