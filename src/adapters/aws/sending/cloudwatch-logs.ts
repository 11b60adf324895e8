import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { AwsSender } from '../../../ports/aws-sender.ts';
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
    return awsCall(call, async () => {
      try {
        return await put();
      } catch (error) {
        if (!isMissing(error)) throw error;
        await createStream(client, group, stream);
        return put();
      }
    });
  };
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ResourceNotFoundException';

/** Somebody else may have been faster. */
async function createStream(
  client: CloudWatchLogsClient,
  group: string,
  stream: string,
): Promise<void> {
  try {
    await client.send(new CreateLogStreamCommand({ logGroupName: group, logStreamName: stream }));
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceAlreadyExistsException') return;
    throw error;
  }
}
