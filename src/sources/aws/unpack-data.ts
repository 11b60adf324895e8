import { isUtf8 } from 'node:buffer';
import { gunzipSync, inflateSync } from 'node:zlib';
import type { QuarantineReason } from '../../domain/batch.ts';
import { reasonOf } from '../../domain/errors.ts';
import { gunzipMembers } from './gzip-members.ts';

/** AWS takes records of 10 MiB at most; packed text unpacks to ten times as much, seldom to more. */
const recordBytesMax = 128 * 1024 * 1024;

/** An event has 6 MiB at most: many records that are each allowed to grow would still fill the memory together. */
const eventBytesMax = 256 * 1024 * 1024;

/** What the records of one event may still unpack to. */
export interface Room {
  bytes: number;
}

export const roomOfEvent = (): Room => ({ bytes: eventBytesMax });

/** A stream that takes from a stream that packs is packed twice, never more often. */
const packingsMax = 3;

export type Unpacked =
  /** `left`: bytes behind the packed data that were not read. */
  | { readonly outcome: 'bytes'; readonly bytes: Uint8Array; readonly left: number }
  | { readonly outcome: 'failed'; readonly reason: QuarantineReason; readonly detail: string };

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** What the `data` of a record stands for: base64, then gzip with all its members, zlib or neither. */
export function unpackData(data: unknown, room: Room): Unpacked {
  if (typeof data !== 'string')
    return failed('not JSON', 'the record has no "data" with base64 text');
  if (data.length % 4 === 1 || !base64.test(data)) {
    return failed('unreadable', 'its "data" is not base64; the sender has to encode the bytes');
  }
  return unpackBytes(Buffer.from(data, 'base64'), room);
}

/** Unpacks gzip and zlib; other bytes stay as they are. */
export function unpackBytes(packed: Uint8Array, room: Room): Unpacked {
  let bytes = packed;
  let left = 0;
  for (let packings = 0; packings < packingsMax; packings++) {
    const [first, second = 0] = bytes;
    if (first === 0x1f && second === 0x8b) {
      const unpacked = gunzip(bytes, limitOf(room));
      if (unpacked.outcome === 'failed') return unpacked;
      bytes = unpacked.bytes;
      left += unpacked.left;
    } else if (
      first !== undefined &&
      (first & 0x8f) === 0x08 &&
      (first * 256 + second) % 31 === 0
    ) {
      const unpacked = inflate(bytes, limitOf(room));
      // Two letters may look like the header of zlib.
      if (unpacked === undefined) break;
      if (unpacked.outcome === 'failed') return unpacked;
      bytes = unpacked.bytes;
    } else break;
  }
  if (bytes !== packed) room.bytes -= bytes.length;
  return { outcome: 'bytes', bytes, left };
}

/** The limit of an output has to be a positive number. */
const limitOf = ({ bytes }: Room): number => Math.max(1, Math.min(recordBytesMax, bytes));

/** Text where the bytes are valid UTF-8. */
export const asText = (bytes: Uint8Array): string | Uint8Array =>
  isUtf8(bytes)
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
    : bytes;

function gunzip(bytes: Uint8Array, limit: number): Unpacked {
  try {
    const unpacked = gunzipSync(bytes, { maxOutputLength: limit });
    return { outcome: 'bytes', bytes: unpacked, left: 0 };
  } catch (error) {
    return isTooLarge(error) ? tooLarge(limit) : gunzipWhatThereIs(bytes, limit);
  }
}

function gunzipWhatThereIs(bytes: Uint8Array, limit: number): Unpacked {
  try {
    return { outcome: 'bytes', ...gunzipMembers(bytes, limit) };
  } catch (error) {
    if (isTooLarge(error)) return tooLarge(limit);
    const what = `its data begins as gzip and cannot be unpacked (${reasonOf(error)})`;
    return failed('unreadable', `${what}; it was damaged or cut off before it was sent`);
  }
}

function inflate(bytes: Uint8Array, limit: number): Unpacked | undefined {
  try {
    const unpacked = inflateSync(bytes, { maxOutputLength: limit });
    return { outcome: 'bytes', bytes: unpacked, left: 0 };
  } catch (error) {
    return isTooLarge(error) ? tooLarge(limit) : undefined;
  }
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

const failed = (reason: QuarantineReason, detail: string): Unpacked => ({
  outcome: 'failed',
  reason,
  detail,
});

const tooLarge = (limit: number): Unpacked =>
  failed(
    'too long',
    limit === recordBytesMax
      ? `its data unpacks to more than ${recordBytesMax} bytes, which no log record has`
      : `the records of its event unpack to more than ${eventBytesMax} bytes together`,
  );
