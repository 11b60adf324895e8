import type { JsonObject } from '../../domain/json.ts';
import { fittingText } from '../fitting.ts';
import { settledText } from '../merged-text.ts';
import type { DeliveryOutcome, LifecycleRequest } from '../output.ts';
import { identifierAt } from '../part-of.ts';
import type { VendorApi } from '../vendor-api.ts';
import { textLengthMax } from './incident.ts';
import { findNote, writeNote } from './notes.ts';

/**
 * The incident of a delivery that was made before. How it is changed (`PUT /incidents/{id}`) and noted on:
 * https://github.com/PagerDuty/api-schema/blob/main/reference/REST/openapiv3.json.
 */
export interface Incident {
  readonly reading: VendorApi;
  readonly writing: VendorApi;
  /** What `deliver` gave back. */
  readonly reference: JsonObject;
}

type State =
  | { readonly outcome: 'open'; readonly path: string; readonly isAcknowledged: boolean }
  | { readonly outcome: 'resolved'; readonly path: string }
  | { readonly outcome: 'gone' }
  | Extract<DeliveryOutcome, { outcome: 'failed' }>;

async function stateOf({ reading, reference }: Incident): Promise<State> {
  const id = identifierAt(reference, 'incident_id');
  if (id === undefined) return { outcome: 'gone' };
  const path = `/incidents/${encodeURIComponent(id)}`;
  const read = await reading.get('reading the incident', path);
  if (read.outcome === 'refused') {
    return read.status === 404 ? { outcome: 'gone' } : read.failure;
  }
  const status = identifierAt(read.value, 'incident', 'status');
  if (status === 'resolved') return { outcome: 'resolved', path };
  return { outcome: 'open', path, isAcknowledged: status === 'acknowledged' };
}

/** Undefined where there is no open incident to write on: nobody looks at a note on one that is resolved. */
export async function noteOnOpen(
  incident: Incident,
  content: string,
): Promise<DeliveryOutcome | undefined> {
  const state = await stateOf(incident);
  if (state.outcome === 'failed') return state;
  if (state.outcome !== 'open') return undefined;
  return note(incident, state.path, content);
}

/** Looked for first: after a time-out nobody knows whether it was written. */
async function note(
  { writing, reference }: Incident,
  path: string,
  content: string,
): Promise<DeliveryOutcome> {
  const earlier = await findNote(writing, path, content);
  if (earlier.outcome === 'failed') return earlier;
  const failure = earlier.outcome === 'there' ? undefined : await writeNote(writing, path, content);
  return failure ?? { outcome: 'delivered', reference };
}

/**
 * Sets a status, unless the incident has it: PagerDuty would reopen one that is resolved to acknowledge it. The text
 * becomes a note, since the resolution of an incident is not shown.
 */
export async function settleIncident(
  incident: Incident,
  status: 'acknowledged' | 'resolved',
  { alert, ...settled }: Pick<LifecycleRequest<never, never>, 'alert' | 'by' | 'note'>,
): Promise<DeliveryOutcome> {
  const { writing, reference } = incident;
  const done: DeliveryOutcome = { outcome: 'delivered', reference };
  const state = await stateOf(incident);
  if (state.outcome === 'failed') return state;
  if (state.outcome === 'gone') return done;

  const isAcknowledging = status === 'acknowledged';
  const text = settledText(isAcknowledging ? 'Acknowledged' : 'Resolved', settled);
  const content = fittingText(text, textLengthMax, alert);
  const isThereAlready = state.outcome === 'resolved' || (isAcknowledging && state.isAcknowledged);
  if (!isThereAlready) {
    const changes = { status, ...(isAcknowledging ? {} : { resolution: content }) };
    const changed = await writing.put('setting the status', state.path, {
      incident: { type: 'incident_reference', ...changes },
    });
    if (changed.outcome === 'refused') return changed.failure;
  }
  const noted = await note(incident, state.path, content);
  // The status is what was asked for; a note that PagerDuty will not have changes nothing about it.
  return noted.outcome === 'failed' && noted.retryable ? noted : done;
}
