import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import { issuePath } from './jira-issue-comment.ts';
import type { Failure } from './output.ts';
import { identifierAt, listAt, partOf } from './part-of.ts';
import { isUnknowable, type VendorApi } from './vendor-api.ts';

/** Every status is of one of three categories, whatever it is called: `new`, `indeterminate`, `done`. */
const isDone = (status: JsonValue | undefined): boolean =>
  partOf(status, 'statusCategory', 'key') === 'done';

/**
 * Moves an issue into a status that is done; undefined once it is there, or the issue is gone.
 * https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issues/#api-rest-api-2-issue-issueidorkey-transitions-post
 */
export async function resolveIssue(
  api: VendorApi,
  issue: string,
  wanted: string | undefined,
): Promise<Failure | undefined> {
  const before = await needsResolving(api, issue);
  if (before.outcome !== 'needed') return before.outcome === 'failed' ? before : undefined;

  const path = `${issuePath(issue)}/transitions`;
  const listed = await api.get('reading the transitions', `${path}?expand=transitions.fields`);
  if (listed.outcome === 'refused') return listed.failure;
  const transitions = listAt(listed.value, 'transitions');
  const transition = chosen(transitions, wanted);
  if (transition === undefined) return noTransition(issue, transitions, wanted);

  const made = await api.post('resolving the issue', path, {
    transition: { id: identifierAt(transition, 'id') },
    ...fieldsFor(transition),
  });
  if (made.outcome === 'understood') return undefined;
  if (!isUnknowable(made)) return made.failure;
  // Somebody may have been faster, and this transition with it impossible.
  const after = await needsResolving(api, issue);
  return after.outcome === 'not needed' ? undefined : made.failure;
}

export type Need = { readonly outcome: 'needed' } | { readonly outcome: 'not needed' } | Failure;

/** Not when it is done, deleted, or out of sight. */
export async function needsResolving(api: VendorApi, issue: string): Promise<Need> {
  const read = await api.get('reading the issue', `${issuePath(issue)}?fields=status`);
  if (read.outcome === 'refused') {
    return read.status === 404 ? { outcome: 'not needed' } : read.failure;
  }
  const isResolved = isDone(partOf(read.value, 'fields', 'status'));
  return { outcome: isResolved ? 'not needed' : 'needed' };
}

/** Workflows may have several ends, such as "Rejected": these words are looked for before others. */
const settledWords = /\b(done|resolved?|closed?|fixed|complete[d]?)\b/i;

function chosen(
  transitions: readonly JsonValue[],
  wanted: string | undefined,
): JsonValue | undefined {
  if (wanted !== undefined) {
    const isWanted = (name: string): boolean => name.toLowerCase() === wanted.trim().toLowerCase();
    return transitions.find((each) => namesOf(each).some(isWanted));
  }
  const ends = transitions.filter((each) => isDone(partOf(each, 'to')));
  return ends.find((each) => namesOf(each).some((name) => settledWords.test(name))) ?? ends[0];
}

const namesOf = (transition: JsonValue): readonly string[] =>
  [identifierAt(transition, 'name'), identifierAt(transition, 'to', 'name')].filter(
    (name) => name !== undefined,
  );

/** An operator can name another one, or change the workflow. */
function noTransition(
  issue: string,
  transitions: readonly JsonValue[],
  wanted: string | undefined,
): Failure {
  const there = transitions.map((each) => namesOf(each).join(' → ')).join(', ');
  const missing =
    wanted === undefined
      ? 'no transition leads to a status that is done; name one as resolve_transition'
      : `there is no transition "${wanted}" (resolve_transition)`;
  const list = there === '' ? 'there is none for this user' : `there are: ${there}`;
  const reason = `resolving the issue ${issue}: ${missing}; ${list}`;
  return { outcome: 'failed', reason, retryable: true };
}

/** Many workflows ask for a resolution; one that sounds settled is taken, else the first. */
function fieldsFor(transition: JsonValue): { readonly fields?: JsonObject } {
  const resolution = partOf(transition, 'fields', 'resolution');
  if (!isJsonObject(resolution) || resolution['required'] !== true) return {};
  const names = listAt(resolution, 'allowedValues')
    .map((each) => identifierAt(each, 'name'))
    .filter((name) => name !== undefined);
  const name = names.find((each) => settledWords.test(each)) ?? names[0];
  return name === undefined ? {} : { fields: { resolution: { name } } };
}
