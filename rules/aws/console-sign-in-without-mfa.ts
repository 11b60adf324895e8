import { rule } from 'streamalert';
import { accountOf, addressOf, callerOf, trailLogs } from '../../matchers/aws.ts';

export const awsConsoleSignInWithoutMfa = rule({
  name: 'aws_console_sign_in_without_mfa',
  description: 'An IAM user signed in to the console with a password alone',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0001:T1078.004'],
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html',
  ],
  falsePositives: ['The first sign-in of a new user, before a device is enrolled'],
  runbook:
    'Ask the user whether the sign-in from this address was theirs, and have an MFA device enrolled. If it was not, ' +
    'delete the login profile and the access keys, and review the session.',
  logs: trailLogs,
  where: {
    eventName: 'ConsoleLogin',
    'userIdentity.type': 'IAMUser',
    'responseElements.ConsoleLogin': 'Success',
    'additionalEventData.MFAUsed': 'No',
  },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['arn', 'sourceIPAddress'], windowMinutes: 60 },

  title: (record) =>
    `${callerOf(record)} signed in to ${accountOf(record)} without MFA from ${addressOf(record)}`,
});
