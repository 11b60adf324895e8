import { parseJson } from '../domain/exact-json.ts';
import type { JsonValue } from '../domain/json.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../ports/http-client.ts';
import { outcomeOf } from './http-outcome.ts';
import type { Failure } from './output.ts';
import { withoutSecrets } from './without-secrets.ts';

/** What a vendor said to one call. */
export type VendorAnswer =
  /** Success; `null` where the answer has no body. */
  | { readonly outcome: 'understood'; readonly value: JsonValue }
  | {
      readonly outcome: 'refused';
      /** `null` when there was no answer at all. */
      readonly status: number | null;
      /** The body of the refusal, as it came. */
      readonly said: string;
      readonly failure: Failure;
    };

export interface VendorApi {
  /** `task` is what the call is for: the beginning of the reason when it fails. */
  get(task: string, path: string): Promise<VendorAnswer>;
  post(task: string, path: string, json: unknown): Promise<VendorAnswer>;
  put(task: string, path: string, json: unknown): Promise<VendorAnswer>;
  patch(task: string, path: string, json: unknown): Promise<VendorAnswer>;
}

export interface VendorApiOptions {
  /** What every path stands behind. */
  readonly base: string;
  /** What every call carries. `authorization` and `cookie` never get into a reason. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Refusals that say "later", beside the statuses that always do. */
  readonly isBusy?: (response: Answered) => boolean;
  readonly limits?: Pick<HttpRequest, 'timeoutSeconds' | 'callSeconds' | 'bodyBytesMax'>;
}

export type Answered = Extract<HttpResponse, { outcome: 'answered' }>;

/** An API that answers JSON. */
export function vendorApi(http: HttpClient, options: VendorApiOptions): VendorApi {
  const { base, headers = {}, limits = {} } = options;
  const request: HttpRequest = { ...limits, headers: { accept: 'application/json', ...headers } };
  return {
    get: async (task, path) => answerOf(task, await http.get(base + path, request), options),
    post: async (task, path, json) =>
      answerOf(task, await http.post(base + path, { ...request, json }), options),
    put: async (task, path, json) =>
      answerOf(task, await http.put(base + path, { ...request, json }), options),
    patch: async (task, path, json) =>
      answerOf(task, await http.patch(base + path, { ...request, json }), options),
  };
}

function answerOf(
  task: string,
  response: HttpResponse,
  { headers = {}, isBusy }: VendorApiOptions,
): VendorAnswer {
  const outcome = outcomeOf(response);
  if (outcome.outcome === 'failed') {
    const reason = withoutSecrets(`${task}: ${outcome.reason}`, derivedSecrets(headers));
    if (response.outcome === 'failed') {
      return { outcome: 'refused', status: null, said: '', failure: { ...outcome, reason } };
    }
    const retryable = outcome.retryable || isBusy?.(response) === true;
    const { status, body: said } = response;
    const failure = { ...outcome, reason, retryable };
    const seconds = retryable ? untilReset(response) : undefined;
    const waiting = { retryAfterSeconds: seconds ?? 0, ...failure };
    return { outcome: 'refused', status, said, failure: seconds === undefined ? failure : waiting };
  }
  return response.outcome === 'answered' ? readJson(task, response) : emptyAnswer;
}

/** Longer is not waited for a vendor's word; retries have limits of their own. */
const resetSecondsMax = 60 * 60;

/**
 * When a used-up rate limit is granted anew, for vendors that say it in place of `Retry-After`: PagerDuty in seconds
 * (https://support.pagerduty.com/docs/rest-api-rate-limits), GitHub as an instant
 * (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api).
 */
function untilReset({ headers }: Answered): number | undefined {
  const isUsedUp = (headers['ratelimit-remaining'] ?? headers['x-ratelimit-remaining']) === '0';
  if (!isUsedUp) return undefined;
  const seconds = Number(headers['ratelimit-reset'] ?? Number.NaN);
  const instant = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  const left = Number.isNaN(seconds) ? instant - Date.parse(headers['date'] ?? '') / 1000 : seconds;
  return left >= 0 ? Math.min(Math.ceil(left), resetSecondsMax) : undefined;
}

const emptyAnswer: VendorAnswer = { outcome: 'understood', value: null };

function readJson(task: string, { status, body, isCut }: Answered): VendorAnswer {
  if (body.trim() === '') return emptyAnswer;
  if (isCut === true) return unreadable(task, status, 'with more than can be read');
  try {
    return { outcome: 'understood', value: parseJson(body) };
  } catch {
    // The text itself may be a page of a proxy or of a login: of no use in a reason.
    return unreadable(task, status, 'with something that is no JSON; is the address right?');
  }
}

/** Something stands between us and the vendor, or the address is another's: an operator can mend it. */
const unreadable = (task: string, status: number, what: string): VendorAnswer => ({
  outcome: 'refused',
  status,
  said: '',
  failure: {
    outcome: 'failed',
    reason: `${task}: the endpoint answered ${status} ${what}`,
    retryable: true,
  },
});

/** What headers that prove who is calling are made of: nobody else knows it to be secret. */
export function derivedSecrets(headers: Readonly<Record<string, string>>): readonly string[] {
  const values = Object.entries(headers)
    .filter(([name]) => name === 'authorization' || name === 'cookie')
    .map(([, value]) => value);
  const texts = values.flatMap((value) => [value, ...value.split(/[\s=;]+/)]);
  return [...new Set(texts)].filter((text) => text.length >= partLengthMin).sort(byLength);
}

/** `Basic` and `token` are words of the reason itself. */
const partLengthMin = 6;
const byLength = (a: string, b: string): number => b.length - a.length;

/**
 * This call is refused for good, to somebody who is known: what it asks for cannot be learned. A delivery that goes on
 * without it makes a second ticket at worst, which is better than none.
 */
export const isUnknowable = (answer: VendorAnswer): boolean =>
  answer.outcome === 'refused' &&
  !answer.failure.retryable &&
  answer.status !== null &&
  answer.status !== 401;

/** For `authorization`. */
export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** An address that paths are put behind. */
export const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
