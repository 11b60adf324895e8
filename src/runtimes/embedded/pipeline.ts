import { setTimeout as pause } from 'node:timers/promises';
import type { Alert } from '../../domain/alert.ts';
import type { BatchResult } from '../../domain/batch.ts';
import type { FloodGuard } from '../../domain/flood.ts';
import type { Clock } from '../../ports/clock.ts';
import type { History } from '../../ports/history.ts';
import type { BatchCommit, CommitOutcome, StateStore } from '../../ports/state-store.ts';
import { type AlertMerger, runAlertMerger } from '../../stages/alert-merger/alert-merger.ts';
import type { AlertProcessor, DeliveryRun } from '../../stages/alert-processor/alert-processor.ts';
import { togetherInOrder } from './detection/in-order.ts';
import { batchesAhead, type DetectionPool } from './detection/pool.ts';
import type { InputItem } from './inputs/input-item.ts';
import { withFailureAlerts } from './rule-failures.ts';

export interface Pipeline extends AlertMerger {
  readonly processor: AlertProcessor;
  /** Hears of each run; raises alerts about outputs that take nothing. */
  readonly failingOutputs: (run: DeliveryRun) => readonly Alert[];
  /** Sources, one after the other, from where the last run stopped. */
  readonly inputs: AsyncIterable<InputItem>;
  /** Classifier, normaliser and rules engine on worker threads. */
  readonly detection: DetectionPool;
  readonly workers: number;
  readonly state: StateStore;
  readonly floodGuard: FloodGuard;
  /** Where a rule's alerts go, whatever its record. */
  readonly outputsOf: (ruleName: string) => readonly string[];
  readonly history: History;
  readonly clock: Clock;
  readonly observer: PipelineObserver;
}

/** Hears what happened; whoever runs the pipeline tells people about it. */
export interface PipelineObserver {
  committed(result: BatchResult, outcome: CommitOutcome, item: InputItem): void;
  /** Alerts that tell the totals of floods, whose hour is over. */
  floodsOver(alerts: readonly Alert[]): void;
  delivered(run: DeliveryRun): void;
  /** Alerts about outputs that take nothing. */
  outputsFail(alerts: readonly Alert[]): void;
}

/** Takes every delivery from its source to the alert store. Ends when the inputs end. */
export async function runDetection(pipeline: Pipeline): Promise<void> {
  const { inputs, detection, workers, state, history, clock, observer, floodGuard, outputsOf } =
    pipeline;
  const detect = (item: InputItem) =>
    item.work.kind === 'batch'
      ? detection.detect(item.work.batch)
      : Promise.resolve(item.work.result);

  let committedAt = 0;
  // Commits that follow one another closely are made together: each has to wait for the disk.
  const linger = () => pause(Math.max(committedAt + lingerMillis - performance.now(), 0));

  for await (const group of togetherInOrder(inputs, detect, roomFor(workers), linger)) {
    const now = clock.now();
    const batches = group.map(({ item, result }) => {
      const whole = withFailureAlerts(result, now, outputsOf);
      return { item, batch: { result: whole, position: item.position, ...historyOf(whole) } };
    });
    // First the history, under a name that a repetition takes again; then the position that makes it final.
    for (const { item, batch } of batches) {
      if (batch.result.history === undefined || batch.history !== undefined) continue;
      history.append(item.key, batch.result.history);
    }
    const outcomes = state.commitAll(
      batches.map(({ batch }) => batch),
      now,
      floodGuard,
    );
    for (const [index, { item, batch }] of batches.entries()) {
      item.settled?.();
      committedAt = performance.now();
      observer.committed(batch.result, outcomes[index] ?? { newAlerts: [] }, item);
    }
  }
}

const lingerMillis = 10;

/** Small ones are not worth a file of their own, which takes longer to write than all the rest. */
const outboxBytesMax = 64 * 1024;

const historyOf = ({ history }: BatchResult): Pick<BatchCommit, 'history'> =>
  history !== undefined && history.byteLength <= outboxBytesMax ? { history } : {};

/** What counts as a whole batch on its way; of smaller ones there may be more. */
const wholeBytes = 256 * 1024;
const smallestPart = 1 / 32;

/** So much is taken ahead that no worker is ever idle, and that little ones are committed together. */
const roomFor = (workers: number) => (underWay: readonly InputItem[]) => {
  const parts = underWay.map(({ work }) =>
    work.kind === 'batch' ? Math.min(work.batch.bytes.byteLength / wholeBytes, 1) : 0,
  );
  const sum = parts.reduce((total, part) => total + Math.max(part, smallestPart), 0);
  return sum < batchesAhead(workers);
};

/**
 * Takes stored alerts to their outputs: merges what is due, sends what is waiting, tries again what failed. Says whether
 * there is more to merge at once.
 */
export async function runDelivery(pipeline: Pipeline): Promise<'done' | 'more'> {
  const { state, clock, floodGuard, observer, processor } = pipeline;
  const told = state.closeFloods(clock.now(), floodGuard);
  if (told.length > 0) observer.floodsOver(told);
  const { isUnfinished } = await runAlertMerger(pipeline);
  tellOf(await processor.run(), pipeline);
  return isUnfinished ? 'more' : 'done';
}

/** The last time: sends what waits, and waits for what is under way. */
export async function endDelivery(pipeline: Pipeline): Promise<void> {
  await runAlertMerger(pipeline);
  tellOf(await pipeline.processor.close(), pipeline);
}

function tellOf(run: DeliveryRun, { observer, failingOutputs, processor }: Pipeline): void {
  observer.delivered(run);
  const raised = failingOutputs(run);
  if (raised.length === 0) return;
  observer.outputsFail(raised);
  processor.wake();
}
