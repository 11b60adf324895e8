import { rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

export const awsRolesanywhereTrustAnchorCreated = rule({
  name: 'aws_rolesanywhere_trust_anchor_created',
  description: 'Certificates of a new authority can be turned into AWS sessions from anywhere',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0003:T1098.001'],
  references: [
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.rolesanywhere-create-trust-anchor/',
  ],
  falsePositives: ['Set-up of IAM Roles Anywhere for a data centre'],
  runbook:
    'Ask whose certificate authority this is. If it is not yours, disable the trust anchor and look for CreateSession ' +
    'events that used it.',
  logs: trailLogs,
  where: {
    eventName: 'CreateTrustAnchor',
    eventSource: 'rolesanywhere.amazonaws.com',
    ...succeeded,
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} created trust anchor ${textAt(record, 'requestParameters', 'name')}`,
});
