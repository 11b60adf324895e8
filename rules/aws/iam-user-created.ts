import { rule } from 'streamalert';
import { accountOf, addressOf, callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

export const awsIamUserCreated = rule({
  name: 'aws_iam_user_created',
  description: 'An IAM user was created: a door that stays open when sessions end',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0003:T1136.003'],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html'],
  falsePositives: ['Technical users made by infrastructure as code'],
  runbook:
    'People should come through the identity provider and machines through roles, so ask why a user is needed. If ' +
    'nobody can say, disable it and look at what its creator did in the same session.',
  logs: trailLogs,
  where: { eventName: 'CreateUser', eventSource: 'iam.amazonaws.com', ...succeeded },
  outputs: ['file:alerts'],

  title: (record) =>
    `IAM user ${textAt(record, 'requestParameters', 'userName')} created in ${accountOf(record)} by ${callerOf(record)} from ${addressOf(record)}`,
});
