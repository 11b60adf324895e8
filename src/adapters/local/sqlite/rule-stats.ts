import type { RuleStat } from '../../../domain/batch.ts';
import type { RuleFailure } from '../../../domain/rule.ts';
import type { HourlyRuleStat, SuspendedRule } from '../../../ports/state-store.ts';
import type { Database, Row } from './database.ts';
import { hourOf } from './hour.ts';
import { integer, text } from './row.ts';

export interface RuleStats {
  add(now: number, stats: readonly RuleStat[]): void;
  /** By rule; of hours from this one on, `YYYY-MM-DD-HH`. */
  since(hour: string): readonly HourlyRuleStat[];
}

/** Long enough to compare a quarter with the one before; one row for each rule and hour. */
const keptMilliseconds = 190 * 24 * 3_600_000;

export function sqliteRuleStats(database: Database): RuleStats {
  const add = database.statement(
    `INSERT INTO rule_stats (hour, rule_name, calls, matches, microseconds) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET calls = calls + excluded.calls, matches = matches + excluded.matches,
       microseconds = microseconds + excluded.microseconds`,
  );
  const forget = database.statement('DELETE FROM rule_stats WHERE hour < ?');
  const since = database.statement(
    'SELECT * FROM rule_stats WHERE hour >= ? ORDER BY hour, rule_name',
  );
  let latest = '';

  return {
    add(now, stats) {
      const hour = hourOf(now);
      if (hour !== latest) forget.run(hourOf(Math.max(0, now - keptMilliseconds)));
      latest = hour;
      for (const { ruleName, calls, matches, microseconds } of stats) {
        add.run(hour, ruleName, calls, matches, microseconds);
      }
    },
    since: (hour) =>
      since.all(hour).map((row) => ({
        hour: text(row, 'hour'),
        ruleName: text(row, 'rule_name'),
        calls: integer(row, 'calls'),
        matches: integer(row, 'matches'),
        microseconds: integer(row, 'microseconds'),
      })),
  };
}

export interface SuspendedRules {
  /** Takes note of rules that a failure says are suspended. */
  add(now: number, failures: readonly RuleFailure[]): void;
  list(): readonly SuspendedRule[];
  lift(): void;
}

export function sqliteSuspendedRules(database: Database): SuspendedRules {
  const add = database.statement(
    'INSERT INTO suspended_rules VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const all = database.statement('SELECT * FROM suspended_rules ORDER BY rule_name');
  const lift = database.statement('DELETE FROM suspended_rules');
  return {
    add(now, failures) {
      for (const { ruleName, isSuspended, reason } of failures) {
        if (isSuspended) add.run(ruleName, now, reason);
      }
    },
    list: () => all.all().map(suspendedRule),
    lift: () => void lift.run(),
  };
}

const suspendedRule = (row: Row): SuspendedRule => ({
  ruleName: text(row, 'rule_name'),
  since: integer(row, 'since'),
  reason: text(row, 'reason'),
});
