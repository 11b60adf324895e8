import { parentPort, workerData } from 'node:worker_threads';
import { leaveOutEndless } from '../../../adapters/local/import-files.ts';
import type { Batch, BatchResult } from '../../../domain/batch.ts';
import { reasonOf } from '../../../domain/errors.ts';
import type { SinglePayload } from './detect-batch.ts';
import { openDetection } from './detection.ts';
import { lateFailure, type LateFailure } from './late-failure.ts';
import type { PlacedRule } from './rule-places.ts';
import type { DetectionSetup, LiveSettings } from './setup.ts';

/** What a worker begins with. */
export interface WorkerStart {
  readonly setup: DetectionSetup;
  /** Memory for the trace that it leaves. */
  readonly trace: SharedArrayBuffer;
  /** Files of content that cannot be loaded since they never come to an end. */
  readonly endlessFiles: readonly string[];
}

export interface WorkerRequest {
  /** Not 0. */
  readonly id: number;
  readonly work:
    | { readonly kind: 'batch'; readonly batch: Batch }
    | { readonly kind: 'again'; readonly payloads: readonly SinglePayload[] };
  /** Rules that are not asked about it. */
  readonly without: readonly string[];
}

/** Takes effect before the next batch; nobody answers. */
export interface WorkerUpdate {
  readonly live: Partial<LiveSettings>;
}

export type WorkerAnswer =
  | {
      readonly kind: 'ready';
      readonly rules: readonly PlacedRule[];
      readonly logTypes: readonly string[];
    }
  | { readonly kind: 'done'; readonly id: number; readonly results: readonly BatchResult[] }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string }
  /** Code of a rule threw when nobody waited for it any more. */
  | { readonly kind: 'late'; readonly failure: LateFailure };

const port = parentPort;
if (port === null) throw new Error('this module runs as a worker thread only');

// What arrives here was put together by the pool of this same build.
const { setup, trace: memory, endlessFiles } = workerData as WorkerStart;
leaveOutEndless(endlessFiles);
const detection = await openDetection(setup, memory);

// Timers and promises of rules; all that we do ourselves has its own place for what is thrown.
process.on('uncaughtException', (error: unknown) =>
  answer({ kind: 'late', failure: lateFailure(error, detection.rules) }),
);
port.on('message', (message: WorkerRequest | WorkerUpdate) => {
  if ('live' in message) detection.update(message.live);
  else void work(message);
});
answer({
  kind: 'ready',
  rules: detection.rules.map(({ name, place }) => ({ name, ...(place && { place }) })),
  logTypes: detection.logTypes,
});

async function work({ id, work: asked, without }: WorkerRequest) {
  try {
    const job = detection.job(id, without);
    const results: BatchResult[] = [];
    if (asked.kind === 'batch') results.push(await job.detect(asked.batch));
    else {
      for (const [ordinal, payload] of asked.payloads.entries()) {
        results.push(await job.detectAgain(payload, ordinal));
      }
    }
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
