import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { SourceContent, TableSource } from '../../../ports/lookup-tables.ts';
import { type AwsPlace, awsError, clientSettings, timeoutMilliseconds } from './client-settings.ts';

export interface S3SourceOptions extends AwsPlace {
  readonly bucket: string;
  readonly key: string;
  readonly bytesMax: number;
}

/** A table that is one object in S3; asked again, it only travels when it has changed. */
export function s3Source(options: S3SourceOptions): TableSource {
  const { bucket, key, bytesMax } = options;
  const id = `s3:${bucket}/${key}`;
  const place = { Bucket: bucket, Key: key };
  const client = new S3Client({
    ...clientSettings(options),
    forcePathStyle: options.hasOwnEndpoint,
    // Stores that imitate S3 do not know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return {
    driver: 's3',
    id,
    async read(seen) {
      try {
        const condition = seen === undefined ? {} : { IfNoneMatch: seen };
        const output = await client.send(new GetObjectCommand({ ...place, ...condition }));
        return await contentOf(output, bytesMax);
      } catch (error) {
        if (statusOf(error) === 304) return { outcome: 'unchanged' };
        throw awsError(id, 'read', error, meanings);
      }
    },
    async write(bytes, seen) {
      try {
        await client.send(new PutObjectCommand({ ...place, Body: bytes, IfMatch: seen }));
        return 'written';
      } catch (error) {
        const status = statusOf(error);
        if (status === 412 || status === 409) return 'changed';
        throw awsError(id, 'written', error, meanings);
      }
    },
  };
}

const meanings: Readonly<Record<string, string>> = {
  NoSuchKey: 'there is no such object',
  NoSuchBucket: 'there is no such bucket',
};

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

async function contentOf(
  { Body, ContentLength, ETag }: GetObjectCommandOutput,
  bytesMax: number,
): Promise<SourceContent> {
  if (Body === undefined || ETag === undefined) throw new Error('the answer has no content');
  if (ContentLength !== undefined && ContentLength > bytesMax) {
    throw tooLarge(ContentLength, bytesMax);
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of inTime(Body.transformToWebStream())) {
    size += part.byteLength;
    if (size > bytesMax) throw tooLarge(size, bytesMax);
    parts.push(part);
  }
  return { outcome: 'read', bytes: Buffer.concat(parts), mark: ETag };
}

function tooLarge(bytes: number, bytesMax: number): Error {
  const megabytes = (count: number) => Math.round(count / 1024 / 1024);
  return new Error(
    `it has ${megabytes(bytes)} MB or more, and no more than ${megabytes(bytesMax)} MB are read into memory`,
  );
}

/** The parts of a stream; one that stands still for too long is given up. */
async function* inTime(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await withDeadline(reader.read());
      if (done) return;
      if (value !== undefined) yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function withDeadline<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error('no answer within 10 s'), { name: 'TimeoutError' }));
    }, timeoutMilliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
