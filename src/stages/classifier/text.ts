import { Buffer, isAscii, isUtf8 } from 'node:buffer';

const byteOrderMark = 0xfeff;

/**
 * The text of a payload without its byte order mark; undefined for bytes that are not UTF-8. JSON in UTF-16 and UTF-32
 * is recognised by its zero bytes.
 */
export function textOf(payload: string | Uint8Array): string | undefined {
  const text = typeof payload === 'string' ? payload : decoded(payload);
  return text?.charCodeAt(0) === byteOrderMark ? text.slice(1) : text;
}

function decoded(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (isWide(bytes)) {
    const wide = wideText(buffer);
    if (wide !== undefined && mayBeContainer(wide)) return wide;
  }
  // Copying is the fastest way to a string, and gives the right one for ASCII.
  if (isAscii(buffer)) return buffer.toString('latin1');
  return isUtf8(buffer) ? buffer.toString('utf8') : undefined;
}

/** A zero or a byte that UTF-8 does not have among the first ones. */
function isWide(bytes: Uint8Array): boolean {
  const first = bytes[0] ?? 1;
  return first === 0 || first >= 0xfe || bytes[1] === 0;
}

function wideText(buffer: Buffer): string | undefined {
  // Documents begin with ASCII characters, so each of these has its zeros in places of its own.
  const [a, b, c, d] = [buffer[0] ?? 1, buffer[1] ?? 1, buffer[2] ?? 1, buffer[3] ?? 1];
  if (a === 0 && b === 0 && (c === 0 || (c === 0xfe && d === 0xff))) return utf32(buffer, 'BE');
  if (c === 0 && d === 0 && (b === 0 || (a === 0xff && b === 0xfe))) return utf32(buffer, 'LE');
  if (a === 0 || (a === 0xfe && b === 0xff)) return strict('utf-16be', buffer);
  return b === 0 || (a === 0xff && b === 0xfe) ? strict('utf-16le', buffer) : undefined;
}

function strict(encoding: 'utf-16le' | 'utf-16be', buffer: Buffer): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(buffer);
  } catch {
    return undefined;
  }
}

function utf32(buffer: Buffer, order: 'BE' | 'LE'): string | undefined {
  if (buffer.length % 4 !== 0) return undefined;
  const parts: string[] = [];
  for (let at = 0; at < buffer.length; at += 4) {
    const point = order === 'LE' ? buffer.readUInt32LE(at) : buffer.readUInt32BE(at);
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined;
    parts.push(String.fromCodePoint(point));
  }
  return parts.join('');
}

/** Whether a text can be a JSON object or list at all, which saves the attempt on every other line. */
export function mayBeContainer(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) return true;
    const isBlank = code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
    if (!isBlank && !(at === 0 && code === byteOrderMark)) return false;
  }
  return false;
}
