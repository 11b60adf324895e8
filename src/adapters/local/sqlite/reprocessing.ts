import { emptyTally, type Tally } from '../../../domain/batch.ts';
import type { FloodGuard } from '../../../domain/flood.ts';
import type { ReprocessedRecord, StateStore } from '../../../ports/state-store.ts';
import type { Drift } from './drift.ts';
import type { HistoryOutbox } from './history-outbox.ts';
import { hourOf } from './hour.ts';
import type { Ledger } from './ledger.ts';
import type { Quarantine } from './quarantine.ts';
import type { RuleFailures } from './rule-failures.ts';
import type { RuleFloods } from './rule-floods.ts';
import type { RuleStats } from './rule-stats.ts';

interface Parts {
  readonly floods: Pick<RuleFloods, 'admit'>;
  readonly ruleStats: Pick<RuleStats, 'add'>;
  readonly ledger: Ledger;
  readonly quarantine: Quarantine;
  readonly ruleFailures: RuleFailures;
  readonly outbox: HistoryOutbox;
  readonly drift: Pick<Drift, 'addTimes'>;
}

/** What `commitReprocessed` does inside its transaction. */
export function takeReprocessed(
  records: readonly ReprocessedRecord[],
  now: number,
  guard: FloodGuard | undefined,
  { floods, ledger, quarantine, ruleFailures, ruleStats, outbox, drift }: Parts,
): ReturnType<StateStore['commitReprocessed']> {
  const newAlerts: string[] = [];
  const heldBack: string[] = [];
  const gone: number[] = [];
  const history: Uint8Array[] = [];

  for (const { id, result } of records) {
    const { tally, quarantined, origin } = result;
    const [refused] = quarantined;
    if (tally.classified + tally.filtered === 0 && refused !== undefined) {
      if (!quarantine.renew(id, refused)) gone.push(id);
      continue;
    }
    const released = quarantine.release(id);
    if (released === undefined) {
      gone.push(id);
      continue;
    }
    const hour = released.hour ?? hourOf(released.receivedAt);
    const admission = floods.admit(result.alerts, now, guard);
    newAlerts.push(...admission.newAlerts);
    heldBack.push(...admission.heldBack);
    ledger.move(hour, origin, changeOf(tally));
    quarantine.add(hour, quarantined);
    ruleFailures.add(hourOf(now), result.ruleFailures);
    ruleStats.add(now, result.ruleStats ?? []);
    drift.addTimes(origin, result.timeProblems ?? [], released.receivedAt);
    if (result.history !== undefined) history.push(result.history);
  }
  outbox.add(Buffer.concat(history));
  return { newAlerts, ...(heldBack.length > 0 && { heldBack }), gone };
}

/** The record was counted once, as quarantined; it may hold several. */
const changeOf = ({ records, classified, quarantined, filtered, byLogType }: Tally): Tally => ({
  ...emptyTally(),
  records: records - 1,
  classified,
  quarantined: quarantined - 1,
  filtered,
  byLogType,
});
