import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import {
  fifoKeys,
  jsonForMessage,
  noResource,
  sendWithin,
  textForMessage,
} from '../aws-sending.ts';
import { contentOf } from '../content.ts';
import { fittingBytes } from '../fitting.ts';
import { jsonWithin } from '../json-within.ts';
import { oneLine } from '../one-line.ts';
import { type DeliveryOutcome, defineOutput } from '../output.ts';
import { overridesOf } from '../overrides.ts';

/**
 * "By default, topics accept messages up to 256 KiB", 1 KiB where somebody set it so
 * (https://docs.aws.amazon.com/sns/latest/dg/large-message-payloads.html). Names and texts of attributes count.
 */
const messageBytesMax = [262_144 - 200, 64_000, 8_000, 1_024 - 200];

/** "Must be … less than 100 characters long" (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html). */
const subjectCharactersMax = 99;

export const awsSns = defineOutput({
  service: 'aws-sns',
  summary: 'Publish each alert to an Amazon SNS topic',
  protocol: 'Amazon SNS API 2010-03-31; allow sns:Publish on the topic',
  documentation: 'https://docs.aws.amazon.com/sns/latest/api/API_Publish.html',
  repetition: 'attribute `streamalert_delivery`; `MessageDeduplicationId` for FIFO topics',
  limits:
    'messages of more than 256 KiB (less where the topic takes less), subjects of more than 99 characters',
  fields: z.object({
    subject: z.string().describe('subject, for those who get the message as mail'),
    topic: z.string().describe('the same under the name of earlier versions'),
    message: z.string().describe('the message, in place of the publication as JSON'),
  }),
  shape: 'map',
  resourceDescription: 'name of the topic, or its ARN',
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
    if (resource === null) return noResource('aws-sns', descriptor, 'topic');
    const set = overridesOf(publication, 'aws-sns');
    const title = `${alert.ruleName} triggered alert ${alert.id}`;
    const subject = subjectOf(set.text('subject') ?? set.text('topic') ?? title) || title;
    const message = set.text('message');
    const refusal = set.refusal();
    if (refusal !== undefined) return refusal;

    const form = { indent: 2, sorted: true };
    return sendWithin(
      messageBytesMax,
      (bytesMax) =>
        message === undefined || message === ''
          ? jsonForMessage(jsonWithin(contentOf(publication), bytesMax, alert, form))
          : fittingBytes(textForMessage(message), bytesMax, alert),
      (text) =>
        ports.aws.publish({
          topic: resource,
          subject,
          message: text,
          attributes: { streamalert_delivery: idempotencyKey },
          fifo: fifoKeys(alert.ruleName, idempotencyKey),
        }),
    );
  },
});

/** Line ends and control characters are refused; beginning and end of a long one say the most. */
function subjectOf(text: string): string {
  const line = oneLine(text);
  if (line.length <= subjectCharactersMax) return line;
  const half = Math.floor((subjectCharactersMax - 5) / 2);
  return `${line.slice(0, half).toWellFormed()} ... ${line.slice(-half).toWellFormed()}`;
}
