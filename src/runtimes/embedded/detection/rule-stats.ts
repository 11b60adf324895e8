import type { BatchResult, RuleStat } from '../../../domain/batch.ts';

/** Adds what rules were asked to what they matched. */
export function withRuleStats(result: BatchResult, asked: readonly RuleStat[]): BatchResult {
  const ruleStats = sumOfStats([...asked, ...(result.ruleStats ?? [])]);
  return ruleStats.length === 0 ? result : { ...result, ruleStats };
}

/** One entry for each rule. */
export function sumOfStats(all: readonly RuleStat[]): readonly RuleStat[] {
  const byRule = new Map<string, RuleStat>();
  for (const { ruleName, calls, matches, microseconds } of all) {
    const sum = byRule.get(ruleName) ?? { ruleName, calls: 0, matches: 0, microseconds: 0 };
    sum.calls += calls;
    sum.matches += matches;
    sum.microseconds += microseconds;
    byRule.set(ruleName, sum);
  }
  return [...byRule.values()];
}
