import { at, rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

const keys = [
  'dBInstanceIdentifier',
  'dBClusterIdentifier',
  'dbiResourceId',
  'dbClusterResourceId',
];

export const awsDatabaseSafeguardRemoved = rule({
  name: 'aws_database_safeguard_removed',
  description: 'A database lost what protects it from deletion, or was deleted with its backups',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0040:T1485', 'TA0040:T1490'],
  references: [
    'https://attack.mitre.org/techniques/T1485/',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html',
  ],
  falsePositives: ['Databases of tests that are taken down'],
  runbook:
    'Find out whether the database is one that matters, and restore the safeguard or a snapshot. ' +
    'Snapshots can be deleted next: copy one to another account before you ask further.',
  logs: trailLogs,
  where: {
    eventName: [
      'DeleteDBClusterAutomatedBackup',
      'DeleteDBInstance',
      'DeleteDBInstanceAutomatedBackup',
      'ModifyDBCluster',
      'ModifyDBInstance',
    ],
    ...succeeded,
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} called ${textAt(record, 'eventName')} on ${firstOf(...keys.map((key) => textAt(record, 'requestParameters', key)))}`,
  matches: (record) => {
    const parameters = at(record, 'requestParameters');
    const eventName = textAt(record, 'eventName');
    if (eventName.endsWith('AutomatedBackup')) return true;
    return eventName === 'DeleteDBInstance'
      ? at(parameters, 'skipFinalSnapshot') === true && !isReplica(parameters)
      : at(parameters, 'deletionProtection') === false;
  },
});

/** Replicas and members of clusters have no last snapshot of their own. */
const isReplica = (parameters: unknown): boolean =>
  /-(replica|reader|instance)-?\d*$/.test(textAt(parameters, 'dBInstanceIdentifier'));
