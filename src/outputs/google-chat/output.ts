import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { type DeliveryOutcome, defineOutput, secretUrl } from '../output.ts';
import { identifierAt } from '../part-of.ts';
import { vendorApi } from '../vendor-api.ts';
import { messageOf } from './message.ts';

/**
 * Posts to an incoming webhook of Google Chat:
 * https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/create. The key of the delivery is
 * its `requestId`: "specifying an existing request ID returns the message created with that ID instead of creating a
 * new message". Publishers may set `@google-chat.text`, `.cards` (a list of `cardsV2`) and `.thread_key`.
 */
export const googleChat = defineOutput({
  service: 'google-chat',
  summary: 'Post each alert to a Google Chat space through an incoming webhook',
  shape: 'list',
  credentials: z.object({ url: secretUrl('URL of the incoming webhook') }),
  uses: ['http'],
  defaultPublication,

  async deliver({
    alert,
    publication,
    credentials,
    idempotencyKey,
    ports,
  }): Promise<DeliveryOutcome> {
    const composed = messageOf(alert, publication);
    if (composed.outcome === 'unusable') return composed.failure;
    const url = new URL(credentials.url);
    url.searchParams.set('requestId', idempotencyKey);
    if (composed.isThreaded) {
      url.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
    }
    const api = vendorApi(ports.http, { base: url.href });
    const answer = await api.post('posting the message', '', composed.message);
    if (answer.outcome === 'refused') return answer.failure;
    const name = identifierAt(answer.value, 'name');
    const thread = identifierAt(answer.value, 'thread', 'name');
    if (name === undefined) {
      const reason = 'posting the message: the endpoint did not answer as Google Chat does';
      return { outcome: 'failed', reason, retryable: true };
    }
    return {
      outcome: 'delivered',
      reference: { message: name, ...(thread !== undefined && { thread }) },
    };
  },
});
