import { z } from 'zod';
import type { Alert } from '../../domain/alert.ts';
import { defaultPublication } from '../../domain/default-publication.ts';
import type { JsonValue } from '../../domain/json.ts';
import { fittingText } from '../fitting.ts';
import {
  type DeliveryOutcome,
  type DeliveryRequest,
  defineOutput,
  plain,
  token,
  type UpdateRequest,
} from '../output.ts';
import { overridesOf } from '../overrides.ts';
import { identifierAt, listAt } from '../part-of.ts';
import { shownRecord } from '../shown-record.ts';
import { type Answered, basic, isUnknowable, type VendorApi, vendorApi } from '../vendor-api.ts';
import { commentMerged, type FollowUp, hasMarker, settleIssue } from './follow-up.ts';
import { bodyLengthMax, bodyOf, githubApi, titleLengthMax } from './issue.ts';

/**
 * Opens an issue: https://docs.github.com/en/rest/issues/issues#create-an-issue. The body carries the key of the
 * delivery as a comment that is not shown; a repetition finds it among the issues since the alert. Publishers may set
 * `@github.title` and `@github.body`.
 */
export const github = defineOutput({
  service: 'github',
  summary: 'Open a GitHub issue for each alert',
  protocol: 'REST 2022-11-28, issues',
  documentation: 'https://docs.github.com/en/rest/issues/issues#create-an-issue',
  repetition: 'comment in the body that is not shown, looked for',
  limits: 'body 65,536, title 256 characters',
  fields: z.object({
    title: z.string().describe('title of the issue'),
    body: z.string().describe('text of the issue, in Markdown'),
  }),
  // "no more than 80 content-generating requests per minute":
  // https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
  rateLimit: { calls: 80, seconds: 60 },
  shape: 'list',
  credentials: z.object({
    repository: z
      .string()
      .regex(/^[\w.-]+\/[\w.-]+$/, 'write it as owner/name')
      .describe('repository, as owner/name'),
    labels: z.string().default('').describe('labels of the issues, separated by commas'),
    username: plain('user who opens the issues'),
    access_token: token('access token of the user, with the right to write issues'),
  }),
  uses: ['http'],
  defaultPublication,

  deliver: open,

  async update(request): Promise<DeliveryOutcome> {
    const commented = await commentMerged(followUpOf(request), request.publication);
    // What merged is not lost with an issue that somebody has deleted.
    return commented ?? open(request);
  },

  acknowledge: (request) => settleIssue(followUpOf(request), 'Acknowledged', request),
  resolve: (request) => settleIssue(followUpOf(request), 'Resolved', request),
});

interface Account {
  readonly repository: string;
  readonly labels: string;
  readonly username: string;
  readonly access_token: string;
}

type Request = DeliveryRequest<Account, 'http'>;

const apiOf = ({ credentials, ports }: Request): VendorApi =>
  vendorApi(ports.http, {
    base: githubApi,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: basic(credentials.username, credentials.access_token),
      'x-github-api-version': '2022-11-28',
    },
    isBusy,
    limits: { bodyBytesMax: 16 * 1024 * 1024 },
  });

const followUpOf = (request: UpdateRequest<Account, 'http'>): FollowUp => ({
  ...request,
  api: apiOf(request),
  repository: request.credentials.repository,
});

async function open(request: Request): Promise<DeliveryOutcome> {
  const { alert, publication, credentials, idempotencyKey } = request;
  const set = overridesOf(publication, 'github');
  const marker = `<!-- streamalert:${idempotencyKey} -->`;
  const title = set.text('title') ?? `StreamAlert: ${alert.ruleName}`;
  const body = set.text('body') ?? bodyOf(alert, shownRecord(publication));
  const refusal = set.refusal();
  if (refusal !== undefined) return refusal;

  const { repository } = credentials;
  const api = apiOf(request);
  const earlier = await findIssue(api, repository, alert, marker);
  if (earlier !== undefined) return earlier;

  const answer = await api.post('opening the issue', `/repos/${repository}/issues`, {
    title: fittingText(title, titleLengthMax, alert),
    body: `${fittingText(body, bodyLengthMax - marker.length - 2, alert)}\n\n${marker}`,
    labels: labelsOf(credentials.labels),
  });
  return answer.outcome === 'refused' ? answer.failure : delivered(answer.value, repository);
}

const labelsOf = (list: string): readonly string[] =>
  list
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '');

/**
 * Both rate limits are answered with 403 or 429, and are told from a missing right by the headers or the text:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit.
 */
const isBusy = ({ status, headers, body }: Answered): boolean =>
  status === 403 &&
  (headers['x-ratelimit-remaining'] === '0' ||
    headers['retry-after'] !== undefined ||
    /rate limit/i.test(body));

const issuesOfPage = 100;
/** GitHub's clock may be behind ours. */
const clockSkewMillis = 10 * 60 * 1000;

/** The outcome of an earlier attempt, or of one that could not be looked for; undefined when there is none. */
async function findIssue(
  api: VendorApi,
  repository: string,
  { createdAt }: Alert,
  marker: string,
): Promise<DeliveryOutcome | undefined> {
  const since = new Date(createdAt - clockSkewMillis).toISOString();
  // The list is up to date at once, which the search is not.
  const query = `state=all&sort=created&direction=desc&per_page=${issuesOfPage}&since=${since}`;
  const listed = await api.get('looking for the issue', `/repos/${repository}/issues?${query}`);
  if (listed.outcome === 'refused') return isUnknowable(listed) ? undefined : listed.failure;
  const issue = withMarker(listAt(listed.value), marker);
  if (issue !== undefined) return delivered(issue, repository);
  if (listAt(listed.value).length < issuesOfPage) return undefined;

  const words = encodeURIComponent(`"${marker.slice(5, -4)}" in:body repo:${repository}`);
  const found = await api.get('searching the issue', `/search/issues?q=${words}`);
  if (found.outcome === 'refused') return isUnknowable(found) ? undefined : found.failure;
  const match = withMarker(listAt(found.value, 'items'), marker);
  return match === undefined ? undefined : delivered(match, repository);
}

const withMarker = (issues: readonly JsonValue[], marker: string): JsonValue | undefined =>
  issues.find(hasMarker(marker));

/** The credentials may name another repository by the time of an update. */
function delivered(issue: JsonValue, repository: string): DeliveryOutcome {
  const issueNumber = identifierAt(issue, 'number');
  if (issueNumber !== undefined) {
    return { outcome: 'delivered', reference: { issue: issueNumber, repository } };
  }
  return { outcome: 'failed', reason: 'opening the issue: no number came back', retryable: true };
}
