import type { Alert } from '../../domain/alert.ts';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import type { Publication } from '../../domain/publication.ts';
import { fittingText } from '../fitting.ts';
import { mergedNews, settledText } from '../merged-text.ts';
import type { DeliveryOutcome, Failure } from '../output.ts';
import { identifierAt, listAt, partOf } from '../part-of.ts';
import { isUnknowable, type VendorAnswer, type VendorApi } from '../vendor-api.ts';
import { bodyLengthMax, fenced, githubApi } from './issue.ts';

/**
 * An issue that was opened before. It is commented on (https://docs.github.com/en/rest/issues/comments) and closed
 * (https://docs.github.com/en/rest/issues/issues#update-an-issue).
 */
export interface FollowUp {
  readonly api: VendorApi;
  readonly alert: Alert;
  /** What `deliver` gave back. */
  readonly reference: JsonObject;
  /** Of the credentials, where the reference names none. */
  readonly repository: string;
  readonly idempotencyKey: string;
}

type ReadIssue =
  | {
      readonly outcome: 'there';
      /** Of an issue that has moved to another repository, there. */
      readonly path: string;
      readonly comments: number;
      readonly isClosed: boolean;
    }
  | { readonly outcome: 'gone' }
  | Failure;

/** Deleted issues are answered with 410, and with 404 like those that may not be seen. */
const isGone = (answer: VendorAnswer): boolean =>
  answer.outcome === 'refused' && (answer.status === 404 || answer.status === 410);

async function readIssue({ api, reference, repository }: FollowUp): Promise<ReadIssue> {
  const number = identifierAt(reference, 'issue');
  if (number === undefined) return { outcome: 'gone' };
  const place = identifierAt(reference, 'repository') ?? repository;
  const path = `/repos/${place}/issues/${encodeURIComponent(number)}`;
  const read = await api.get('reading the issue', path);
  if (read.outcome === 'refused') return isGone(read) ? { outcome: 'gone' } : read.failure;
  const url = identifierAt(read.value, 'url') ?? '';
  return {
    outcome: 'there',
    path: url.startsWith(`${githubApi}/repos/`) ? url.slice(githubApi.length) : path,
    comments: Number(identifierAt(read.value, 'comments') ?? 0),
    isClosed: partOf(read.value, 'state') === 'closed',
  };
}

/** A comment that tells what merged; undefined where the issue is gone. */
export async function commentMerged(
  followUp: FollowUp,
  publication: Publication,
): Promise<DeliveryOutcome | undefined> {
  const issue = await readIssue(followUp);
  if (issue.outcome === 'failed') return issue;
  if (issue.outcome === 'gone') return undefined;
  const { alert, reference, idempotencyKey } = followUp;
  const { headline, details } = mergedNews(alert, publication);
  const data = fittingText(details, bodyLengthMax / 4, alert);
  const text = data === '' ? headline : `${headline}\n\n${fenced(data, 'text')}`;
  const refused = await comment(followUp, issue, text, idempotencyKey);
  if (refused === undefined) return { outcome: 'delivered', reference };
  return isGone(refused) ? undefined : refused.failure;
}

/** Says who did it and, for `Resolved`, closes the issue. One that is closed, locked or gone needs no more. */
export async function settleIssue(
  followUp: FollowUp,
  verb: 'Acknowledged' | 'Resolved',
  settled: { readonly by: string; readonly note: string | null },
): Promise<DeliveryOutcome> {
  const { api, alert, reference, idempotencyKey } = followUp;
  const done: DeliveryOutcome = { outcome: 'delivered', reference };
  const issue = await readIssue(followUp);
  if (issue.outcome === 'failed') return issue;
  if (issue.outcome === 'gone') return done;

  const text = fittingText(settledText(verb, settled), bodyLengthMax / 4, alert);
  const key = `${verb.toLowerCase()}:${idempotencyKey}`;
  const refused = await comment(followUp, issue, text, key);
  if (refused !== undefined && !isUnknowable(refused)) return refused.failure;
  if (verb === 'Acknowledged' || issue.isClosed) return done;

  const closed = await api.patch('closing the issue', issue.path, {
    state: 'closed',
    state_reason: 'completed',
  });
  return closed.outcome === 'refused' && !isGone(closed) ? closed.failure : done;
}

const commentsOfPage = 100;

/** Writes a comment with a key that is not shown, unless one of the latest has it; what GitHub said against it. */
async function comment(
  { api }: FollowUp,
  { path, comments }: Extract<ReadIssue, { outcome: 'there' }>,
  text: string,
  key: string,
): Promise<Extract<VendorAnswer, { outcome: 'refused' }> | undefined> {
  const marker = `<!-- streamalert:${key} -->`;
  // They come oldest first, and the last page may have just begun.
  const last = Math.max(1, Math.ceil(comments / commentsOfPage));
  for (const page of last > 1 ? [last, last - 1] : [1]) {
    const query = `per_page=${commentsOfPage}&page=${page}`;
    const listed = await api.get('reading the comments', `${path}/comments?${query}`);
    if (listed.outcome === 'refused' && !isUnknowable(listed)) return listed;
    if (listed.outcome === 'understood' && listAt(listed.value).some(hasMarker(marker))) {
      return undefined;
    }
  }
  const body = `${text}\n\n${marker}`;
  const written = await api.post('adding the comment', `${path}/comments`, { body });
  return written.outcome === 'refused' ? written : undefined;
}

export const hasMarker =
  (marker: string) =>
  (item: JsonValue): boolean => {
    const body = partOf(item, 'body');
    return typeof body === 'string' && body.includes(marker);
  };
