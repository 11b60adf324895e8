import { at, rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { listAt, textAt } from '../../matchers/reading.ts';

export const awsLambdaLayerFromOtherAccount = rule({
  name: 'aws_lambda_layer_from_other_account',
  description: 'A Lambda function loads a layer that belongs to another account',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0003:T1546', 'TA0004:T1525'],
  references: [
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.lambda-layer-extension/',
  ],
  falsePositives: ['Layers of monitoring vendors'],
  runbook:
    'Find out whose account the layer comes from. Code of a layer runs with the rights of the function and sees all it ' +
    'handles, so take a layer of strangers out at once.',
  logs: trailLogs,
  where: {
    eventName: ['UpdateFunctionConfiguration20150331v2', 'CreateFunction20150331'],
    ...succeeded,
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} added layer ${strangeLayers(record).join(', ')} to ${textAt(record, 'requestParameters', 'functionName')}`,
  matches: (record) => strangeLayers(record).length > 0,
});

/** Layers with an account in their ARN that is not the function's own. */
function strangeLayers(record: unknown): readonly string[] {
  const own = textAt(record, 'recipientAccountId');
  return listAt(record, 'requestParameters', 'layers')
    .map((layer) => (typeof layer === 'string' ? layer : textAt(layer, 'arn')))
    .filter((arn) => own !== '' && at(arn.split(':'), 4) !== own && arn.startsWith('arn:'));
}
