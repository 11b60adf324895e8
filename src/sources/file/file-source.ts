import { readFileSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { reasonOf } from '../../domain/errors.ts';
import type { ByteSource, Damage, RandomAccess } from './byte-source.ts';

/** Reading in larger pieces than this gains nothing. */
const chunkBytes = 1024 * 1024;

/** Smaller files are read at once: waiting for another thread would take longer than reading them. */
const smallFileBytes = 256 * 1024;

/** A file's bytes as they lie on disk. A pipe under a name, such as `/dev/stdin`, is read as well. */
export async function fileSource(path: string): Promise<ByteSource | Damage> {
  try {
    const found = statSync(path);
    if (found.isFile() && found.size <= smallFileBytes) return bytesSource(readFileSync(path));
    return handleSource(await open(path, 'r'), found.isFile() ? found.size : undefined);
  } catch (error) {
    return { reason: 'unreadable', detail: openingProblem(path, error) };
  }
}

/** Bytes that are in memory already. */
export function bytesSource(content: Uint8Array): ByteSource {
  let at = 0;
  return {
    async next() {
      if (at >= content.length) return { outcome: 'end' };
      const bytes = content.subarray(at, at + chunkBytes);
      at += bytes.length;
      return { outcome: 'bytes', bytes };
    },
    skip(bytes) {
      at += bytes;
      return bytes;
    },
    random: {
      size: content.length,
      read: async (start, end) => content.subarray(start, end),
    },
    bytesOnDisk: () => Math.min(at, content.length),
    close: async () => {},
  };
}

/** `size` is undefined for what can only be read from front to back. */
function handleSource(handle: FileHandle, size: number | undefined): ByteSource {
  const seekable = size !== undefined;
  const buffer = new Uint8Array(chunkBytes);
  let at = 0;

  return {
    async next() {
      try {
        const { bytesRead } = await handle.read(buffer, 0, chunkBytes, seekable ? at : null);
        at += bytesRead;
        if (bytesRead === 0) return { outcome: 'end' };
        return { outcome: 'bytes', bytes: buffer.subarray(0, bytesRead) };
      } catch (error) {
        const detail = `reading stopped after ${at} bytes: ${reasonOf(error)}. Copy the file to another disk and read it again.`;
        return { outcome: 'damaged', damage: { reason: 'unreadable', detail } };
      }
    },
    skip(bytes) {
      if (!seekable) return 0;
      at += bytes;
      return bytes;
    },
    ...(size === undefined ? {} : { random: { size, read: partOf(handle) } }),
    bytesOnDisk: () => at,
    close: () => handle.close(),
  };
}

function partOf(handle: FileHandle): RandomAccess['read'] {
  return async (start, end) => {
    const part = new Uint8Array(end - start);
    let filled = 0;
    while (filled < part.length) {
      const { bytesRead } = await handle.read(part, filled, part.length - filled, start + filled);
      if (bytesRead === 0) throw new Error('the file became shorter while it was read');
      filled += bytesRead;
    }
    return part;
  };
}

/** Standard input. */
export const stdinSource = (): ByteSource => streamSource(() => process.stdin, 'standard input');

/** Bytes that come from somewhere else, such as an object of S3, from front to back. */
export function streamSource(
  begin: () => AsyncIterable<Uint8Array>,
  name: string,
  random?: RandomAccess,
): ByteSource {
  let iterator: AsyncIterator<Uint8Array> | undefined;
  let at = 0;

  return {
    async next() {
      try {
        iterator ??= begin()[Symbol.asyncIterator]();
        const { done, value } = await iterator.next();
        if (done === true) return { outcome: 'end' };
        at += value.length;
        return { outcome: 'bytes', bytes: value };
      } catch (error) {
        const detail = `${name} broke off after ${at} bytes: ${reasonOf(error)}`;
        return { outcome: 'damaged', damage: { reason: 'unreadable', detail } };
      }
    },
    ...(random === undefined ? {} : { random }),
    bytesOnDisk: () => at,
    async close() {
      await iterator?.return?.();
    },
  };
}

function openingProblem(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return `${path} is not there any more; it was moved or deleted meanwhile`;
  if (code === 'EACCES' || code === 'EPERM') {
    return `no permission to read ${path}; run as a user who may, or: chmod +r ${path}`;
  }
  return `${path} cannot be opened: ${reasonOf(error)}`;
}
