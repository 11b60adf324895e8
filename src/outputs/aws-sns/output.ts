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
import { fittingText } from '../fitting.ts';
import { jsonWithin } from '../json-within.ts';
import { type DeliveryOutcome, defineOutput } from '../output.ts';
import { overridesOf } from '../overrides.ts';

/**
 * "By default, topics accept messages up to 256 KiB", 1 KiB where somebody set it so
 * (https://docs.aws.amazon.com/sns/latest/dg/large-message-payloads.html). Names and texts of attributes count.
 */
const messageBytesMax = [262_144 - 200, 64_000, 8_000, 1_024 - 200];

/** "Must be … less than 100 characters long" (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html). */
const subjectCharactersMax = 99;

/** Publishers may set `@aws-sns.subject` (or `.topic`, its name in earlier versions) and `.message`. */
export const awsSns = defineOutput({
  service: 'aws-sns',
  summary: 'Publish each alert to an Amazon SNS topic',
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
          : textForMessage(textWithin(message, bytesMax, alert)),
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

/** In bytes; no character has more than four. */
const textWithin = (text: string, bytesMax: number, alert: { readonly id: string }): string =>
  Buffer.byteLength(text) <= bytesMax ? text : fittingText(text, Math.floor(bytesMax / 4), alert);

/** Line ends and control characters are refused; beginning and end of a long one say the most. */
function subjectOf(text: string): string {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  if (line.length <= subjectCharactersMax) return line;
  const half = Math.floor((subjectCharactersMax - 5) / 2);
  return `${line.slice(0, half).toWellFormed()} ... ${line.slice(-half).toWellFormed()}`;
}
