import { Worker } from 'node:worker_threads';
import type { Batch, BatchResult } from '../../../domain/batch.ts';
import { StreamAlertError } from '../../../domain/errors.ts';
import type { SinglePayload } from './detect-batch.ts';
import type { DetectionSetup, LiveSettings } from './setup.ts';
import type { WorkerAnswer, WorkerRequest, WorkerUpdate } from './worker.ts';

/** Classifies and detects on worker threads. */
export interface DetectionPool {
  /** Takes the batch's bytes over: they are gone from this thread afterwards. */
  detect(batch: Batch): Promise<BatchResult>;
  /** One result for each payload, in their order. */
  detectAgain(payloads: readonly SinglePayload[]): Promise<readonly BatchResult[]>;
  /** Changes what every worker goes by, before the next batch that it is given. */
  update(live: Partial<LiveSettings>): void;
  close(): Promise<void>;
}

interface Seat {
  worker: Worker;
  pending: Map<
    number,
    { resolve(results: readonly BatchResult[]): void; reject(error: unknown): void }
  >;
}

/** Two batches for each worker: one that it works on and one that waits, so that it is never idle. */
export const batchesAhead = (workers: number): number => workers * 2;

/** Starts the workers; resolves when all of them have loaded configuration and rules. */
export async function openDetectionPool(
  setup: DetectionSetup,
  workers: number,
): Promise<DetectionPool> {
  const opened = await Promise.allSettled(Array.from({ length: workers }, () => openSeat(setup)));
  const seats = opened.flatMap((seat) => (seat.status === 'fulfilled' ? [seat.value] : []));
  const refused = opened.find((seat) => seat.status === 'rejected');
  if (refused !== undefined) {
    await Promise.all(seats.map(({ worker }) => worker.terminate()));
    throw refused.reason;
  }
  let nextId = 0;

  const ask = (work: WorkerRequest['work'], transfer: ArrayBuffer[]) => {
    const seat = seats.reduce((least, other) =>
      other.pending.size < least.pending.size ? other : least,
    );
    const id = nextId++;
    return new Promise<readonly BatchResult[]>((resolve, reject) => {
      seat.pending.set(id, { resolve, reject });
      const request: WorkerRequest = { id, work };
      seat.worker.postMessage(request, transfer);
    });
  };

  return {
    async detect(batch) {
      const [result] = await ask({ kind: 'batch', batch }, ownedBuffer(batch.bytes));
      if (result === undefined) throw new Error('a detection worker answered without a result');
      return result;
    },
    detectAgain: (payloads) => ask({ kind: 'again', payloads }, []),
    update(live) {
      const update: WorkerUpdate = { live };
      for (const { worker } of seats) worker.postMessage(update, []);
    },
    async close() {
      await Promise.all(seats.map(({ worker }) => worker.terminate()));
    },
  };
}

/** Bytes that share their buffer with others are copied, since a transfer would take those away as well. */
const ownedBuffer = (bytes: Uint8Array): ArrayBuffer[] =>
  bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
    ? [bytes.buffer]
    : [];

function openSeat(setup: DetectionSetup): Promise<Seat> {
  const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
  const worker = new Worker(new URL(file, import.meta.url), { workerData: setup });
  const seat: Seat = { worker, pending: new Map() };

  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      reject(error);
      for (const { reject: rejectBatch } of seat.pending.values()) rejectBatch(error);
      seat.pending.clear();
    };
    worker.on('message', (answer: WorkerAnswer) => {
      if (answer.kind === 'ready') return resolve(seat);
      const waiting = seat.pending.get(answer.id);
      seat.pending.delete(answer.id);
      if (answer.kind === 'done') waiting?.resolve(answer.results);
      else waiting?.reject(new Error(answer.reason));
    });
    worker.on('error', fail);
    worker.on('exit', (code) => {
      if (code === 0 && seat.pending.size === 0) return;
      fail(
        new StreamAlertError('STATE_UNAVAILABLE', `a detection worker ended with code ${code}`, {
          hint: 'What it was working on is not lost: start again and it is read again.',
        }),
      );
    });
  });
}
