import type { Batch, BatchResult } from '../../../domain/batch.ts';
import { StreamAlertError } from '../../../domain/errors.ts';
import type { RuleFailure } from '../../../domain/rule.ts';
import type { SinglePayload } from './detect-batch.ts';
import type { KeptBytes } from './kept-bytes.ts';
import type { WorkerRequest } from './worker.ts';

/** A piece of work, kept until it is done, so that another worker can do it when one is lost. */
export interface PoolJob {
  readonly id: number;
  readonly work: WorkerRequest['work'];
  /** The bytes of its batch, once they are with a worker. */
  kept: Uint8Array<ArrayBuffer> | undefined;
  /** Rules that it is done without, since a worker was lost in them. */
  readonly without: Set<string>;
  /** By payload; what is to be told with its results. */
  readonly failures: { readonly payload: number; readonly failure: RuleFailure }[];
  /** Workers that were lost over it in nobody's code. */
  lostWorkers: number;
  resolve(results: readonly BatchResult[]): void;
  reject(error: unknown): void;
}

/** What a worker is sent. Bytes that have a buffer of their own are gone from this thread afterwards. */
export function requestOf(
  job: PoolJob,
  kept: KeptBytes,
): {
  readonly request: WorkerRequest;
  readonly transfer: ArrayBuffer[];
} {
  const { id, work } = job;
  const rest = { id, without: [...job.without] };
  if (work.kind === 'again') return { request: { ...rest, work }, transfer: [] };
  const { bytes } = work.batch;
  const isOwn = bytes.buffer instanceof ArrayBuffer && bytes.length === bytes.buffer.byteLength;
  if (job.kept === undefined && isOwn) {
    job.kept = kept.keep(bytes);
    return { request: { ...rest, work }, transfer: [bytes.buffer] };
  }
  // A second time, or shared with others: a transfer would take away what is not of this batch.
  const copy = new Uint8Array(job.kept ?? bytes);
  const batch: Batch = { ...work.batch, bytes: copy };
  return { request: { ...rest, work: { kind: 'batch', batch } }, transfer: [copy.buffer] };
}

/** Where in a job something happened, as its records name their places. */
export function whereIn(
  { work }: PoolJob,
  position: number,
): Pick<RuleFailure, 'position' | 'delivery'> & { readonly payload: number } {
  if (work.kind === 'batch') {
    const { origin, firstPosition } = work.batch;
    const line = Math.max(position, firstPosition);
    return { position: String(line), delivery: origin.delivery, payload: 0 };
  }
  const payload = Math.min(Math.max(position, 0), work.payloads.length - 1);
  const found: SinglePayload | undefined = work.payloads[payload];
  return { position: found?.position ?? '', delivery: found?.origin.delivery ?? '', payload };
}

/** A worker's results with what is to be told beside them. */
export function withFailures(
  results: readonly BatchResult[],
  failures: PoolJob['failures'],
): readonly BatchResult[] {
  if (failures.length === 0) return results;
  return results.map((result, index) => {
    const own = failures.flatMap(({ payload, failure }) => (payload === index ? [failure] : []));
    return own.length === 0
      ? result
      : { ...result, ruleFailures: [...result.ruleFailures, ...own] };
  });
}

/** No worker survives it, and no rule is to blame. */
export function hopeless(job: PoolJob, why: string): StreamAlertError {
  const { delivery } = whereIn(job, 0);
  const { work } = job;
  const from = work.kind === 'batch' ? ` from position ${work.batch.firstPosition} on` : '';
  return new StreamAlertError(
    'STATE_UNAVAILABLE',
    `${job.lostWorkers} detection workers were lost over ${delivery}${from}: ${why}`,
    {
      hint: 'What it was working on is not lost: it is read again at the next start. Where memory ran out, start with fewer --workers.',
    },
  );
}
