import { Buffer } from 'node:buffer';
import { parseJson } from '../../domain/exact-json.ts';
import type { Unwrap, Unwrapped } from '../unwrap.ts';
import { decodeAwsEvent } from './decode-event.ts';
import type { AwsDelivery, AwsPiece, S3Object } from './delivery.ts';
import { fieldOf, listField, objectField, textField } from './fields.ts';
import { isHttpDelivery, isTransformation, isTransformationAnswer } from './firehose.ts';
import { isSnsEnvelope } from './messages.ts';

/** What an envelope is shows in here; the keys that tell stand at its beginning in all that AWS writes. */
const headBytes = 4 * 1024;

/** The first key of an envelope. Most documents are told by it alone. */
const firstKeys: ReadonlySet<string> = new Set([
  'Records',
  'Service',
  'Type',
  'awslogs',
  'deliveryStreamArn',
  'invocationId',
  'records',
  'requestId',
  'streamalert_app',
  'timestamp',
]);

const keyBytesMax = 'deliveryStreamArn'.length;

/** What stands at the beginning of envelopes and of next to no log. */
const marks =
  /"(?:aws:kinesis|aws:sns|aws:sqs|aws:s3|aws:dynamodb|kinesis|Sns|receiptHandle|streamalert_app|awslogs|deliveryStreamArn|recordId|TopicArn|s3:TestEvent)"|"records"\s*:\s*\[\s*\{\s*"data"/;

/**
 * Takes logs out of captured events of AWS: what a function was called with, what Firehose posts to an endpoint, what
 * a topic sends. Documents that are logs themselves, such as an event of EventBridge or what CloudWatch Logs sends a
 * stream, stay as they are.
 */
export const awsEnvelopes: Unwrap = {
  mayBeEnvelope(head) {
    if (!firstKeys.has(firstKeyOf(head))) return false;
    return marks.test(latin1(head.subarray(0, headBytes)));
  },

  unwrap(document) {
    const event = documentIn(document);
    if (!isEnvelope(event)) return undefined;
    return decodeAwsEvent(event).flatMap(({ pieces }: AwsDelivery) => pieces.map(unwrapped));
  },
};

const latin1 = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString('latin1');

/** All documents are looked at, and nearly all are told by the first letter of their first key. */
function firstKeyOf(head: Uint8Array): string {
  const open = firstText(head, 0);
  if (head[open] !== 0x7b) return '';
  const quote = firstText(head, open + 1);
  if (head[quote] !== 0x22 || !firstLetters.has(head[quote + 1] ?? 0)) return '';
  let end = quote + 1;
  while (end - quote <= keyBytesMax && head[end] !== 0x22) end++;
  return latin1(head.subarray(quote + 1, end));
}

const firstLetters: ReadonlySet<number> = new Set([...firstKeys].map((key) => key.charCodeAt(0)));

function firstText(head: Uint8Array, from: number): number {
  let at = from;
  while (head[at] === 0x20 || head[at] === 0x0a || head[at] === 0x0d || head[at] === 0x09) at++;
  return at;
}

function documentIn(bytes: Uint8Array): unknown {
  try {
    return parseJson(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  } catch {
    // Not an accident to report: what is no document goes on as it is, and is refused where logs are read.
    return undefined;
  }
}

function isEnvelope(event: unknown): boolean {
  const [record] = listField(event, 'Records') ?? [];
  if (record !== undefined) return isRecord(record);
  return (
    textField(objectField(event, 'awslogs'), 'data') !== undefined ||
    textField(event, 'Event') === 's3:TestEvent' ||
    isTransformation(event) ||
    isTransformationAnswer(event) ||
    isHttpDelivery(event) ||
    isSnsEnvelope(event)
  );
}

/** An entry of `Records` that AWS calls a function with; trails of CloudTrail have a list of that name as well. */
const isRecord = (record: unknown): boolean =>
  objectField(record, 'kinesis') !== undefined ||
  objectField(objectField(record, 's3'), 'bucket') !== undefined ||
  textField(objectField(record, 'Sns'), 'TopicArn') !== undefined ||
  (textField(record, 'streamalert_app') !== undefined && fieldOf(record, 'logs') !== undefined) ||
  (textField(record, 'messageId') !== undefined &&
    textField(record, 'eventSource') === 'aws:sqs') ||
  textField(record, 'eventSource') === 'aws:dynamodb';

function unwrapped(piece: AwsPiece): Unwrapped {
  switch (piece.kind) {
    case 'payload':
      return { kind: 'payload', payload: bytesOf(piece.payload) };
    case 'ignored':
      return { kind: 'ignored', detail: piece.detail };
    case 'failed':
      return piece;
    case 'object':
      return {
        kind: 'failed',
        reason: 'unreadable',
        detail: `a notification of S3: the logs are in s3://${piece.object.bucket}/${piece.object.key} (${piece.object.size} bytes), not in here. Download the object and read that`,
        raw: nameOf(piece.object),
      };
  }
}

const bytesOf = (payload: string | Uint8Array): Uint8Array =>
  typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;

const nameOf = ({ bucket, key, versionId }: S3Object): string =>
  JSON.stringify({ bucket, key, ...(versionId === undefined ? {} : { versionId }) });
