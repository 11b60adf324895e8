import type { Rule } from '../../../domain/rule.ts';
import type { RuleChange, RuleState, RuleTable, TableRule } from '../../../ports/rule-table.ts';

/** What whoever starts the runtime says of staging. */
export interface StagingWishes {
  readonly rules: readonly Pick<Rule, 'name' | 'promotion'>[];
  /** Hours for rules that name none of their own. */
  readonly stagingHours: number;
  readonly newRules: 'stage' | 'live';
  /** `keep`: some rules could not be loaded, so that nobody knows which ones are gone. */
  readonly missingRules: 'delete' | 'keep';
  readonly stage: readonly string[];
  readonly unstage: readonly string[];
}

/** What became of the rule table. */
export interface SyncReport {
  readonly added: readonly RuleState[];
  readonly deleted: readonly string[];
  /** In the table, though no rule of that name was loaded. */
  readonly kept: readonly string[];
  readonly staged: readonly { readonly ruleName: string; readonly stagedUntil: number }[];
  readonly unstaged: readonly string[];
  /** Asked for, and no rule. */
  readonly unknown: readonly string[];
  readonly stagedRules: number;
  readonly rules: number;
}

/** Brings the rule table to the rules that were loaded, then does as was asked. */
export function syncRules(table: RuleTable, wishes: StagingWishes, change: RuleChange): SyncReport {
  const { rules, newRules, missingRules } = wishes;
  const how = { newRules, missingRules };
  const { added, deleted } = table.sync(tableRules(wishes), how, change);
  const outcomes = {
    unstage: wishes.unstage.map((ruleName) => ({
      ruleName,
      done: table.unstage(ruleName, change),
    })),
    stage: wishes.stage.map((ruleName) => ({ ruleName, done: table.stage(ruleName, change) })),
  };
  const loaded = new Set(rules.map(({ name }) => name));
  const states = table.list();
  return {
    added,
    deleted,
    kept: states.flatMap(({ ruleName }) => (loaded.has(ruleName) ? [] : [ruleName])),
    staged: outcomes.stage.flatMap(({ ruleName, done }) =>
      done.outcome === 'unknown rule' ? [] : [{ ruleName, stagedUntil: done.stagedUntil }],
    ),
    unstaged: outcomes.unstage.flatMap(({ ruleName, done }) =>
      done === 'unstaged' ? [ruleName] : [],
    ),
    unknown: [
      ...outcomes.unstage.flatMap(({ ruleName, done }) =>
        done === 'unknown rule' ? [ruleName] : [],
      ),
      ...outcomes.stage.flatMap(({ ruleName, done }) =>
        done.outcome === 'unknown rule' ? [ruleName] : [],
      ),
    ],
    stagedRules: states.filter(({ staged }) => staged).length,
    rules: states.length,
  };
}

/**
 * For a runtime without staging: what was staged delivers now, and rules that are new meanwhile are no longer new when
 * staging is on again. Gives back the rules that were staged.
 */
export function retireStaging(
  table: RuleTable,
  wishes: StagingWishes,
  change: RuleChange,
): readonly string[] {
  if (table.list().length === 0) return [];
  table.sync(tableRules(wishes), { newRules: 'live', missingRules: wishes.missingRules }, change);
  const staged = stagedRulesOf(table);
  for (const ruleName of staged) table.unstage(ruleName, change);
  return staged;
}

const tableRules = ({ rules, stagingHours }: StagingWishes): readonly TableRule[] =>
  rules.map(({ name, promotion }) => ({
    name,
    stagingHours: promotion?.afterHours ?? stagingHours,
  }));

/** Names of the rules whose alerts go to the required outputs alone. */
export const stagedRulesOf = (table: Pick<RuleTable, 'list'>): readonly string[] =>
  table.list().flatMap(({ ruleName, staged }) => (staged ? [ruleName] : []));

/** How many alerts a staged rule may have raised and still be promoted: its own word, else that of all rules. */
export function alertsMaxOf(
  rules: readonly Pick<Rule, 'name' | 'promotion'>[],
  alertsMax: number,
): (ruleName: string) => number {
  const own = new Map(rules.map(({ name, promotion }) => [name, promotion?.alertsMax]));
  return (ruleName) => own.get(ruleName) ?? alertsMax;
}
