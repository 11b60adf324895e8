import { isUtf8 } from 'node:buffer';
import type { ParquetParsers } from 'hyparquet';
import { parseJson } from '../../../domain/exact-json.ts';

/** The key that an object does not take as an ordinary one; it travels under another name that no text has. */
export const hostileKey = '__proto__';
export const standInKey = '\u0000streamalert:__proto__';

/** How values that are more than numbers and bytes come out: times as ISO 8601 with all their digits. */
export const valueParsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (milliseconds) => timestamp(milliseconds, 3),
  timestampFromMicroseconds: (microseconds) => timestamp(microseconds, 6),
  timestampFromNanoseconds: (nanoseconds) => timestamp(nanoseconds, 9),
  dateFromDays: (days) => dateText(BigInt(days)) ?? days,
  stringFromBytes: (bytes) => {
    const text = textOf(bytes);
    return text === hostileKey ? standInKey : text;
  },
  jsonFromBytes: (bytes) => {
    const text = textOf(bytes);
    try {
      return parseJson(text);
    } catch {
      // A column that says it holds JSON and does not: the text itself is what there is.
      return text;
    }
  },
};

/** Text where the bytes are UTF-8, else base64. */
export function textOf(bytes: Uint8Array): string {
  if (!(bytes instanceof Uint8Array)) return bytes;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString(isUtf8(buffer) ? 'utf8' : 'base64');
}

const millisecondsInDay = 86_400_000n;

/** Outside of the years 0 to 9999 the number itself is given: no reader takes other years. */
function timestamp(value: bigint, digits: 3 | 6 | 9): string | bigint {
  const inSecond = 10n ** BigInt(digits);
  const fraction = ((value % inSecond) + inSecond) % inSecond;
  const milliseconds = ((value - fraction) / inSecond) * 1000n;
  const text = isoText(milliseconds);
  if (text === undefined) return value;
  const decimals = String(fraction).padStart(digits, '0').replace(/0+$/, '').padEnd(3, '0');
  return `${text.slice(0, 19)}.${decimals}Z`;
}

const dateText = (days: bigint): string | undefined =>
  isoText(days * millisecondsInDay)?.slice(0, 10);

function isoText(milliseconds: bigint): string | undefined {
  if (milliseconds < -62_167_219_200_000n || milliseconds >= 253_402_300_800_000n) return undefined;
  return new Date(Number(milliseconds)).toISOString();
}
