import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import type { JsonObject } from '../../domain/json.ts';
import { mergedText, settledText } from '../merged-text.ts';
import {
  type DeliveryOutcome,
  type DeliveryRequest,
  defineOutput,
  secretUrl,
  type UpdateRequest,
} from '../output.ts';
import { identifierAt } from '../part-of.ts';
import { vendorApi } from '../vendor-api.ts';
import { messageOf, replyOf } from './message.ts';

const credentials = z.object({ url: secretUrl('URL of the incoming webhook') });
type Credentials = z.infer<typeof credentials>;

/**
 * Posts to an incoming webhook of Google Chat. The key of the delivery is its `requestId`: "specifying an existing
 * request ID returns the message created with that ID instead of creating a new message". A webhook cannot change what it
 * posted; what follows an alert is a reply in its thread.
 */
export const googleChat = defineOutput({
  service: 'google-chat',
  summary: 'Post each alert to a Google Chat space through an incoming webhook',
  protocol: 'Chat API v1, incoming webhook',
  documentation:
    'https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/create',
  repetition: '`requestId`',
  limits: 'message 32,000 bytes, text 4,000 characters',
  fields: z.object({
    text: z.string().describe('text of the message'),
    cards: z.array(z.record(z.string(), z.unknown())).describe('`cardsV2` in place of the card'),
    thread_key: z.string().describe('thread to post into, made when it is new'),
  }),
  // "Writes per minute … 60", per space: https://developers.google.com/workspace/chat/limits
  rateLimit: { calls: 60, seconds: 60 },
  shape: 'list',
  credentials,
  uses: ['http'],
  defaultPublication,

  async deliver(request): Promise<DeliveryOutcome> {
    const composed = messageOf(request.alert, request.publication);
    if (composed.outcome === 'unusable') return composed.failure;
    return post(request, composed.message, composed.isThreaded);
  },

  update: (request) => reply(request, mergedText(request.alert, request.publication)),
  acknowledge: (request) => reply(request, `👀 ${settledText('Acknowledged', request)}`),
  resolve: (request) => reply(request, `✅ ${settledText('Resolved', request)}`),
});

/** In the thread of the alert; in one of its own where that is gone. */
function reply(
  request: UpdateRequest<Credentials, 'http'>,
  text: string,
): Promise<DeliveryOutcome> {
  const message = replyOf(text, request.alert);
  const { thread } = request.reference;
  return typeof thread === 'string'
    ? post(request, { ...message, thread: { name: thread } }, true, request.reference)
    : post(request, message, false, request.reference);
}

/** What is told back names the message of the alert, also where this one is a reply to it. */
async function post(
  { credentials: { url: webhook }, idempotencyKey, ports }: DeliveryRequest<Credentials, 'http'>,
  message: JsonObject,
  isThreaded: boolean,
  reference?: JsonObject,
): Promise<DeliveryOutcome> {
  const url = new URL(webhook);
  url.searchParams.set('requestId', idempotencyKey);
  if (isThreaded) {
    url.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
  }
  const api = vendorApi(ports.http, { base: url.href });
  const answer = await api.post('posting the message', '', message);
  if (answer.outcome === 'refused') return answer.failure;
  const name = identifierAt(answer.value, 'name');
  const thread = identifierAt(answer.value, 'thread', 'name');
  if (name === undefined) {
    const reason = 'posting the message: the endpoint did not answer as Google Chat does';
    return { outcome: 'failed', reason, retryable: true };
  }
  const place = { message: name, ...(thread !== undefined && { thread }) };
  return { outcome: 'delivered', reference: reference ?? place };
}
