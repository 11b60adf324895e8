import { rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

const note =
  /(^|\/)[^/]*((how|read)[_ -]?(to|me)[_ -]?(to[_ -]?)?(recover|decrypt|restore|unlock|get[_ -]?back)[_ -]?(your[_ -]?|my[_ -]?)?(files?|data|buckets?)|ransom[_ -]?note|(your[_ -]?)?files?[_ -]?(are[_ -]?)?(encrypted|stolen)|decrypt[_ -]?instructions?)[^/]*\.(txt|html?|hta|md|png|jpg)$/i;

export const awsS3RansomNote = rule({
  name: 'aws_s3_ransom_note',
  description: 'A file was put into a bucket that is named like the note of an extortioner',
  author: 'StreamAlert',
  severity: 'critical',
  attack: ['TA0040:T1486', 'TA0040:T1491.001'],
  references: [
    'https://attack.mitre.org/techniques/T1486/',
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.impact.s3-ransomware-individual-deletion/',
  ],
  falsePositives: ['Games and tests that name files like this'],
  runbook:
    'Deny the caller everything now, and look at what was deleted or encrypted anew in the bucket ' +
    'in the hour before. Objects in versioned buckets can be brought back.',
  logs: trailLogs,
  where: { eventName: 'PutObject', ...succeeded },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['arn'], windowMinutes: 60 },

  title: (record) =>
    `${callerOf(record)} put ${textAt(record, 'requestParameters', 'key')} into ${firstOf(textAt(record, 'requestParameters', 'bucketName'))}`,
  matches: (record) => note.test(textAt(record, 'requestParameters', 'key')),
});
