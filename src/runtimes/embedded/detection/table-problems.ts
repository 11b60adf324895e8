import type { BatchResult } from '../../../domain/batch.ts';
import type { RuleFailure } from '../../../domain/rule.ts';
import type { TableProblem } from '../../../ports/lookup-tables.ts';

/**
 * Tells what is wrong with lookup tables as failures of rules are told: counted, and with one alert for each table and
 * hour.
 */
export function withTableProblems(
  result: BatchResult,
  problems: readonly TableProblem[],
): BatchResult {
  if (problems.length === 0) return result;
  const { delivery } = result.origin;
  const told = problems.map(
    ({ table, reason }): RuleFailure => ({
      ruleName: table,
      part: 'lookup table',
      reason,
      logType: '',
      position: '',
      delivery,
    }),
  );
  return { ...result, ruleFailures: [...result.ruleFailures, ...told] };
}
