import { at, rule } from 'streamalert';
import { accountOf, addressOf, callOf, trailLogs } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

export const cloudtrailRootAccountUsage = rule({
  name: 'cloudtrail_root_account_usage',
  description: 'Somebody used the root user of an AWS account',
  author: 'StreamAlert',
  severity: (record) => (isSignIn(record) ? 'critical' : 'high'),
  attack: ['TA0001:T1078.004'],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html'],
  falsePositives: ['The few tasks that AWS allows only to root, such as closing an account'],
  runbook:
    'Ask the owners of the account whether one of them signed in and why. If nobody did, reset the root password ' +
    'and its MFA device, delete access keys of root, and review everything that was done from the same address.',
  logs: [...trailLogs, 'cloudwatch:events'],
  // A log type has one of the two; null lets the other be absent.
  where: { 'userIdentity.type': ['Root', null], 'detail.userIdentity.type': ['Root', null] },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['sourceIPAddress', 'recipientAccountId'], windowMinutes: 60 },

  title: (record) => {
    const call = callOf(record);
    const what = isSignIn(record) ? 'signed in to' : `called ${textAt(call, 'eventName')} in`;
    return `Root ${what} ${accountOf(call)} from ${addressOf(call)}`;
  },
  matches: (record) => {
    const call = callOf(record);
    return (
      at(call, 'userIdentity', 'type') === 'Root' &&
      // What a service does on root's behalf is not somebody who knows the password.
      textAt(call, 'userIdentity', 'invokedBy') === '' &&
      at(call, 'eventType') !== 'AwsServiceEvent'
    );
  },
});

const isSignIn = (record: unknown): boolean => at(callOf(record), 'eventName') === 'ConsoleLogin';
