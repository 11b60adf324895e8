import type { Alert } from '../../../../domain/alert.ts';
import type { AlertStore } from '../../../../ports/alert-store.ts';
import type { Database } from '../database.ts';
import { alertGroups } from './alert-groups.ts';
import { settling } from './alert-lifecycle.ts';
import { deliveryAttempts } from './delivery-attempts.ts';
import { dueDeliveries } from './due-deliveries.ts';
import { type InsertAlerts, insertAlerts } from './insert-alerts.ts';
import { alertReading } from './read-alerts.ts';
import { sqliteSilences } from './silences.ts';

/** The store, and the insertion that a commit of the state makes part of its own transaction. */
export function sqliteAlertStore(
  database: Database,
  requiredOutputs: readonly string[],
): { readonly store: AlertStore; readonly insert: InsertAlerts } {
  const insert = insertAlerts(database, requiredOutputs);
  const store = {
    add: (alerts: readonly Alert[]) => database.transaction(() => insert(alerts)),
    ...alertReading(database),
    ...dueDeliveries(database),
    ...deliveryAttempts(database),
    ...alertGroups(database),
    ...settling(database),
    ...sqliteSilences(database),
  };
  return { store, insert };
}
