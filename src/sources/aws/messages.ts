import type { JsonObject } from '../../domain/json.ts';
import { parseJson } from '../../domain/exact-json.ts';
import type { AwsDelivery } from './delivery.ts';
import { afterLast, fieldOf, instantField, numberField, textField } from './fields.ts';
import { payloadsOf, placed } from './pieces.ts';
import { isS3Notification, s3Deliveries } from './s3.ts';
import { nameless } from './unusable.ts';

/** A message of a topic: its text is the payload, unless it tells of objects in S3. */
export function snsDeliveries(record: JsonObject): readonly AwsDelivery[] {
  const sns = fieldOf(record, 'Sns');
  const message = textField(sns, 'Message') ?? '';
  const inner = s3Deliveries(s3NotificationIn(message), undefined);
  if (inner.length > 0) return inner;
  return [snsDelivery(sns, message, record)];
}

/** The message of SNS as it stands in an event of Lambda, in a queue or in a post over HTTP. */
function snsDelivery(sns: unknown, message: string, record: unknown): AwsDelivery {
  const arn = textField(sns, 'TopicArn');
  const id = textField(sns, 'MessageId');
  if (arn === undefined) return nameless(record, '"TopicArn"');
  if (id === undefined) return nameless(record, '"MessageId"');
  return {
    service: 'sns',
    resource: afterLast(arn, ':'),
    delivery: id,
    receivedAt: instantField(sns, 'Timestamp'),
    itemIdentifier: undefined,
    pieces: placed(payloadsOf(message)),
  };
}

/**
 * A message of a queue: its body is the payload, or what a topic that sends to the queue put into it, unless it tells
 * of objects in S3.
 */
export function sqsDeliveries(record: JsonObject): readonly AwsDelivery[] {
  const arn = textField(record, 'eventSourceARN');
  const messageId = textField(record, 'messageId');
  if (arn === undefined) return [nameless(record, '"eventSourceARN" with the name of a queue')];
  if (messageId === undefined) return [nameless(record, '"messageId"')];

  const body = textField(record, 'body') ?? '';
  const envelope = snsEnvelopeIn(body);
  const message = envelope === undefined ? body : (textField(envelope, 'Message') ?? '');
  const inner = s3Deliveries(s3NotificationIn(message), messageId);
  if (inner.length > 0) return inner;
  return [
    {
      service: 'sqs',
      resource: afterLast(arn, ':'),
      // A topic that delivers twice makes two messages of the queue out of one of its own.
      delivery: textField(envelope, 'MessageId') ?? messageId,
      receivedAt: numberField(fieldOf(record, 'attributes'), 'SentTimestamp'),
      itemIdentifier: messageId,
      pieces: placed(payloadsOf(message)),
    },
  ];
}

/** What a topic posts over HTTP, or puts into a queue without raw delivery. */
export const isSnsEnvelope = (document: unknown): boolean =>
  textField(document, 'Type') === 'Notification' &&
  textField(document, 'TopicArn') !== undefined &&
  typeof fieldOf(document, 'Message') === 'string';

/** A posted message of a topic. */
export function snsEnvelopeDeliveries(envelope: unknown): readonly AwsDelivery[] {
  const message = textField(envelope, 'Message') ?? '';
  const inner = s3Deliveries(s3NotificationIn(message), undefined);
  return inner.length > 0 ? inner : [snsDelivery(envelope, message, envelope)];
}

function snsEnvelopeIn(body: string): unknown {
  const document = body.includes('"TopicArn"') ? documentIn(body) : undefined;
  return isSnsEnvelope(document) ? document : undefined;
}

/** Only a text that names what a notification has is worth reading. */
function s3NotificationIn(text: string): unknown {
  const mayBe = text.includes('"s3"') || text.includes('s3:TestEvent') || text.includes('"aws.s3"');
  const document = mayBe ? documentIn(text) : undefined;
  return isS3Notification(document) ? document : undefined;
}

function documentIn(text: string): unknown {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return parseJson(text);
  } catch {
    // Not an accident to report: a message is whatever its sender likes, and this one is text.
    return undefined;
  }
}
