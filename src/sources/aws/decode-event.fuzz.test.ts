import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchesOf } from './batch.ts';
import { decodeAwsEvent } from './decode-event.ts';
import { awsEnvelopes } from './envelopes.ts';

/** Names that events have, and some that only harm. */
const keys = fc.constantFrom(
  'Records',
  'records',
  'kinesis',
  'data',
  'sequenceNumber',
  'eventSourceARN',
  's3',
  'bucket',

  'name',
  'object',
  'key',
  'size',
  'eventName',
  'Sns',
  'Message',
  'TopicArn',
  'MessageId',
  'Type',

  'awslogs',
  'streamalert_app',
  'logs',
  'body',
  'messageId',
  'eventSource',
  'dynamodb',
  'Event',

  'detail-type',
  'source',
  'detail',
  'invocationId',
  'deliveryStreamArn',
  'requestId',
  'timestamp',
  'recordId',
  'result',
  'invokingEvent',
  'configRuleName',
  '__proto__',
  'constructor',
  '',
);

const values = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.constantFrom(
      'Notification',
      'aws:sqs',
      's3:TestEvent',
      'aws.s3',
      'Object Created',
      'arn:aws:x:y/z',
      'ObjectCreated:Put',
      '%zz+%41',
      '{"Records":[{"s3":{}}]}',
      '%%%',
      'eyJhIjoxfQ==',
    ),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => gzipSync(bytes).toString('base64')),
    fc
      .uint8Array({ maxLength: 40 })
      .map((bytes) => `84mawg${Buffer.from(bytes).toString('base64')}`),
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 3 }),
    tie('map'),
  ),
  map: fc
    .array(fc.tuple(keys, tie('any')), { maxLength: 8 })
    .map((entries) => Object.fromEntries(entries)),
}));

test('whatever an event holds, every record of it comes to something and nothing throws', () => {
  fc.assert(
    fc.property(fc.oneof(values.map, values.any), (event) => {
      const deliveries = decodeAwsEvent(event);

      for (const delivery of deliveries) {
        expect(delivery.resource).not.toBe('');
        expect(delivery.delivery).not.toBe('');
        expect(delivery.pieces.map(({ position }) => position)).toEqual(
          delivery.pieces.map((_, index) => String(index + 1)),
        );
        batchesOf(delivery);
      }
      expect(decodeAwsEvent(event)).toEqual(deliveries);
    }),
    { numRuns: 3000 },
  );
});

test('whatever a document holds, it is taken apart or left as it is', () => {
  fc.assert(
    fc.property(values.map, fc.nat(200), (event, cut) => {
      const bytes = Buffer.from(JSON.stringify(event));
      const part = cut % 4 === 0 ? bytes.subarray(0, cut) : bytes;
      if (!awsEnvelopes.mayBeEnvelope(part)) return;

      const inside = awsEnvelopes.unwrap(part);

      expect(inside === undefined || Array.isArray(inside)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test('what is nested beyond all measure is refused', () => {
  const deep = `{"Records":[{"streamalert_app":"a","logs":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}]}`;
  const bytes = Buffer.from(deep);

  const inside = awsEnvelopes.mayBeEnvelope(bytes) ? awsEnvelopes.unwrap(bytes) : undefined;

  expect(inside === undefined || inside.every(({ kind }) => kind === 'failed')).toBe(true);
});
