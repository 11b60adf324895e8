import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import type { AwsSender } from '../../../ports/aws-sender.ts';
import { type AwsSettings, arnParts, awsCall, clientSettings, clientsByRegion } from './call.ts';

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecord.html */
export function firehoseSender(settings: AwsSettings): AwsSender['putFirehoseRecord'] {
  const clientIn = clientsByRegion(
    (region) => new FirehoseClient(clientSettings(settings, region)),
  );
  return async ({ stream, data }) => {
    const arn = arnParts(stream);
    const region = arn?.region ?? settings.region;
    // Firehose knows its streams by name alone.
    const name = arn?.resource.replace(/^deliverystream\//, '') ?? stream;
    const command = new PutRecordCommand({
      DeliveryStreamName: name,
      Record: { Data: Buffer.from(data) },
    });
    return awsCall(
      { action: 'firehose:PutRecord', resource: name, region },
      () => clientIn(region).send(command),
      ({ RecordId }) => RecordId,
    );
  };
}
