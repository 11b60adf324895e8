import { rule } from 'streamalert';
import {
  addressOf,
  callerOf,
  isForSomebodyElse,
  succeeded,
  trailLogs,
} from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

export const awsIamAccessKeyForAnotherUser = rule({
  name: 'aws_iam_access_key_for_another_user',
  description: 'Somebody made an access key for a user other than themselves',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0003:T1098.001'],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html'],
  falsePositives: ['Rotation of keys of technical users by a pipeline'],
  runbook:
    'Ask the owner of the user whether the key was ordered. If not, delete it, and search for calls with its id: ' +
    'whoever made the key can use it from anywhere.',
  logs: trailLogs,
  where: { eventName: 'CreateAccessKey', ...succeeded },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} made an access key for ${textAt(record, 'requestParameters', 'userName')} from ${addressOf(record)}`,
  matches: isForSomebodyElse,
});
