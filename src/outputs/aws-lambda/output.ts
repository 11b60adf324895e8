import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { noResource } from '../aws-sending.ts';
import { invokeWithin, lambdaFields } from '../lambda-payload.ts';
import { type DeliveryOutcome, defineOutput } from '../output.ts';

/** Publishers may set `@aws-lambda.alert_data`. For a function of another account there is `aws-lambda-v2`. */
export const awsLambda = defineOutput({
  service: 'aws-lambda',
  summary: 'Invoke an AWS Lambda function with the record of each alert',
  protocol: 'Lambda API 2015-03-31, asynchronous; allow lambda:InvokeFunction on the function',
  documentation: 'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html',
  repetition: '`streamalert_delivery` in the record',
  limits: 'records of more than 1 MB, 256 KB where that is refused',
  fields: lambdaFields,
  shape: 'map',
  resourceDescription: 'name of the function, `name:qualifier`, or its ARN',
  credentials: z.object({}),
  uses: ['aws'],
  defaultPublication,

  async deliver({ resource, descriptor, ports, ...payload }): Promise<DeliveryOutcome> {
    if (resource === null) return noResource('aws-lambda', descriptor, 'function');
    const target = targetOf(resource);
    return invokeWithin(payload, ['aws-lambda'], (text) =>
      ports.aws.invokeFunction({ ...target, payload: text }),
    );
  },
});

interface Target {
  readonly functionName: string;
  readonly qualifier?: string;
}

/** An ARN, whole or from the account on, says itself which version is meant. */
export function targetOf(resource: string): Target {
  const [name = '', qualifier, ...rest] = resource.split(':');
  return qualifier === undefined || rest.length > 0
    ? { functionName: resource }
    : { functionName: name, qualifier };
}
