import { at, rule } from 'streamalert';
import { textAt } from '../../matchers/reading.ts';

/** The checks that are about security; the others are about limits and money. */
const checks = [
  'Amazon Route 53 MX Resource Record Sets and Sender Policy Framework',
  'AWS CloudTrail Logging',
  'Exposed Access Keys',
  'IAM Password Policy',
  'MFA on Root Account',
  'Security Groups - Specific Ports Unrestricted',
];

export const trustedAdvisor = rule({
  name: 'trusted_advisor',
  description: 'Trusted Advisor warns of something that an attacker would use',
  author: 'StreamAlert',
  severity: (record) =>
    at(record, 'detail', 'check-name') === 'Exposed Access Keys' ? 'critical' : 'medium',
  attack: ['TA0001:T1078.004'],
  references: ['https://docs.aws.amazon.com/awssupport/latest/user/security-checks.html'],
  falsePositives: ['Ports that are open on purpose'],
  runbook:
    'Exposed access keys are on the Internet: deactivate them first and ask later. For the other ' +
    'checks open the item in Trusted Advisor, find its owner and have it put right.',
  logs: ['cloudwatch:events'],
  where: { 'detail-type': { startsWith: 'Trusted Advisor' }, 'detail.check-name': checks },
  outputs: ['file:alerts'],

  title: (record) =>
    `Trusted Advisor in ${textAt(record, 'account')}: ${textAt(record, 'detail', 'check-name')} is ${textAt(record, 'detail', 'status')}`,
  matches: (record) => at(record, 'detail', 'status') !== 'OK',
});
