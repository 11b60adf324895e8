import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { invokeWithin, lambdaFields } from '../lambda-payload.ts';
import { type DeliveryOutcome, defineOutput } from '../output.ts';

/** What was left empty at the prompt is stored as an empty text. */
const textOrNone = z.string().regex(/^\S*$/, 'must be without blanks');

/** Publishers may set `@aws-lambda-v2.alert_data`, else `@aws-lambda.alert_data` is taken. */
export const awsLambdaV2 = defineOutput({
  service: 'aws-lambda-v2',
  summary:
    'Invoke an AWS Lambda function, of another account as well, with the record of each alert',
  protocol:
    'Lambda API 2015-03-31, asynchronous; allow lambda:InvokeFunction on the function, and sts:AssumeRole on the role',
  documentation: 'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html',
  repetition: '`streamalert_delivery` in the record',
  limits: 'records of more than 1 MB, 256 KB where that is refused',
  fields: lambdaFields,
  shape: 'list',
  credentials: z.object({
    lambda_function_arn: z
      .string()
      .regex(/^\S+$/, 'must be without blanks')
      .describe('ARN of the function'),
    function_qualifier: textOrNone
      .optional()
      .describe('version or alias of the function, where it is not the latest one'),
    assume_role_arn: textOrNone
      .optional()
      .describe('ARN of the role in whose name the function is invoked'),
  }),
  uses: ['aws'],
  defaultPublication,

  async deliver({ credentials, ports, ...payload }): Promise<DeliveryOutcome> {
    const { lambda_function_arn, function_qualifier, assume_role_arn } = credentials;
    return invokeWithin(payload, ['aws-lambda-v2', 'aws-lambda'], (text) =>
      ports.aws.invokeFunction({
        functionName: lambda_function_arn,
        ...(function_qualifier && { qualifier: function_qualifier }),
        ...(assume_role_arn && { roleArn: assume_role_arn }),
        payload: text,
      }),
    );
  },
});
