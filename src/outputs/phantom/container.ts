import { identifierAt, partOf } from '../part-of.ts';
import type { DeliveryOutcome, Failure } from '../output.ts';
import type { VendorAnswer, VendorApi } from '../vendor-api.ts';

export type Container =
  | { readonly outcome: 'there'; readonly id: number | string; readonly isClosed: boolean }
  | Failure;

/** Texts are quoted like JSON. */
export const filter = (field: string, text: string): string =>
  `_filter_${field}=${encodeURIComponent(JSON.stringify(text))}&page_size=1`;

/** The container that all alerts of a rule go to. */
export async function containerOf(
  api: VendorApi,
  ruleName: string,
  description: string,
): Promise<Container> {
  const found = await api.get(
    'looking for the container',
    `/rest/container?${filter('name', ruleName)}`,
  );
  if (found.outcome === 'refused') return found.failure;
  const there = identifierAt(found.value, 'data', 0, 'id');
  if (there !== undefined) {
    const isClosed = partOf(found.value, 'data', 0, 'status') === closedStatus;
    return { outcome: 'there', id: numberOf(there), isClosed };
  }
  const fields = { name: ruleName, description };
  const made = await api.post('creating the container', '/rest/container', fields);
  if (made.outcome === 'refused') return made.failure;
  const id = identifierAt(made.value, 'id');
  return id === undefined
    ? unsuccessful('creating the container', made)
    : { outcome: 'there', id: numberOf(id), isClosed: false };
}

/**
 * Both may be set by the API whatever statuses an administrator has made of them:
 * https://help.splunk.com/splunk-soar/soar-cloud/rest-api-reference/status-endpoints/rest-status.
 */
export const closedStatus = 'closed';
const openStatus = 'open';

export async function setStatus(
  api: VendorApi,
  id: number | string,
  status: typeof closedStatus | typeof openStatus,
): Promise<VendorAnswer> {
  const task = status === closedStatus ? 'closing the container' : 'opening the container';
  const path = `/rest/container/${encodeURIComponent(String(id))}`;
  const answer = await api.post(task, path, { status });
  if (answer.outcome === 'refused' || partOf(answer.value, 'failed') !== true) return answer;
  return {
    outcome: 'refused',
    status: 200,
    said: '',
    failure: unsuccessful(task, answer, 'it failed'),
  };
}

/** Ids are integers. */
export const numberOf = (id: string): number | string =>
  Number.isSafeInteger(Number(id)) ? Number(id) : id;

/** Phantom may answer 200 with `{"failed": true, "message": …}`. */
export function unsuccessful(
  task: string,
  answer: Extract<VendorAnswer, { outcome: 'understood' }>,
  otherwise = 'no id came back',
): Extract<DeliveryOutcome, { outcome: 'failed' }> {
  const said = identifierAt(answer.value, 'message') ?? otherwise;
  return { outcome: 'failed', reason: `${task}: ${said}`, retryable: true };
}
