import type {
  RuleChange,
  RuleState,
  RuleTable,
  RuleTableChange,
  RuleTableSync,
  TableRule,
} from '../../../ports/rule-table.ts';
import type { Database, Row } from './database.ts';
import { integer, text } from './row.ts';
import { damagedState } from './state-error.ts';

/** The rule table of this machine. Triggers count its changes, so that other processes notice them. */
export function sqliteRuleTable(database: Database): RuleTable {
  const all = database.statement('SELECT * FROM rules ORDER BY rule_name');
  const one = database.statement('SELECT * FROM rules WHERE rule_name = ?');
  const version = database.statement('SELECT changes FROM rules_version');
  const stage = database.statement(
    `UPDATE rules SET staged = 1, staged_at = ?, staged_until = ?, changed_at = ?, changed_by = ?
     WHERE rule_name = ?`,
  );
  const unstage = database.statement(
    'UPDATE rules SET staged = 0, changed_at = ?, changed_by = ? WHERE rule_name = ?',
  );
  const promote = database.statement(
    `UPDATE rules SET staged = 0, changed_at = ?, changed_by = ?
     WHERE rule_name = ? AND staged = 1 AND staged_at IS ? AND staged_until IS ?`,
  );
  const sync = tableSync(database);

  return {
    list: () => all.all().map(ruleState),
    version() {
      const row = version.get();
      if (row === undefined) throw damagedState('the count of changes of rules is gone');
      return integer(row, 'changes');
    },
    sync: (rules, how, change) => database.transaction(() => sync(rules, how, change)),
    stage: (ruleName, { now, by }) =>
      database.transaction(() => {
        const row = one.get(ruleName);
        if (row === undefined) return { outcome: 'unknown rule' };
        const stagedUntil = endOfStaging(now, integer(row, 'staging_milliseconds'));
        stage.run(now, stagedUntil, now, by, ruleName);
        return { outcome: ruleState(row).staged ? 'renewed' : 'staged', stagedUntil };
      }),
    unstage: (ruleName, { now, by }) =>
      database.transaction(() => {
        const row = one.get(ruleName);
        if (row === undefined) return 'unknown rule';
        if (!ruleState(row).staged) return 'was not staged';
        unstage.run(now, by, ruleName);
        return 'unstaged';
      }),
    promote: ({ ruleName, stagedAt, stagedUntil }, { now, by }) =>
      promote.run(now, by, ruleName, stagedAt, stagedUntil) > 0,
  };
}

/** Inside the caller's transaction. */
function tableSync(database: Database) {
  const all = database.statement('SELECT * FROM rules ORDER BY rule_name');
  const add = database.statement(
    `INSERT INTO rules (rule_name, staged, staged_at, staged_until, staging_milliseconds, changed_at, changed_by)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const setTime = database.statement(
    'UPDATE rules SET staging_milliseconds = ? WHERE rule_name = ? AND staging_milliseconds <> ?',
  );
  const remove = database.statement('DELETE FROM rules WHERE rule_name = ?');

  return (
    rules: readonly TableRule[],
    { newRules, missingRules }: RuleTableSync,
    { now, by }: RuleChange,
  ): RuleTableChange => {
    const before = all.all().map((row) => text(row, 'rule_name'));
    const known = new Set(before);
    const given = new Map(rules.map((rule) => [rule.name, rule]));
    const staged = newRules === 'stage' && before.length > 0;
    const added: RuleState[] = [];
    for (const [ruleName, { stagingHours }] of given) {
      const stagingTime = Math.min(Math.round(stagingHours * hourMilliseconds), instantMax);
      if (known.has(ruleName)) {
        setTime.run(stagingTime, ruleName, stagingTime);
        continue;
      }
      const stagedAt = staged ? now : null;
      const stagedUntil = staged ? endOfStaging(now, stagingTime) : null;
      add.run(ruleName, staged ? 1 : 0, stagedAt, stagedUntil, stagingTime, now, by);
      added.push({ ruleName, staged, stagedAt, stagedUntil, changedAt: now, changedBy: by });
    }
    const deleted = missingRules === 'keep' ? [] : before.filter((name) => !given.has(name));
    for (const name of deleted) remove.run(name);
    return { added, deleted };
  };
}

const hourMilliseconds = 3_600_000;

/** Dates reach no further; whoever stages for longer means for ever. */
const instantMax = 8.64e15;

const endOfStaging = (now: number, milliseconds: number): number =>
  Math.min(now + milliseconds, instantMax);

const ruleState = (row: Row): RuleState => ({
  ruleName: text(row, 'rule_name'),
  staged: integer(row, 'staged') !== 0,
  stagedAt: instantOrNull(row, 'staged_at'),
  stagedUntil: instantOrNull(row, 'staged_until'),
  changedAt: integer(row, 'changed_at'),
  changedBy: text(row, 'changed_by'),
});

const instantOrNull = (row: Row, column: string): number | null =>
  row[column] === null ? null : integer(row, column);
