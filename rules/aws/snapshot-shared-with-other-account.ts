import { at, rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { listAt, textAt } from '../../matchers/reading.ts';

export const awsSnapshotSharedWithOtherAccount = rule({
  name: 'aws_snapshot_shared_with_other_account',
  description: 'Another AWS account may now copy a disk snapshot or machine image',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0010:T1537'],
  references: [
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.exfiltration.ec2-share-ebs-snapshot/',
  ],
  falsePositives: ['Images and backups that are shared inside the organisation'],
  runbook:
    'Check whether the account in the title is yours. If it is not, remove the permission, and find out from the ' +
    'CopySnapshot and CreateVolume events of the following hour whether it was used.',
  logs: trailLogs,
  where: { eventName: ['ModifySnapshotAttribute', 'ModifyImageAttribute'], ...succeeded },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} shared ${textAt(record, 'requestParameters', 'snapshotId') || textAt(record, 'requestParameters', 'imageId')} with account ${sharedWith(record).join(', ')}`,
  matches: (record) => sharedWith(record).length > 0,
});

const sharedWith = (record: unknown): readonly string[] =>
  ['createVolumePermission', 'launchPermission']
    .flatMap((kind) => listAt(record, 'requestParameters', kind, 'add', 'items'))
    .map((grant) => textAt(grant, 'userId'))
    .filter((account) => account !== '' && account !== at(record, 'recipientAccountId'));
