import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { readFrameAt } from './read-frames.ts';

/** One file of the spool. Only the newest one grows. */
export interface Segment {
  readonly name: string;
  readonly file: string;
  /** Bytes that are on disk for certain; what may stand behind them was never acknowledged. */
  size: number;
  sealed: boolean;
  /** Deliveries that have been handed out and not been settled. */
  readonly outstanding: Set<string>;
  /** How far it has been handed out. */
  readTo: number;
}

const segmentOf = (folder: string, name: string, size: number, sealed: boolean): Segment => ({
  name,
  file: join(folder, `${name}.log`),
  size,
  sealed,
  outstanding: new Set(),
  readTo: 0,
});

/** All its entries have been handed out and settled. */
export const isSettled = ({ size, outstanding, readTo }: Segment): boolean =>
  outstanding.size === 0 && readTo === size;

/** Removes files that are not needed any more, but never the newest, whose number is the highest given so far. */
export function dropSettled(segments: Segment[]) {
  for (const segment of segments.slice(0, -1)) {
    if (!segment.sealed || !isSettled(segment)) continue;
    rmSync(segment.file, { force: true });
    segments.splice(segments.indexOf(segment), 1);
  }
}

/** The segments of earlier runs, oldest first, and the bytes of an interrupted write that were cut off the last. */
export async function findSegments(
  folder: string,
): Promise<{ readonly segments: Segment[]; readonly cutBytes: number }> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = readdirSync(folder).flatMap((file) => /^(\d{16})\.log$/.exec(file)?.[1] ?? []);
  const segments = names
    .toSorted()
    .map((name) => segmentOf(folder, name, statSync(join(folder, `${name}.log`)).size, true));
  const last = segments.at(-1);
  return { segments, cutBytes: last === undefined ? 0 : await cutTornTail(last) };
}

/**
 * A process that died while writing leaves part of a frame that nobody was told is safe. Damage with sound frames
 * behind it is something else and stays, to be reported when it is read.
 */
async function cutTornTail(segment: Segment): Promise<number> {
  const file = await open(segment.file, 'r+');
  try {
    const whole = segment.size;
    for (let offset = 0; offset < whole; ) {
      const found = await readFrameAt(file, offset, whole);
      if (found.kind === 'damage' && found.next === whole) {
        await file.truncate(offset);
        await file.sync();
        segment.size = offset;
        return whole - offset;
      }
      offset = found.next;
    }
    return 0;
  } finally {
    await file.close();
  }
}

/**
 * Creates the segment that follows. Its number is the time where that is higher, so that numbers are not given again
 * even when somebody empties the folder: a delivery's name must never mean two things.
 */
export async function createSegment(
  folder: string,
  previous: Segment | undefined,
  now: number,
): Promise<{ readonly segment: Segment; readonly handle: FileHandle }> {
  const number = Math.max(Number(previous?.name ?? 0) + 1, now);
  const segment = segmentOf(folder, String(number).padStart(16, '0'), 0, false);
  const handle = await open(segment.file, 'wx', 0o600);
  syncFolder(folder);
  return { segment, handle };
}

/** Makes names that were added to a folder durable. */
function syncFolder(folder: string) {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
