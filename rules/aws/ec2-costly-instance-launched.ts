import { rule } from 'streamalert';
import { callerOf, trailLogs } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

/** Graphics and machine-learning families, and anything of 16xlarge and up: what miners pick. */
const costlyType = /^(p|g|gr|trn|inf|dl)\d|\.((1[6-9]|[2-9]\d|\d{3})xlarge|metal)/;

export const awsEc2CostlyInstanceLaunched = rule({
  name: 'aws_ec2_costly_instance_launched',
  description: 'An instance of a size that crypto miners like was started, or tried to',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0040:T1496'],
  references: [
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.execution.ec2-launch-unusual-instances/',
  ],
  falsePositives: ['Training of models, large builds'],
  runbook:
    'Ask the caller what the instance is for. Mining shows itself as many such launches, often in regions that nobody ' +
    'uses; then stop the instances and disable the credentials.',
  logs: trailLogs,
  // Refused and dry runs count: miners try what the account allows.
  where: { eventName: 'RunInstances', eventSource: 'ec2.amazonaws.com' },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['arn', 'awsRegion'], windowMinutes: 60 },

  title: (record) =>
    `${callerOf(record)} asked for ${instanceTypeOf(record)} in ${textAt(record, 'awsRegion')}`,
  matches: (record) => costlyType.test(instanceTypeOf(record)),
});

/** Autoscaling writes the type as a map. */
const instanceTypeOf = (record: unknown): string =>
  textAt(record, 'requestParameters', 'instanceType') ||
  textAt(record, 'requestParameters', 'instanceType', 'value');
