import type { Buffer } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { StreamAlertError } from '../../domain/errors.ts';
import { type FeedFormat, parsedSafely, type ParsedFeed } from '../../feeds/feed.ts';
import { feedFormatNamed, feedFormats, recognisedFormat } from '../../feeds/index.ts';
import { usageError } from '../report-error.ts';

/** Text is longer in memory than in a file; a value of this language holds no more than half a billion characters. */
const bytesMax = 400 * 1024 * 1024;

export interface IndicatorFile {
  readonly format: FeedFormat;
  readonly parsed: Extract<ParsedFeed, { outcome: 'parsed' }>;
}

/** Formats a file may be in; `auto` finds it out. */
export const fileFormats: readonly string[] = [
  'auto',
  ...feedFormats.map(({ name }) => name).filter((name) => name !== 'taxii'),
];

/** Reads a file of indicators, packed with gzip or not; `-` is standard input. */
export function readIndicatorFile(path: string, format = 'auto'): IndicatorFile {
  const text = textIn(path);
  const found = format === 'auto' ? recognisedFormat(text) : feedFormatNamed(format);
  if (found === undefined) {
    throw usageError(`"${format}" is no format`, `It is one of ${fileFormats.join(', ')}.`);
  }
  const parsed = parsedSafely(found, text);
  if (parsed.outcome === 'parsed') return { format: found, parsed };
  const hint =
    format === 'auto'
      ? `It looks like ${found.name}. Name the format with --format: ${fileFormats.slice(1).join(', ')}.`
      : 'Nothing of it was taken.';
  throw new StreamAlertError('INPUT_UNREADABLE', `${path} ${parsed.reason}`, { hint });
}

function textIn(path: string): string {
  try {
    if (path !== '-' && statSync(path).size > bytesMax) throw tooLarge(path);
    const bytes = readFileSync(path === '-' ? 0 : path);
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const plain = isPacked ? gunzipSync(bytes, { maxOutputLength: bytesMax }) : bytes;
    if (plain.length > bytesMax) throw tooLarge(path);
    return decoded(plain);
  } catch (error) {
    if (error instanceof StreamAlertError) throw error;
    if (error instanceof RangeError) throw tooLarge(path);
    throw unreadable(path, error);
  }
}

/** Tables that come out of Windows are often UTF-16. */
function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
  return bytes.toString('utf8');
}

const tooLarge = (path: string): StreamAlertError =>
  new StreamAlertError(
    'INPUT_UNREADABLE',
    `${path} is larger than ${bytesMax / 1024 / 1024} MB when unpacked`,
    { hint: 'Split it, for instance: split --lines=1000000 list.txt part-' },
  );

function unreadable(path: string, error: unknown): StreamAlertError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'is not there',
    EACCES: 'may not be read',
    EISDIR: 'is a folder; name the files in it',
    Z_DATA_ERROR: 'is packed with gzip and damaged',
    Z_BUF_ERROR: 'is packed with gzip and cut off',
  };
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : `cannot be read (${code})`;
  return new StreamAlertError('INPUT_UNREADABLE', `${path} ${reason}`, {
    cause: error,
    hint: 'Name a file of indicators: one value a line, CSV, JSON, STIX, MISP.',
  });
}
