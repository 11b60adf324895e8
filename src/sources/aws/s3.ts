import type { JsonValue } from '../../domain/json.ts';
import type { AwsDelivery, S3Object } from './delivery.ts';
import { fieldOf, instantField, listField, numberField, objectField, textField } from './fields.ts';
import { ignored, object, placed, type Unplaced } from './pieces.ts';
import { nameless } from './unusable.ts';

/** Whether a document is a notification of S3, its test event, or an event of EventBridge about an object. */
export function isS3Notification(document: unknown): boolean {
  if (textField(document, 'Event') === 's3:TestEvent') return true;
  if (isObjectEvent(document)) return true;
  const records = listField(document, 'Records');
  return records?.some((record) => objectField(record, 's3') !== undefined) ?? false;
}

/** EventBridge tells of objects as well, with other names for the same things. */
export const isObjectEvent = (document: unknown): boolean =>
  textField(document, 'source') === 'aws.s3' &&
  (textField(document, 'detail-type')?.startsWith('Object ') ?? false);

/** All objects that a notification names. `itemIdentifier` is that of the message it came in. */
export function s3Deliveries(
  document: unknown,
  itemIdentifier: string | undefined,
): readonly AwsDelivery[] {
  if (textField(document, 'Event') === 's3:TestEvent') {
    const bucket = textField(document, 'Bucket') ?? 'unknown';
    const detail = `S3 tests whether notifications of ${bucket} arrive`;
    return [
      s3Delivery(bucket, `test:${textField(document, 'RequestId') ?? bucket}`, {
        receivedAt: instantField(document, 'Time'),
        itemIdentifier,
        pieces: [ignored('test event', detail)],
      }),
    ];
  }
  if (isObjectEvent(document)) return [objectEventDelivery(document, itemIdentifier)];
  return (listField(document, 'Records') ?? []).map((record) =>
    s3RecordDelivery(record, itemIdentifier),
  );
}

/** One entry of a notification. */
export function s3RecordDelivery(
  record: JsonValue,
  itemIdentifier: string | undefined,
): AwsDelivery {
  const s3 = fieldOf(record, 's3');
  const bucket = decoded(textField(fieldOf(s3, 'bucket'), 'name') ?? '');
  const found = fieldOf(s3, 'object');
  const key = decoded(textField(found, 'key') ?? '');
  if (bucket === '') return nameless(record, '"s3.bucket.name"');
  if (key === '') return nameless(record, '"s3.object.key"');
  return objectDelivery(
    {
      eventName: textField(record, 'eventName') ?? '',
      size: numberField(found, 'size'),
      sequencer: textField(found, 'sequencer'),
      receivedAt: instantField(record, 'eventTime'),
      itemIdentifier,
    },
    {
      bucket,
      key,
      versionId: textField(found, 'versionId'),
      region: textField(record, 'awsRegion'),
      etag: textField(found, 'eTag'),
    },
  );
}

function objectEventDelivery(document: unknown, itemIdentifier: string | undefined): AwsDelivery {
  const detail = fieldOf(document, 'detail');
  const found = fieldOf(detail, 'object');
  const bucket = textField(fieldOf(detail, 'bucket'), 'name');
  // EventBridge does not encode the key.
  const key = textField(found, 'key');
  if (bucket === undefined) return nameless(document, '"detail.bucket.name"');
  if (key === undefined) return nameless(document, '"detail.object.key"');
  return objectDelivery(
    {
      eventName: textField(document, 'detail-type') ?? '',
      size: numberField(found, 'size'),
      sequencer: textField(found, 'sequencer'),
      receivedAt: instantField(document, 'time'),
      itemIdentifier,
    },
    {
      bucket,
      key,
      versionId: textField(found, 'version-id'),
      region: textField(document, 'region'),
      etag: textField(found, 'etag'),
    },
  );
}

interface ObjectEvent {
  readonly eventName: string;
  readonly size: number | undefined;
  readonly sequencer: string | undefined;
  readonly receivedAt: number | undefined;
  readonly itemIdentifier: string | undefined;
}

function objectDelivery(
  { eventName, size, sequencer, receivedAt, itemIdentifier }: ObjectEvent,
  found: Omit<S3Object, 'size'>,
): AwsDelivery {
  // Without a version a key may be written again: what tells the contents apart is then part of the name.
  const content = found.versionId ?? found.etag ?? sequencer;
  const name = `${found.bucket}/${found.key}${content === undefined ? '' : `@${content}`}`;
  const pieces = [pieceOf(eventName, size, found)];
  return s3Delivery(found.bucket, name, { receivedAt, itemIdentifier, pieces });
}

const isCreated = (eventName: string): boolean =>
  eventName === '' || /^(?:s3:)?ObjectCreated:|^Object Created$/.test(eventName);

function pieceOf(
  eventName: string,
  size: number | undefined,
  found: Omit<S3Object, 'size'>,
): Unplaced {
  const name = `s3://${found.bucket}/${found.key}`;
  if (!isCreated(eventName)) return ignored('no new object', `${eventName} of ${name}`);
  if (size === undefined) return ignored('no object size', `the event names no size of ${name}`);
  if (size === 0) {
    return ignored('empty object', `${name} is empty, as the markers of folders are`);
  }
  return object({ ...found, size });
}

const s3Delivery = (
  resource: string,
  delivery: string,
  rest: Pick<AwsDelivery, 'receivedAt' | 'itemIdentifier'> & { readonly pieces: Unplaced[] },
): AwsDelivery => ({
  service: 's3',
  resource,
  delivery,
  receivedAt: rest.receivedAt,
  itemIdentifier: rest.itemIdentifier,
  pieces: placed(rest.pieces),
});

/** S3 writes a blank of a key as `+` and the rest as URLs do; what is no valid escape stays as it is. */
export function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    // A stray percent sign: the valid escapes around it still count.
    return spaced.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => {
      const bytes = Buffer.from(escapes.replaceAll('%', ''), 'hex');
      return bytes.toString('utf8');
    });
  }
}
