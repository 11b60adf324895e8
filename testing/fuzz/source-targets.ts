import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { decodeAwsEvent } from '../../src/sources/aws/decode-event.ts';
import { readBytes } from '../../src/sources/file/read-batches.ts';
import { forEachPayload } from '../../src/sources/file/split-payloads.ts';
import { type FuzzTarget, promise } from './target.ts';

const lines = '{"a":1}\n{"b":[1,2,{"c":"d"}]}\n\nnot json\n{"e":"f';
const table = 'id,text\n1,"a\nb"\n2,"c ""d"" e"\n3,x\n';
const directed = '#Version: 1.0\n#Fields: a b\n1 2\n3 4\n#Fields: c d\n5 6\n';
const elements =
  '<?xml version="1.0"?><Events><Event><A>1</A></Event><Event><A>2</A></Event></Events>';
const documents = '{"Records":[{"a":1},\n{"a":2}]}\n [1, 2, {"b": "}"}]\n';

/** What a batch of one byte and a batch of all give has to be the same. */
interface Reading {
  readonly payloads: string[];
  readonly quarantined: string[];
}

const outputBytesMax = 64 * 1024 * 1024;

async function reading(bytes: Buffer, batchBytes: number): Promise<Reading> {
  const found: Reading = { payloads: [], quarantined: [] };
  let total = 0;
  let offset = 0;
  for await (const item of readBytes(new Uint8Array(bytes), { batchBytes })) {
    promise(item.offset >= offset, 'the position went back');
    offset = item.offset;
    if (item.kind === 'quarantined') {
      found.quarantined.push(`${item.position} ${item.reason}`);
      continue;
    }
    total += item.batch.bytes.length;
    promise(total < outputBytesMax, 'a small input gave more than 64 MB');
    forEachPayload(item.batch, (payload, position) => {
      found.payloads.push(`${position} ${Buffer.from(payload).toString('latin1')}`);
    });
  }
  return found;
}

const fileTarget: FuzzTarget = {
  name: 'source-file',
  seeds: [
    Buffer.from(lines),
    Buffer.from(table),
    Buffer.from(directed),
    Buffer.from(elements),
    Buffer.from(documents),
    gzipSync(lines),
    Buffer.concat([gzipSync(lines), gzipSync(table)]),
    deflateSync(documents),
    zstdCompressSync(lines),
    brotliCompressSync(lines),
    // "a\n" in bzip2.
    Buffer.from(
      '425a683931415926535963e4dbe70000004100001020002000219868330bb9229c2848 31f26df380'.replaceAll(
        ' ',
        '',
      ),
      'hex',
    ),
    Buffer.from(`\ufeff${lines}`, 'utf16le'),
  ],
  async check(bytes) {
    const small = await reading(bytes, 1);
    const large = await reading(bytes, 1024 * 1024);
    const same = JSON.stringify(small) === JSON.stringify(large);
    promise(same, 'the size of batches changes what is read');
  },
};

const encode = (text: string): string => Buffer.from(text).toString('base64');

const awsEvents: readonly object[] = [
  {
    Records: [
      {
        kinesis: {
          data: encode('{"a":1}\n{"a":2}'),
          sequenceNumber: '1',
          approximateArrivalTimestamp: 1.5,
        },
        eventSourceARN: 'arn:aws:kinesis:eu-west-1:111122223333:stream/acme',
      },
      {
        kinesis: { data: gzipSync('x').toString('base64'), sequenceNumber: '2' },
        eventSourceARN: 'a/b',
      },
    ],
  },
  {
    Records: [
      {
        awsRegion: 'eu-west-1',
        eventName: 'ObjectCreated:Put',
        s3: { bucket: { name: 'acme' }, object: { key: 'a%26b+c.gz', size: 12, versionId: 'v' } },
      },
    ],
  },
  {
    Records: [
      {
        Sns: {
          Type: 'Notification',
          MessageId: 'm',
          Subject: 'Amazon S3 Notification',
          TopicArn: 'arn:aws:sns:eu-west-1:111122223333:t',
          Message: '{"Records":[{"s3":{"bucket":{"name":"b"},"object":{"key":"k","size":1}}}]}',
        },
      },
    ],
  },
  {
    Records: [{ messageId: 'q', body: '{"a":1}', eventSourceARN: 'arn:aws:sqs:eu-west-1:1:queue' }],
  },
  {
    awslogs: {
      data: gzipSync('{"messageType":"DATA_MESSAGE","logGroup":"g","logEvents":[]}').toString(
        'base64',
      ),
    },
  },
  {
    records: [{ recordId: 'r', data: encode('x') }],
    deliveryStreamArn: 'arn:aws:firehose:r:1:deliverystream/d',
  },
  { requestId: 'r', timestamp: 1, records: [{ data: encode('x') }] },
  {
    version: '0',
    id: 'i',
    'detail-type': 'T',
    source: 'aws.s3',
    time: '2026-03-14T08:00:00Z',
    detail: {},
  },
  { Records: [{ streamalert_app: 'app', logs: [{ k: 1 }, 'or,a,csv,row'] }] },
];

const awsTarget: FuzzTarget = {
  name: 'source-aws-event',
  seeds: awsEvents.map((event) => Buffer.from(JSON.stringify(event))),
  check(bytes) {
    let event: unknown;
    try {
      event = JSON.parse(bytes.toString('utf8'));
    } catch {
      event = bytes.toString('utf8');
    }
    const first = decodeAwsEvent(event);
    const again = decodeAwsEvent(event);
    promise(JSON.stringify(first) === JSON.stringify(again), 'the same event gives other ids');
    for (const { pieces } of first) {
      const positions = new Set(pieces.map(({ position }) => position));
      promise(positions.size === pieces.length, 'two pieces of a record have one position');
    }
  },
};

export const sourceTargets: readonly FuzzTarget[] = [fileTarget, awsTarget];
