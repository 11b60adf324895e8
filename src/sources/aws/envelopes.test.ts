import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { awsEnvelopes } from './envelopes.ts';

const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString('base64');

const unwrap = (document: unknown, indent?: number) => {
  const bytes = Buffer.from(
    typeof document === 'string' ? document : JSON.stringify(document, undefined, indent),
  );
  const inside = awsEnvelopes.mayBeEnvelope(bytes) ? awsEnvelopes.unwrap(bytes) : undefined;
  return inside?.map((found) =>
    found.kind === 'payload'
      ? Buffer.from(found.payload).toString()
      : `${found.kind}: ${found.detail}`,
  );
};

const kinesis = {
  Records: [
    {
      kinesis: { sequenceNumber: '1', data: base64(gzipSync('{"large":9007199254740993}')) },
      eventSourceARN: 'arn:aws:kinesis:eu-west-1:1:stream/s',
      eventSource: 'aws:kinesis',
    },
  ],
};
const sns = {
  Type: 'Notification',
  MessageId: 'm',
  TopicArn: 'arn:aws:sns:eu-west-1:1:t',
  Message: 'text of a log',
};
const sqs = {
  messageId: 'q',
  receiptHandle: 'h',
  body: '{"a":1}',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:1:q',
};

describe('an envelope', () => {
  test.each([
    ['an event of Kinesis', kinesis, ['{"large":9007199254740993}']],
    ['an event of SNS', { Records: [{ EventSource: 'aws:sns', Sns: sns }] }, ['text of a log']],
    ['an event of SQS', { Records: [sqs] }, ['{"a":1}']],
    ['a message of SNS', sns, ['text of a log']],
    [
      'a subscription of CloudWatch Logs',
      { awslogs: { data: base64(gzipSync('{"logGroup":"g"}')) } },
      ['{"logGroup":"g"}'],
    ],
    [
      'what Firehose posts',
      { requestId: 'r', timestamp: 1, records: [{ data: base64('x') }] },
      ['x'],
    ],
    [
      'an event of Firehose',
      {
        invocationId: 'i',
        deliveryStreamArn: 'a/d',
        region: 'r',
        records: [{ recordId: '1', data: base64('x') }],
      },
      ['x'],
    ],
    [
      'an event of an app',
      { Records: [{ streamalert_app: 'app', logs: [{ a: 1.5 }, 'b'] }] },
      ['{"a":1.5}', 'b'],
    ],
  ])('that is %s gives what is inside, pretty-printed or not', (_, document, inside) => {
    expect(unwrap(document)).toEqual(inside);
    expect(unwrap(document, 2)).toEqual(inside);
  });

  test('that only names objects in S3 says where the logs are', () => {
    const record = {
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      s3: { bucket: { name: 'b' }, object: { key: 'k+1', size: 9 } },
    };

    expect(unwrap({ Records: [record] })).toEqual([
      'failed: a notification of S3: the logs are in s3://b/k 1 (9 bytes), not in here. Download the object and read that',
    ]);
  });

  test('that is a test, a probe or no source is not lost', () => {
    expect(unwrap({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'b' })).toEqual([
      'ignored: S3 tests whether notifications of b arrive',
    ]);
    expect(unwrap({ Records: [{ eventSource: 'aws:dynamodb', dynamodb: {} }] })).toEqual([
      expect.stringContaining('no source of logs'),
    ]);
    expect(unwrap({ records: [{ recordId: 'r', data: 'eA==', result: 'Ok' }] })).toEqual([
      expect.stringContaining('answers Firehose'),
    ]);
  });
});

test.each([
  [
    'a trail',
    {
      Records: [{ eventVersion: '1.08', eventSource: 's3.amazonaws.com', eventName: 'GetObject' }],
    },
  ],
  [
    'a trail that speaks of queues',
    {
      Records: [
        { eventVersion: '1.08', requestParameters: { source: 'aws:sqs', kinesis: 1, Sns: 's' } },
      ],
    },
  ],
  ['an event of EventBridge', { version: '0', 'detail-type': 'x', source: 'aws.ecr', detail: {} }],
  [
    'what CloudWatch Logs sends a stream',
    { messageType: 'DATA_MESSAGE', logGroup: 'g', logEvents: [] },
  ],
  ['logs of Azure', { records: [{ time: 't', data: { a: 1 } }] }],
  ['a request log', { requestId: 'r', timestamp: 1, records: 5, recordId: 'recordId' }],
  ['no JSON', '{"Records":[{"kinesis":{'],
  ['text', 'Mar 14 11:42:07 host "aws:kinesis"'],
])('%s stays as it is', (_, document) => {
  expect(unwrap(document)).toBeUndefined();
});
