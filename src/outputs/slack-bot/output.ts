import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import {
  type DeliveryOutcome,
  type DeliveryRequest,
  defineOutput,
  type LifecycleRequest,
  plain,
  token,
  type UpdateRequest,
} from '../output.ts';
import { overridesOf } from '../overrides.ts';
import {
  newsMessage,
  type SlackMessage,
  slackLimits,
  slackMessageFields,
  slackMessages,
} from '../slack-message.ts';
import { type Mark, type MarkState, markedMessage, markIn, markLine } from './marked-message.ts';
import { changeMessage, type MessagePlace, postOnce } from './post-once.ts';
import { slackApi } from './slack-api.ts';

const credentials = z.object({
  token: token('bot token (xoxb-…) of an app with the scope chat:write'),
  channel: plain('id of the channel, such as C0123456789'),
});
type Credentials = z.infer<typeof credentials>;

/**
 * Posts as an app, which can change its messages and answer in their threads. Fields are those of `@slack-bot`, else
 * those of `@slack`. With the scope `channels:history` (`groups:history` in private channels) a message that was posted
 * before a time-out is found.
 */
export const slackBot = defineOutput({
  service: 'slack-bot',
  summary: 'Post each alert to a Slack channel as an app, with updates in its thread',
  protocol: 'Web API: chat.postMessage, chat.update',
  documentation: 'https://docs.slack.dev/reference/methods/chat.postMessage',
  repetition: 'metadata of the message, looked for',
  limits: slackLimits,
  fields: z.object({
    ...slackMessageFields,
    channel: z.string().describe('channel in place of that of the credentials'),
  }),
  // "one message per second per channel": https://docs.slack.dev/apis/web-api/rate-limits
  rateLimit: { calls: 1, seconds: 1 },
  shape: 'list',
  credentials,
  uses: ['http'],
  defaultPublication,

  deliver,

  update: (request) =>
    change(request, {
      mark: markIn(request.reference),
      note: null,
      reply: newsMessage(request.alert, request.publication),
      whenGone: () => deliver(request),
    }),

  acknowledge: (request) => settle(request, 'acknowledged'),
  resolve: (request) => settle(request, 'resolved'),
});

/** The first message carries the alert; what does not fit into it goes into its thread when a publisher asks for it. */
async function deliver(request: DeliveryRequest<Credentials, 'http'>): Promise<DeliveryOutcome> {
  const { alert, publication, idempotencyKey, ports } = request;
  const composed = slackMessages(alert, publication, 'slack-bot', 'slack');
  if (composed.outcome === 'unusable') return composed.failure;
  const { channel, failure } = channelOf(request);
  if (failure !== undefined) return failure;
  const api = slackApi(ports.http, request.credentials.token);
  const [message, ...further] = composed.messages;
  const first = await postOnce(api, { alert, channel, message, key: idempotencyKey });
  if (first.outcome === 'refused') return first.failure;
  for (const [index, rest] of further.entries()) {
    const key = `${idempotencyKey}-${index + 2}`;
    const reply = {
      alert,
      message: rest,
      key,
      channel: first.place.channel,
      thread: first.place.ts,
    };
    const posted = await postOnce(api, reply);
    if (posted.outcome === 'refused') return posted.failure;
  }
  return { outcome: 'delivered', reference: { ...first.place } };
}

function channelOf(request: DeliveryRequest<Credentials, 'http'>) {
  const set = overridesOf(request.publication, 'slack-bot');
  return { channel: set.text('channel') ?? request.credentials.channel, failure: set.refusal() };
}

function settle(
  request: LifecycleRequest<Credentials, 'http'>,
  state: MarkState,
): Promise<DeliveryOutcome> {
  const { by, note } = request;
  const mark = { state, by };
  return change(request, {
    mark,
    note,
    reply: { text: markLine(mark, note), mrkdwn: true, attachments: [] },
    whenGone: async () => ({ outcome: 'delivered' }),
  });
}

interface Change {
  readonly mark: Mark | undefined;
  readonly note: string | null;
  /** Said in the thread. */
  readonly reply: SlackMessage;
  /** Somebody deleted the message, and its thread with it, or left its channel. */
  whenGone(): Promise<DeliveryOutcome>;
}

/** Changes the message in place and says in its thread what is new. Twice does no more than once. */
async function change(
  request: UpdateRequest<Credentials, 'http'>,
  { mark, note, reply, whenGone }: Change,
): Promise<DeliveryOutcome> {
  const { alert, publication, reference, idempotencyKey } = request;
  const place = placeIn(reference);
  if (place === undefined) return whenGone();
  const composed = slackMessages(alert, publication, 'slack-bot', 'slack');
  if (composed.outcome === 'unusable') return composed.failure;
  const api = slackApi(request.ports.http, request.credentials.token);
  const message = markedMessage(composed.messages[0], mark, note);
  // Alerts go to another channel by now, and nobody will open the former one for this message.
  const isLeft = (error: string | null): boolean =>
    channelOf(request).channel !== place.channel && channelErrors.has(error ?? '');
  const changed = await changeMessage(api, place, { alert, message });
  if (changed.outcome === 'refused') {
    if (changed.error === 'message_not_found' || isLeft(changed.error)) return whenGone();
    if (!cannotBeChanged.has(changed.error ?? '')) return changed.failure;
  }
  const { channel, ts: thread } = place;
  const posted = await postOnce(api, {
    alert,
    channel,
    thread,
    message: reply,
    key: idempotencyKey,
  });
  if (posted.outcome === 'refused') return isLeft(posted.error) ? whenGone() : posted.failure;
  return { outcome: 'delivered', reference: { ...place, ...mark } };
}

/** The channel is archived, deleted or closed to the app. */
const channelErrors = new Set([
  'channel_not_found',
  'is_archived',
  'is_inactive',
  'not_in_channel',
]);

/** The workspace does not let messages be changed, or not so late; the thread is open all the same. */
const cannotBeChanged = new Set(['cant_update_message', 'edit_window_closed', 'block_mismatch']);

const placeIn = ({ channel, ts }: Readonly<Record<string, unknown>>): MessagePlace | undefined =>
  typeof channel === 'string' && typeof ts === 'string' ? { channel, ts } : undefined;
