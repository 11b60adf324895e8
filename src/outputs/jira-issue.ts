import { z } from 'zod';
import type { Alert } from '../domain/alert.ts';
import { stringifyJson } from '../domain/exact-json.ts';
import type { JsonValue } from '../domain/json.ts';
import type { Publication } from '../domain/publication.ts';
import { contentOf } from './content.ts';
import { fittingText } from './fitting.ts';
import { commentOnIssue, room, textLengthMax } from './jira-issue-comment.ts';
import { type DeliveryOutcome, plain } from './output.ts';
import { overridesOf } from './overrides.ts';
import { identifierAt, listAt, partOf } from './part-of.ts';
import { isUnknowable, type VendorAnswer, type VendorApi } from './vendor-api.ts';

/** Where the issues go; the same for both ways to sign in. */
export const jiraTarget = {
  project_key: plain('key of the project, such as SEC'),
  issue_type: plain('type of the issues, such as Task'),
  aggregate: z
    .string()
    .regex(/^([yY][eE][sS]|[nN][oO])$/, 'yes or no')
    .default('no')
    .describe('yes: an alert whose summary has an issue becomes a comment there'),
  resolve_transition: plain(
    'transition that resolves an issue, by its own name or that of the status it leads to; one into a status that is done unless set',
  ).optional(),
};

/** What publishers set as `@<service>.<field>`. */
export const jiraFields = z.object({
  issue_summary: z.string().describe('title of the issue'),
  description: z.string().describe('text of the issue, in the markup of Jira'),
});

export type JiraTarget = z.infer<z.ZodObject<typeof jiraTarget>>;

export interface JiraRequest {
  readonly alert: Alert;
  readonly publication: Publication;
  readonly idempotencyKey: string;
  readonly target: JiraTarget;
  /** Paths of the search, the one to try first in front: Jira Cloud has one, Jira on own servers the other. */
  readonly searchPaths: readonly string[];
  /** Publishers' keys, `@<service>.<field>`; of several services the first that has it. */
  readonly services: readonly string[];
}

export const cloudSearch = '/rest/api/2/search/jql';
export const serverSearch = '/rest/api/2/search';

/** The refusal of a longer one says "Summary must be less than 255 characters." */
const summaryLengthMax = 254;

/** What of an issue a publication makes. */
interface Texts {
  readonly summary: string;
  readonly text: string;
}

/**
 * Makes an issue, or a comment on the one with the same summary when that is wanted. Issues carry the key of the
 * delivery as a label, comments as a line, and a repeated delivery looks for it first.
 */
export async function deliverToJira(
  api: VendorApi,
  request: JiraRequest,
): Promise<DeliveryOutcome> {
  const { alert, publication, services, target, idempotencyKey } = request;
  const set = overridesOf(publication, ...services);
  const summary = set.text('issue_summary') ?? `StreamAlert ${alert.ruleName}`;
  const content = stringifyJson(contentOf(publication), { sorted: true, strict: true });
  const given = set.text('description');
  const refusal = set.refusal();
  if (refusal !== undefined) return refusal;
  const texts: Texts = {
    // A summary is one line.
    summary: fittingText(summary.replaceAll(/\s+/g, ' ').trim(), summaryLengthMax, alert),
    text: given === undefined ? codeBlock(content, alert) : fitting(given, alert),
  };

  const label = `streamalert-${idempotencyKey}`;
  const project = `project = ${quoted(target.project_key)}`;
  const earlier = await search(api, request, `labels = ${quoted(label)} and ${project}`);
  if (earlier.outcome === 'refused' && !isUnknowable(earlier)) return earlier.failure;
  const [issue] = earlier.outcome === 'understood' ? listAt(earlier.value, 'issues') : [];
  if (issue !== undefined) return delivered(issue);

  if (target.aggregate.toLowerCase() === 'yes') {
    const commented = await addComment(api, request, texts, label);
    if (commented !== undefined) return commented;
  }
  return create(api, request, texts, label);
}

const fitting = (text: string, alert: Alert): string =>
  fittingText(text, textLengthMax - room, alert);

const codeBlock = (content: string, alert: Alert): string =>
  `{code:JSON}${fittingText(content, textLengthMax - room - 20, alert)}{code}`;

/** A text of JQL. */
const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** Inside of a text that `~` compares with, these have a meaning of their own. */
const literal = (text: string): string => text.replaceAll(/[+\-&|!(){}[\]^~*?:\\"/]/g, '\\$&');

/** Asks the search that this Jira has. */
async function search(
  api: VendorApi,
  { searchPaths }: JiraRequest,
  jql: string,
): Promise<VendorAnswer> {
  const query = `jql=${encodeURIComponent(jql)}&maxResults=${foundMax}&fields=summary`;
  let answer = await api.get('searching', `${searchPaths[0]}?${query}`);
  for (const path of searchPaths.slice(1)) {
    // 410: https://developer.atlassian.com/changelog/#CHANGE-2046.
    const isElsewhere =
      answer.outcome === 'refused' && [404, 405, 410].includes(answer.status ?? 0);
    if (isElsewhere) answer = await api.get('searching', `${path}?${query}`);
  }
  return answer;
}

/** `~` finds what is alike; among so many the one with the very summary is looked for. */
const foundMax = 50;

/** Undefined when there is no issue to comment on, or it takes no comment. */
async function addComment(
  api: VendorApi,
  request: JiraRequest,
  { summary, text }: Texts,
  label: string,
): Promise<DeliveryOutcome | undefined> {
  const project = quoted(request.target.project_key);
  const jql = `summary ~ ${quoted(literal(summary))} and project = ${project} order by created desc`;
  const found = await search(api, request, jql);
  if (found.outcome === 'refused') return isUnknowable(found) ? undefined : found.failure;
  const issue = listAt(found.value, 'issues').find(
    (each) => partOf(each, 'fields', 'summary') === summary,
  );
  const id = identifierAt(issue, 'id');
  if (issue === undefined || id === undefined) return undefined;

  const commented = await commentOnIssue(api, id, text, label);
  if (commented.outcome === 'written') return delivered(issue, commented.id);
  return isUnknowable(commented) ? undefined : commented.failure;
}

async function create(
  api: VendorApi,
  { target }: JiraRequest,
  { summary, text }: Texts,
  label: string,
): Promise<DeliveryOutcome> {
  const fields = {
    project: { key: target.project_key },
    summary,
    description: text,
    issuetype: { name: target.issue_type },
  };
  const path = '/rest/api/2/issue';
  let answer = await api.post('creating the issue', path, {
    fields: { ...fields, labels: [label] },
  });
  // Labels are not on the screen of every project: an issue that a repetition does not find is better than none.
  const isWithoutLabels =
    answer.outcome === 'refused' && answer.status === 400 && /['"]labels['"]/.test(answer.said);
  if (isWithoutLabels) answer = await api.post('creating the issue', path, { fields });
  if (answer.outcome === 'refused') return answer.failure;
  if (identifierAt(answer.value, 'id') === undefined) {
    return { outcome: 'failed', reason: 'creating the issue: no id came back', retryable: true };
  }
  return delivered(answer.value);
}

/** `comment` is set where the alert is no more than a comment on an issue that another one opened. */
function delivered(issue: JsonValue, comment?: string): DeliveryOutcome {
  const [id, key] = [identifierAt(issue, 'id'), identifierAt(issue, 'key')];
  return {
    outcome: 'delivered',
    reference: {
      ...(id !== undefined && { id }),
      ...(key !== undefined && { key }),
      ...(comment !== undefined && { comment }),
    },
  };
}
