import { Buffer, isUtf8 } from 'node:buffer';
import { parseJson, parseSpelledJson } from '../../domain/exact-json.ts';
import type { JsonValue } from '../../domain/json.ts';
import type { Payload } from '../../domain/record.ts';
import type { NumberMode } from '../../parsers/parser.ts';

/** A payload, decoded once for all candidates. */
export interface Content {
  /** Undefined for a payload that came as an object. */
  readonly text: string | undefined;
  /** The decoded document; undefined when the text is not JSON or nobody asked for it. */
  readonly document: JsonValue | undefined;
}

export type DecodedText =
  | { readonly outcome: 'text'; readonly text: string }
  | { readonly outcome: 'not UTF-8' };

const byteOrderMark = '\uFEFF';

/** Strict UTF-8, without a byte order mark; JSON in UTF-16 and UTF-32 is recognised by its zero bytes. */
export function decodeText(payload: string | Uint8Array): DecodedText {
  if (typeof payload === 'string') {
    const text = payload.startsWith(byteOrderMark) ? payload.slice(1) : payload;
    return { outcome: 'text', text };
  }
  const wide = wideEncoding(payload);
  if (wide !== undefined) return decodeText(wide);
  if (!isUtf8(payload)) return { outcome: 'not UTF-8' };
  return decodeText(Buffer.from(payload.buffer, payload.byteOffset, payload.length).toString());
}

/** The text of UTF-16 or UTF-32 bytes: they begin with a mark, or with an ASCII character beside zero bytes. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a = 1, b = 1, c = 1, d = 1] = bytes;
  if (bytes.length >= 4 && a === 0 && b === 0 && (c === 0xfe || c === 0)) return utf32(bytes, 'BE');
  if (bytes.length >= 4 && c === 0 && d === 0 && (a === 0xff || b === 0)) return utf32(bytes, 'LE');
  const isLittle = (a === 0xff && b === 0xfe) || (a !== 0 && b === 0);
  const isBig = (a === 0xfe && b === 0xff) || (a === 0 && b !== 0);
  if (bytes.length < 2 || bytes.length % 2 !== 0 || !(isLittle || isBig)) return undefined;
  const copy = Buffer.from(bytes);
  return (isBig ? copy.swap16() : copy).toString('utf16le');
}

function utf32(bytes: Uint8Array, order: 'BE' | 'LE'): string | undefined {
  if (bytes.length % 4 !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const point = view.getUint32(at, order === 'LE');
    if (point > 0x10ffff) return undefined;
    text += String.fromCodePoint(point);
  }
  return text;
}

/** The document of a text; undefined when it is not JSON. */
export function decodeDocument(text: string, mode: NumberMode): JsonValue | undefined {
  // Nobody reads the stack of a parser's refusal, and collecting it costs more than the parsing.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    if (mode === 'spelled') return parseSpelledJson(text);
    if (mode === 'exact') return parseJson(text);
    return JSON.parse(text) as JsonValue;
  } catch {
    return mode === 'fast' && /NaN|Infinity/.test(text) ? decodeDocument(text, 'exact') : undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A payload that came as an object is copied, so that what a rule does with a record stays away from it. */
export const asContent = (payload: Exclude<Payload, string | Uint8Array>): Content => ({
  text: undefined,
  document: structuredClone(payload),
});
