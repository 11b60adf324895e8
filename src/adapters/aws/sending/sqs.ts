import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { AwsSender } from '../../../ports/aws-sender.ts';
import {
  type AwsSettings,
  arnParts,
  awsCall,
  awsFailure,
  clientSettings,
  clientsByRegion,
} from './call.ts';
import { messageAttributes } from './message-attributes.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export function sqsSender(settings: AwsSettings): AwsSender['sendMessage'] {
  const clientIn = clientsByRegion((region) => new SQSClient(clientSettings(settings, region)));
  const urls = new Map<string, string>();

  const urlOf = async (queue: string, region: string): Promise<string> => {
    const known = urls.get(queue);
    if (known !== undefined) return known;
    const arn = arnParts(queue);
    const { QueueUrl } = await clientIn(region).send(
      new GetQueueUrlCommand({
        QueueName: arn?.resource ?? queue,
        ...(arn && { QueueOwnerAWSAccountId: arn.accountId }),
      }),
    );
    if (QueueUrl === undefined) throw new Error('the service named no address for the queue');
    urls.set(queue, QueueUrl);
    return QueueUrl;
  };

  return async ({ queue, message, attributes, fifo }) => {
    const region = arnParts(queue)?.region ?? settings.region;
    let url: string;
    try {
      url = await urlOf(queue, region);
    } catch (error) {
      return awsFailure({ action: 'sqs:GetQueueUrl', resource: queue, region }, error);
    }
    const command = new SendMessageCommand({
      QueueUrl: url,
      MessageBody: message,
      MessageAttributes: messageAttributes(attributes),
      ...(queue.endsWith('.fifo') && {
        MessageGroupId: fifo.group,
        MessageDeduplicationId: fifo.deduplication,
      }),
    });
    const sending = await awsCall(
      { action: 'sqs:SendMessage', resource: queue, region },
      () => clientIn(region).send(command),
      ({ MessageId }) => MessageId,
    );
    // A queue that was made again may have another address.
    if (sending.outcome === 'failed') urls.delete(queue);
    return sending;
  };
}
