import type { JsonObject, JsonValue } from '../../domain/json.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import type { Failure } from '../output.ts';
import { unusable } from '../overrides.ts';
import { identifierAt, partOf } from '../part-of.ts';
import { type VendorAnswer, vendorApi } from '../vendor-api.ts';

/** What Slack said to one call. */
export type SlackAnswer =
  | { readonly outcome: 'ok'; readonly value: JsonValue }
  | {
      readonly outcome: 'refused';
      /** Slack's word, such as `not_in_channel`; null when it did not get to say one. */
      readonly error: string | null;
      /** Null when there was no answer at all. */
      readonly status: number | null;
      readonly failure: Failure;
    };

export interface SlackApi {
  /** `task` is what the call is for: the beginning of the reason when it fails. */
  post(task: string, method: string, content: JsonObject): Promise<SlackAnswer>;
  get(task: string, method: string, query: Readonly<Record<string, string>>): Promise<SlackAnswer>;
}

/** https://docs.slack.dev/apis/web-api: refusals are answered with 200, `"ok": false` and a word. */
export function slackApi(http: HttpClient, token: string): SlackApi {
  const api = vendorApi(http, {
    base: 'https://slack.com/api/',
    headers: { authorization: `Bearer ${token}` },
  });
  return {
    post: async (task, method, content) => answerOf(task, await api.post(task, method, content)),
    get: async (task, method, query) =>
      answerOf(task, await api.get(task, `${method}?${new URLSearchParams(query).toString()}`)),
  };
}

function answerOf(task: string, answer: VendorAnswer): SlackAnswer {
  if (answer.outcome === 'refused') {
    return { outcome: 'refused', error: null, status: answer.status, failure: answer.failure };
  }
  const { value } = answer;
  if (partOf(value, 'ok') === true) return { outcome: 'ok', value };
  const error = identifierAt(value, 'error') ?? null;
  return { outcome: 'refused', error, status: 200, failure: failureOf(task, error, value) };
}

/** What a publisher has to mend. Their lists: the pages of `chat.postMessage` and `chat.update`. */
const aboutMessage = /^(invalid_(blocks|attachments|arguments|metadata)|no_text|msg_|too_many_)/;

/**
 * All other refusals pass by themselves, or once somebody has mended the token, the app or the channel; until then the
 * alerts wait.
 */
function failureOf(task: string, error: string | null, value: JsonValue): Failure {
  if (error === null) {
    const reason = `${task}: the endpoint did not answer as Slack does`;
    return { outcome: 'failed', reason, retryable: true };
  }
  const hint = error === 'missing_scope' ? scopeHint(value) : hints.get(error);
  const reason = `${task}: Slack answered ${error}${hint === undefined ? '' : `; ${hint}`}`;
  if (aboutMessage.test(error)) return unusable(reason);
  return { outcome: 'failed', reason, retryable: true };
}

const scopeHint = (value: JsonValue): string =>
  `the app needs the scope ${identifierAt(value, 'needed') ?? 'chat:write'}`;

const newToken = 'store a valid bot token';
const hints: ReadonlyMap<string, string> = new Map([
  ['invalid_auth', newToken],
  ['not_authed', newToken],
  ['account_inactive', newToken],
  ['token_revoked', newToken],
  ['token_expired', newToken],
  ['not_allowed_token_type', 'store a bot token, xoxb-…'],
  ['channel_not_found', 'use the id of a channel that the app is in'],
  ['not_in_channel', 'invite the app to the channel'],
  ['is_archived', 'the channel is archived'],
]);
