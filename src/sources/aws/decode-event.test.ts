import { createHash } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import { PbfWriter } from 'pbf';
import { describe, expect, test } from 'vitest';
import { decodeAwsEvent, decodeFirehosePost } from './decode-event.ts';
import type { AwsDelivery, AwsPiece } from './delivery.ts';

const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString('base64');

const kinesisRecord = (data: unknown, sequenceNumber: unknown = '4959') => ({
  kinesis: {
    kinesisSchemaVersion: '1.0',
    partitionKey: 'k',
    sequenceNumber,
    data,
    approximateArrivalTimestamp: 1_600_000_000.123,
  },
  eventSource: 'aws:kinesis',
  eventID: `shardId-0:${String(sequenceNumber)}`,
  awsRegion: 'eu-west-1',
  eventSourceARN: 'arn:aws:kinesis:eu-west-1:111122223333:stream/acme_prod_streamalert',
});

const kinesis = (...data: readonly unknown[]) => ({
  Records: data.map((item, index) => kinesisRecord(item, String(4959 + index))),
});

const s3Record = (over: Readonly<Record<string, unknown>> = {}, object = {}) => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  awsRegion: 'eu-west-1',
  eventTime: '2026-03-14T11:42:00.000Z',
  eventName: 'ObjectCreated:Put',
  s3: {
    bucket: { name: 'acme.logs', arn: 'arn:aws:s3:::acme.logs' },
    object: { key: 'AWSLogs/x%26y.json.gz', size: 4096, eTag: 'e1', ...object },
  },
  ...over,
});

const snsRecord = (message: string, over: Readonly<Record<string, unknown>> = {}) => ({
  EventSource: 'aws:sns',
  EventVersion: '1.0',
  Sns: {
    Type: 'Notification',
    MessageId: 'm-1',
    Subject: null,
    TopicArn: 'arn:aws:sns:eu-west-1:111122223333:topic-a',
    Message: message,
    Timestamp: '2026-03-14T11:42:00.000Z',
    ...over,
  },
});

const sqsRecord = (body: string) => ({
  messageId: 'q-1',
  receiptHandle: 'h',
  body,
  attributes: { SentTimestamp: '1520621625029' },
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:111122223333:queue-a',
});

const objectCreated = {
  version: '0',
  id: 'e-1',
  'detail-type': 'Object Created',
  source: 'aws.s3',
  time: '2026-03-14T11:42:00Z',
  region: 'eu-west-1',
  detail: {
    bucket: { name: 'acme.logs' },
    object: { key: 'a b+c%20d.json', size: 5, etag: 'e2', 'version-id': 'v9' },
  },
};

/** What came of an event, shortly: `service/resource: pieces`. */
const shown = (event: unknown): readonly string[] =>
  decodeAwsEvent(event).map(
    ({ service, resource, pieces }) => `${service}/${resource}: ${pieces.map(word).join(', ')}`,
  );

function word(piece: AwsPiece): string {
  switch (piece.kind) {
    case 'payload':
      return typeof piece.payload === 'string' ? piece.payload : `bytes ${piece.payload.length}`;
    case 'object':
      return `s3://${piece.object.bucket}/${piece.object.key}`;
    case 'ignored':
      return `(${piece.because})`;
    case 'failed':
      return `!${piece.reason}: ${piece.detail}`;
  }
}

const only = (event: unknown): AwsDelivery => {
  const [first, ...others] = decodeAwsEvent(event);
  if (first === undefined || others.length > 0) throw new Error('one delivery was expected');
  return first;
};

/** As the Kinesis Producer Library gathers records. */
function aggregate(records: readonly Uint8Array[]): Buffer {
  const writer = new PbfWriter();
  writer.writeStringField(1, 'partition key');
  for (const data of records) {
    writer.writeMessage(
      3,
      (content, out) => {
        out.writeVarintField(1, 0);
        out.writeBytesField(3, content);
      },
      data,
    );
  }
  const message = writer.finish();
  const checksum = createHash('md5').update(message).digest();
  return Buffer.concat([Buffer.from('f3899ac2', 'hex'), message, checksum]);
}

describe('a Kinesis record', () => {
  test('has the name of its stream, an id of its own and the time of its arrival', () => {
    expect(only(kinesis(base64('{"a":1}')))).toEqual({
      service: 'kinesis',
      resource: 'acme_prod_streamalert',
      delivery: 'acme_prod_streamalert:4959',
      receivedAt: 1_600_000_000_123,
      itemIdentifier: '4959',
      pieces: [{ kind: 'payload', position: '1', payload: '{"a":1}' }],
    });
  });

  test.each([
    ['plain', Buffer.from('a,b,c\nd,e,f')],
    ['gzip', gzipSync('a,b,c\nd,e,f')],
    ['zlib', deflateSync('a,b,c\nd,e,f')],
    ['gzip of several members', Buffer.concat([gzipSync('a,b,c\n'), gzipSync('d,e,f')])],
    ['gzip inside gzip', gzipSync(gzipSync('a,b,c\nd,e,f'))],
    ['gzip filled up with zeros', Buffer.concat([gzipSync('a,b,c\nd,e,f'), Buffer.alloc(9)])],
  ])('may be %s', (_, data) => {
    expect(shown(kinesis(base64(data)))).toEqual(['kinesis/acme_prod_streamalert: a,b,c\nd,e,f']);
  });

  test('whose gzip data has something behind it gives both the data and the news of it', () => {
    const data = Buffer.concat([gzipSync('{"a":1}'), gzipSync('\n{"a":2}'), Buffer.from('tail')]);

    expect(only(kinesis(base64(data))).pieces.map(word)).toEqual([
      '{"a":1}',
      '{"a":2}',
      '!unreadable: 4 bytes follow after the end of its gzip data and were not read',
    ]);
  });

  test('of several JSON documents on lines of their own gives each', () => {
    const { pieces } = only(kinesis(base64('{"a":1}\n\r\n{"a":2}\r\nnot json\n')));

    expect(pieces.map(word)).toEqual(['{"a":1}', '{"a":2}', 'not json']);
    expect(pieces.map(({ position }) => position)).toEqual(['1', '2', '3']);
  });

  test.each(['{\n  "a": 1\n}\n', '5\n6\n', '[10:32] started\nsecond line', '"a"\n"b"\n'])(
    'of lines that are no documents is one payload: %j',
    (text) => {
      expect(only(kinesis(base64(text))).pieces.map(word)).toEqual([text]);
    },
  );

  test('that gathers records of the producer library gives each, unpacked', () => {
    const data = aggregate([
      Buffer.from('{"a":1}'),
      gzipSync('{"a":2}\n{"a":3}'),
      Buffer.from([0xff]),
      Buffer.from(''),
    ]);

    expect(only(kinesis(base64(data))).pieces.map(word)).toEqual([
      '{"a":1}',
      '{"a":2}',
      '{"a":3}',
      'bytes 1',
      '(empty record)',
    ]);
  });

  test('that only looks like gathered records is taken as it is', () => {
    const data = aggregate([Buffer.from('{"a":1}')]);
    data[data.length - 1] = (data.at(-1) ?? 0) ^ 1;

    expect(only(kinesis(base64(data))).pieces.map(word)).toEqual([`bytes ${data.length}`]);
  });

  test('that cannot be decoded does not keep the others from it', () => {
    const event = kinesis(base64('good'), '%%%', 7, base64(gzipSync('x').subarray(0, 12)), null);
    event.Records.push({ ...kinesisRecord(base64('also good')), eventSourceARN: 'no name/' });
    const records: unknown[] = [...event.Records, null, 'text', {}, kinesisRecord(base64('last'))];

    expect(shown({ Records: records })).toEqual([
      'kinesis/acme_prod_streamalert: good',
      'kinesis/acme_prod_streamalert: !unreadable: its "data" is not base64; the sender has to encode the bytes',
      'kinesis/acme_prod_streamalert: !not JSON: the record has no "data" with base64 text',
      expect.stringContaining('!unreadable: its data begins as gzip and cannot be unpacked'),
      expect.stringContaining('!not JSON'),
      expect.stringContaining('unknown/unknown: !not JSON: the record lacks "eventSourceARN"'),
      'unknown/unknown: !not JSON: a record has to be an object',
      'unknown/unknown: !not JSON: a record has to be an object',
      'unknown/unknown: !unreadable: no record of a known source: it is empty',
      'kinesis/acme_prod_streamalert: last',
    ]);
  });

  test('that unpacks to more than any record has is refused', () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));

    expect(only(kinesis(base64(bomb))).pieces.map(word)).toEqual([
      expect.stringContaining('!too long: its data unpacks to more than 134217728 bytes'),
    ]);
  });
});

test('records that are small each and too much together are bounded', () => {
  const data = base64(gzipSync(Buffer.alloc(100 * 1024 * 1024, 'x')));

  const found = shown(kinesis(data, data, data)).map((text) => text.slice(0, 200));

  expect(found[1]).toContain('xxx');
  expect(found[2]).toContain('!too long: the records of its event unpack to more than 268435456');
});

describe('a notification of S3', () => {
  const name = 's3/acme.logs: s3://acme.logs/AWSLogs/x&y.json.gz';

  test('is a reference to an object, to be read by whoever has access', () => {
    const event = { Records: [s3Record({}, { versionId: 'v1', key: 'a+b%2Bc%25.gz' })] };

    expect(only(event)).toEqual({
      service: 's3',
      resource: 'acme.logs',
      delivery: 'acme.logs/a b+c%.gz@v1',
      receivedAt: Date.parse('2026-03-14T11:42:00.000Z'),
      itemIdentifier: undefined,
      pieces: [
        {
          kind: 'object',
          position: '1',
          object: {
            bucket: 'acme.logs',
            key: 'a b+c%.gz',
            versionId: 'v1',
            region: 'eu-west-1',
            size: 4096,
            etag: 'e1',
          },
        },
      ],
    });
  });

  const notification = JSON.stringify({ Records: [s3Record(), s3Record({}, { key: 'second' })] });
  const envelope = (message: string) => JSON.stringify(snsRecord(message).Sns);
  const second = 's3/acme.logs: s3://acme.logs/second';

  test.each([
    ['directly', { Records: [s3Record(), s3Record({}, { key: 'second' })] }],
    ['in SNS', { Records: [snsRecord(notification, { Subject: 'Amazon S3 Notification' })] }],
    ['in SNS without its subject', { Records: [snsRecord(notification)] }],
    ['in SQS', { Records: [sqsRecord(notification)] }],
    ['in SNS in SQS', { Records: [sqsRecord(envelope(notification))] }],
    ['posted by SNS', snsRecord(notification).Sns],
  ])('gives all its objects when it comes %s', (_, event) => {
    expect(shown(event)).toEqual([name, second]);
  });

  test.each([
    ['directly', objectCreated],
    ['in SQS', { Records: [sqsRecord(JSON.stringify(objectCreated))] }],
    ['in SNS', { Records: [snsRecord(JSON.stringify(objectCreated))] }],
    ['in SNS in SQS', { Records: [sqsRecord(envelope(JSON.stringify(objectCreated)))] }],
  ])('may come as an event of EventBridge, %s, whose keys are not encoded', (_, event) => {
    expect(only(event)).toMatchObject({
      resource: 'acme.logs',
      delivery: 'acme.logs/a b+c%20d.json@v9',
      pieces: [{ kind: 'object', object: { key: 'a b+c%20d.json', size: 5, etag: 'e2' } }],
    });
  });

  test('in a queue names the message to be sent again', () => {
    const deliveries = decodeAwsEvent({ Records: [sqsRecord(notification)] });

    expect(deliveries.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['q-1', 'q-1']);
  });

  test.each([
    ['of a deletion', s3Record({ eventName: 'ObjectRemoved:Delete' }), 'no new object'],
    ['without a size', s3Record({}, { size: undefined }), 'no object size'],
    ['of nothing', s3Record({}, { size: 0 }), 'empty object'],
  ])('%s is counted and left out', (_, record, because) => {
    expect(shown({ Records: [record, s3Record()] })).toEqual([`s3/acme.logs: (${because})`, name]);
  });

  const testEvent = {
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: '2026-03-14T11:42:00.000Z',
    Bucket: 'acme.logs',
    RequestId: 'r',
  };
  test.each([
    ['directly', testEvent],
    ['in SNS', { Records: [snsRecord(JSON.stringify(testEvent))] }],
    ['in SQS', { Records: [sqsRecord(JSON.stringify(testEvent))] }],
  ])('that is only a test is left out, %s', (_, event) => {
    expect(shown(event)).toEqual(['s3/acme.logs: (test event)']);
  });

  test('of a larger object than any function holds is a reference like others', () => {
    const [found] = only({ Records: [s3Record({}, { size: 5e12 })] }).pieces;

    expect(found).toMatchObject({ kind: 'object', object: { size: 5e12 } });
  });

  test('of the same key written again has another name', () => {
    const names = ['e1', 'e2'].map((eTag) => only({ Records: [s3Record({}, { eTag })] }).delivery);

    expect(new Set(names).size).toBe(2);
  });

  test('with escapes that are none keeps them', () => {
    expect(only({ Records: [s3Record({}, { key: '100%+%C3%A9%ff' })] }).delivery).toContain(
      'acme.logs/100% é',
    );
  });
});

describe('messages', () => {
  test('of a topic are their text', () => {
    expect(only({ Records: [snsRecord('{"k":1}')] })).toMatchObject({
      service: 'sns',
      resource: 'topic-a',
      delivery: 'm-1',
      pieces: [{ payload: '{"k":1}' }],
    });
  });

  test('of a topic may be any text, such as one that speaks of S3', () => {
    const texts = ['not { "s3" json', '{"Records":[{"s3":1}]}', '{"s3":{}}', '["aws.s3"]'];

    for (const text of texts)
      expect(shown({ Records: [snsRecord(text)] })).toEqual([`sns/topic-a: ${text}`]);
  });

  test('of a queue are their body, or what a topic put into it', () => {
    const inner = JSON.stringify(snsRecord('line of a log').Sns);

    expect(shown({ Records: [sqsRecord('plain'), sqsRecord(inner)] })).toEqual([
      'sqs/queue-a: plain',
      'sqs/queue-a: line of a log',
    ]);
    expect(only({ Records: [sqsRecord('plain')] })).toMatchObject({
      delivery: 'q-1',
      itemIdentifier: 'q-1',
      receivedAt: 1_520_621_625_029,
    });
  });
});

describe('CloudWatch Logs', () => {
  const document = (over = {}) => ({
    messageType: 'DATA_MESSAGE',
    owner: '111122223333',
    logGroup: 'CloudTrail/DefaultLogGroup',
    logStream: 's',
    subscriptionFilters: ['f'],
    logEvents: [{ id: '37', timestamp: 1_600_000_000_000, message: '{"large":9007199254740993}' }],
    ...over,
  });
  const subscription = (content: unknown) => ({
    awslogs: { data: base64(gzipSync(JSON.stringify(content))) },
  });

  test('may call the function itself', () => {
    expect(only(subscription(document()))).toMatchObject({
      service: 'cloudwatch_logs',
      resource: 'CloudTrail/DefaultLogGroup',
      delivery: 'CloudTrail/DefaultLogGroup:s:37',
      pieces: [{ kind: 'payload', payload: JSON.stringify(document()) }],
    });
  });

  test('tests its subscriptions, which is counted and left out', () => {
    const probe = document({ messageType: 'CONTROL_MESSAGE', logEvents: [] });

    expect(shown(subscription(probe))).toEqual([
      'cloudwatch_logs/CloudTrail/DefaultLogGroup: (control message)',
    ]);
  });

  test('may come through a stream, as a payload that schemas know', () => {
    const data = base64(gzipSync(JSON.stringify(document())));

    expect(only(kinesis(data)).pieces.map(word)).toEqual([JSON.stringify(document())]);
    expect(
      only({ invocationId: 'i', deliveryStreamArn: 'a:deliverystream/d', records: [{ data }] }),
    ).toMatchObject({ resource: 'd', pieces: [{ payload: JSON.stringify(document()) }] });
  });

  test.each([[7], ['%%'], [base64('no json')], [base64(Buffer.from([0xff]))], [base64('{}')]])(
    'with data that is none (%j) fails with a reason',
    (data) => {
      expect(only({ awslogs: { data } }).pieces).toMatchObject([{ kind: 'failed' }]);
    },
  );
});

describe('other events', () => {
  test('of EventBridge are payloads of their source', () => {
    const event = {
      version: '0',
      id: 'e-1',
      'detail-type': 'ECR Image Scan',
      source: 'aws.ecr',
      detail: {},
    };

    expect(only(event)).toMatchObject({
      service: 'eventbridge',
      resource: 'aws.ecr',
      delivery: 'e-1',
      pieces: [{ payload: JSON.stringify(event) }],
    });
  });

  test('of a rule of AWS Config are payloads of that rule', () => {
    const event = { invokingEvent: '{"a":1}', configRuleName: 'rule-a', version: '1.0' };

    expect(shown(event)).toEqual([`aws_config/rule-a: ${JSON.stringify(event)}`]);
  });

  test('of apps give what they collected', () => {
    const event = {
      Records: [
        { streamalert_app: 'acme_prod_duo_auth_main_app', logs: [{ k: 1 }, 'a,b', 5, null] },
      ],
    };

    expect(shown(event)).toEqual([
      'streamalert_app/acme_prod_duo_auth_main_app: {"k":1}, a,b, 5, null',
    ]);
    expect(only(event).delivery).toBe(only(structuredClone(event)).delivery);
    expect(shown({ Records: [{ streamalert_app: 'a', logs: {} }] })[0]).toContain(
      'lacks a list "logs"',
    );
  });

  test('of Firehose name their records as the stream does they came from', () => {
    const record = {
      recordId: 'record1',
      approximateArrivalTimestamp: 1_507_217_624_302,
      data: base64('Hello'),
    };
    const event = {
      invocationId: 'i',
      deliveryStreamArn: 'arn:aws:firehose:eu-west-1:1:deliverystream/to-s3',
      sourceKinesisStreamArn: 'arn:aws:kinesis:eu-west-1:1:stream/in',
      records: [
        { ...record, kinesisRecordMetadata: { sequenceNumber: '49', subsequenceNumber: 3 } },
        record,
      ],
    };

    expect(decodeAwsEvent(event)).toMatchObject([
      { service: 'firehose', resource: 'to-s3', delivery: 'in:49.3', itemIdentifier: 'record1' },
      { delivery: 'to-s3:record1', receivedAt: 1_507_217_624_302, pieces: [{ payload: 'Hello' }] },
    ]);
  });

  test('that Firehose posts give their records', () => {
    const post = {
      requestId: 'r-1',
      timestamp: 1578090901599,
      records: [{ data: base64('a') }, { data: base64('b') }],
    };

    expect(decodeAwsEvent(post)).toMatchObject([
      { service: 'firehose', resource: 'http', delivery: 'r-1:1', receivedAt: 1578090901599 },
      { delivery: 'r-1:2', pieces: [{ payload: 'b' }] },
    ]);
  });

  test('that Firehose posts are of the stream that a header names', () => {
    const post = { requestId: 'r-1', timestamp: 1, records: [{ data: base64('a') }] };
    const arn = 'arn:aws:firehose:eu-west-1:1:deliverystream/to-here';

    expect(decodeFirehosePost(post, arn)).toMatchObject([{ resource: 'to-here' }]);
    expect(decodeFirehosePost({ a: 1 }, arn)).toMatchObject([{ pieces: [{ kind: 'failed' }] }]);
  });

  test('that are none of a source are refused with what to do', () => {
    const dynamodb = { Records: [{ eventID: 'd', eventSource: 'aws:dynamodb', dynamodb: {} }] };
    const answer = { records: [{ recordId: 'r', result: 'Ok', data: '' }] };

    expect(shown(dynamodb)[0]).toContain('take the stream off the function');
    expect(shown(answer)[0]).toContain('answers Firehose, not an event');
    expect(shown({ a: 1 })).toEqual([
      'unknown/unknown: !unreadable: no event of a known source: its keys are "a"',
    ]);
    expect(shown({ Records: [] })).toEqual([]);
    for (const event of [null, 5, 'x', [], undefined]) {
      expect(shown(event)).toEqual([expect.stringContaining('an event has to be an object')]);
    }
  });
});
