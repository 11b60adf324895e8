import type { AwsSending } from '../ports/aws-sender.ts';
import type { DeliveryOutcome } from './output.ts';

/** Sends a text, and sends it shorter as long as the service finds it too large: limits can be set, and rise. */
export async function sendWithin(
  bytesMax: readonly number[],
  textWithin: (bytesMax: number) => string,
  send: (text: string) => Promise<AwsSending>,
): Promise<DeliveryOutcome> {
  let bytesSent = Number.POSITIVE_INFINITY;
  let sending: AwsSending | undefined;
  for (const bytes of bytesMax) {
    const text = textWithin(bytes);
    const length = Buffer.byteLength(text);
    if (length >= bytesSent) continue;
    bytesSent = length;
    sending = await send(text);
    if (sending.outcome === 'answered' || sending.isTooLarge !== true) break;
  }
  return sending === undefined
    ? { outcome: 'failed', reason: 'there is nothing to send', retryable: false }
    : awsOutcome(sending);
}

/** What an answer of AWS means for the delivery. */
export function awsOutcome(sending: AwsSending): DeliveryOutcome {
  if (sending.outcome === 'answered') {
    const { id } = sending;
    return { outcome: 'delivered', ...(id !== null && { reference: { id } }) };
  }
  const { reason, retryable, retryAfterSeconds, requestId } = sending;
  return {
    outcome: 'failed',
    reason: requestId === null ? reason : `${reason} (request ${requestId})`,
    retryable,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

/** `outputs.json` is mended by the operator; what waits is sent then. */
export const noResource = (service: string, descriptor: string, what: string): DeliveryOutcome => ({
  outcome: 'failed',
  reason: `outputs.json names no ${what} for ${service}:${descriptor}`,
  retryable: true,
});

/**
 * Messages of SNS and SQS may have the characters of XML 1.0 alone
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html). In JSON text only
 * these two are not escaped already.
 */
export const jsonForMessage = (json: string): string =>
  json.replace(/[\ufffe\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);

/** The same for text, where there is no way to escape. */
export const textForMessage = (text: string): string =>
  text.toWellFormed().replace(/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');

/**
 * Keys of FIFO topics and queues: alerts of a rule keep their order. Of other characters than these no key may be made
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html).
 */
export const fifoKeys = (ruleName: string, idempotencyKey: string) => ({
  group: ruleName.replace(/[^\x21-\x7e]/g, '_').slice(0, 128) || 'streamalert',
  deduplication: idempotencyKey,
});
