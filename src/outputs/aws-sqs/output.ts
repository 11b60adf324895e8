import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { fifoKeys, jsonForMessage, noResource, sendWithin } from '../aws-sending.ts';
import { jsonWithin } from '../json-within.ts';
import { type DeliveryOutcome, defineOutput } from '../output.ts';
import { overridesOf } from '../overrides.ts';
import { shownRecord } from '../shown-record.ts';

/**
 * "The maximum is 1,048,576 bytes (1 MiB)", which was 256 KiB before August 2025, and may be as little as 1 KiB
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html). Names and texts of
 * attributes count.
 */
const messageBytesMax = [1_048_576 - 200, 262_144 - 200, 64_000, 8_000, 1_024 - 200];

export const awsSqs = defineOutput({
  service: 'aws-sqs',
  summary: 'Send the record of each alert to an Amazon SQS queue',
  protocol: 'Amazon SQS API 2012-11-05; allow sqs:GetQueueUrl and sqs:SendMessage on the queue',
  documentation:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html',
  repetition: 'attribute `streamalert_delivery`; `MessageDeduplicationId` for FIFO queues',
  limits: 'messages of more than 1 MiB, less where the queue takes less',
  fields: z.object({
    message_data: z.unknown().describe('any JSON, in place of the record'),
  }),
  shape: 'map',
  resourceDescription: 'name of the queue, or its ARN',
  credentials: z.object({}),
  uses: ['aws'],
  defaultPublication,

  async deliver({
    alert,
    publication,
    resource,
    descriptor,
    idempotencyKey,
    ports,
  }): Promise<DeliveryOutcome> {
    if (resource === null) return noResource('aws-sqs', descriptor, 'queue');
    const data = overridesOf(publication, 'aws-sqs').value('message_data');
    return sendWithin(
      messageBytesMax,
      (bytesMax) => jsonForMessage(jsonWithin(data ?? shownRecord(publication), bytesMax, alert)),
      (message) =>
        ports.aws.sendMessage({
          queue: resource,
          message,
          attributes: { streamalert_delivery: idempotencyKey },
          fifo: fifoKeys(alert.ruleName, idempotencyKey),
        }),
    );
  },
});
