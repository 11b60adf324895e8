import { rule } from 'streamalert';
import { addressOf, callerOf, trailLogs } from '../../matchers/aws.ts';

export const awsSecretsReadInBatches = rule({
  name: 'aws_secrets_read_in_batches',
  description: 'Many secrets were asked for in one call of Secrets Manager',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0006:T1555.006'],
  references: [
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.credential-access.secretsmanager-batch-retrieve-secrets/',
  ],
  falsePositives: ['Applications that load their settings at start'],
  runbook:
    'Compare with the role that usually makes this call. If the caller is a person or a role that never did it before, ' +
    'rotate the secrets it could read.',
  logs: trailLogs,
  where: { eventName: 'BatchGetSecretValue', eventSource: 'secretsmanager.amazonaws.com' },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['arn'], windowMinutes: 60 },

  title: (record) => `${callerOf(record)} asked for secrets in batches from ${addressOf(record)}`,
});
