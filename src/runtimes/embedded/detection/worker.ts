import { parentPort, workerData } from 'node:worker_threads';
import type { Batch, BatchResult } from '../../../domain/batch.ts';
import { reasonOf } from '../../../domain/errors.ts';
import type { SinglePayload } from './detect-batch.ts';
import { openDetection } from './detection.ts';
import type { DetectionSetup, LiveSettings } from './setup.ts';

export interface WorkerRequest {
  readonly id: number;
  readonly work:
    | { readonly kind: 'batch'; readonly batch: Batch }
    | { readonly kind: 'again'; readonly payloads: readonly SinglePayload[] };
}

/** Takes effect before the next batch; nobody answers. */
export interface WorkerUpdate {
  readonly live: Partial<LiveSettings>;
}

export type WorkerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly results: readonly BatchResult[] }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };

const port = parentPort;
if (port === null) throw new Error('this module runs as a worker thread only');

// What arrives here was put together by the pool of this same build.
const detection = await openDetection(workerData as DetectionSetup);

port.on('message', (message: WorkerRequest | WorkerUpdate) => {
  if ('live' in message) detection.update(message.live);
  else void work(message);
});
answer({ kind: 'ready' });

async function work({ id, work: asked }: WorkerRequest) {
  try {
    const results: BatchResult[] = [];
    if (asked.kind === 'batch') results.push(await detection.detect(asked.batch));
    else for (const payload of asked.payloads) results.push(await detection.detectAgain(payload));
    const transfer = results.flatMap(({ history }) =>
      history?.buffer instanceof ArrayBuffer ? [history.buffer] : [],
    );
    answer({ kind: 'done', id, results }, transfer);
  } catch (error) {
    answer({ kind: 'failed', id, reason: reasonOf(error) });
  }
}

function answer(message: WorkerAnswer, transfer: ArrayBuffer[] = []) {
  port?.postMessage(message, transfer);
}
