import type { Batch } from '../../domain/batch.ts';
import { payloadSequence, recordSeparator } from '../payload-sequence.ts';
import type { AwsDelivery } from './delivery.ts';

type Payloads = Pick<Batch, 'framing' | 'bytes' | 'firstPosition'>;

/**
 * The payloads of a record as batches for detection, with the positions they have in the record. Few: another one
 * begins only behind something that is no payload, and around a payload that holds what batches use as a separator.
 */
export function batchesOf({ pieces }: Pick<AwsDelivery, 'pieces'>): readonly Payloads[] {
  const batches: Payloads[] = [];
  let waiting: Uint8Array[] = [];
  let firstPosition = 0;
  const flush = () => {
    if (waiting.length === 0) return;
    batches.push({ framing: 'documents', bytes: payloadSequence(waiting), firstPosition });
    waiting = [];
  };
  for (const piece of pieces) {
    if (piece.kind !== 'payload') {
      flush();
      continue;
    }
    const position = Number(piece.position);
    const bytes = bytesOf(piece.payload);
    if (bytes.includes(recordSeparator)) {
      flush();
      batches.push({ framing: 'whole', bytes: bytes.slice(), firstPosition: position });
      continue;
    }
    if (waiting.length === 0) firstPosition = position;
    waiting.push(bytes);
  }
  flush();
  return batches;
}

const bytesOf = (payload: string | Uint8Array): Uint8Array =>
  typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
