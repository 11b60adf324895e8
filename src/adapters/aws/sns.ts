import { PublishCommand, SNSClient, type SNSClientConfig } from '@aws-sdk/client-sns';
import type { DigestSender } from '../../ports/digest-sender.ts';
import { awsClientLimits, awsFailureReason } from './failure-reason.ts';

export interface SnsDestination {
  /** Name or ARN. */
  readonly topic: string;
  /** Where a topic that is given by its name is. */
  readonly region: string;
  readonly accountId: string;
}

/**
 * Publishes the text of a digest to a topic. Credentials come from where all AWS programs look for them.
 * `client` is for tests and private endpoints.
 */
export function snsDigestSender(
  destination: SnsDestination,
  client: SNSClientConfig = {},
): DigestSender {
  const arn = topicArn(destination);
  const region = arn.split(':')[3] ?? destination.region;
  return {
    name: `sns:${destination.topic}`,
    async send({ subject, text }) {
      const sns = new SNSClient({ region, ...awsClientLimits, ...client });
      try {
        await sns.send(new PublishCommand({ TopicArn: arn, Subject: subject, Message: text }));
        return { outcome: 'sent' };
      } catch (error) {
        return { outcome: 'failed', reason: awsFailureReason(error) };
      } finally {
        sns.destroy();
      }
    },
  };
}

export function topicArn({ topic, region, accountId }: SnsDestination): string {
  if (topic.startsWith('arn:')) return topic;
  return `arn:${partitionOf(region)}:sns:${region}:${accountId}:${topic}`;
}

export function partitionOf(region: string): 'aws' | 'aws-cn' | 'aws-us-gov' {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
