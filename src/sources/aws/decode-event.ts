import { reasonOf } from '../../domain/errors.ts';
import { isJsonObject, type JsonValue } from '../../domain/json.ts';
import { cloudwatchLogsDelivery } from './cloudwatch-logs.ts';
import type { AwsDelivery } from './delivery.ts';
import {
  appDelivery,
  configRuleDelivery,
  eventBridgeDeliveries,
  isConfigRuleEvent,
  isEventBridgeEvent,
} from './events.ts';
import { fieldOf, listField, textField } from './fields.ts';
import {
  httpDeliveries,
  isHttpDelivery,
  isTransformation,
  isTransformationAnswer,
  transformationDeliveries,
} from './firehose.ts';
import { kinesisDelivery } from './kinesis.ts';
import { isSnsEnvelope, snsDeliveries, snsEnvelopeDeliveries, sqsDeliveries } from './messages.ts';
import { isS3Notification, s3Deliveries, s3RecordDelivery } from './s3.ts';
import { type Room, roomOfEvent } from './unpack-data.ts';
import { unusable } from './unusable.ts';

/**
 * Takes an event apart that AWS calls a function with. Never throws, and one bad record never costs the others: what
 * cannot be decoded is a piece that says why.
 */
export function decodeAwsEvent(event: unknown): readonly AwsDelivery[] {
  const room = roomOfEvent();
  return isolated(event, () => {
    const records = listField(event, 'Records');
    // A list of its own; S3 also sends one, whose entries are told by what they hold.
    if (records !== undefined) return records.flatMap((record) => recordDeliveries(record, room));
    return decodeSingle(event, room);
  });
}

/**
 * The same for what Firehose posts to an endpoint; `streamArn` is its header `X-Amz-Firehose-Source-Arn`, without which
 * nothing names the stream.
 */
export function decodeFirehosePost(
  body: unknown,
  streamArn: string | undefined,
): readonly AwsDelivery[] {
  if (!isHttpDelivery(body)) return [unusable(body, 'unreadable', 'no delivery of Firehose')];
  return isolated(body, () => httpDeliveries(body, roomOfEvent(), streamArn));
}

/** An event that is no list of records. */
function decodeSingle(event: unknown, room: Room): readonly AwsDelivery[] {
  if (!isJsonObject(event)) return [unusable(event, 'not JSON', 'an event has to be an object')];
  const awslogs = fieldOf(event, 'awslogs');
  if (awslogs !== undefined) return [cloudwatchLogsDelivery(fieldOf(awslogs, 'data'), room)];
  if (isTransformation(event)) return transformationDeliveries(event, room);
  if (isHttpDelivery(event)) return httpDeliveries(event, room);
  if (isSnsEnvelope(event)) return snsEnvelopeDeliveries(event);
  if (isS3Notification(event)) return s3Deliveries(event, undefined);
  if (isEventBridgeEvent(event)) return eventBridgeDeliveries(event);
  if (isConfigRuleEvent(event)) return [configRuleDelivery(event)];
  if (textField(event, 'streamalert_app') !== undefined) return recordDeliveries(event, room);
  if (isTransformationAnswer(event)) return [unusable(event, 'unreadable', transformationAnswer)];
  return [unusable(event, 'unreadable', `no event of a known source: ${keysOf(event)}`)];
}

const transformationAnswer =
  'this is what a function that transforms records answers Firehose, not an event; the records stand in the event that the function was called with';

/** The record's first known key decides, in this order. */
function recordDeliveries(record: JsonValue, room: Room): readonly AwsDelivery[] {
  return isolated(record, () => {
    if (!isJsonObject(record)) {
      return [unusable(record, 'not JSON', 'a record has to be an object')];
    }
    if (fieldOf(record, 'kinesis') !== undefined) return [kinesisDelivery(record, room)];
    if (fieldOf(record, 's3') !== undefined) return [s3RecordDelivery(record, undefined)];
    if (fieldOf(record, 'Sns') !== undefined) return snsDeliveries(record);
    const app = fieldOf(record, 'streamalert_app');
    if (typeof app === 'string' && app !== '') return [appDelivery(record, app)];
    if (fieldOf(record, 'dynamodb') !== undefined) {
      return [unusable(record, 'unreadable', dynamodb)];
    }
    if (fieldOf(record, 'body') !== undefined) return sqsDeliveries(record);
    return [unusable(record, 'unreadable', `no record of a known source: ${keysOf(record)}`)];
  });
}

const dynamodb =
  'changes of a DynamoDB table are no source of logs; take the stream off the function';

/** The loop that isolates: whatever is wrong with one record stays with it. */
function isolated(found: unknown, decode: () => readonly AwsDelivery[]): readonly AwsDelivery[] {
  try {
    return decode();
  } catch (error) {
    return [unusable(found, 'unreadable', `it could not be decoded: ${reasonOf(error)}`)];
  }
}

const keysShown = 8;

function keysOf(value: object): string {
  const keys = Object.keys(value);
  const shown = keys.slice(0, keysShown).map((key) => JSON.stringify(key.slice(0, 40)));
  return keys.length === 0 ? 'it is empty' : `its keys are ${shown.join(', ')}`;
}
