import { open } from 'node:fs/promises';
import type { SpoolEntry } from '../../../ports/spool.ts';
import { type Found, readFrameAt } from './read-frames.ts';
import type { Segment } from './segments.ts';
import type { Signal } from './signal.ts';

/** All entries, oldest segment first. */
export async function* readSegments(
  segments: readonly Segment[],
  signal: Signal,
): AsyncGenerator<SpoolEntry, void> {
  let last = '';
  while (!signal.hasEnded()) {
    // By name and not by place: what is settled leaves the list.
    const segment = segments.find(({ name }) => name > last);
    if (segment === undefined) {
      await signal.wait();
    } else {
      yield* readSegment(segment, signal);
      last = segment.name;
    }
  }
}

/** The entries of one segment; waits at its end until the segment is sealed. */
async function* readSegment(segment: Segment, signal: Signal): AsyncGenerator<SpoolEntry, void> {
  const file = await open(segment.file, 'r');
  try {
    while (!signal.hasEnded()) {
      if (segment.readTo < segment.size) {
        const found = await readFrameAt(file, segment.readTo, segment.size);
        const entry = entryOf(segment, found);
        segment.outstanding.add(entry.delivery);
        segment.readTo = found.next;
        yield entry;
      } else if (segment.sealed) {
        return;
      } else {
        await signal.wait();
      }
    }
  } finally {
    await file.close();
  }
}

function entryOf({ name, file }: Segment, found: Found): SpoolEntry {
  const delivery = `${name}:${found.offset}`;
  if (found.kind === 'frame') return { kind: 'body', delivery, ...found.frame };
  const bytes = found.next - found.offset;
  const detail = `${bytes} bytes at ${found.offset} of ${file} are not what was written there`;
  return { kind: 'damaged', delivery, bytes, detail };
}
