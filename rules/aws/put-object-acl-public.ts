import { at, rule } from 'streamalert';
import { callerOf, callOf, trailLogs } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

/** Buckets whose objects are public on purpose; add your own. */
const publicBuckets = new Set(['example-bucket-to-ignore']);

/** Grants to everybody, and to everybody who has any AWS account. */
const worldGroups = [
  'http://acs.amazonaws.com/groups/global/AllUsers',
  'http://acs.amazonaws.com/groups/global/AuthenticatedUsers',
];

export const cloudtrailPutObjectAclPublic = rule({
  name: 'cloudtrail_put_object_acl_public',
  description: 'An object in S3 was made readable or writable for everybody through its ACL',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0009:T1530', 'TA0010:T1567.002'],
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html'],
  falsePositives: ['Objects of a bucket that serves a public website'],
  runbook:
    'Look at the object: if it is not meant for the public, set its ACL back to private and turn on Block Public Access ' +
    'for the bucket. A bucket that is public on purpose goes into the list at the top of this rule.',
  logs: [...trailLogs, 'cloudwatch:events'],
  // A log type has one of the two; null lets the other be absent.
  where: { eventName: ['PutObjectAcl', null], 'detail.eventName': ['PutObjectAcl', null] },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['bucketName'], windowMinutes: 30 },

  title: (record) => {
    const call = callOf(record);
    const parameters = at(call, 'requestParameters');
    return `${callerOf(call)} made s3://${firstOf(textAt(parameters, 'bucketName'))}/${textAt(parameters, 'key')} public`;
  },
  matches: (record) => {
    const call = callOf(record);
    if (at(call, 'eventName') !== 'PutObjectAcl' || textAt(call, 'errorCode') !== '') return false;
    const parameters = at(call, 'requestParameters');
    if (publicBuckets.has(textAt(parameters, 'bucketName'))) return false;
    // The grant stands in another place for each way to ask: console, API header, canned ACL.
    const request = JSON.stringify(parameters ?? null);
    return (
      worldGroups.some((group) => request.includes(group)) ||
      textAt(parameters, 'x-amz-acl').startsWith('public-')
    );
  },
});
