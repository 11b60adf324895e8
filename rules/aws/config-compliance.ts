import { at, rule } from 'streamalert';
import { accountOf, trailLogs } from '../../matchers/aws.ts';
import { firstOf, listAt, textAt } from '../../matchers/reading.ts';

/** Config rules to hear about; all of them when the list is empty. */
const rulesToHearAbout: readonly string[] = [];

export const configCompliance = rule({
  name: 'config_compliance',
  description: 'AWS Config found a resource that does not keep one of its rules',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0005:T1562.001'],
  references: ['https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config.html'],
  falsePositives: [
    'Rules that many resources break from the beginning; name the ones that matter in the list of this rule',
  ],
  runbook:
    'Open the Config rule in the title and the resource it names. Find the change that broke the ' +
    'rule in CloudTrail, and undo it or have the exception written down.',
  logs: trailLogs,
  where: { eventName: 'PutEvaluations', eventSource: 'config.amazonaws.com' },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['configRuleName'], windowMinutes: 60 },

  title: (record) =>
    `${firstOf(textAt(record, 'additionalEventData', 'configRuleName'))}: ${brokenBy(record).join(', ')} in ${accountOf(record)} does not comply`,
  matches: (record) =>
    // A trial run of a Config rule says nothing about the resource.
    at(record, 'requestParameters', 'testMode') !== true &&
    brokenBy(record).length > 0 &&
    (rulesToHearAbout.length === 0 ||
      rulesToHearAbout.includes(textAt(record, 'additionalEventData', 'configRuleName'))),
});

/** The resources that broke the rule. */
const brokenBy = (record: unknown): readonly string[] =>
  listAt(record, 'requestParameters', 'evaluations')
    .filter((evaluation) => at(evaluation, 'complianceType') === 'NON_COMPLIANT')
    .map((evaluation) => firstOf(textAt(evaluation, 'complianceResourceId')));
