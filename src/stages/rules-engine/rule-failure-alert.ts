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
  const { ruleName, part, reason, logType, position, delivery, isSuspended = false } = failure;
  const words = wordsFor(failure);
  const hour = new Date(hourStart).toISOString();
  return {
    id: idOf([ruleFailureRuleName, ...kindOf(failure), ruleName, hour]),
    ruleName: ruleFailureRuleName,
    description: words.description,
    severity: 'high',
    title: words.title,
    attack: [],
    references: [],
    runbook: words.runbook,
    tags: [],
    logType,
    parser: 'json',
    origin: { service: 'streamalert', resource: 'rules-engine', cluster: null, delivery },
    position,
    record: {
      rule: ruleName,
      part,
      reason,
      suspended: isSuspended,
      count,
      hour,
      logType,
      delivery,
      position,
    },
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

/** A suspension is told in the same hour as the failures that led to it; so is a table of the name of a rule. */
const kindOf = ({ part, isSuspended }: RuleFailure): readonly string[] => [
  ...(part === 'lookup table' ? [part] : []),
  ...(isSuspended ? ['suspended'] : []),
];

function wordsFor({ ruleName, part, reason, isSuspended }: RuleFailure) {
  if (isSuspended) {
    return {
      description: 'A rule had to be stopped again and again, so it is not asked any more',
      title: `Rule ${ruleName} is suspended and finds nothing: ${reason}`,
      runbook:
        'Mend the rule and start StreamAlert again: that lifts the suspension. "streamalert status" shows what is suspended.',
    };
  }
  switch (part) {
    case 'parser':
      return {
        description: 'A parser threw, so records that it should have read are in the quarantine',
        title: `Parser ${ruleName} fails: ${reason}`,
        runbook:
          'Mend the parser, and classify again what is in the quarantine: streamalert reprocess',
      };
    case 'lookup table':
      return {
        description:
          'A lookup table cannot be read as it should, so rules that ask it may be wrong',
        title: `Lookup table ${ruleName}: ${reason}`,
        runbook:
          'Mend what the table is read from, or its settings in conf/lookup_tables.json; it is read again by itself.',
      };
    case 'time budget':
      return {
        description:
          'A rule took too long and was stopped, so it may have missed what it looks for',
        title: `Rule ${ruleName} was stopped: ${reason}`,
        runbook:
          'Mend the rule: look for loops, patterns such as (a+)+ and answers that never come. The records were seen by all other rules; this one has not seen all of them.',
      };
    default:
      return {
        description: 'A rule threw, so it may have missed what it looks for',
        title: `Rule ${ruleName} fails in "${part}": ${reason}`,
        runbook:
          'Mend the rule, add the record that it failed on to its test events, and run the records again.',
      };
  }
}
