import type { Alert } from '../../../domain/alert.ts';
import { alertToText } from './alert-text.ts';
import type { Database } from './database.ts';
import { integer } from './row.ts';

/** Stores alerts inside the caller's transaction; gives back the ids that were new. `send all` is for merged ones. */
export type InsertAlerts = (
  alerts: readonly Alert[],
  hold: 'hold for merging' | 'send all',
) => string[];

export function insertAlerts(database: Database, requiredOutputs: readonly string[]): InsertAlerts {
  const required = new Set(requiredOutputs);
  const insertAlert = database.statement(
    `INSERT INTO alerts (id, rule_name, created_at, merging, is_merged, alert) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO NOTHING RETURNING number`,
  );
  const insertDelivery = database.statement(
    `INSERT INTO deliveries (alert_number, output, state, attempts, next_attempt_at, alert_created_at)
     VALUES (?, ?, ?, 0, 0, ?) ON CONFLICT DO NOTHING`,
  );

  return (alerts, hold) => {
    const added: string[] = [];
    for (const alert of alerts) {
      const { id, ruleName, createdAt, outputs } = alert;
      const mayWait = hold === 'hold for merging' && isMergeEnabled(alert);
      const merging = mayWait && outputs.some((output) => !required.has(output));
      const text = alertToText(alert);
      const isMerged = hold === 'send all';
      const row = insertAlert.get(id, ruleName, createdAt, merging ? 1 : 0, isMerged ? 1 : 0, text);
      if (row === undefined) continue;

      const number = integer(row, 'number');
      for (const output of outputs) {
        const state = merging && !required.has(output) ? 'merging' : 'waiting';
        insertDelivery.run(number, output, state, createdAt);
      }
      added.push(id);
    }
    return added;
  };
}

const isMergeEnabled = ({ mergeBy }: Alert): boolean =>
  mergeBy !== null && mergeBy.keys.length > 0 && mergeBy.windowMinutes > 0;
