import type { StateStore } from '../../../ports/state-store.ts';
import type { Database } from './database.ts';
import type { InsertAlerts } from './insert-alerts.ts';
import { sqliteLedger } from './ledger.ts';
import { sqlitePositions } from './positions.ts';
import { sqliteQuarantine } from './quarantine.ts';
import { sqliteRuleFailures } from './rule-failures.ts';

/** Each part writes inside the one transaction of `commit`. */
export function sqliteStateStore(database: Database, insert: InsertAlerts): StateStore {
  const ledger = sqliteLedger(database);
  const quarantine = sqliteQuarantine(database);
  const ruleFailures = sqliteRuleFailures(database);
  const positions = sqlitePositions(database);

  return {
    commit: (result, position, receivedAt) =>
      database.transaction(() => {
        const hour = hourOf(receivedAt);
        const newAlerts = insert(result.alerts, 'hold for merging');
        ledger.add(hour, result.origin, result.tally);
        quarantine.add(result.quarantined);
        ruleFailures.add(hour, result.ruleFailures);
        positions.move(result.origin, position);
        return { newAlerts };
      }),
    positionOf: positions.of,
    forgetPositionsBefore: positions.forgetBefore,
    ledger: () => ledger.entries(),
    quarantine: quarantine.list,
    quarantineCount: quarantine.count,
    ruleFailureCounts: () => ruleFailures.counts(),
    close: () => database.close(),
  };
}

/** `YYYY-MM-DD-HH`, UTC. */
const hourOf = (instant: number): string =>
  new Date(instant).toISOString().slice(0, 13).replace('T', '-');
