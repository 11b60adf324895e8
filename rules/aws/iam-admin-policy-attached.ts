import { rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const awsIamAdminPolicyAttached = rule({
  name: 'aws_iam_admin_policy_attached',
  description: 'A user, group or role was given AdministratorAccess',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0003:T1098.003', 'TA0004:T1078.004'],
  references: [
    'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html',
  ],
  falsePositives: ['Set-up of a new account'],
  runbook:
    'Detach the policy unless the change was announced. Then look at who gave it: an administrator whose session was ' +
    'stolen gives away rights first, so that losing the session does not matter.',
  logs: trailLogs,
  where: {
    eventName: ['AttachUserPolicy', 'AttachGroupPolicy', 'AttachRolePolicy'],
    'requestParameters.policyArn': { endsWith: ['/AdministratorAccess', '/IAMFullAccess'] },
    ...succeeded,
  },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['policyArn', 'userName'], windowMinutes: 30 },

  title: (record) => {
    const policy = textAt(record, 'requestParameters', 'policyArn').split('/').at(-1) ?? '';
    return `${receiverOf(record)} now has ${policy}, given by ${callerOf(record)}`;
  },
});

const receiverOf = (record: unknown): string =>
  firstOf(
    ...['userName', 'groupName', 'roleName'].map((key) => textAt(record, 'requestParameters', key)),
  );
