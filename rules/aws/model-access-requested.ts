import { rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

export const awsModelAccessRequested = rule({
  name: 'aws_model_access_requested',
  description: 'Somebody asked for access to a model of Bedrock, or ended the log of its use',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0040:T1496.004', 'TA0005:T1562.008'],
  references: [
    'https://attack.mitre.org/techniques/T1496/004/',
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.impact.bedrock-invoke-model/',
  ],
  falsePositives: ['Teams that begin to use Bedrock'],
  runbook:
    'Stolen keys are sold for their models: the bill is the harm. Ask the caller, look for ' +
    'InvokeModel since, and deny Bedrock in regions and accounts that do not use it.',
  logs: trailLogs,
  where: {
    eventName: [
      'CreateFoundationModelAgreement',
      'DeleteModelInvocationLoggingConfiguration',
      'PutFoundationModelEntitlement',
      'PutUseCaseForModelAccess',
    ],
    ...succeeded,
  },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['arn'], windowMinutes: 60 },

  title: (record) =>
    `${callerOf(record)} called ${textAt(record, 'eventName')} ${textAt(record, 'requestParameters', 'modelId')} in ${textAt(record, 'awsRegion')}`,
});
