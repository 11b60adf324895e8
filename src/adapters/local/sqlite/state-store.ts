import type { StateStore } from '../../../ports/state-store.ts';
import type { Database } from './database.ts';
import { sqliteDrift } from './drift.ts';
import { sqliteHistoryOutbox } from './history-outbox.ts';
import { hourOf } from './hour.ts';
import type { InsertAlerts } from './insert-alerts.ts';
import { sqliteLedger } from './ledger.ts';
import { sqlitePositions } from './positions.ts';
import { sqliteQuarantine } from './quarantine.ts';
import { takeReprocessed } from './reprocessing.ts';
import { sqliteRuleFailures } from './rule-failures.ts';

/** Each part writes inside the one transaction of `commit`. */
export function sqliteStateStore(database: Database, insert: InsertAlerts): StateStore {
  const ledger = sqliteLedger(database);
  const quarantine = sqliteQuarantine(database);
  const ruleFailures = sqliteRuleFailures(database);
  const positions = sqlitePositions(database);
  const drift = sqliteDrift(database);
  const outbox = sqliteHistoryOutbox(database);

  return {
    commit: (result, position, receivedAt) =>
      database.transaction(() => {
        const hour = hourOf(receivedAt);
        const newAlerts = insert(result.alerts, 'hold for merging');
        ledger.add(hour, result.origin, result.tally);
        quarantine.add(hour, result.quarantined);
        ruleFailures.add(hour, result.ruleFailures);
        const newDrift = drift.add(result.origin, result.drift ?? [], receivedAt);
        drift.addTimes(result.origin, result.timeProblems ?? [], receivedAt);
        positions.move(result.origin, position);
        return newDrift.length === 0 ? { newAlerts } : { newAlerts, newDrift };
      }),
    positionOf: positions.of,
    forgetPositionsBefore: positions.forgetBefore,
    ledger: () => ledger.entries(),
    quarantine: quarantine.list,
    quarantineCount: quarantine.count,
    quarantined: quarantine.get,
    quarantineKinds: quarantine.kinds,
    quarantinePage: quarantine.page,
    lastQuarantineId: quarantine.lastId,
    commitReprocessed: (records, now) =>
      database.transaction(() =>
        takeReprocessed(records, now, { insert, ledger, quarantine, ruleFailures, outbox, drift }),
      ),
    waitingHistory: outbox.waiting,
    forgetWaitingHistory: outbox.forget,
    drift: () => drift.entries(),
    forgetSettledDrift: () => drift.forgetSettled(),
    timeProblems: () => drift.timeProblems(),
    ruleFailureCounts: () => ruleFailures.counts(),
    close: () => database.close(),
  };
}
