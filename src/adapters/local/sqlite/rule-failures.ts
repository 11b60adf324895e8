import type { RuleFailure } from '../../../domain/rule.ts';
import type { RuleFailureCount } from '../../../ports/state-store.ts';
import type { Database, Row } from './database.ts';
import { integer, text } from './row.ts';
import { damagedState } from './state-error.ts';

export interface RuleFailures {
  add(hour: string, failures: readonly RuleFailure[]): void;
  counts(): readonly RuleFailureCount[];
}

export function sqliteRuleFailures(database: Database): RuleFailures {
  const add = database.statement(
    `INSERT INTO rule_failures (hour, rule_name, part, failures, reason, log_type, delivery, position)
     VALUES (?, ?, ?, 1, ?, ?, ?, ?) ON CONFLICT DO UPDATE
     SET failures = failures + 1, reason = excluded.reason, log_type = excluded.log_type,
       delivery = excluded.delivery, position = excluded.position`,
  );
  const all = database.statement('SELECT * FROM rule_failures ORDER BY hour DESC, rule_name, part');

  return {
    add(hour, failures) {
      for (const { ruleName, part, reason, logType, delivery, position } of failures) {
        add.run(hour, ruleName, part, reason, logType, delivery, position);
      }
    },
    counts: () => all.all().map(ruleFailureCount),
  };
}

const ruleFailureCount = (row: Row): RuleFailureCount => ({
  hour: text(row, 'hour'),
  count: integer(row, 'failures'),
  last: {
    ruleName: text(row, 'rule_name'),
    part: failedPart(text(row, 'part')),
    reason: text(row, 'reason'),
    logType: text(row, 'log_type'),
    delivery: text(row, 'delivery'),
    position: text(row, 'position'),
  },
});

const parts: readonly RuleFailure['part'][] = [
  'matches',
  'matcher',
  'severity',
  'title',
  'dedup',
  'runbook',
  'dynamicOutputs',
  'time budget',
  'parser',
  'lookup table',
];

function failedPart(name: string): RuleFailure['part'] {
  const part = parts.find((known) => known === name);
  if (part === undefined) throw damagedState(`"${name}" is no part of a rule`);
  return part;
}
