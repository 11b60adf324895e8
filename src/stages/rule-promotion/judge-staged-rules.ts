import type { RuleState } from '../../ports/rule-table.ts';

/** What is to happen with a staged rule, and why. */
export type Verdict = 'promote' | 'time left' | 'too many alerts' | 'count unknown' | 'fails';

export interface StagedRule {
  readonly state: RuleState;
  /** Since it was staged; undefined when that could not be found out. */
  readonly alertCount: number | undefined;
  /** With more alerts it stays staged. */
  readonly alertsMax: number;
  readonly verdict: Verdict;
}

export interface Staging {
  readonly states: readonly RuleState[];
  /** Alerts by rule since its staging. A rule that is missing had none; undefined: nobody could count. */
  readonly counts: ReadonlyMap<string, number> | undefined;
  /** Rules that threw or ran out of time since they were staged: that they are quiet says nothing. */
  readonly failing: ReadonlySet<string>;
  alertsMaxOf(ruleName: string): number;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
}

/** The staged rules by name, each with what is to become of it. */
export function judgeStagedRules({
  states,
  counts,
  failing,
  alertsMaxOf,
  now,
}: Staging): readonly StagedRule[] {
  return states
    .filter(({ staged }) => staged)
    .toSorted((a, b) => (a.ruleName < b.ruleName ? -1 : 1))
    .map((state) => {
      const { ruleName, stagedAt, stagedUntil } = state;
      const alertsMax = alertsMaxOf(ruleName);
      // Without the instant of staging there is nothing to count from.
      const alertCount =
        counts === undefined || stagedAt === null ? undefined : (counts.get(ruleName) ?? 0);
      const isOver = stagedUntil !== null && now > stagedUntil;
      const verdict =
        isOver && failing.has(ruleName) ? 'fails' : verdictOf(isOver, alertCount, alertsMax);
      return { state, alertCount, alertsMax, verdict };
    });
}

function verdictOf(isOver: boolean, alertCount: number | undefined, alertsMax: number): Verdict {
  if (!isOver) return 'time left';
  if (alertCount === undefined) return 'count unknown';
  return alertCount <= alertsMax ? 'promote' : 'too many alerts';
}
