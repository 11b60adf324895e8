import type { BatchResult } from '../../domain/batch.ts';
import type { RuleFailure } from '../../domain/rule.ts';
import { ruleFailureAlert } from '../../stages/rules-engine/rule-failure-alert.ts';

const hourMilliseconds = 3_600_000;

/**
 * Adds an alert for each rule that failed. Its id comes from the rule and the hour, so the store keeps at most one
 * for each; the state store counts the others.
 */
export function withFailureAlerts(result: BatchResult, now: number): BatchResult {
  if (result.ruleFailures.length === 0) return result;

  const byRule = Map.groupBy(result.ruleFailures, ({ ruleName }) => ruleName);
  const hourStart = now - (now % hourMilliseconds);
  const alerts = [...byRule.values()].flatMap(([first, ...rest]: RuleFailure[]) =>
    first === undefined ? [] : [ruleFailureAlert(first, hourStart, rest.length + 1, now)],
  );
  return { ...result, alerts: [...result.alerts, ...alerts] };
}
