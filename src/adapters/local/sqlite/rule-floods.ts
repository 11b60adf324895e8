import type { Alert } from '../../../domain/alert.ts';
import { isSeverity } from '../../../domain/severity.ts';
import type { Flood, FloodGuard } from '../../../domain/flood.ts';
import type { Database, Row, Statement } from './database.ts';
import { hourOf } from './hour.ts';
import type { InsertAlerts } from './alerts/insert-alerts.ts';
import { integer, text } from './row.ts';
import { damagedState } from './state-error.ts';

/** What became of alerts that were to be stored. */
export interface Admission {
  /** Ids of alerts that are new and go their way. */
  readonly newAlerts: readonly string[];
  /** Ids of alerts that are new and kept without being sent. */
  readonly heldBack: readonly string[];
  /** Alerts that tell of floods. */
  readonly floodAlerts: readonly Alert[];
}

export interface RuleFloods {
  /** Stores alerts inside the caller's transaction as far as the guard lets them. */
  admit(alerts: readonly Alert[], now: number, guard: FloodGuard | undefined): Admission;
  /** Tells the totals of floods whose hour is over. */
  close(now: number, guard: FloodGuard): readonly Alert[];
  /** Newest hour first; those in which nothing was too much are not among them. */
  list(): readonly Flood[];
}

/** A flood while alerts are added to it. */
type Counting = { -readonly [Key in keyof Flood]: Flood[Key] };

export function sqliteRuleFloods(database: Database, insert: InsertAlerts): RuleFloods {
  const sql = statements(database);
  let countsOf = '';

  const countingOf = (alert: Alert, hour: string, guard: FloodGuard): Counting => {
    const { ruleName, origin } = alert;
    const row = sql.get.get(hour, ruleName, origin.service, origin.resource);
    const limit = guard.limitOf(ruleName);
    return row === undefined ? nothingYet(alert, hour, limit) : { ...flood(row), limit };
  };
  /** Counters of hours that are over, and in which nothing was too much, are of no use to anybody. */
  const forgetBefore = (hour: string) => {
    if (countsOf !== hour) sql.forget.run(hour);
    countsOf = hour;
  };

  return {
    admit(alerts, now, guard) {
      if (guard === undefined) {
        return { newAlerts: insert(alerts), heldBack: [], floodAlerts: [] };
      }
      const hour = hourOf(now);
      forgetBefore(hour);
      const counts = new Map<string, Counting>();
      const admission = { newAlerts: [], heldBack: [], floodAlerts: [] } as Growing<Admission>;
      for (const alert of alerts) {
        if (!isCounted(alert)) {
          admission.newAlerts.push(...insert([alert]));
          continue;
        }
        const key = JSON.stringify([alert.ruleName, alert.origin.service, alert.origin.resource]);
        const counting = counts.get(key) ?? countingOf(alert, hour, guard);
        counts.set(key, counting);
        admitOne(alert, counting, guard, { now, sql, insert, admission });
      }
      for (const counting of counts.values()) save(sql.put, counting);
      return admission;
    },
    close: (now, guard) => {
      const open = sql.open.all(hourOf(now)).map(flood);
      const alerts = open.map((over) => guard.over(over, now));
      insert(alerts);
      if (open.length > 0) sql.close.run(hourOf(now));
      return alerts;
    },
    list: () => sql.list.all().map(flood),
  };
}

type Growing<Lists> = {
  -readonly [Key in keyof Lists]: Lists[Key] extends readonly (infer Item)[] ? Item[] : never;
};

interface Admitting {
  readonly now: number;
  readonly sql: ReturnType<typeof statements>;
  readonly insert: InsertAlerts;
  readonly admission: Growing<Admission>;
}

function admitOne(
  alert: Alert,
  counting: Counting,
  guard: FloodGuard,
  { now, sql, insert, admission }: Admitting,
) {
  if (counting.alerts < counting.limit) {
    const added = insert([alert]);
    counting.alerts += added.length;
    admission.newAlerts.push(...added);
    return;
  }
  // What is there already came another time and does not count.
  if (sql.isKnown.get(alert.id) !== undefined) return;
  const { delivery } = alert.origin;
  const place = { delivery, position: alert.position };
  if (counting.kept + counting.counted === 0) {
    counting.first = place;
    counting.outputs = alert.outputs;
    counting.severity = alert.severity;
  }
  counting.alerts++;
  counting.last = place;
  if (counting.kept < guard.keptMax(counting.limit)) {
    counting.kept++;
    admission.heldBack.push(...insert([guard.held(alert)]));
  } else counting.counted++;
  if (counting.kept + counting.counted > 1) return;
  const told = guard.begun(counting, now);
  insert([told]);
  admission.floodAlerts.push(told);
}

/** Alerts of staged rules go to nobody, and what StreamAlert tells of itself is bounded where it is made. */
const isCounted = ({ staged, origin }: Alert): boolean =>
  !staged && origin.service !== 'streamalert';

const nothingYet = (
  { ruleName, origin: { service, resource }, severity }: Alert,
  hour: string,
  limit: number,
): Counting => {
  const nowhere = { delivery: '', position: '' };
  const counts = { alerts: 0, kept: 0, counted: 0 };
  const places = { first: nowhere, last: nowhere };
  return { hour, ruleName, service, resource, limit, ...counts, ...places, outputs: [], severity };
};

const columns = `hour, rule_name, service, resource, alerts, alert_limit, kept, counted, first_delivery,
  first_position, last_delivery, last_position, outputs, severity`;

const statements = (database: Database) => ({
  get: database.statement(
    `SELECT ${columns} FROM rule_floods WHERE hour = ? AND rule_name = ? AND service = ? AND resource = ?`,
  ),
  put: database.statement(
    `INSERT INTO rule_floods (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET alerts = excluded.alerts, alert_limit = excluded.alert_limit,
       kept = excluded.kept, counted = excluded.counted, first_delivery = excluded.first_delivery,
       first_position = excluded.first_position, last_delivery = excluded.last_delivery,
       last_position = excluded.last_position, outputs = excluded.outputs, severity = excluded.severity`,
  ),
  isKnown: database.statement('SELECT 1 FROM alerts WHERE id = ?'),
  forget: database.statement('DELETE FROM rule_floods WHERE hour < ? AND kept + counted = 0'),
  open: database.statement(
    `SELECT ${columns} FROM rule_floods WHERE hour < ? AND is_told = 0 AND kept + counted > 0 ORDER BY hour`,
  ),
  close: database.statement('UPDATE rule_floods SET is_told = 1 WHERE hour < ? AND is_told = 0'),
  list: database.statement(
    `SELECT ${columns} FROM rule_floods WHERE kept + counted > 0
     ORDER BY hour DESC, rule_name, service, resource`,
  ),
});

const save = (put: Statement, each: Flood): void => {
  const { hour, ruleName, service, resource, alerts, limit, kept, counted, first, last } = each;
  const places = [first.delivery, first.position, last.delivery, last.position];
  const told = [JSON.stringify(each.outputs), each.severity];
  put.run(hour, ruleName, service, resource, alerts, limit, kept, counted, ...places, ...told);
};

function flood(row: Row): Flood {
  return {
    hour: text(row, 'hour'),
    ruleName: text(row, 'rule_name'),
    service: text(row, 'service'),
    resource: text(row, 'resource'),
    alerts: integer(row, 'alerts'),
    limit: integer(row, 'alert_limit'),
    kept: integer(row, 'kept'),
    counted: integer(row, 'counted'),
    first: { delivery: text(row, 'first_delivery'), position: text(row, 'first_position') },
    last: { delivery: text(row, 'last_delivery'), position: text(row, 'last_position') },
    outputs: outputsOf(text(row, 'outputs')),
    severity: severityOf(text(row, 'severity')),
  };
}

function outputsOf(json: string): readonly string[] {
  const value: unknown = JSON.parse(json);
  if (!Array.isArray(value)) throw damagedState('the outputs of a flood are no list');
  return value.map(String);
}

function severityOf(name: string): Flood['severity'] {
  if (!isSeverity(name)) throw damagedState(`"${name}" is no severity`);
  return name;
}
