import type { BatchResult } from '../../domain/batch.ts';
import { isOfRule, type Rule, type RuleFailure } from '../../domain/rule.ts';
import { ruleFailureAlert } from '../../stages/rules-engine/rule-failure-alert.ts';

const hourMilliseconds = 3_600_000;

/**
 * Adds an alert for each rule that failed. Its id comes from the rule and the hour, so the store keeps at most one
 * for each; the state store counts the others. It goes where the alerts of the rule go: whoever waits for them must
 * know that some may be missing.
 */
export function withFailureAlerts(
  result: BatchResult,
  now: number,
  outputsOf: (ruleName: string) => readonly string[],
): BatchResult {
  if (result.ruleFailures.length === 0) return result;

  // A lookup table may have the name of a rule, and a suspension is told besides what led to it.
  const byRule = Map.groupBy(result.ruleFailures, ({ ruleName, part, isSuspended }) =>
    JSON.stringify([ruleName, part === 'lookup table', isSuspended === true]),
  );
  const hourStart = now - (now % hourMilliseconds);
  const alertOf = (failure: RuleFailure, count: number) => {
    const outputs = isOfRule(failure) ? outputsOf(failure.ruleName) : [];
    return { ...ruleFailureAlert(failure, hourStart, count, now), outputs };
  };
  const alerts = [...byRule.values()].flatMap(([first, ...rest]: RuleFailure[]) =>
    first === undefined ? [] : [alertOf(first, rest.length + 1)],
  );
  return { ...result, alerts: [...result.alerts, ...alerts] };
}

/** Where the alerts of rules go, whatever their records; those of a staged rule go nowhere yet. */
export function outputsOfRules(
  rules: readonly Pick<Rule, 'name' | 'outputs'>[],
  stagedRules: () => readonly string[],
): (ruleName: string) => readonly string[] {
  const byName = new Map(rules.map(({ name, outputs }) => [name, outputs]));
  return (ruleName) => (stagedRules().includes(ruleName) ? [] : (byName.get(ruleName) ?? []));
}
