import type { JsonObject } from '../../domain/json.ts';
import type { AwsDelivery } from './delivery.ts';
import { afterLast, fieldOf, numberField, textField } from './fields.ts';
import { placed } from './pieces.ts';
import { streamRecord } from './stream-record.ts';
import type { Room } from './unpack-data.ts';
import { nameless } from './unusable.ts';

/** One record of a stream. */
export function kinesisDelivery(record: JsonObject, room: Room): AwsDelivery {
  const kinesis = fieldOf(record, 'kinesis');
  const arn = textField(record, 'eventSourceARN');
  const sequenceNumber =
    textField(kinesis, 'sequenceNumber') ?? afterLast(textField(record, 'eventID') ?? '', ':');
  const resource = arn === undefined ? '' : afterLast(arn, '/');
  if (resource === '') return nameless(record, '"eventSourceARN" with the name of a stream');
  if (sequenceNumber === '') return nameless(record, 'a "kinesis.sequenceNumber"');

  const arrival = numberField(kinesis, 'approximateArrivalTimestamp');
  return {
    service: 'kinesis',
    resource,
    delivery: `${resource}:${sequenceNumber}`,
    receivedAt: arrival === undefined ? undefined : Math.round(arrival * 1000),
    itemIdentifier: sequenceNumber,
    pieces: placed(streamRecord(fieldOf(kinesis, 'data'), room)),
  };
}
