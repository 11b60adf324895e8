import type { Alert } from '../../domain/alert.ts';
import type { RuleFailure } from '../../domain/rule.ts';
import { idOf } from './build-alert.ts';

/** The rule name under which failures of rules alert. */
export const ruleFailureRuleName = 'streamalert_rule_failure';

/**
 * The alert that a failing rule raises: one for each rule and hour, whatever number of records it failed on, as
 * its id derives from these two. `hourStart` and `now` are milliseconds since 1970 UTC.
 */
export function ruleFailureAlert(
  failure: RuleFailure,
  hourStart: number,
  count: number,
  now: number,
): Alert {
  const { ruleName, part, reason, logType, position, delivery } = failure;
  const isParser = part === 'parser';
  const hour = new Date(hourStart).toISOString();
  return {
    id: idOf([ruleFailureRuleName, ruleName, hour]),
    ruleName: ruleFailureRuleName,
    description: isParser
      ? 'A parser threw, so records that it should have read are in the quarantine'
      : 'A rule threw, so it may have missed what it looks for',
    severity: 'high',
    title: isParser
      ? `Parser ${ruleName} fails: ${reason}`
      : `Rule ${ruleName} fails in "${part}": ${reason}`,
    attack: [],
    references: [],
    runbook: isParser
      ? 'Mend the parser, and classify again what is in the quarantine: streamalert reprocess'
      : 'Mend the rule, add the record that it failed on to its test events, and run the records again.',
    tags: [],
    logType,
    parser: 'json',
    origin: { service: 'streamalert', resource: 'rules-engine', cluster: null, delivery },
    position,
    record: { rule: ruleName, part, reason, count, hour, logType, delivery, position },
    context: {},
    outputs: [],
    publishers: {},
    mergeBy: null,
    dedup: null,
    staged: false,
    createdAt: now,
    eventTime: now,
  };
}
