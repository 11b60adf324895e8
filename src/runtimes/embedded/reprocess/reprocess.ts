import type { FloodGuard } from '../../../domain/flood.ts';
import type { Clock } from '../../../ports/clock.ts';
import type {
  QuarantineFilter,
  ReprocessedRecord,
  StateStore,
} from '../../../ports/state-store.ts';
import { inOrder } from '../detection/in-order.ts';
import { batchesAhead, type DetectionPool } from '../detection/pool.ts';
import { withFailureAlerts } from '../rule-failures.ts';
import { type Replay, replaysOf } from './payloads.ts';
import { type ReprocessGathering, reprocessGathering } from './reprocess-gathering.ts';
import type { ReprocessReport } from './reprocess-outcome.ts';

export interface Reprocess {
  readonly state: StateStore;
  /** Whether an alert is stored already. */
  readonly isKnownAlert: (alertId: string) => boolean;
  /** Workers with the configuration of now. */
  readonly detection: DetectionPool;
  readonly workers: number;
  readonly clock: Clock;
  readonly filter: QuarantineFilter;
  readonly floodGuard: FloodGuard;
  /** Where a rule's alerts go, whatever its record. */
  readonly outputsOf: (ruleName: string) => readonly string[];
  /** `dry run` changes nothing. */
  readonly mode: 'commit' | 'dry run';
  readonly onProgress?: (progress: ReprocessProgress) => void;
  /** Stops between two batches. */
  readonly signal?: AbortSignal;
}

export interface ReprocessProgress {
  /** How far the walk through the quarantine has come, by the ids of its records. */
  readonly doneId: number;
  readonly firstId: number;
  readonly lastId: number;
  readonly records: number;
  readonly released: number;
}

/** One transaction each: short enough that a runtime beside us does not wait, and few enough to be quick. */
const recordsMax = 500;
const bytesMax = 2 * 1024 * 1024;

/**
 * Classifies records in quarantine again. Those that fit now go through normalisation and all rules with the place and
 * the time of arrival that they had, so that their alerts have the ids they would have had; each batch is stored in one
 * transaction. Records that come into quarantine meanwhile are left for the next time.
 */
export async function runReprocess(reprocess: Reprocess): Promise<ReprocessReport> {
  const { state, detection, workers, clock, onProgress, signal } = reprocess;
  const began = clock.now();
  const gathering = reprocessGathering();
  const lastId = state.lastQuarantineId();
  let firstId: number | undefined;

  const detect = async (replays: readonly Replay[]): Promise<readonly ReprocessedRecord[]> => {
    const found = replays.flatMap((replay) => (replay.kind === 'payload' ? [replay] : []));
    const results = await detection.detectAgain(found.map(({ payload }) => payload));
    return results.flatMap((result, index) => {
      const stored = found[index]?.stored;
      return stored === undefined ? [] : [{ id: stored.id, result }];
    });
  };
  const batches = pages(reprocess, lastId);
  for await (const { item, result } of inOrder(batches, detect, batchesAhead(workers))) {
    for (const replay of item) if (replay.kind === 'nothing kept') gathering.notKept(replay);
    settle(result, reprocess, gathering);
    const doneId = item.at(-1)?.stored.id ?? lastId;
    firstId ??= item[0]?.stored.id ?? 1;
    onProgress?.({ doneId, firstId, lastId, ...gathering.soFar() });
  }
  if (reprocess.mode === 'commit') state.forgetSettledDrift();
  const seconds = (clock.now() - began) / 1000;
  return gathering.report({ seconds, isStopped: signal?.aborted === true });
}

async function* pages(
  { state, filter, signal }: Reprocess,
  lastId: number,
): AsyncGenerator<readonly Replay[]> {
  let afterId = 0;
  for (;;) {
    if (signal?.aborted === true) return;
    const page = { ...filter, afterId, upToId: lastId, bytesMax, recordsMax };
    const records = state.quarantinePage(page);
    if (records.length === 0) return;
    afterId = records.at(-1)?.id ?? lastId;
    yield await replaysOf(records);
  }
}

function settle(
  records: readonly ReprocessedRecord[],
  { state, mode, clock, isKnownAlert, floodGuard, outputsOf }: Reprocess,
  gathering: ReprocessGathering,
) {
  if (mode === 'dry run') {
    const known = new Set<string>();
    gathering.add(records, (id) => {
      const isNew = !known.has(id) && !isKnownAlert(id);
      known.add(id);
      return isNew;
    });
    return;
  }
  const now = clock.now();
  const whole = records.map(({ id, result }) => ({
    id,
    result: withFailureAlerts(result, now, outputsOf),
  }));
  const { newAlerts, heldBack = [], gone } = state.commitReprocessed(whole, now, floodGuard);
  const isGone = new Set(gone);
  const added = new Set([...newAlerts, ...heldBack]);
  gathering.gone(gone.length);
  gathering.add(
    whole.filter(({ id }) => !isGone.has(id)),
    (id) => added.has(id),
  );
}
