import type { Alert } from '../../domain/alert.ts';
import type { BatchResult } from '../../domain/batch.ts';
import type { FloodGuard } from '../../domain/flood.ts';
import type { Clock } from '../../ports/clock.ts';
import type { History } from '../../ports/history.ts';
import type { CommitOutcome, StateStore } from '../../ports/state-store.ts';
import { type AlertMerger, runAlertMerger } from '../../stages/alert-merger/alert-merger.ts';
import type { AlertProcessor, DeliveryRun } from '../../stages/alert-processor/alert-processor.ts';
import { inOrder } from './detection/in-order.ts';
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

  for await (const { item, result } of inOrder(inputs, detect, batchesAhead(workers))) {
    const whole = withFailureAlerts(result, clock.now(), outputsOf);
    // First the history, under a name that a repetition takes again; then the position that makes it final.
    if (whole.history !== undefined) history.append(item.key, whole.history);
    const outcome = state.commit(whole, item.position, clock.now(), floodGuard);
    item.settled?.();
    observer.committed(whole, outcome, item);
  }
}

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
