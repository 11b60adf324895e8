import { Buffer } from 'node:buffer';

/**
 * Documents travel as a JSON text sequence (RFC 7464): a record separator before each and a line feed behind it. The
 * separator stands in no valid JSON, and so they are told apart again as fast as lines are.
 */
export const recordSeparator = 0x1e;

/** Puts payloads one after the other into a buffer that they have to themselves. None may hold a separator. */
export function payloadSequence(payloads: readonly Uint8Array[]): Uint8Array {
  const size = payloads.reduce((sum, { length }) => sum + length + 2, 0);
  const sequence = Buffer.allocUnsafeSlow(size);
  let at = 0;
  for (const payload of payloads) {
    sequence[at] = recordSeparator;
    sequence.set(payload, at + 1);
    at += payload.length + 2;
    sequence[at - 1] = 0x0a;
  }
  return new Uint8Array(sequence.buffer);
}
