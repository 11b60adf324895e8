import type { SegmentWriter } from './segment-writer.ts';

/** Lets many callers share one write and one sync. */
export interface GroupCommit {
  /** Resolves to the frame's delivery once it is on disk. */
  write(frame: Buffer): Promise<string>;
  /** Bytes on their way to the disk. */
  queuedBytes(): number;
  /** Resolves when all that was given so far is written or refused. */
  settled(): Promise<void>;
}

/** Bodies that are written together; enough for one write and one sync to serve many senders. */
const groupBytesMax = 8 * 1024 * 1024;

interface Waiting extends PromiseWithResolvers<string> {
  readonly frame: Buffer;
}

export function groupCommit(writer: SegmentWriter, written: () => void): GroupCommit {
  const queue: Waiting[] = [];
  let queuedBytes = 0;
  let writing = Promise.resolve();

  const writeQueue = async () => {
    while (queue.length > 0) {
      const group = takeGroup(queue);
      try {
        const deliveries = await writer.write(group.map(({ frame }) => frame));
        for (const [index, delivery] of deliveries.entries()) group[index]?.resolve(delivery);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
      for (const { frame } of group) queuedBytes -= frame.length;
      written();
    }
  };

  return {
    write(frame) {
      const waiting = { frame, ...Promise.withResolvers<string>() };
      queue.push(waiting);
      queuedBytes += frame.length;
      if (queue.length === 1) writing = writing.then(writeQueue);
      return waiting.promise;
    },
    queuedBytes: () => queuedBytes,
    settled: () => writing,
  };
}

function takeGroup(queue: Waiting[]): readonly Waiting[] {
  let bytes = 0;
  let count = 0;
  for (const { frame } of queue) {
    if (count > 0 && bytes + frame.length > groupBytesMax) break;
    bytes += frame.length;
    count++;
  }
  return queue.splice(0, count);
}
