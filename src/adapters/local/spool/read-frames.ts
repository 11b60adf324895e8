import type { FileHandle } from 'node:fs/promises';
import { decodeFrame, type Frame, findMark, frameLength } from './frame.ts';

/** What stands at one place of a segment. */
export type Found =
  | {
      readonly kind: 'frame';
      readonly offset: number;
      readonly next: number;
      readonly frame: Frame;
    }
  /** Not what was written, up to the next sound frame or the end. */
  | { readonly kind: 'damage'; readonly offset: number; readonly next: number };

/** Reads what stands at `offset`, which lies before `end`. */
export async function readFrameAt(file: FileHandle, offset: number, end: number): Promise<Found> {
  const sound = await soundFrameAt(file, offset, end);
  if (sound !== undefined) return sound;
  return { kind: 'damage', offset, next: await nextSoundFrame(file, offset + 1, end) };
}

/** Most frames are read whole at once, with the length that would otherwise have to be read first. */
const firstReadBytes = 16 * 1024;

async function soundFrameAt(
  file: FileHandle,
  offset: number,
  end: number,
): Promise<Found | undefined> {
  const first = await readBytes(file, offset, Math.min(firstReadBytes, end - offset));
  const length = frameLength(first);
  if (length === undefined || offset + length > end) return undefined;
  const bytes =
    length <= first.length ? first.subarray(0, length) : await readBytes(file, offset, length);
  const frame = decodeFrame(bytes);
  return frame && { kind: 'frame', offset, next: offset + length, frame };
}

/** Damage is searched in pieces of this size. */
const pieceBytes = 1024 * 1024;

async function nextSoundFrame(file: FileHandle, from: number, end: number): Promise<number> {
  let at = from;
  while (at < end) {
    const piece = await readBytes(file, at, Math.min(pieceBytes, end - at));
    let marked = findMark(piece, 0);
    while (marked >= 0) {
      if ((await soundFrameAt(file, at + marked, end)) !== undefined) return at + marked;
      marked = findMark(piece, marked + 1);
    }
    // A mark may lie across two pieces.
    at += piece.length < pieceBytes ? piece.length : piece.length - 3;
  }
  return end;
}

async function readBytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
