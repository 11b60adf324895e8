import { reasonOf, StreamAlertError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Spool } from '../../ports/spool.ts';
import { encodeFrame } from './spool/frame.ts';
import { groupCommit } from './spool/group-commit.ts';
import { readSegments } from './spool/segment-reader.ts';
import { segmentWriter } from './spool/segment-writer.ts';
import { dropSettled, findSegments, isSettled } from './spool/segments.ts';
import { changeSignal } from './spool/signal.ts';

export interface SpoolOptions {
  readonly clock: Clock;
  /** More than this is not kept on disk; a spool with nothing in it takes any single body. */
  readonly bytesMax?: number;
}

export interface OpenSpool extends Spool {
  /** Bytes of an interrupted write that were found and cut off; nobody was told that they were accepted. */
  readonly cutBytes: number;
}

/** An hour's data of a small company; what waits longer should wait at the sender. */
const bytesMaxByDefault = 1024 * 1024 * 1024;

/** Space is given back in pieces of this size, or of a quarter of a smaller spool. */
const segmentBytesMax = 16 * 1024 * 1024;

const retryAfterSeconds = 5;

/** Opens the spool in a folder of append-only segment files. */
export async function openSpool(folder: string, options: SpoolOptions): Promise<OpenSpool> {
  const { clock, bytesMax = bytesMaxByDefault } = options;
  const { segments, cutBytes } = await findSegments(folder).catch(refuse(folder));
  const writer = await segmentWriter({
    folder,
    segments,
    segmentBytes: Math.min(segmentBytesMax, bytesMax / 4),
    now: () => clock.now(),
  }).catch(refuse(folder));
  const signal = changeSignal();
  const commits = groupCommit(writer, () => signal.changed());

  const bytes = () => segments.reduce((sum, { size }) => sum + size, 0);
  const isEmpty = () => commits.queuedBytes() === 0 && segments.every(isSettled);

  return {
    cutBytes,
    async append(resource, body) {
      if (signal.hasEnded()) throw new Error('the spool is closed');
      const frame = encodeFrame({ resource, body, receivedAt: clock.now() });
      const needed = bytes() + commits.queuedBytes() + frame.length;
      if (needed > bytesMax && !isEmpty()) return { outcome: 'full', retryAfterSeconds };
      return {
        outcome: 'accepted',
        delivery: await commits.write(frame).catch(refuse(folder)),
      };
    },
    entries: () => readSegments(segments, signal),
    settle(delivery) {
      const segment = segments.find(({ name }) => delivery.startsWith(`${name}:`));
      segment?.outstanding.delete(delivery);
      dropSettled(segments);
    },
    oldest: () => segments[0]?.name ?? '',
    bytes,
    async close() {
      signal.end();
      await commits.settled();
      await writer.close();
    },
  };
}

const refuse = (folder: string) => (error: unknown) => {
  const message = `the input spool ${folder} cannot be read or written (${reasonOf(error)})`;
  throw new StreamAlertError('STATE_UNAVAILABLE', message, {
    cause: error,
    hint: 'Look at the disk of the data directory (space, quota, permissions). What was accepted is safe; what was refused has to be sent again.',
  });
};
