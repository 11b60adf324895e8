import { at, rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { firstOf, listAt, textAt } from '../../matchers/reading.ts';

/** Whoever keeps something at all keeps it for longer. */
const fewDays = 7;

export const awsS3ObjectsExpireAtOnce = rule({
  name: 'aws_s3_objects_expire_at_once',
  description:
    'A bucket deletes its objects after a few days from now on, which is a quiet way to destroy ' +
    'logs and backups',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0005:T1562.008', 'TA0040:T1485', 'TA0040:T1485.001'],
  references: [
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.defense-evasion.cloudtrail-lifecycle-rule/',
    'https://attack.mitre.org/techniques/T1485/001/',
  ],
  falsePositives: ['Buckets for temporary files'],
  runbook:
    'If the bucket holds logs or backups, delete the rule today: nothing is deleted before ' +
    'midnight UTC. Then find out who may change buckets that hold logs.',
  logs: trailLogs,
  where: { eventName: ['PutBucketLifecycle', 'PutBucketLifecycleConfiguration'], ...succeeded },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} lets objects of ${firstOf(textAt(record, 'requestParameters', 'bucketName'))} expire after ${shortestOf(record)} days`,
  matches: (record) => shortestOf(record) <= fewDays,
});

/** After how many days everything in the bucket expires; without end when it does not. */
function shortestOf(record: unknown): number {
  const given = at(record, 'requestParameters', 'LifecycleConfiguration', 'Rule');
  const rules = Array.isArray(given) ? listAt(given) : [given];
  const days = rules
    .filter((each) => at(each, 'Status') === 'Enabled' && isForEverything(each))
    .map((each) => Number(at(each, 'Expiration', 'Days') ?? Number.POSITIVE_INFINITY));
  return Math.min(Number.POSITIVE_INFINITY, ...days);
}

const isForEverything = (each: unknown): boolean =>
  ['', '*', '/'].includes(textAt(each, 'Filter', 'Prefix') || textAt(each, 'Prefix'));
