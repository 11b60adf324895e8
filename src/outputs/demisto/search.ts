import type { JsonObject, JsonValue } from '../../domain/json.ts';
import type { Failure } from '../output.ts';
import { identifierAt, partOf } from '../part-of.ts';
import { isUnknowable, type VendorApi } from '../vendor-api.ts';

export type Found =
  | { readonly outcome: 'searched'; readonly incidents: readonly JsonValue[] }
  /** The key may not search. */
  | { readonly outcome: 'unknowable' }
  | Failure;

/** `POST /incidents/search`. Where there are none it answers `{"total": 0, "data": null}`; all else is no answer. */
export async function searchIncidents(
  api: VendorApi,
  task: string,
  filter: JsonObject,
): Promise<Found> {
  const found = await api.post(task, '/incidents/search', { filter });
  if (found.outcome === 'refused') {
    return isUnknowable(found) ? { outcome: 'unknowable' } : found.failure;
  }
  const incidents = partOf(found.value, 'data');
  if (Array.isArray(incidents)) return { outcome: 'searched', incidents };
  if (incidents === null && identifierAt(found.value, 'total') === '0') {
    return { outcome: 'searched', incidents: [] };
  }
  return { outcome: 'failed', reason: `${task}: no list of incidents came back`, retryable: true };
}
