import { setImmediate as nextTurn } from 'node:timers/promises';
import { isOfRule } from '../../domain/rule.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RuleState, RuleTable } from '../../ports/rule-table.ts';
import type { RuleFailureCount } from '../../ports/state-store.ts';
import { judgeStagedRules, type StagedRule } from './judge-staged-rules.ts';

export interface RulePromotion {
  readonly rules: RuleTable;
  readonly alertStore: Pick<AlertStore, 'countSince'>;
  readonly clock: Clock;
  alertsMaxOf(ruleName: string): number;
  /** Failures of rules by hour. */
  ruleFailures(): readonly RuleFailureCount[];
}

export interface PromotionRun {
  /** All rules that were staged, those that are promoted among them. */
  readonly staged: readonly StagedRule[];
  /** Names of those that were made live. */
  readonly promoted: readonly string[];
  /** When it looked, milliseconds since 1970 UTC. */
  readonly now: number;
}

/** Who has changed a rule that was promoted. */
export const promotedBy = 'rule promotion';

/**
 * Makes rules live whose time is over and that raised few enough alerts. A rule that somebody stages again in the
 * same moment stays staged. `dry run` only looks.
 */
export async function runRulePromotion(
  promotion: RulePromotion,
  mode: 'commit' | 'dry run' = 'commit',
): Promise<PromotionRun> {
  const { rules, alertStore, clock, alertsMaxOf } = promotion;
  const states = rules.list().filter(({ staged }) => staged);
  const counts = new Map<string, number>();
  for (const { ruleName, stagedAt } of states) {
    if (stagedAt !== null) counts.set(ruleName, alertStore.countSince(ruleName, stagedAt));
    // A loud rule takes a while to count; what else this thread does must not wait for all rules.
    await nextTurn();
  }
  const now = clock.now();
  const failing = failingRules(states, promotion.ruleFailures());
  const staged = judgeStagedRules({ states, counts, failing, alertsMaxOf, now });
  if (mode === 'dry run') return { staged, promoted: [], now };

  const promoted = staged.filter(
    ({ state, verdict }) => verdict === 'promote' && rules.promote(state, { now, by: promotedBy }),
  );
  return { staged, promoted: promoted.map(({ state }) => state.ruleName), now };
}

/** Failures are counted by hour, and so those of the hour of staging count. */
function failingRules(
  states: readonly RuleState[],
  failures: readonly RuleFailureCount[],
): ReadonlySet<string> {
  const stagedIn = new Map(
    states.map(({ ruleName, stagedAt }) => [ruleName, hourOf(stagedAt ?? 0)] as const),
  );
  const counted = failures.filter(
    ({ hour, last }) => isOfRule(last) && hour >= (stagedIn.get(last.ruleName) ?? '~'),
  );
  return new Set(counted.map(({ last }) => last.ruleName));
}

/** `YYYY-MM-DD-HH`, UTC. */
const hourOf = (instant: number): string =>
  new Date(instant).toISOString().slice(0, 13).replace('T', '-');
