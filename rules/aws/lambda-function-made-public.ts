import { rule } from 'streamalert';
import { callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

export const awsLambdaFunctionMadePublic = rule({
  name: 'aws_lambda_function_made_public',
  description: 'Anybody in the world may call a Lambda function',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0003:T1546', 'TA0010:T1567'],
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html'],
  falsePositives: ['Function URLs of a public web application'],
  runbook:
    'Read the code of the function as it is now: a public function with the rights of its role is a back door. Remove ' +
    'the permission unless the function serves a public site.',
  logs: trailLogs,
  where: {
    eventName: ['AddPermission20150331', 'AddPermission20150331v2'],
    'requestParameters.principal': '*',
    'requestParameters.principalOrgID': null,
    'requestParameters.sourceAccount': null,
    'requestParameters.sourceArn': null,
    ...succeeded,
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(record)} lets anybody call ${textAt(record, 'requestParameters', 'functionName')}`,
});
