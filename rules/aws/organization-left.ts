import { rule } from 'streamalert';
import { accountOf, callerOf, trailLogs } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

export const awsOrganizationLeft = rule({
  name: 'aws_organization_left',
  description:
    'An account left, or tried to leave, its organisation and the guardrails that come with it',
  author: 'StreamAlert',
  severity: (record) => (textAt(record, 'errorCode') === '' ? 'critical' : 'medium'),
  attack: ['TA0005:T1666'],
  references: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_leave-as-member.html',
  ],
  falsePositives: ['Sale or closure of a part of the company'],
  runbook:
    'Nobody leaves an organisation by mistake. Reach the owners of the account by phone, and have the management ' +
    'account invite it back before service control policies are missed.',
  logs: trailLogs,
  where: { eventName: ['LeaveOrganization', 'RemoveAccountFromOrganization'] },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} called ${textAt(record, 'eventName')} in ${accountOf(record)}`,
});
