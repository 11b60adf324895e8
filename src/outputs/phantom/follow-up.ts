import type { Alert } from '../../domain/alert.ts';
import type { JsonObject } from '../../domain/json.ts';
import { fittingText } from '../fitting.ts';
import { settledText } from '../merged-text.ts';
import type { DeliveryOutcome, Failure } from '../output.ts';
import { identifierAt, partOf } from '../part-of.ts';
import { isUnknowable, type VendorApi } from '../vendor-api.ts';
import { closedStatus, filter, numberOf, setStatus, unsuccessful } from './container.ts';

/**
 * The container of an artifact that was added before:
 * https://help.splunk.com/splunk-soar/soar-cloud/rest-api-reference/container-endpoints/rest-containers.
 */
export interface FollowUp {
  readonly api: VendorApi;
  readonly alert: Alert;
  /** What `deliver` gave back. */
  readonly reference: JsonObject;
  readonly idempotencyKey: string;
}

type ReadContainer =
  | {
      readonly outcome: 'there';
      readonly id: number | string;
      readonly isClosed: boolean;
      /** Alerts in it: each is an artifact. */
      readonly artifacts: number;
    }
  | { readonly outcome: 'gone' }
  | Failure;

async function readContainer({ api, reference }: FollowUp): Promise<ReadContainer> {
  const id = identifierAt(reference, 'container_id');
  if (id === undefined) return { outcome: 'gone' };
  const path = `/rest/container/${encodeURIComponent(id)}`;
  const read = await api.get('reading the container', path);
  if (read.outcome === 'refused') return read.status === 404 ? { outcome: 'gone' } : read.failure;
  return {
    outcome: 'there',
    id: numberOf(id),
    isClosed: partOf(read.value, 'status') === closedStatus,
    artifacts: Number(identifierAt(read.value, 'artifact_count') ?? 1),
  };
}

/** A comment that tells what merged; undefined where there is no open container to write on. */
export async function commentMerged(
  followUp: FollowUp,
  text: string,
): Promise<DeliveryOutcome | undefined> {
  const container = await readContainer(followUp);
  if (container.outcome === 'failed') return container;
  if (container.outcome === 'gone' || container.isClosed) return undefined;
  const failure = await comment(
    followUp,
    container.id,
    text,
    `streamalert-${followUp.idempotencyKey}`,
  );
  return failure ?? { outcome: 'delivered', reference: followUp.reference };
}

/** Alerts of a rule share a container: it is closed with the last of them. */
export async function settleContainer(
  followUp: FollowUp,
  verb: 'Acknowledged' | 'Resolved',
  settled: { readonly by: string; readonly note: string | null },
): Promise<DeliveryOutcome> {
  const { api, alert, reference, idempotencyKey } = followUp;
  const done: DeliveryOutcome = { outcome: 'delivered', reference };
  const container = await readContainer(followUp);
  if (container.outcome === 'failed') return container;
  if (container.outcome === 'gone' || container.isClosed) return done;

  const artifact = identifierAt(reference, 'artifact_id') ?? idempotencyKey;
  const text = `Artifact ${artifact}, alert ${alert.id}: ${settledText(verb, settled)}`;
  // An alert and what merged into it are one artifact, which counts once.
  const mark = `${settlingMark(verb)}${artifact}.`;
  const failure = await comment(followUp, container.id, text, mark);
  if (failure !== undefined) return failure;
  if (verb === 'Acknowledged') return done;

  const resolved = await commentsWith(api, container.id, settlingMark('Resolved'));
  if (resolved.outcome === 'failed') return resolved;
  // The one that was just written counts, also where comments may not be read.
  if (Math.max(1, resolved.count) < container.artifacts) return done;
  const closed = await setStatus(api, container.id, closedStatus);
  return closed.outcome === 'refused' ? closed.failure : done;
}

const settlingMark = (verb: string): string => `streamalert-${verb.toLowerCase()}-`;

const commentLengthMax = 16_000;

/** Comments cannot be deleted, so one with its mark is looked for before it is written. */
async function comment(
  { api, alert }: FollowUp,
  id: number | string,
  text: string,
  mark: string,
): Promise<Failure | undefined> {
  const there = await commentsWith(api, id, mark);
  if (there.outcome === 'failed') return there;
  if (there.count > 0) return undefined;
  const written = await api.post('adding the comment', '/rest/container_comment', {
    container_id: id,
    comment: `${fittingText(text, commentLengthMax, alert)}\n\n${mark}`,
  });
  if (written.outcome === 'refused') return written.failure;
  return partOf(written.value, 'failed') === true
    ? unsuccessful('adding the comment', written, 'it failed')
    : undefined;
}

type CountedComments = { readonly outcome: 'counted'; readonly count: number } | Failure;

async function commentsWith(
  api: VendorApi,
  id: number | string,
  mark: string,
): Promise<CountedComments> {
  const query = `_filter_container_id=${encodeURIComponent(String(id))}&${filter('comment__contains', mark)}`;
  const listed = await api.get('reading the comments', `/rest/container_comment?${query}`);
  if (listed.outcome === 'refused') {
    return isUnknowable(listed) ? { outcome: 'counted', count: 0 } : listed.failure;
  }
  const latest = partOf(listed.value, 'data', 0, 'comment');
  const isMarked = typeof latest === 'string' && latest.includes(mark);
  const count = Number(identifierAt(listed.value, 'count') ?? 1);
  return { outcome: 'counted', count: isMarked ? count : 0 };
}
