import { at, getKeys, rule } from 'streamalert';
import { callerOf, callOf, trailLogs } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';
import { grantsTo } from '../../matchers/aws-policy.ts';

const everybody = 'http://acs.amazonaws.com/groups/global/AllUsers';
const everyAccount = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';

export const cloudtrailPutBucketAcl = rule({
  name: 'cloudtrail_put_bucket_acl',
  description: 'The ACL of an S3 bucket gives everybody, or everybody with an AWS account, access',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0009:T1530', 'TA0010:T1567.002'],
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html'],
  falsePositives: ['Buckets that serve a public website'],
  runbook:
    'Find out who made the change and ask whether the world is meant to see the bucket. If not, ' +
    'set the ACL back to private, turn on Block Public Access and look through the access log for ' +
    'readers from outside.',
  logs: [...trailLogs, 'cloudwatch:events'],
  where: { eventName: ['PutBucketAcl', null], 'detail.eventName': ['PutBucketAcl', null] },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['bucketName'], windowMinutes: 30 },

  title: (record) => {
    const call = callOf(record);
    return `${callerOf(call)} opened bucket ${firstOf(textAt(call, 'requestParameters', 'bucketName'))} to ${isForAccounts(call) ? 'every AWS account' : 'everybody'}`;
  },
  matches: (record) => {
    const call = callOf(record);
    return (
      at(call, 'eventName') === 'PutBucketAcl' &&
      (isCanned(call) || grantsTo(at(call, 'requestParameters'), [everybody, everyAccount]))
    );
  },
});

/** Whether a ready-made ACL for everybody was asked for. */
const isCanned = (call: unknown): boolean =>
  getKeys(at(call, 'requestParameters') ?? null, 'x-amz-acl').some((acl) =>
    String(acl).startsWith('public-'),
  );

const isForAccounts = (call: unknown): boolean =>
  !isCanned(call) && !grantsTo(at(call, 'requestParameters'), [everybody]);
