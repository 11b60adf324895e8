import type { BatchResult } from '../../../domain/batch.ts';
import type { RuleFailure } from '../../../domain/rule.ts';
import type { ParserFailure } from '../../../parsers/guarded-parser.ts';

/**
 * Tells the failures of a project's own parsers as those of rules are told: counted, and with one alert for each parser
 * and hour. The texts they failed on are in the quarantine, with the reason.
 */
export function withParserFailures(
  result: BatchResult,
  failures: readonly ParserFailure[],
): BatchResult {
  if (failures.length === 0) return result;
  const { delivery } = result.origin;
  const told = failures.map(
    ({ parser, logType, reason }): RuleFailure => ({
      ruleName: parser,
      part: 'parser',
      reason,
      logType,
      position: '',
      delivery,
    }),
  );
  return { ...result, ruleFailures: [...result.ruleFailures, ...told] };
}
