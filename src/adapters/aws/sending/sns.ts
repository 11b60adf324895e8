import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { AwsSender } from '../../../ports/aws-sender.ts';
import { topicArn } from '../sns.ts';
import { foreignAnswer } from './answer.ts';
import { type AwsSettings, arnParts, awsCall, clientSettings, clientsByRegion } from './call.ts';
import { messageAttributes } from './message-attributes.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export function snsSender(settings: AwsSettings): AwsSender['publish'] {
  const { accountId } = settings;
  const clientIn = clientsByRegion((region) => new SNSClient(clientSettings(settings, region)));
  return async ({ topic, subject, message, attributes, fifo }) => {
    const region = arnParts(topic)?.region ?? settings.region;
    if (accountId === '' && !topic.startsWith('arn:')) {
      const reason = `"${topic}" is the name of a topic, and no account is known: write its ARN into outputs.json, or aws_account_id into global.json`;
      return { outcome: 'failed', reason, retryable: true, requestId: null };
    }
    const command = new PublishCommand({
      TopicArn: topicArn({ topic, region, accountId }),
      Subject: subject,
      Message: message,
      MessageAttributes: messageAttributes(attributes),
      ...(topic.endsWith('.fifo') && {
        MessageGroupId: fifo.group,
        MessageDeduplicationId: fifo.deduplication,
      }),
    });
    return awsCall(
      { action: 'sns:Publish', resource: topic, region },
      async () => {
        const output = await clientIn(region).send(command);
        if (output.MessageId === undefined) throw foreignAnswer();
        return output;
      },
      ({ MessageId }) => MessageId,
    );
  };
}
