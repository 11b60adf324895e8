import type { FileHandle } from 'node:fs/promises';
import { createSegment, type Segment } from './segments.ts';

/** Writes frames to the newest segment and begins another one when it is large enough. */
export interface SegmentWriter {
  /** Where each frame stands, once all of them are on disk. */
  write(frames: readonly Buffer[]): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface SegmentWriterOptions {
  readonly folder: string;
  /** Oldest first; new ones are added at the end. */
  readonly segments: Segment[];
  readonly segmentBytes: number;
  readonly now: () => number;
}

export async function segmentWriter(options: SegmentWriterOptions): Promise<SegmentWriter> {
  const { folder, segments, segmentBytes, now } = options;

  const begin = async () => {
    const created = await createSegment(folder, segments.at(-1), now());
    segments.push(created.segment);
    return created;
  };
  let current = await begin();
  const seal = async () => {
    current.segment.sealed = true;
    await current.handle.close();
  };

  return {
    async write(frames) {
      if (current.segment.size >= segmentBytes && !current.segment.sealed) await seal();
      if (current.segment.sealed) current = await begin();
      const { segment, handle } = current;
      const [only, ...others] = frames;
      const bytes = only !== undefined && others.length === 0 ? only : Buffer.concat(frames);
      try {
        await writeAll(handle, bytes, segment.size);
        await handle.datasync();
      } catch (error) {
        // After a failed sync nobody knows what is on disk: what was not acknowledged goes, and a new file begins.
        await handle.truncate(segment.size).catch(() => {});
        await seal();
        throw error;
      }
      let offset = segment.size;
      segment.size += bytes.length;
      return frames.map((frame) => {
        const delivery = `${segment.name}:${offset}`;
        offset += frame.length;
        return delivery;
      });
    },
    async close() {
      if (!current.segment.sealed) await seal();
    },
  };
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number) {
  for (let written = 0; written < bytes.length; ) {
    const rest = bytes.length - written;
    const { bytesWritten } = await handle.write(bytes, written, rest, position + written);
    written += bytesWritten;
  }
}
