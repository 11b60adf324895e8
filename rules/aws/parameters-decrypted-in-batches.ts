import { at, rule } from 'streamalert';
import { addressOf, callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { listAt } from '../../matchers/reading.ts';

/** So many at once are more than one program needs; the API takes ten. */
const manyParameters = 8;

export const awsParametersDecryptedInBatches = rule({
  name: 'aws_parameters_decrypted_in_batches',
  description: 'Somebody read many secrets of the Parameter Store at once',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0006:T1555.006'],
  references: [
    'https://attack.mitre.org/techniques/T1555/006/',
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.credential-access.ssm-retrieve-securestring-parameters/',
  ],
  falsePositives: ['Applications that read all their settings when they start'],
  runbook:
    'See whether the caller reads these parameters every day. If a person did, ask; otherwise ' +
    'rotate what the parameters hold, beginning with databases.',
  logs: trailLogs,
  where: {
    eventName: ['GetParameters', 'GetParametersByPath'],
    'requestParameters.withDecryption': true,
    ...succeeded,
  },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['arn'], windowMinutes: 60 },

  title: (record) =>
    `${callerOf(record)} decrypted ${listAt(record, 'requestParameters', 'names').length || 'all'} parameters from ${addressOf(record)}`,
  matches: (record) =>
    listAt(record, 'requestParameters', 'names').length >= manyParameters ||
    at(record, 'requestParameters', 'path') === '/',
});
