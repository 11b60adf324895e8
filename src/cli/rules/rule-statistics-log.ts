import type { BatchResult, RuleStat } from '../../domain/batch.ts';

/** What `log_rule_statistics` asks for: from time to time one line for each rule. */
export interface RuleStatisticsLog {
  add(result: Pick<BatchResult, 'ruleStats'>, now: number): void;
  /** The lines of what was not told yet. */
  rest(): readonly string[];
}

/** The counters begin anew, as they do with each invocation of a function. */
const everyMilliseconds = 3_600_000;

export function ruleStatisticsLog(print: (line: string) => void): RuleStatisticsLog {
  let sums = new Map<string, RuleStat>();
  let since: number | undefined;
  const rest = () => {
    const lines = statisticsLines([...sums.values()]);
    sums = new Map();
    return lines;
  };
  return {
    add({ ruleStats = [] }, now) {
      since ??= now;
      for (const { ruleName, calls, matches, microseconds } of ruleStats) {
        const sum = sums.get(ruleName) ?? { ruleName, calls: 0, matches: 0, microseconds: 0 };
        sum.calls += calls;
        sum.matches += matches;
        sum.microseconds += microseconds;
        sums.set(ruleName, sum);
      }
      if (now - since < everyMilliseconds) return;
      since = now;
      for (const line of rest()) print(line);
    },
    rest,
  };
}

const paddingAfterName = 4;

/** Total milliseconds, calls and average, the most expensive last. */
export function statisticsLines(stats: readonly RuleStat[]): readonly string[] {
  if (stats.length === 0) return [];
  const width = Math.max(...stats.map(({ ruleName }) => ruleName.length)) + paddingAfterName;
  const lines = stats
    .toSorted((a, b) => a.microseconds - b.microseconds)
    .map(({ ruleName, calls, microseconds }) => {
      const total = microseconds / 1000;
      const average = calls === 0 ? 0 : total / calls;
      return `${ruleName.padEnd(width)}${total.toFixed(8).padStart(14)} ms ${String(calls).padStart(8)} calls ${average.toFixed(8).padStart(14)} avg`;
    });
  return ['Rule statistics:', ...lines];
}
