import { at, rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { firstOf, listAt, textAt } from '../../matchers/reading.ts';

export const cloudtrailSnapshotOrAmiMadePublic = rule({
  name: 'cloudtrail_snapshot_or_ami_made_public',
  description: 'A disk snapshot, database snapshot or machine image can be copied by anybody',
  author: 'StreamAlert',
  severity: 'critical',
  attack: ['TA0010:T1537'],
  references: [
    'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html',
  ],
  falsePositives: ['Machine images that are published as a product'],
  runbook:
    'Remove the permission for "all" at once: from then on nobody can make new copies, but copies already made stay. ' +
    'List what secrets and data the disk holds and treat them as known to strangers.',
  logs: trailLogs,
  where: {
    eventName: [
      'ModifyImageAttribute',
      'ModifySnapshotAttribute',
      'ModifyDBSnapshotAttribute',
      'ModifyDBClusterSnapshotAttribute',
    ],
    ...succeeded,
  },
  outputs: ['file:alerts'],

  title: (record) => `${callerOf(record)} made ${objectOf(record)} public`,
  matches: (record) => {
    const parameters = at(record, 'requestParameters');
    return (
      isForAll(listAt(parameters, 'launchPermission', 'add', 'items')) ||
      isForAll(listAt(parameters, 'createVolumePermission', 'add', 'items')) ||
      listAt(parameters, 'valuesToAdd').includes('all')
    );
  },
});

const isForAll = (grants: readonly unknown[]): boolean =>
  grants.some((grant) => at(grant, 'group') === 'all');

const objectOf = (record: unknown): string =>
  firstOf(
    ...['imageId', 'snapshotId', 'dBSnapshotIdentifier', 'dBClusterSnapshotIdentifier'].map((key) =>
      textAt(record, 'requestParameters', key),
    ),
  );
