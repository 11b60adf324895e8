import { rule } from 'streamalert';
import { addressOf, callerOf, trailLogs } from '../../matchers/aws.ts';

export const awsEc2WindowsPasswordRead = rule({
  name: 'aws_ec2_windows_password_read',
  description: 'Somebody asked for the administrator password of a Windows instance',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0006:T1552.005'],
  references: [
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.credential-access.ec2-get-password-data/',
  ],
  falsePositives: ['Administrators who set up a new Windows host'],
  runbook:
    'One request for a host just made is ordinary. Many at once, or refused ones, are somebody trying what a stolen ' +
    'session can do: look at the other calls of the session.',
  logs: trailLogs,
  where: { eventName: 'GetPasswordData' },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['arn'], windowMinutes: 60 },

  title: (record) => `${callerOf(record)} asked for a Windows password from ${addressOf(record)}`,
});
