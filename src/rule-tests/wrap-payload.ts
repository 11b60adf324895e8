import { deflateSync, gzipSync } from 'node:zlib';
import { decodeAwsEvent } from '../sources/aws/decode-event.ts';
import type { Compression, TestEvent } from './test-event.ts';

/** What a source makes of the data of an event on its way in. */
export type Arrived =
  | { readonly outcome: 'arrived'; readonly payloads: readonly (string | Uint8Array)[] }
  | { readonly outcome: 'refused'; readonly message: string };

/** A service that AWS tells of by an event: the data is put into one, and taken out of it as in a live run. */
type Wrap = (data: string, resource: string, compress: Compression) => object;

const region = 'us-east-1';
const account = '123456789012';

const wraps: Readonly<Record<string, Wrap>> = {
  kinesis: (data, resource, compress) => ({
    eventSource: 'aws:kinesis',
    eventSourceARN: `arn:aws:kinesis:${region}:${account}:stream/${resource}`,
    kinesis: { sequenceNumber: '1', data: packed(data, compress).toString('base64') },
  }),
  sns: (data, resource) => ({
    EventSource: 'aws:sns',
    Sns: {
      MessageId: '1',
      TopicArn: `arn:aws:sns:${region}:${account}:${resource}`,
      Message: data,
    },
  }),
};

/** Zlib or gzip, as producers of Kinesis records do. */
export function packed(data: string, compress: Compression): Buffer {
  const bytes = Buffer.from(data);
  if (compress === 'none') return bytes;
  return compress === 'gzip' ? gzipSync(bytes) : deflateSync(bytes);
}

/** Sends the data of an event through its source: objects of S3, posts and what apps collect come as they are. */
export function arrive({ payload, source, compress }: TestEvent): Arrived {
  const wrap = source && Object.hasOwn(wraps, source.service) ? wraps[source.service] : undefined;
  if (source === undefined || wrap === undefined)
    return { outcome: 'arrived', payloads: [payload] };

  const deliveries = decodeAwsEvent({ Records: [wrap(payload, source.resource, compress)] });
  const pieces = deliveries.flatMap((delivery) => delivery.pieces);
  const payloads = pieces.flatMap((piece) => (piece.kind === 'payload' ? [piece.payload] : []));
  if (payloads.length > 0) return { outcome: 'arrived', payloads };
  const [detail = 'nothing arrives'] = pieces.map((piece) =>
    piece.kind === 'payload' || piece.kind === 'object'
      ? `it names an ${piece.kind}`
      : piece.detail,
  );
  return { outcome: 'refused', message: `nothing of it arrives from ${source.service}: ${detail}` };
}
