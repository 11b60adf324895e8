import type { Alert } from '../../domain/alert.ts';
import { isJsonObject } from '../../domain/json.ts';
import type { Failure } from '../output.ts';
import { listAt, partOf } from '../part-of.ts';
import { isUnknowable, type VendorApi } from '../vendor-api.ts';

type SoughtEntry = { readonly outcome: 'there' | 'not there' } | Failure;

/** Entries since the alert; what lies behind them is not seen. */
const lookedThroughMax = 500;
/** The server's clock may be behind ours. */
const clockSkewMillis = 10 * 60 * 1000;

/**
 * Whether an entry with this marker is in the war room. XSOAR's own mirroring reads entries this way:
 * https://github.com/demisto/content/blob/master/Packs/XSOARmirroring/Integrations/XSOARmirroring/XSOARmirroring.py;
 * an investigation without entries is answered without `entries`.
 */
export async function findEntry(
  api: VendorApi,
  investigationId: string,
  { createdAt }: Alert,
  marker: string,
): Promise<SoughtEntry> {
  const task = 'reading the entries';
  const path = `/investigation/${encodeURIComponent(investigationId)}`;
  const read = await api.post(task, path, {
    pageSize: lookedThroughMax,
    fromTime: new Date(createdAt - clockSkewMillis).toISOString(),
  });
  if (read.outcome === 'refused') {
    // A key that may only write writes: an entry twice is better than none.
    return isUnknowable(read) ? { outcome: 'not there' } : read.failure;
  }
  if (!isJsonObject(read.value)) {
    return { outcome: 'failed', reason: `${task}: no investigation came back`, retryable: true };
  }
  const isThere = listAt(read.value, 'entries').some((entry) => {
    const contents = partOf(entry, 'contents');
    return typeof contents === 'string' && contents.includes(marker);
  });
  return { outcome: isThere ? 'there' : 'not there' };
}
