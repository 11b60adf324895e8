import type { Alert } from '../../domain/alert.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Publication } from '../../domain/publication.ts';
import { fittingText } from '../fitting.ts';
import { mergedNews, settledText } from '../merged-text.ts';
import type { DeliveryOutcome, Failure } from '../output.ts';
import { identifierAt } from '../part-of.ts';
import type { VendorApi } from '../vendor-api.ts';
import { findEntry } from './entries.ts';
import { searchIncidents } from './search.ts';

/** An incident that was created before. */
export interface FollowUp {
  readonly api: VendorApi;
  readonly alert: Alert;
  /** What `deliver` gave back. */
  readonly reference: JsonObject;
  readonly idempotencyKey: string;
}

type ReadIncident =
  | { readonly outcome: 'open'; readonly id: string; readonly investigation: string }
  | { readonly outcome: 'closed' }
  | { readonly outcome: 'gone' }
  | Failure;

/** `IncidentStatus`: 0 is pending, 1 active, 2 done, 3 archived. */
const closedStatuses = new Set(['2', '3']);

async function readIncident({ api, reference }: FollowUp): Promise<ReadIncident> {
  const id = identifierAt(reference, 'incident_id');
  if (id === undefined) return { outcome: 'gone' };
  const filter = { id: [id], page: 0, size: 1 };
  const found = await searchIncidents(api, 'reading the incident', filter);
  if (found.outcome === 'failed') return found;
  // A key that may not search may write all the same; an investigation has the id of its incident.
  if (found.outcome === 'unknowable') return { outcome: 'open', id, investigation: id };
  const incident = found.incidents.find((each) => identifierAt(each, 'id') === id);
  if (incident === undefined) return { outcome: 'gone' };
  if (closedStatuses.has(identifierAt(incident, 'status') ?? '')) return { outcome: 'closed' };
  return { outcome: 'open', id, investigation: identifierAt(incident, 'investigationId') ?? id };
}

const entryLengthMax = 16_000;

/**
 * An entry in the war room that tells what merged; undefined where there is no open incident. It starts with a word of
 * ours: an entry that starts with `!` is run as a command.
 */
export async function enterMerged(
  followUp: FollowUp,
  publication: Publication,
): Promise<DeliveryOutcome | undefined> {
  const incident = await readIncident(followUp);
  if (incident.outcome === 'failed') return incident;
  if (incident.outcome !== 'open') return undefined;
  const { headline, details } = mergedNews(followUp.alert, publication);
  // Indented text is shown as it is, whatever it has in it.
  const block = details === '' ? '' : `\n\n${details.replaceAll(/^/gm, '    ')}`;
  const text = headline + block;
  return enter(followUp, incident.investigation, text, followUp.idempotencyKey);
}

/** Looked for first: after a time-out nobody knows whether it was written. */
async function enter(
  { api, alert, reference }: FollowUp,
  investigationId: string,
  text: string,
  key: string,
): Promise<DeliveryOutcome> {
  const marker = `[streamalert-${key}]`;
  const earlier = await findEntry(api, investigationId, alert, marker);
  if (earlier.outcome === 'failed') return earlier;
  if (earlier.outcome === 'there') return { outcome: 'delivered', reference };
  const data = `${fittingText(text, entryLengthMax, alert)}\n\n${marker}`;
  const entry = { investigationId, data, markdown: true };
  const answer = await api.post('adding the entry', '/entry', entry);
  return answer.outcome === 'refused' ? answer.failure : { outcome: 'delivered', reference };
}

type Settled = { readonly by: string; readonly note: string | null };

/** Says in the war room who took the incident on, while it is open. */
export async function acknowledgeIncident(
  followUp: FollowUp,
  settled: Settled,
): Promise<DeliveryOutcome> {
  const incident = await readIncident(followUp);
  if (incident.outcome === 'failed') return incident;
  if (incident.outcome !== 'open') return { outcome: 'delivered', reference: followUp.reference };
  const key = `acknowledged-${followUp.idempotencyKey}`;
  return enter(followUp, incident.investigation, settledText('Acknowledged', settled), key);
}

/** Closes the incident, unless it is closed or gone. */
export async function closeIncident(
  followUp: FollowUp,
  settled: Settled,
): Promise<DeliveryOutcome> {
  const { api, alert, reference } = followUp;
  const incident = await readIncident(followUp);
  if (incident.outcome === 'failed') return incident;
  if (incident.outcome !== 'open') return { outcome: 'delivered', reference };
  const closed = await api.post('closing the incident', '/incident/batchClose', {
    ids: [incident.id],
    closeReason: 'Resolved',
    closeNotes: fittingText(settledText('Resolved', settled), entryLengthMax, alert),
  });
  return closed.outcome === 'refused' ? closed.failure : { outcome: 'delivered', reference };
}
