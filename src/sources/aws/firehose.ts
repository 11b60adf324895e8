import type { JsonValue } from '../../domain/json.ts';
import type { AwsDelivery } from './delivery.ts';
import { afterLast, fieldOf, listField, numberField, textField } from './fields.ts';
import { placed } from './pieces.ts';
import { streamRecord } from './stream-record.ts';
import type { Room } from './unpack-data.ts';

/** What Firehose calls a function with that transforms its records. */
export const isTransformation = (event: unknown): boolean =>
  textField(event, 'invocationId') !== undefined &&
  textField(event, 'deliveryStreamArn') !== undefined &&
  listField(event, 'records') !== undefined;

export function transformationDeliveries(event: unknown, room: Room): readonly AwsDelivery[] {
  const resource = afterLast(textField(event, 'deliveryStreamArn') ?? '', '/');
  return (listField(event, 'records') ?? []).map((record, index) => {
    const recordId = textField(record, 'recordId');
    const name = recordId ?? `${textField(event, 'invocationId')}:${index + 1}`;
    return {
      service: 'firehose',
      resource,
      delivery: kinesisName(record, event) ?? `${resource}:${name}`,
      receivedAt: numberField(record, 'approximateArrivalTimestamp'),
      itemIdentifier: recordId,
      pieces: placed(streamRecord(fieldOf(record, 'data'), room)),
    };
  });
}

/** A record that Firehose took from a stream is named as the stream names it. */
function kinesisName(record: JsonValue, event: unknown): string | undefined {
  const origin = fieldOf(record, 'kinesisRecordMetadata');
  const sequenceNumber = textField(origin, 'sequenceNumber');
  if (sequenceNumber === undefined) return undefined;
  const stream = afterLast(textField(event, 'sourceKinesisStreamArn') ?? '', '/');
  const sub = numberField(origin, 'subsequenceNumber');
  return `${stream}:${sequenceNumber}${sub === undefined || sub === 0 ? '' : `.${sub}`}`;
}

/** What a function that transforms records answers; it is no event. */
export const isTransformationAnswer = (event: unknown): boolean => {
  const [first] = listField(event, 'records') ?? [];
  return textField(first, 'recordId') !== undefined && textField(first, 'result') !== undefined;
};

/** What Firehose posts to an HTTP endpoint. */
export const isHttpDelivery = (document: unknown): boolean =>
  textField(document, 'requestId') !== undefined &&
  fieldOf(document, 'timestamp') !== undefined &&
  (listField(document, 'records')?.every((record) => fieldOf(record, 'data') !== undefined) ??
    false);

/** `streamArn` stands in the header `X-Amz-Firehose-Source-Arn` and in no body. */
export function httpDeliveries(
  document: unknown,
  room: Room,
  streamArn?: string,
): readonly AwsDelivery[] {
  const requestId = textField(document, 'requestId') ?? '';
  const resource = streamArn === undefined ? 'http' : afterLast(streamArn, '/');
  return (listField(document, 'records') ?? []).map((record, index) => ({
    service: 'firehose',
    resource,
    // Firehose keeps the id when it sends a request again.
    delivery: `${requestId}:${index + 1}`,
    receivedAt: numberField(document, 'timestamp'),
    itemIdentifier: undefined,
    pieces: placed(streamRecord(fieldOf(record, 'data'), room)),
  }));
}

/** The answer that Firehose expects of an HTTP endpoint: anything else counts as a failed delivery. */
export interface FirehoseAnswer {
  readonly requestId: string;
  readonly timestamp: number;
  readonly errorMessage?: string;
}

/** Firehose takes messages of 8,192 bytes at most. */
const errorMessageMax = 8000;

export const firehoseAnswer = (
  requestId: string,
  now: number,
  errorMessage?: string,
): FirehoseAnswer => ({
  requestId,
  timestamp: now,
  ...(errorMessage === undefined ? {} : { errorMessage: errorMessage.slice(0, errorMessageMax) }),
});
