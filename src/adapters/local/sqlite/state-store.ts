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

  const commitOne = batchCommitter({
    ledger,
    quarantine,
    ruleFailures,
    floods,
    ruleStats,
    suspended,
    positions,
    drift,
    outbox,
  });

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

interface Parts {
  readonly ledger: ReturnType<typeof sqliteLedger>;
  readonly quarantine: ReturnType<typeof sqliteQuarantine>;
  readonly ruleFailures: ReturnType<typeof sqliteRuleFailures>;
  readonly floods: ReturnType<typeof sqliteRuleFloods>;
  readonly ruleStats: ReturnType<typeof sqliteRuleStats>;
  readonly suspended: ReturnType<typeof sqliteSuspendedRules>;
  readonly positions: ReturnType<typeof sqlitePositions>;
  readonly drift: ReturnType<typeof sqliteDrift>;
  readonly outbox: ReturnType<typeof sqliteHistoryOutbox>;
}

/** What one batch came to, inside the caller's transaction. */
const batchCommitter =
  (parts: Parts) =>
  (
    { result, position, history }: BatchCommit,
    receivedAt: number,
    guard: FloodGuard | undefined,
  ): CommitOutcome => {
    const hour = hourOf(receivedAt);
    const { newAlerts, heldBack, floodAlerts } = parts.floods.admit(
      result.alerts,
      receivedAt,
      guard,
    );
    parts.ledger.add(hour, result.origin, result.tally);
    parts.quarantine.add(hour, result.quarantined);
    parts.ruleFailures.add(hour, result.ruleFailures);
    parts.ruleStats.add(receivedAt, result.ruleStats ?? []);
    parts.suspended.add(receivedAt, result.ruleFailures);
    const newDrift = parts.drift.add(result.origin, result.drift ?? [], receivedAt);
    parts.drift.addTimes(result.origin, result.timeProblems ?? [], receivedAt);
    if (history !== undefined) parts.outbox.add(history);
    parts.positions.move(result.origin, position);
    return {
      newAlerts,
      ...(heldBack.length > 0 && { heldBack }),
      ...(floodAlerts.length > 0 && { floodAlerts }),
      ...(newDrift.length > 0 && { newDrift }),
    };
  };
