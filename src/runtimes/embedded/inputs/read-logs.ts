import { awsEnvelopes } from '../../../sources/aws/envelopes.ts';
import { readBatches, readBytes } from '../../../sources/file/read-batches.ts';
import type { ReadItem, ReadOptions } from '../../../sources/file/read-item.ts';

/** Reads a file, or standard input for `-`, with what is inside of captured events of AWS taken out of them. */
export const readFile = (path: string, options: ReadOptions = {}): AsyncIterable<ReadItem> =>
  readBatches(path, { ...options, unwrap: awsEnvelopes });

/** The same for what came over HTTP, where Firehose and SNS post such envelopes. */
export const readBody = (body: Uint8Array, options: ReadOptions = {}): AsyncIterable<ReadItem> =>
  readBytes(body, { ...options, unwrap: awsEnvelopes });
