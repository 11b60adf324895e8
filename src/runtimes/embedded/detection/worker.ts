import { parentPort, workerData } from 'node:worker_threads';
import type { Batch, BatchResult } from '../../../domain/batch.ts';
import { reasonOf } from '../../../domain/errors.ts';
import { openDetection } from './detection.ts';
import type { DetectionSetup } from './setup.ts';

export interface WorkerRequest {
  readonly id: number;
  readonly batch: Batch;
}

export type WorkerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly result: BatchResult }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };

const port = parentPort;
if (port === null) throw new Error('this module runs as a worker thread only');

// What arrives here was put together by the pool of this same build.
const detection = await openDetection(workerData as DetectionSetup);

port.on('message', (request: WorkerRequest) => void work(request));
answer({ kind: 'ready' });

async function work({ id, batch }: WorkerRequest) {
  try {
    const result = await detection.detect(batch);
    const transfer = result.history?.buffer instanceof ArrayBuffer ? [result.history.buffer] : [];
    answer({ kind: 'done', id, result }, transfer);
  } catch (error) {
    answer({ kind: 'failed', id, reason: reasonOf(error) });
  }
}

function answer(message: WorkerAnswer, transfer: ArrayBuffer[] = []) {
  port?.postMessage(message, transfer);
}
