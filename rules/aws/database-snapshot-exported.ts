import { rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const awsDatabaseSnapshotExported = rule({
  name: 'aws_database_snapshot_exported',
  description: 'The snapshot of a database is being exported to a bucket',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0009:T1530', 'TA0010:T1537'],
  references: [
    'https://attack.mitre.org/techniques/T1537/',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ExportSnapshot.html',
  ],
  falsePositives: ['Regular exports for analysis: name their role in a filter'],
  runbook:
    'See whose bucket and whose key it is: those of another account mean that the data has left. ' +
    'Cancel the export while it runs.',
  logs: trailLogs,
  where: { eventName: 'StartExportTask', eventSource: 'rds.amazonaws.com', ...succeeded },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} exports ${firstOf(textAt(record, 'requestParameters', 'sourceArn'))} to ${firstOf(textAt(record, 'requestParameters', 's3BucketName'))}`,
});
