import { deflateRawSync } from 'node:zlib';
import type { Alert } from '../../../../domain/alert.ts';
import { shortenedAlert } from '../../../../domain/shortened-alert.ts';
import { alertBytesMax, type DeliveryState } from '../../../../ports/alert-store.ts';
import type { Database } from '../database.ts';
import { integer } from '../row.ts';
import { alertToText } from './alert-text.ts';
import { groupJoiner } from './join-group.ts';
import { activeSilences } from './silences.ts';

/** Stores alerts inside the caller's transaction; gives back the ids that were new. */
export type InsertAlerts = (alerts: readonly Alert[]) => string[];

export function insertAlerts(database: Database, requiredOutputs: readonly string[]): InsertAlerts {
  const required = new Set(requiredOutputs);
  const insertAlert = database.statement(
    `INSERT INTO alerts (id, rule_name, created_at, is_merged, alert) VALUES (?, ?, ?, 0, ?)
     ON CONFLICT (id) DO NOTHING RETURNING number`,
  );
  const insertDelivery = deliveryInserter(database);
  const keepWhole = database.statement('INSERT INTO alert_wholes VALUES (?, ?)');
  const mute = database.statement('INSERT INTO silenced_alerts VALUES (?, ?, ?)');
  const joinGroup = groupJoiner(database);
  const silences = activeSilences(database);

  return (alerts) => {
    const added: string[] = [];
    const silenceOf = silences();
    for (const alert of alerts) {
      const { id, ruleName, createdAt, outputs } = alert;
      const stored = storedForm(alert);
      const row = insertAlert.get(id, ruleName, createdAt, stored.text);
      if (row === undefined) continue;

      const number = integer(row, 'number');
      if (stored.whole !== undefined) keepWhole.run(number, stored.whole);
      const own = outputs.filter((output) => !required.has(output));
      const silence = own.length === 0 ? undefined : silenceOf(alert);
      if (silence !== undefined) mute.run(number, silence, createdAt);
      const stateOf = silence === undefined ? joinGroup(alert, number, own) : silenced;
      for (const output of outputs) {
        const state = required.has(output) ? 'waiting' : stateOf(output);
        insertDelivery(number, output, state, createdAt);
      }
      added.push(id);
    }
    return added;
  };
}

const silenced = (): DeliveryState => 'silenced';

export type InsertDelivery = (
  alertNumber: number,
  output: string,
  state: DeliveryState,
  createdAt: number,
) => void;

function deliveryInserter(database: Database): InsertDelivery {
  const insert = database.statement(
    `INSERT INTO deliveries (alert_number, output, action, state, attempts, next_attempt_at, waiting_since, revision,
       alert_created_at)
     VALUES (?, ?, 'deliver', ?, 0, 0, ?, 0, ?) ON CONFLICT DO NOTHING`,
  );
  return (alertNumber, output, state, createdAt) => {
    insert.run(alertNumber, output, state, createdAt, createdAt);
  };
}

/** What goes into the row, and what is kept beside it where that is too much. */
export function storedForm(alert: Alert): { readonly text: string; readonly whole?: Uint8Array } {
  const text = alertToText(alert);
  // No text has more bytes than three for each of its units.
  const bytes = text.length * 3 <= alertBytesMax ? text.length : Buffer.byteLength(text);
  const shortened = shortenedAlert(alert, bytes, alertBytesMax);
  if (shortened === undefined) return { text };
  return { text: alertToText(shortened), whole: deflateRawSync(text) };
}
