import { rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const awsRdsInstanceMadePublic = rule({
  name: 'aws_rds_instance_made_public',
  description: 'A database got an address that the Internet can reach',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0010:T1020', 'TA0001:T1190'],
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  ],
  falsePositives: ['Test databases without real data'],
  runbook:
    'Set PubliclyAccessible back to false and look at the security groups of the instance: together they decide who ' +
    'can connect. Check the log of the database for sign-ins from outside.',
  logs: trailLogs,
  where: {
    eventName: [
      'CreateDBCluster',
      'CreateDBInstance',
      'ModifyDBCluster',
      'ModifyDBInstance',
      'RestoreDBInstanceFromDBSnapshot',
    ],
    'requestParameters.publiclyAccessible': true,
    ...succeeded,
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} made database ${databaseOf(record)} reachable from the Internet`,
});

const databaseOf = (record: unknown): string =>
  firstOf(
    textAt(record, 'requestParameters', 'dBInstanceIdentifier'),
    textAt(record, 'requestParameters', 'dBClusterIdentifier'),
  );
