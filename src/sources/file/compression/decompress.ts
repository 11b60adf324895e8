import type { Transform } from 'node:stream';
import { createGunzip, createInflate, gunzipSync } from 'node:zlib';
import { chunkSource } from './chunk-source.ts';
import { bzip2Source } from './bzip2.ts';
import type { ByteSource, Chunk, Damage, PeekSource } from '../byte-source.ts';
import type { Compression } from '../content.ts';
import { type Decoder, decoder } from './decoder.ts';
import { zstdSource } from './zstd.ts';

/** Text packs 5 to 30 times smaller, runs of one byte about 1,000 times; more than that is made to do harm. */
const ratioMax = 1000;
/** Small files may unpack to whatever they like: it fits in no disk's notice. */
const ratioFreeBytes = 64 * 1024 * 1024;
/** No log file unpacks to this; it bounds a chain of harmless-looking ratios. */
const totalBytesMax = 1024 ** 4;

/** Compressed bytes handed to the decoder at a time. */
const pieceBytes = 256 * 1024;
const outputBytesMax = 1024 * 1024;
/** What text usually unpacks to: room for a small file's content without taking a megabyte for each. */
const usualRatio = 8;

/** How a source can be read again from its beginning; absent for standard input. */
export type Reopen = () => Promise<ByteSource | Damage>;

/** A packed file up to this size is unpacked at once: waiting for another thread would take longer. */
const smallFileBytes = 128 * 1024;

/** All that a small, undamaged gzip file unpacks to; undefined for others, which are unpacked step by step. */
function unpackedAtOnce(packed: Uint8Array): Uint8Array | undefined {
  try {
    return gunzipSync(packed, { maxOutputLength: outputBytesMax * 4 });
  } catch {
    // Damaged or very large: going step by step tells which, and loses nothing.
    return undefined;
  }
}

/** Unpacks a source. Everything before a damaged place comes out; then the damage is told. */
export async function decompressed(
  compression: Compression,
  source: PeekSource,
  reopen: Reopen | undefined,
): Promise<ByteSource> {
  const head = await source.peek();
  if (compression === 'gzip' && source.isWhole() && head.length <= smallFileBytes) {
    const whole = unpackedAtOnce(head);
    if (whole !== undefined) return onlyChunk(whole, source);
  }
  const counted = counting(source);
  const unpacked =
    compression === 'bzip2'
      ? bzip2Source(counted)
      : compression === 'zstd'
        ? zstdSource(counted)
        : inflated(compression, counted, reopen);
  return guarded(unpacked, counted, compression);
}

function onlyChunk(content: Uint8Array, source: PeekSource): ByteSource {
  let given = content.length === 0;
  return {
    async next() {
      if (given) return { outcome: 'end' };
      given = true;
      return { outcome: 'bytes', bytes: content };
    },
    bytesOnDisk: () => source.bytesOnDisk(),
    close: () => source.close(),
  };
}

interface CountingSource extends ByteSource {
  peek(): Promise<Uint8Array>;
  /** Bytes that came out of it so far. */
  count(): number;
}

function counting(source: PeekSource): CountingSource {
  let count = 0;
  return {
    peek: () => source.peek(),
    async next() {
      const chunk = await source.next();
      if (chunk.outcome === 'bytes') count += chunk.bytes.length;
      return chunk;
    },
    bytesOnDisk: () => source.bytesOnDisk(),
    close: () => source.close(),
    count: () => count,
  };
}

/** Stops what unpacks to more than any log would. */
function guarded(source: ByteSource, input: CountingSource, compression: Compression): ByteSource {
  let out = 0;
  return {
    async next() {
      const tooMuch =
        (out > ratioFreeBytes && out > ratioMax * input.count()) || out > totalBytesMax;
      if (tooMuch) {
        const detail = `the ${compression} data unpacks to more than ${ratioMax} times its size; reading stopped after ${out} bytes. If it is really a log, unpack it and read the result.`;
        return { outcome: 'damaged', damage: { reason: 'unreadable', detail } };
      }
      const chunk = await source.next();
      if (chunk.outcome === 'bytes') out += chunk.bytes.length;
      return chunk;
    },
    bytesOnDisk: () => source.bytesOnDisk(),
    close: () => source.close(),
  };
}

/** gzip with all its members, or zlib. */
function inflated(
  compression: 'gzip' | 'zlib',
  source: CountingSource,
  reopen: Reopen | undefined,
): ByteSource {
  return chunkSource(inflate(compression, source, reopen), source);
}

async function* inflate(
  compression: 'gzip' | 'zlib',
  source: CountingSource,
  reopen: Reopen | undefined,
): AsyncGenerator<Chunk> {
  const open = (chunkSize: number): Decoder => decoder(stream(compression, chunkSize));
  let upstream: Damage | undefined;
  let taken = 0;
  let out = 0;
  /** Bytes behind the end of the packed data; zeros, with which tapes and disks fill up, do not count. */
  let left = 0;
  const head = await source.peek();
  const unpacker = open(Math.min(outputBytesMax, Math.max(4096, head.length * usualRatio)));

  try {
    while (unpacker.error() === undefined) {
      const chunk = await source.next();
      if (chunk.outcome === 'damaged') upstream = chunk.damage;
      if (chunk.outcome !== 'bytes') break;
      for (let at = 0; at < chunk.bytes.length; at += pieceBytes) {
        const piece = chunk.bytes.subarray(at, at + pieceBytes);
        for await (const bytes of unpacker.write(piece)) {
          out += bytes.length;
          yield { outcome: 'bytes', bytes };
        }
        if (unpacker.error() !== undefined) break;
        taken += piece.length;
        left += unpaddedBytes(piece, taken - unpacker.consumed());
      }
      if (left > 0) break;
    }
    for await (const bytes of unpacker.end()) {
      out += bytes.length;
      yield { outcome: 'bytes', bytes };
    }
  } finally {
    unpacker.close();
  }

  const error = unpacker.error();
  if (upstream !== undefined) yield { outcome: 'damaged', damage: upstream };
  else if (error !== undefined) {
    if (error.code !== 'Z_BUF_ERROR' && reopen !== undefined) {
      // The decoder drops what it had unpacked in the step in which it met the damage.
      for (const size of smallPieceBytes) {
        const again = lastBytes(await reopen(), open(4096), size, { taken, out });
        for (;;) {
          const { done, value } = await again.next();
          if (done === true) {
            taken = value;
            break;
          }
          out += value.length;
          yield { outcome: 'bytes', bytes: value };
        }
      }
    }
    yield { outcome: 'damaged', damage: damageOf(compression, error, { taken, out }) };
  } else if (left > 0) {
    const detail = `at least ${left} bytes follow after the end of the ${compression} data and were not read. Cut them off, or unpack the file yourself, to have them read.`;
    yield { outcome: 'damaged', damage: { reason: 'unreadable', detail } };
  }
}

/** How many bytes are left over at the end of a piece; 0 when they are all zero. */
function unpaddedBytes(piece: Uint8Array, count: number): number {
  const left = piece.subarray(Math.max(0, piece.length - count));
  return left.some((byte) => byte !== 0) ? left.length : 0;
}

const stream = (compression: 'gzip' | 'zlib', chunkSize: number): Transform =>
  compression === 'gzip' ? createGunzip({ chunkSize }) : createInflate({ chunkSize });

/** Compressed bytes at a time on the further ways to the damage: all that one step yields can be lost. */
const smallPieceBytes = [2048, 1] as const;

/**
 * Goes to the damaged place again, in small steps from where the last way ended, and gives what was unpacked before it
 * and did not come out. Returns how many compressed bytes were good.
 */
async function* lastBytes(
  source: ByteSource | Damage,
  unpacker: Decoder,
  smallPiece: number,
  known: { readonly taken: number; readonly out: number },
): AsyncGenerator<Uint8Array, number> {
  if (!('next' in source)) return known.taken;
  let taken = 0;
  let out = 0;
  try {
    for (;;) {
      const chunk = await source.next();
      if (chunk.outcome !== 'bytes') return taken;
      let at = 0;
      while (at < chunk.bytes.length) {
        const size = taken >= known.taken ? smallPiece : Math.min(pieceBytes, known.taken - taken);
        const piece = chunk.bytes.subarray(at, at + size);
        for await (const bytes of unpacker.write(piece)) {
          out += bytes.length;
          const fresh = Math.min(bytes.length, out - known.out);
          if (fresh > 0) yield bytes.subarray(bytes.length - fresh);
        }
        if (unpacker.finished()) return taken;
        at += piece.length;
        taken += piece.length;
      }
    }
  } finally {
    unpacker.close();
    await source.close();
  }
}

function damageOf(
  compression: Compression,
  { code, message }: { readonly code: string | undefined; readonly message: string },
  { taken, out }: { readonly taken: number; readonly out: number },
): Damage {
  const what =
    code === 'Z_BUF_ERROR'
      ? `the ${compression} data is cut off after ${taken} bytes`
      : `the ${compression} data is damaged after ${taken} bytes (${message})`;
  const doubt =
    message === 'incorrect data check'
      ? ' Its checksum does not fit, and so some of what was read may have been changed.'
      : '';
  const detail = `${what}: the ${out} bytes that it unpacks to until there were read, the rest is lost.${doubt} Copy the file again from where it came from.`;
  return { reason: 'unreadable', detail };
}
