import { at, rule, type Severity } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const guardDutyAll = rule({
  name: 'guard_duty_all',
  description: 'GuardDuty reports a finding',
  author: 'StreamAlert',
  severity: (record) => severityOf(Number(at(findingOf(record), 'severity') ?? 0)),
  attack: ['TA0002'],
  references: [
    'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-active.html',
  ],
  falsePositives: ['Penetration tests, and sample findings'],
  runbook:
    'Open the type of the finding on the page in the references: it says what was seen and what ' +
    'to do. Find the account and its owner, and the resource in the finding. Sample findings ' +
    'carry additionalInfo.sample and need nothing.',
  logs: ['guardduty:finding', 'cloudwatch:events'],
  where: { 'detail-type': ['GuardDuty Finding', null] },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['type', 'accountId'], windowMinutes: 120 },

  title: (record) => {
    const finding = findingOf(record);
    return `GuardDuty in ${firstOf(textAt(finding, 'accountId'), textAt(record, 'account'))}: ${firstOf(textAt(finding, 'title'), textAt(finding, 'type'))}`;
  },
  matches: (record) => at(findingOf(record), 'service', 'archived') !== true,
});

const findingOf = (record: unknown): unknown => at(record, 'detail') ?? record;

/** The words that the GuardDuty console has for its numbers. */
function severityOf(value: number): Severity {
  if (value >= 9) return 'critical';
  if (value >= 7) return 'high';
  return value >= 4 ? 'medium' : 'low';
}
