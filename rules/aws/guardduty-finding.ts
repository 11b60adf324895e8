import { at, rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const awsGuarddutyFinding = rule({
  name: 'aws_guardduty_finding',
  description: 'GuardDuty reports a finding of medium severity or higher',
  author: 'StreamAlert',
  severity: (record) => {
    const severity = severityOf(record);
    if (severity >= 9) return 'critical';
    return severity >= 7 ? 'high' : 'medium';
  },
  attack: ['TA0002'],
  references: [
    'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-active.html',
  ],
  falsePositives: ['Penetration tests, and sample findings'],
  runbook:
    'Open the type of the finding on the page in the references: it says what was seen and what to do. Sample ' +
    'findings carry additionalInfo.sample and need nothing.',
  logs: ['guardduty:finding', 'cloudwatch:events'],
  // Findings that come by themselves have no such field.
  where: { 'detail-type': ['GuardDuty Finding', null] },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['type', 'accountId'], windowMinutes: 120 },

  title: (record) => {
    const finding = findingOf(record);
    return `GuardDuty in ${firstOf(textAt(finding, 'accountId'), textAt(record, 'account'))}: ${firstOf(textAt(finding, 'title'), textAt(finding, 'type'))}`;
  },
  matches: (record) =>
    at(findingOf(record), 'service', 'archived') !== true && severityOf(record) >= 4,
});

const findingOf = (record: unknown): unknown => at(record, 'detail') ?? record;

const severityOf = (record: unknown): number => Number(at(findingOf(record), 'severity') ?? 0);
