import { Buffer } from 'node:buffer';
import type { StoredQuarantine } from '../../../ports/state-store.ts';
import type { SinglePayload } from '../detection/detect-batch.ts';
import { readAgain } from './read-again.ts';

/** A record from quarantine with what can be classified again, or why there is nothing. */
export type Replay =
  | { readonly kind: 'payload'; readonly stored: StoredQuarantine; readonly payload: SinglePayload }
  | { readonly kind: 'nothing kept'; readonly stored: StoredQuarantine; readonly why: string };

/** What is not kept is read again where it came from, if that is a file that is still as it was. */
export async function replaysOf(records: readonly StoredQuarantine[]): Promise<readonly Replay[]> {
  const replays: Replay[] = [];
  for (const stored of records) {
    const { origin, position, receivedAt } = stored;
    const found = keptPayload(stored) ?? (await readAgain(stored));
    replays.push(
      found.outcome === 'found'
        ? {
            kind: 'payload',
            stored,
            payload: { origin, position, receivedAt, payload: found.payload },
          }
        : { kind: 'nothing kept', stored, why: found.why },
    );
  }
  return replays;
}

function keptPayload({ raw, payload = raw, encoding, count = 1 }: StoredQuarantine) {
  if (count > 1) {
    const why = 'it stands for several alike records, of which one is kept';
    return { outcome: 'not found' as const, why };
  }
  if (payload === undefined) return undefined;
  const bytes = encoding === 'latin1' ? new Uint8Array(Buffer.from(payload, 'latin1')) : payload;
  return { outcome: 'found' as const, payload: bytes };
}
