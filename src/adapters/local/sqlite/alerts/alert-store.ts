import type { Alert } from '../../../domain/alert.ts';
import type {
  AlertStore,
  DeliveryState,
  DeliveryStatus,
  StoredAlert,
} from '../../../ports/alert-store.ts';
import { alertFromText } from './alert-text.ts';
import type { Database, Row } from './database.ts';
import { type InsertAlerts, insertAlerts } from './insert-alerts.ts';
import { integer, text, textOrNull } from './row.ts';
import { damagedState } from './state-error.ts';

/** The store, and the insertion that a commit of the state makes part of its own transaction. */
export function sqliteAlertStore(
  database: Database,
  requiredOutputs: readonly string[],
): { readonly store: AlertStore; readonly insert: InsertAlerts } {
  const insert = insertAlerts(database, requiredOutputs);
  const store = {
    add: (alerts: readonly Alert[]) =>
      database.transaction(() => insert(alerts, 'hold for merging')),
    ...readAlerts(database),
    ...countAlerts(database),
    ...mergeAlerts(database, insert),
    recordAttempt: attemptRecorder(database),
  };
  return { store, insert };
}

export const alertQueries = {
  due: `SELECT alert_number FROM deliveries WHERE state = 'waiting' AND next_attempt_at <= ?
    GROUP BY alert_created_at, alert_number ORDER BY alert_created_at, alert_number LIMIT ?`,
  mergeCandidates: `SELECT alert FROM alerts WHERE merging = 1 AND rule_name = ?
    ORDER BY created_at, number LIMIT ?`,
  mergeRules: `SELECT DISTINCT rule_name FROM alerts WHERE merging = 1 ORDER BY rule_name`,
  list: 'SELECT * FROM alerts ORDER BY created_at DESC, number DESC LIMIT ?',
  listOfRule:
    'SELECT * FROM alerts WHERE rule_name = ? ORDER BY created_at DESC, number DESC LIMIT ?',
  countSince: `SELECT count(*) AS alerts FROM alerts
    WHERE rule_name = ? AND created_at >= ? AND is_merged = 0`,
  countByHour: `SELECT created_at / 3600000 AS hour, count(*) AS alerts FROM alerts
    WHERE rule_name = ? AND created_at >= ? AND is_merged = 0 GROUP BY hour ORDER BY hour`,
} as const;

type Reading = Pick<AlertStore, 'due' | 'list' | 'get' | 'deliveryCounts'>;

function readAlerts(database: Database): Reading {
  const due = database.statement(alertQueries.due);
  const list = database.statement(alertQueries.list);
  const listOfRule = database.statement(alertQueries.listOfRule);
  const byNumber = database.statement('SELECT * FROM alerts WHERE number = ?');
  const byId = database.statement('SELECT * FROM alerts WHERE id = ?');
  const deliveriesOf = database.statement(
    'SELECT * FROM deliveries WHERE alert_number = ? ORDER BY output',
  );
  const counts = database.statement('SELECT state, pairs FROM delivery_counts');

  const storedAlert = (row: Row): StoredAlert => ({
    alert: alertFromText(text(row, 'alert')),
    deliveries: deliveriesOf.all(integer(row, 'number')).map(deliveryStatus),
    mergedInto: textOrNull(row, 'merged_into'),
  });

  return {
    due: (now, limit) =>
      due.all(now, limit).map((row) => {
        const alert = byNumber.get(integer(row, 'alert_number'));
        if (alert === undefined) throw damagedState('a delivery without its alert');
        return storedAlert(alert);
      }),
    list: ({ limit, ruleName }) =>
      (ruleName === undefined ? list.all(limit) : listOfRule.all(ruleName, limit)).map(storedAlert),
    get(alertId) {
      const row = byId.get(alertId);
      return row === undefined ? undefined : storedAlert(row);
    },
    deliveryCounts() {
      const all = { waiting: 0, merging: 0, delivered: 0, 'given up': 0, merged: 0 };
      for (const row of counts.all()) all[deliveryState(row)] = integer(row, 'pairs');
      return all;
    },
  };
}

type Counting = Pick<AlertStore, 'countSince' | 'countByHour'>;

function countAlerts(database: Database): Counting {
  const countSince = database.statement(alertQueries.countSince);
  const countByHour = database.statement(alertQueries.countByHour);
  return {
    countSince(ruleName, since) {
      const row = countSince.get(ruleName, since);
      return row === undefined ? 0 : integer(row, 'alerts');
    },
    countByHour: (ruleName, since) =>
      countByHour.all(ruleName, since).map((row) => ({
        hour: integer(row, 'hour') * hourMilliseconds,
        count: integer(row, 'alerts'),
      })),
  };
}

const hourMilliseconds = 3_600_000;

type Merging = Pick<AlertStore, 'rulesWithMergeCandidates' | 'mergeCandidates' | 'replaceByMerged'>;

function mergeAlerts(database: Database, insert: InsertAlerts): Merging {
  const rules = database.statement(alertQueries.mergeRules);
  const candidates = database.statement(alertQueries.mergeCandidates);
  const retire = database.statement(
    `UPDATE alerts SET merging = 0, merged_into = ? WHERE id = ? AND merged_into IS NULL
     RETURNING number`,
  );
  const close = database.statement(
    `UPDATE deliveries SET state = 'merged' WHERE alert_number = ? AND state = 'merging'`,
  );

  return {
    rulesWithMergeCandidates: () => rules.all().map((row) => text(row, 'rule_name')),
    mergeCandidates: (ruleName, limit) =>
      candidates.all(ruleName, limit).map((row) => alertFromText(text(row, 'alert'))),
    replaceByMerged: (merged, memberIds) =>
      database.transaction(() => {
        if (insert([merged], 'send all').length === 0) return;
        for (const id of memberIds) {
          const member = retire.get(merged.id, id);
          if (member === undefined) {
            throw new Error(`alert ${id} cannot be merged: it is not stored or merged already`);
          }
          close.run(integer(member, 'number'));
        }
      }),
  };
}

function attemptRecorder(database: Database): AlertStore['recordAttempt'] {
  const update = database.statement(
    `UPDATE deliveries SET state = ?, attempts = ?, next_attempt_at = ?, last_error = ?
     WHERE alert_number = (SELECT number FROM alerts WHERE id = ?) AND output = ?
       AND state = 'waiting'`,
  );
  const find = database.statement(
    `SELECT 1 FROM deliveries WHERE output = ?
     AND alert_number = (SELECT number FROM alerts WHERE id = ?)`,
  );
  return (alertId, { output, state, attempts, nextAttemptAt, lastError }) => {
    const changed = update.run(state, attempts, nextAttemptAt, lastError, alertId, output);
    if (changed === 0 && find.get(output, alertId) === undefined) {
      throw new Error(`alert ${alertId} has no delivery to ${output}`);
    }
  };
}

const deliveryStatus = (row: Row): DeliveryStatus => ({
  output: text(row, 'output'),
  state: deliveryState(row),
  attempts: integer(row, 'attempts'),
  nextAttemptAt: integer(row, 'next_attempt_at'),
  lastError: textOrNull(row, 'last_error'),
});

const deliveryStates: readonly DeliveryState[] = [
  'waiting',
  'merging',
  'delivered',
  'given up',
  'merged',
];

function deliveryState(row: Row): DeliveryState {
  const name = text(row, 'state');
  const state = deliveryStates.find((known) => known === name);
  if (state === undefined) throw damagedState(`"${name}" is no state of a delivery`);
  return state;
}
