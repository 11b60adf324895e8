import { at, rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

export const awsS3ProtectionWeakened = rule({
  name: 'aws_s3_protection_weakened',
  description: 'Versions, encryption or access logs of a bucket were switched off',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0040:T1485', 'TA0005:T1562.008'],
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
  ],
  falsePositives: ['Buckets that are about to be deleted'],
  runbook:
    'Switch the protection on again unless the bucket is being taken down. Without versions a deleted object is gone: ' +
    'look for deletions by the same caller.',
  logs: trailLogs,
  where: {
    eventSource: 's3.amazonaws.com',
    eventName: ['PutBucketVersioning', 'DeleteBucketEncryption', 'PutBucketLogging'],
    ...succeeded,
  },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['bucketName'], windowMinutes: 30 },

  title: (record) =>
    `${callerOf(record)} weakened bucket ${textAt(record, 'requestParameters', 'bucketName')} (${textAt(record, 'eventName')})`,
  matches: (record) => {
    const parameters = at(record, 'requestParameters');
    switch (at(record, 'eventName')) {
      case 'PutBucketVersioning':
        return (
          ['Suspended', 'Disabled'].includes(
            textAt(parameters, 'VersioningConfiguration', 'Status'),
          ) || at(parameters, 'VersioningConfiguration', 'MfaDelete') === 'Disabled'
        );
      case 'PutBucketLogging':
        return at(parameters, 'BucketLoggingStatus', 'LoggingEnabled') === undefined;
      default:
        return true;
    }
  },
});
