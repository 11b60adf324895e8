import type { Alert } from '../../domain/alert.ts';
import type { JsonValue } from '../../domain/json.ts';
import { sendWithin } from '../fitting.ts';
import type { Failure } from '../output.ts';
import { identifierAt, listAt, partOf } from '../part-of.ts';
import { messageWithin, type SlackMessage } from '../slack-message.ts';
import type { SlackAnswer, SlackApi } from './slack-api.ts';

/** Where a message is, as Slack names it. */
export interface MessagePlace {
  readonly channel: string;
  readonly ts: string;
}

export interface Post {
  readonly alert: Alert;
  readonly channel: string;
  /** The message that it answers; absent for one of its own. */
  readonly thread?: string;
  readonly message: SlackMessage;
  /** The same for each attempt. */
  readonly key: string;
}

export type Posted =
  | { readonly outcome: 'posted'; readonly place: MessagePlace }
  | {
      readonly outcome: 'refused';
      /** Slack's word; null when it did not get to say one. */
      readonly error: string | null;
      readonly failure: Failure;
    };

const eventType = 'streamalert_alert';

/**
 * Posts a message unless an earlier attempt did. Slack has no idempotency key; the message carries ours as metadata
 * (https://docs.slack.dev/messaging/message-metadata), and the channel is looked through for it.
 */
export async function postOnce(api: SlackApi, post: Post): Promise<Posted> {
  const search = await postedBefore(api, post);
  if (search.outcome === 'failed') return refused(search.failure);
  if (search.outcome === 'found') return { outcome: 'posted', place: search.place };
  const { channel, thread, key, alert } = post;
  const answer = await sendMessage(post, (message) =>
    api.post('posting the message', 'chat.postMessage', {
      channel,
      ...message,
      ...(thread !== undefined && { thread_ts: thread }),
      metadata: { event_type: eventType, event_payload: { delivery: key, alert: alert.id } },
      ...quiet,
    }),
  );
  if (answer.outcome === 'refused') return refused(answer.failure, answer.error);
  const ts = identifierAt(answer.value, 'ts');
  if (ts === undefined) {
    const reason = 'posting the message: Slack did not say which message it is';
    return refused({ outcome: 'failed', reason, retryable: true });
  }
  return {
    outcome: 'posted',
    place: { channel: identifierAt(answer.value, 'channel') ?? channel, ts },
  };
}

const refused = (failure: Failure, error: string | null = null): Posted => ({
  outcome: 'refused',
  error,
  failure,
});

/** Slack must not fetch what log data links to, nor find mentions and links in it. */
const quiet = { unfurl_links: false, unfurl_media: false, parse: 'none' };

/** Changes a message that is there. https://docs.slack.dev/reference/methods/chat.update */
export const changeMessage = (
  api: SlackApi,
  { channel, ts }: MessagePlace,
  post: Pick<Post, 'alert' | 'message'>,
): Promise<SlackAnswer> =>
  sendMessage(post, ({ text, attachments }) =>
    api.post('changing the message', 'chat.update', {
      channel,
      ts,
      text,
      attachments,
      parse: 'none',
    }),
  );

/** Characters of the text; a message that is changed takes fewer than a new one. */
const bounds = [40_000, 4_000, 1_000] as const;

const sendMessage = (
  { alert, message }: Pick<Post, 'alert' | 'message'>,
  send: (message: { text: string; mrkdwn: true; attachments: JsonValue[] }) => Promise<SlackAnswer>,
): Promise<SlackAnswer> =>
  sendWithin(
    bounds,
    (max) => (max === bounds[0] ? message : messageWithin(message, max, alert)),
    ({ attachments, ...shown }) => send({ ...shown, attachments: [...attachments] }),
    isTooLong,
  );

const isTooLong = (answer: SlackAnswer): boolean =>
  answer.outcome === 'refused' &&
  (answer.status === 413 || /^(msg_|too_many_attachments)/.test(answer.error ?? ''));

type Search =
  | { readonly outcome: 'found'; readonly place: MessagePlace }
  | { readonly outcome: 'not found' }
  | { readonly outcome: 'failed'; readonly failure: Failure };

/** Names of channels do for posting, but not for looking. */
const channelId = /^[CDG][A-Z0-9]{5,}$/;

/** Clocks may differ by as much. */
const skewSeconds = 300;

/** Of 200 messages since the alert, or of 999 replies; what lies behind them is not seen. */
const pagesMax = 5;

/**
 * Without the scope `channels:history` (`groups:history` in private channels), and when Slack wants fewer questions, it
 * cannot be known: a second message is better than none. Slack does not say from which end of the time it begins, so
 * the pages are gone through: https://docs.slack.dev/reference/methods/conversations.history.
 */
async function postedBefore(api: SlackApi, post: Post): Promise<Search> {
  const { channel, key } = post;
  if (!channelId.test(channel)) return { outcome: 'not found' };
  let cursor: string | undefined;
  for (let page = 1; page <= pagesMax; page++) {
    const answer = await pageOf(api, post, cursor);
    if (answer.outcome === 'refused') {
      return isUnknowable(answer)
        ? { outcome: 'not found' }
        : { outcome: 'failed', failure: answer.failure };
    }
    const found = listAt(answer.value, 'messages').find((message) => keyOf(message) === key);
    const ts = identifierAt(found, 'ts');
    if (ts !== undefined) return { outcome: 'found', place: { channel, ts } };
    cursor = identifierAt(answer.value, 'response_metadata', 'next_cursor');
    if (cursor === undefined) break;
  }
  return { outcome: 'not found' };
}

function pageOf(
  api: SlackApi,
  { alert, channel, thread }: Post,
  cursor: string | undefined,
): Promise<SlackAnswer> {
  const task = 'looking for the message';
  const asked = { include_all_metadata: 'true', ...(cursor !== undefined && { cursor }) };
  if (thread !== undefined) {
    const query = { channel, ts: thread, limit: '999', ...asked };
    return api.get(task, 'conversations.replies', query);
  }
  const oldest = String(Math.floor(alert.createdAt / 1000) - skewSeconds);
  return api.get(task, 'conversations.history', { channel, oldest, limit: '200', ...asked });
}

const keyOf = (message: JsonValue): JsonValue | undefined =>
  partOf(message, 'metadata', 'event_payload', 'delivery');

/** Whether the same question would be refused again, or be too much; what is wrong with the token posting tells. */
function isUnknowable({ error, status, failure }: Extract<SlackAnswer, { outcome: 'refused' }>) {
  if (error !== null || status === 429) return true;
  return status !== null && status !== 200 && status !== 401 && !failure.retryable;
}
