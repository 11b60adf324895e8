import { inflateRawSync } from 'node:zlib';
import type { AlertQuery, AlertStore, DeliveryState } from '../../../../ports/alert-store.ts';
import type { Database, Statement } from '../database.ts';
import { integer, text, textOrNull } from '../row.ts';
import { alertFromText } from './alert-text.ts';
import { deliveryState, storedAlertReader } from './stored-alert.ts';

type Reading = Pick<
  AlertStore,
  | 'list'
  | 'get'
  | 'find'
  | 'whole'
  | 'countSince'
  | 'countByHour'
  | 'deliveryCounts'
  | 'backlogs'
  | 'deliveryHours'
>;

export const countQueries = {
  since: `SELECT count(*) AS alerts FROM alerts
    WHERE rule_name = ? AND created_at >= ? AND is_merged = 0`,
  byHour: `SELECT created_at / 3600000 AS hour, count(*) AS alerts FROM alerts
    WHERE rule_name = ? AND created_at >= ? AND is_merged = 0 GROUP BY hour ORDER BY hour`,
} as const;

export function alertReading(database: Database): Reading {
  const byId = database.statement('SELECT * FROM alerts WHERE id = ?');
  const byPrefix = database.statement(
    'SELECT id FROM alerts WHERE id >= ? AND id < ? ORDER BY id LIMIT ?',
  );
  const wholeOf = database.statement(
    `SELECT alerts.alert, alert_wholes.alert AS whole FROM alerts
     LEFT JOIN alert_wholes ON alert_number = number WHERE id = ?`,
  );
  const counts = database.statement('SELECT state, pairs FROM delivery_counts');
  const storedAlert = storedAlertReader(database);
  return {
    list: (query) => {
      const { sql, values } = listQuery(query);
      return database
        .statement(sql)
        .all(...values)
        .map(storedAlert);
    },
    get(alertId) {
      const row = byId.get(alertId);
      return row === undefined ? undefined : storedAlert(row);
    },
    // No character stands behind the last one.
    find: (prefix, limit) =>
      byPrefix.all(prefix, `${prefix}\u{10FFFF}`, limit).map((row) => text(row, 'id')),
    whole(alertId) {
      const row = wholeOf.get(alertId);
      if (row === undefined) return undefined;
      const packed = row['whole'];
      return packed instanceof Uint8Array
        ? alertFromText(inflateRawSync(packed).toString())
        : alertFromText(text(row, 'alert'));
    },
    deliveryCounts() {
      const all: Record<DeliveryState, number> = {
        waiting: 0,
        merging: 0,
        delivered: 0,
        'given up': 0,
        merged: 0,
        silenced: 0,
        dropped: 0,
      };
      for (const row of counts.all()) all[deliveryState(row)] = integer(row, 'pairs');
      return all;
    },
    ...alertCounting(database),
    ...outputHealth(database),
  };
}

/** Newest first; every condition is asked by an index or of one alert at a time. */
export function listQuery(query: AlertQuery) {
  const { limit, ruleName, state, output, isOpen, since, severities, mergedInto } = query;
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  const where = (condition: string, ...given: readonly (string | number)[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (ruleName !== undefined) where('rule_name = ?', ruleName);
  if (since !== undefined) where('created_at >= ?', since);
  if (severities !== undefined) {
    const places = severities.map(() => '?').join(', ');
    where(`json_extract(alert, '$.severity') IN (${places})`, ...severities);
  }
  if (mergedInto === null) where('merged_into IS NULL');
  else if (mergedInto !== undefined) where('merged_into = ?', mergedInto);
  if (state !== undefined || output !== undefined) {
    const parts = [
      ...(state === undefined ? [] : ['state = ?']),
      ...(output === undefined ? [] : ['output = ?']),
    ];
    where(
      `EXISTS (SELECT 1 FROM deliveries WHERE alert_number = number AND ${parts.join(' AND ')})`,
      ...[state, output].filter((each) => each !== undefined),
    );
  }
  if (isOpen === true) {
    where(
      `NOT EXISTS (SELECT 1 FROM alert_lifecycles WHERE state = 'resolved' AND alert_number = alerts.number)
       AND NOT EXISTS (SELECT 1 FROM alert_groups JOIN alerts AS first ON first.id = first_id
         JOIN alert_lifecycles AS settled ON settled.alert_number = first.number
         WHERE alert_groups.number = alerts.group_number AND settled.state = 'resolved')`,
    );
  }
  const sql = `SELECT * FROM alerts ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
    ORDER BY created_at DESC, number DESC LIMIT ?`;
  return { sql, values: [...values, limit] };
}

const hourMilliseconds = 3_600_000;

function alertCounting(database: Database): Pick<AlertStore, 'countSince' | 'countByHour'> {
  const since = database.statement(countQueries.since);
  const byHour = database.statement(countQueries.byHour);
  return {
    countSince(ruleName, instant) {
      const row = since.get(ruleName, instant);
      return row === undefined ? 0 : integer(row, 'alerts');
    },
    countByHour: (ruleName, instant) =>
      byHour.all(ruleName, instant).map((row) => ({
        hour: integer(row, 'hour') * hourMilliseconds,
        count: integer(row, 'alerts'),
      })),
  };
}

export const backlogQueries = {
  waiting: `SELECT output, count(*) AS deliveries FROM deliveries WHERE state = 'waiting' GROUP BY output`,
  givenUp: `SELECT output, count(*) AS deliveries FROM deliveries WHERE state = 'given up' GROUP BY output`,
  /** The oldest is the one that was tried. */
  oldestWaiting: `SELECT waiting_since, last_error FROM deliveries WHERE state = 'waiting' AND output = ?
    ORDER BY alert_created_at, alert_number LIMIT 1`,
  oldestGivenUp: `SELECT last_error FROM deliveries WHERE state = 'given up' AND output = ?
    ORDER BY alert_created_at, alert_number LIMIT 1`,
} as const;

function outputHealth(database: Database): Pick<AlertStore, 'backlogs' | 'deliveryHours'> {
  // By the indexes of what waits and what was given up, however much there is.
  const waiting = database.statement(backlogQueries.waiting);
  const givenUp = database.statement(backlogQueries.givenUp);
  const oldestWaiting = database.statement(backlogQueries.oldestWaiting);
  const oldestGivenUp = database.statement(backlogQueries.oldestGivenUp);
  const hours = database.statement(
    'SELECT * FROM delivery_hours WHERE hour >= ? ORDER BY hour, output',
  );
  const countsOf = (statement: Statement) =>
    new Map(statement.all().map((row) => [text(row, 'output'), integer(row, 'deliveries')]));
  return {
    backlogs() {
      const waitingBy = countsOf(waiting);
      const givenUpBy = countsOf(givenUp);
      const outputs = [...new Set([...waitingBy.keys(), ...givenUpBy.keys()])].sort();
      return outputs.map((output) => {
        const first = oldestWaiting.get(output);
        const failed = first ?? oldestGivenUp.get(output);
        return {
          output,
          waiting: waitingBy.get(output) ?? 0,
          givenUp: givenUpBy.get(output) ?? 0,
          oldestWaitingSince: first === undefined ? null : integer(first, 'waiting_since'),
          lastError: failed === undefined ? null : textOrNull(failed, 'last_error'),
        };
      });
    },
    deliveryHours: (since) =>
      hours.all(since - (since % hourMilliseconds)).map((row) => ({
        hour: integer(row, 'hour'),
        output: text(row, 'output'),
        delivered: integer(row, 'delivered'),
        failed: integer(row, 'failed'),
        givenUp: integer(row, 'given_up'),
      })),
  };
}
