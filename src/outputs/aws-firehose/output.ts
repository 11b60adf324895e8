import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { noResource, sendWithin } from '../aws-sending.ts';
import { contentOf } from '../content.ts';
import { jsonWithin } from '../json-within.ts';
import { type DeliveryOutcome, defineOutput } from '../output.ts';

/**
 * "The data blob … must be less than 1000 KiB"
 * (https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecord.html). The line end is one of the bytes.
 */
const recordBytesMax = [999_999, 250_000];

/** A stream that several read tells repetitions by the `id` in each line. */
export const awsFirehose = defineOutput({
  service: 'aws-firehose',
  summary: 'Put each alert as a line of JSON into an Amazon Data Firehose stream',
  protocol: 'Amazon Data Firehose API 2015-08-04; allow firehose:PutRecord on the stream',
  documentation: 'https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecord.html',
  repetition: null,
  limits: 'lines of more than 1,000,000 bytes',
  fields: z.object({}),
  // "1,000 requests/second" in most regions: https://docs.aws.amazon.com/firehose/latest/dev/limits.html
  rateLimit: { calls: 1000, seconds: 1 },
  shape: 'map',
  resourceDescription: 'name of the stream, or its ARN',
  credentials: z.object({}),
  uses: ['aws'],
  defaultPublication,

  async deliver({ alert, publication, resource, descriptor, ports }): Promise<DeliveryOutcome> {
    if (resource === null) return noResource('aws-firehose', descriptor, 'stream');
    return sendWithin(
      recordBytesMax,
      (bytesMax) => jsonWithin(contentOf(publication), bytesMax, alert),
      (line) => ports.aws.putFirehoseRecord({ stream: resource, data: `${line}\n` }),
    );
  },
});
