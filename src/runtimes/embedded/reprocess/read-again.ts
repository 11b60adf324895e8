import { Buffer } from 'node:buffer';
import { stat } from 'node:fs/promises';
import type { QuarantinedRecord } from '../../../domain/batch.ts';
import { forEachPayload } from '../../../sources/file/split-payloads.ts';
import { readFile } from '../inputs/read-logs.ts';

export type ReadAgain =
  | { readonly outcome: 'found'; readonly payload: string | Uint8Array }
  | { readonly outcome: 'not found'; readonly why: string };

const notFound = (why: string): ReadAgain => ({ outcome: 'not found', why });

/** Reads a payload that was too large to keep where it came from. It counts only if it is as long as it was. */
export async function readAgain({
  origin,
  position,
  bytes,
}: Pick<QuarantinedRecord, 'origin' | 'position' | 'bytes'>): Promise<ReadAgain> {
  const { service, delivery } = origin;
  if (service !== 'file') return notFound(`it was too large to keep, and came by ${service}`);
  const isFile = await stat(delivery).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) return notFound('it was too large to keep, and its file is not there any more');

  const payload = await payloadAt(delivery, Number(position));
  if (payload === undefined || Buffer.byteLength(payload) !== bytes) {
    return notFound('it was too large to keep, and its file cannot be read as it was');
  }
  return { outcome: 'found', payload };
}

async function payloadAt(path: string, wanted: number): Promise<string | Uint8Array | undefined> {
  let found: string | Uint8Array | undefined;
  for await (const item of readFile(path)) {
    if (item.kind === 'batch') {
      forEachPayload(item.batch, (payload, position) => {
        if (position === wanted) found = payload;
      });
    }
    if (found !== undefined || item.nextPosition > wanted) break;
  }
  return found;
}
