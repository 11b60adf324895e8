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
