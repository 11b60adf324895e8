import { rule } from 'streamalert';
import { addressOf, trailLogs } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

/** Systems that run on desks; Mac instances are rare enough to be worth a look. */
const personal = /darwin|mac ?os|kali|parrot|pentoo|windows nt 10\.0; win64|iphone|android/i;

export const awsInstanceRoleOnPersonalComputer = rule({
  name: 'aws_instance_role_on_personal_computer',
  description:
    'The role of an EC2 instance is used from a computer that cannot be one, such as a Mac or ' +
    'Kali Linux: its credentials were stolen',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0006:T1552.005', 'TA0001:T1078.004'],
  references: [
    'https://attack.mitre.org/techniques/T1552/005/',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
  ],
  falsePositives: ['Developers who copy credentials of an instance to their computer'],
  runbook:
    'Look at the instance in the title: an application on it hands out its metadata. Revoke the ' +
    'sessions of the role (a policy that denies tokens issued before now), list what was read ' +
    'with them, and demand IMDSv2.',
  logs: trailLogs,
  where: { 'userIdentity.type': 'AssumedRole', 'userIdentity.principalId': { contains: ':i-' } },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['principalId'], windowMinutes: 120 },

  title: (record) =>
    `Role of instance ${instanceOf(record)} is used from ${addressOf(record)}: ${textAt(record, 'userAgent').slice(0, 60)}`,
  matches: (record) => instanceOf(record) !== '' && personal.test(textAt(record, 'userAgent')),
});

const instanceOf = (record: unknown): string =>
  /:(i-[\da-f]{8,17})$/.exec(textAt(record, 'userIdentity', 'principalId'))?.[1] ?? '';
