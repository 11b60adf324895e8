import type { FloodGuard } from '../../../domain/flood.ts';
import type { BatchCommit, CommitOutcome, StateStore } from '../../../ports/state-store.ts';
import type { Database } from './database.ts';
import { sqliteDrift } from './drift.ts';
import { sqliteHistoryOutbox } from './history-outbox.ts';
import { hourOf } from './hour.ts';
import type { InsertAlerts } from './alerts/insert-alerts.ts';
import { sqliteLedger } from './ledger.ts';
import { sqlitePositions } from './positions.ts';
import { sqliteQuarantine } from './quarantine.ts';
import { takeReprocessed } from './reprocessing.ts';
import { sqliteRuleFailures } from './rule-failures.ts';
import { sqliteRuleFloods } from './rule-floods.ts';
import { sqliteRuleStats, sqliteSuspendedRules } from './rule-stats.ts';

/** Each part writes inside the one transaction of `commit`. */
export function sqliteStateStore(database: Database, insert: InsertAlerts): StateStore {
  const ledger = sqliteLedger(database);
  const quarantine = sqliteQuarantine(database);
  const ruleFailures = sqliteRuleFailures(database);
  const floods = sqliteRuleFloods(database, insert);
  const ruleStats = sqliteRuleStats(database);
  const suspended = sqliteSuspendedRules(database);
  const positions = sqlitePositions(database);
  const drift = sqliteDrift(database);
  const outbox = sqliteHistoryOutbox(database);

  const commitOne = (
    { result, position, history }: BatchCommit,
    receivedAt: number,
    guard: FloodGuard | undefined,
  ): CommitOutcome => {
    const hour = hourOf(receivedAt);
    const admission = floods.admit(result.alerts, receivedAt, guard);
    ledger.add(hour, result.origin, result.tally);
    quarantine.add(hour, result.quarantined);
    ruleFailures.add(hour, result.ruleFailures);
    ruleStats.add(receivedAt, result.ruleStats ?? []);
    suspended.add(receivedAt, result.ruleFailures);
    const newDrift = drift.add(result.origin, result.drift ?? [], receivedAt);
    drift.addTimes(result.origin, result.timeProblems ?? [], receivedAt);
    if (history !== undefined) outbox.add(history);
    positions.move(result.origin, position);
    const { newAlerts, heldBack, floodAlerts } = admission;
    return {
      newAlerts,
      ...(heldBack.length > 0 && { heldBack }),
      ...(floodAlerts.length > 0 && { floodAlerts }),
      ...(newDrift.length > 0 && { newDrift }),
    };
  };

  return {
    commit: (result, position, receivedAt, guard) =>
      database.transaction(() => commitOne({ result, position }, receivedAt, guard)),
    commitAll: (batches, receivedAt, guard) =>
      database.transaction(() => batches.map((batch) => commitOne(batch, receivedAt, guard))),
    positionOf: positions.of,
    forgetPositionsBefore: positions.forgetBefore,
    ledger: () => ledger.entries(),
    quarantine: quarantine.list,
    quarantineCount: quarantine.count,
    quarantined: quarantine.get,
    quarantineKinds: quarantine.kinds,
    quarantinePage: quarantine.page,
    lastQuarantineId: quarantine.lastId,
    commitReprocessed: (records, now, guard) =>
      database.transaction(() =>
        takeReprocessed(records, now, guard, {
          floods,
          ledger,
          quarantine,
          ruleFailures,
          ruleStats,
          outbox,
          drift,
        }),
      ),
    waitingHistory: outbox.waiting,
    forgetWaitingHistory: outbox.forget,
    drift: () => drift.entries(),
    forgetSettledDrift: () => drift.forgetSettled(),
    timeProblems: () => drift.timeProblems(),
    ruleFailureCounts: () => ruleFailures.counts(),
    ruleStats: ruleStats.since,
    suspendedRules: suspended.list,
    liftSuspensions: suspended.lift,
    floods: floods.list,
    closeFloods: (now, guard) => database.transaction(() => floods.close(now, guard)),
    close: () => database.close(),
  };
}
