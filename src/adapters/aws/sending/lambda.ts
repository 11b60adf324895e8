import { InvokeCommand, type InvokeCommandOutput, LambdaClient } from '@aws-sdk/client-lambda';
import type { AwsSender } from '../../../ports/aws-sender.ts';
import { assumedRoles, type TemporaryCredentials } from './assumed-role.ts';
import { foreignAnswer } from './answer.ts';
import {
  type AwsSettings,
  arnParts,
  awsCall,
  awsFailure,
  clientSettings,
  clientsByRegion,
} from './call.ts';

const action = 'lambda:InvokeFunction';

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export function lambdaSender(settings: AwsSettings): AwsSender['invokeFunction'] {
  const clientIn = clientsByRegion((region) => new LambdaClient(clientSettings(settings, region)));
  const assume = assumedRoles(settings, (region) => clientIn(region).config);
  return async ({ functionName, qualifier, roleArn, payload }) => {
    const region = arnParts(functionName)?.region ?? settings.region;
    const call = { action, resource: functionName, region };
    const command = new InvokeCommand({
      FunctionName: functionName,
      ...(qualifier !== undefined && { Qualifier: qualifier }),
      InvocationType: 'Event',
      Payload: Buffer.from(payload),
    });
    if (roleArn === undefined) return awsCall(call, () => invoke(clientIn(region), command));

    const assumed = await assume(roleArn, region);
    if (assumed.outcome === 'failed') {
      const role = { action: 'sts:AssumeRole', resource: roleArn, region };
      return awsFailure(role, assumed.error);
    }
    const client = clientAs(settings, region, assumed.credentials);
    return awsCall(call, () => invoke(client, command)).finally(() => client.destroy());
  };
}

/** "The HTTP status code is … 202 for the Event invocation type". */
async function invoke(client: LambdaClient, command: InvokeCommand): Promise<InvokeCommandOutput> {
  const output = await client.send(command);
  if (output.StatusCode !== 202) throw foreignAnswer();
  return output;
}

const clientAs = (settings: AwsSettings, region: string, credentials: TemporaryCredentials) =>
  new LambdaClient({ ...clientSettings(settings, region), credentials });
