import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { AwsSender, AwsSending } from '../../../ports/aws-sender.ts';
import { type AwsSettings, awsCall, clientSettings } from './call.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export function cloudwatchLogsSender(settings: AwsSettings): AwsSender['putLogEvent'] {
  const { region } = settings;
  const client = new CloudWatchLogsClient(clientSettings(settings, region));
  return async ({ group, stream, message }) => {
    const call = { action: 'logs:PutLogEvents', resource: `${group}:${stream}`, region };
    const put = async () => {
      const output = await client.send(
        new PutLogEventsCommand({
          logGroupName: group,
          logStreamName: stream,
          // Now, since events of another day may be refused.
          logEvents: [{ timestamp: Date.now(), message }],
        }),
      );
      if (output.rejectedLogEventsInfo !== undefined) {
        throw new Error(
          'the group refuses events of this time; is the clock of this machine right?',
        );
      }
      return output;
    };
    let isThere = true;
    const sending = await awsCall(call, async () => {
      try {
        return await put();
      } catch (error) {
        isThere = !isMissing(error);
        throw error;
      }
    });
    if (isThere) return sending;
    const created = await createStream(client, { group, stream, region });
    return created.outcome === 'failed' ? created : awsCall(call, put);
  };
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ResourceNotFoundException';

/** Somebody else may have been faster. */
async function createStream(
  client: CloudWatchLogsClient,
  {
    group,
    stream,
    region,
  }: { readonly group: string; readonly stream: string; readonly region: string },
): Promise<AwsSending> {
  const call = { action: 'logs:CreateLogStream', resource: `${group}:${stream}`, region };
  const command = new CreateLogStreamCommand({ logGroupName: group, logStreamName: stream });
  return awsCall(call, async () => {
    try {
      return await client.send(command);
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceAlreadyExistsException') {
        return { $metadata: {} };
      }
      throw error;
    }
  });
}
