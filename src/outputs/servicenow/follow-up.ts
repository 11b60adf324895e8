import type { Alert } from '../../domain/alert.ts';
import type { JsonObject } from '../../domain/json.ts';
import { fittingText } from '../fitting.ts';
import { settledText } from '../merged-text.ts';
import type { DeliveryOutcome, Failure } from '../output.ts';
import { identifierAt, partOf } from '../part-of.ts';
import type { VendorAnswer, VendorApi } from '../vendor-api.ts';

/**
 * A record that was created before. States of an incident: 1 New, 2 In Progress, 3 On Hold, 6 Resolved, 7 Closed,
 * 8 Canceled (https://apis.io/schemas/servicenow/servicenow-incident/). The resolution codes that it may have:
 * https://docs.newrelic.com/docs/workflow-automation/setup-and-configure/actions-catalog/servicenow/servicenow-incident-resolve/.
 */
export interface FollowUp {
  readonly api: VendorApi;
  readonly alert: Alert;
  /** What `deliver` gave back. */
  readonly reference: JsonObject;
  readonly idempotencyKey: string;
  readonly states: {
    readonly acknowledged_state: string;
    readonly resolved_state: string;
    readonly close_code: string;
  };
}

type ReadRecord =
  | {
      readonly outcome: 'there';
      readonly path: string;
      readonly state: string;
      readonly isSettled: boolean;
      readonly workNotes: string;
    }
  | { readonly outcome: 'gone' }
  | Failure;

/** Work notes are answered only with their displayed value, all of them in one text. */
const asked = 'sysparm_fields=state,active,work_notes&sysparm_display_value=all';

async function readRecord({ api, reference, states }: FollowUp): Promise<ReadRecord> {
  const id = identifierAt(reference, 'sys_id');
  if (id === undefined) return { outcome: 'gone' };
  const path = `/${encodeURIComponent(id)}`;
  const read = await api.get('reading the record', `${path}?${asked}`);
  if (read.outcome === 'refused') {
    return read.status === 404 ? { outcome: 'gone' } : read.failure;
  }
  const record = partOf(read.value, 'result');
  const state = identifierAt(record, 'state', 'value') ?? '';
  const isInactive = partOf(record, 'active', 'value') === 'false';
  return {
    outcome: 'there',
    path,
    state,
    isSettled: isInactive || state === states.resolved_state,
    workNotes: identifierAt(record, 'work_notes', 'display_value') ?? '',
  };
}

/** A work note that tells what merged; undefined where the record is gone, or closed to it or to us. */
export async function noteMerged(
  followUp: FollowUp,
  text: string,
): Promise<DeliveryOutcome | undefined> {
  const record = await readRecord(followUp);
  if (record.outcome === 'failed') return record;
  if (record.outcome === 'gone') return undefined;
  const note = noteWith(followUp, text, followUp.idempotencyKey);
  const refused = await change(followUp, record, note, {});
  if (refused === undefined) return { outcome: 'delivered', reference: followUp.reference };
  // Also what may be read and not written is answered with 404.
  const takesNone = refused.status === 404 || (record.isSettled && !refused.failure.retryable);
  return takesNone ? undefined : refused.failure;
}

/** Sets the state that is asked for, unless the record is in it or beyond, and says who did it. */
export async function settleRecord(
  followUp: FollowUp,
  verb: 'Acknowledged' | 'Resolved',
  settled: { readonly by: string; readonly note: string | null },
): Promise<DeliveryOutcome> {
  const { idempotencyKey, reference, states } = followUp;
  const record = await readRecord(followUp);
  if (record.outcome === 'failed') return record;
  const done: DeliveryOutcome = { outcome: 'delivered', reference };
  if (record.outcome === 'gone') return done;
  const text = settledText(verb, settled);
  const key = `${verb.toLowerCase()}-${idempotencyKey}`;
  const note = noteWith(followUp, text, key);
  const refused = await change(followUp, record, note, changesOf(verb, record, note, states));
  if (refused === undefined) return done;
  // A note that a settled record does not take changes nothing about it.
  return record.isSettled && !refused.failure.retryable ? done : refused.failure;
}

function changesOf(
  verb: 'Acknowledged' | 'Resolved',
  { state, isSettled }: Extract<ReadRecord, { outcome: 'there' }>,
  { text }: Note,
  { acknowledged_state, resolved_state, close_code }: FollowUp['states'],
): JsonObject {
  if (isSettled) return {};
  if (verb === 'Resolved') return { state: resolved_state, close_code, close_notes: text };
  // Work that is on hold, for instance, is beyond having been taken on.
  return Number(state) < Number(acknowledged_state) ? { state: acknowledged_state } : {};
}

interface Note {
  readonly text: string;
  readonly marker: string;
}

const noteLengthMax = 16_000;

const noteWith = ({ alert }: FollowUp, text: string, key: string): Note => ({
  text: fittingText(text, noteLengthMax, alert),
  marker: `[streamalert-${key}]`,
});

/** What ServiceNow said against it. A note that is there with its key is not written again. */
async function change(
  { api }: FollowUp,
  { path, workNotes }: Extract<ReadRecord, { outcome: 'there' }>,
  { text, marker }: Note,
  fields: JsonObject,
): Promise<Extract<VendorAnswer, { outcome: 'refused' }> | undefined> {
  const isThere = workNotes.includes(marker);
  const changes = { ...fields, ...(isThere ? {} : { work_notes: `${text}\n\n${marker}` }) };
  if (Object.keys(changes).length === 0) return undefined;
  const changed = await api.patch('changing the record', `${path}?sysparm_fields=sys_id`, changes);
  return changed.outcome === 'refused' ? changed : undefined;
}
