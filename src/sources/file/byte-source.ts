import type { QuarantineReason } from '../../domain/batch.ts';

/** What stands in the way of reading further; what came before it was read. */
export interface Damage {
  readonly reason: QuarantineReason;
  readonly detail: string;
}

export type Chunk =
  /** The bytes are lent: they hold until the next call. */
  | { readonly outcome: 'bytes'; readonly bytes: Uint8Array }
  | { readonly outcome: 'end' }
  | { readonly outcome: 'damaged'; readonly damage: Damage };

/** Bytes of which any part can be asked for, as formats with an index at the end need them. */
export interface RandomAccess {
  readonly size: number;
  /** Gives all of the bytes or rejects. They hold as long as they are needed. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** Bytes that are pulled, one chunk after the other. Once it has ended or is damaged it stays so. */
export interface ByteSource {
  next(): Promise<Chunk>;
  /** Moves on without reading, where the source can; gives how many bytes were passed over. */
  skip?(bytes: number): number;
  /** Reads any part of what the source has from its beginning on, where it can. */
  readonly random?: RandomAccess;
  /** Bytes of the file on disk that were used so far. */
  bytesOnDisk(): number;
  close(): Promise<void>;
}

/** A source whose beginning can be looked at first. */
export interface PeekSource extends ByteSource {
  /** The first chunk, which `next` will give again; empty when there is none. */
  peek(): Promise<Uint8Array>;
  /** True when what was peeked at is all there is. */
  isWhole(): boolean;
}

/** Gives chunks of about the wanted size, whatever sizes come in: few large batches cost less than many small ones. */
export function gathered(source: ByteSource, chunkBytes: number): PeekSource {
  let first: Chunk | undefined;
  let last: Chunk | undefined;
  /** Grows up to the size of a chunk; most files are much smaller. */
  let buffer = new Uint8Array(0);
  /** Of a chunk that did not fit any more. */
  let rest: Uint8Array | undefined;

  const read = async (): Promise<Chunk> => {
    let filled = 0;
    for (;;) {
      const bytes: Uint8Array | undefined = rest ?? (await pull());
      rest = undefined;
      if (bytes === undefined) break;
      if (filled === 0 && bytes.length >= chunkBytes / 2) return { outcome: 'bytes', bytes };
      const fitting = bytes.subarray(0, chunkBytes - filled);
      if (filled + fitting.length > buffer.length) grow(filled, filled + fitting.length);
      buffer.set(fitting, filled);
      filled += fitting.length;
      if (fitting.length < bytes.length) rest = bytes.subarray(fitting.length);
      if (filled === chunkBytes) break;
    }
    if (filled > 0) return { outcome: 'bytes', bytes: buffer.subarray(0, filled) };
    return last ?? { outcome: 'end' };
  };

  const grow = (filled: number, needed: number) => {
    const larger = new Uint8Array(Math.min(chunkBytes, Math.max(needed, buffer.length * 2)));
    larger.set(buffer.subarray(0, filled));
    buffer = larger;
  };

  const pull = async (): Promise<Uint8Array | undefined> => {
    if (last !== undefined) return undefined;
    const chunk = await source.next();
    if (chunk.outcome === 'bytes') return chunk.bytes;
    last = chunk;
    return undefined;
  };

  return {
    async peek() {
      first ??= await read();
      return first.outcome === 'bytes' ? first.bytes : new Uint8Array(0);
    },
    async next() {
      const chunk = first ?? (await read());
      first = undefined;
      return chunk;
    },
    skip(bytes) {
      if (first?.outcome !== 'bytes') return 0;
      const head = first.bytes;
      if (bytes < head.length) {
        first = { outcome: 'bytes', bytes: head.subarray(bytes) };
        return bytes;
      }
      first = undefined;
      const beyond = rest === undefined ? (source.skip?.(bytes - head.length) ?? 0) : 0;
      return head.length + beyond;
    },
    ...(source.random === undefined ? {} : { random: source.random }),
    isWhole: () => first?.outcome === 'bytes' && last?.outcome === 'end' && rest === undefined,
    bytesOnDisk: () => source.bytesOnDisk(),
    close: () => source.close(),
  };
}

/** Moves a source on by so many bytes; false when it ends before that. */
export async function skipBytes(source: PeekSource, bytes: number): Promise<boolean> {
  await source.peek();
  let left = bytes - (source.skip?.(bytes) ?? 0);
  while (left > 0) {
    const head = await source.peek();
    if (head.length === 0) return false;
    left -= source.skip?.(Math.min(left, head.length)) ?? 0;
  }
  return true;
}
