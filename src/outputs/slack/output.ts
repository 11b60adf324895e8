import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { outcomeOf } from '../http-outcome.ts';
import { type DeliveryOutcome, defineOutput, secretUrl } from '../output.ts';
import { messagesOf } from './messages.ts';

/**
 * Posts to an incoming webhook (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks).
 * Publishers may set `@slack.text` and `@slack.attachments`, and `@slack.several_messages` for alerts that need more
 * attachments than one message takes.
 */
export const slack = defineOutput({
  service: 'slack',
  summary: 'Post each alert to a Slack channel through an incoming webhook',
  shape: 'list',
  credentials: z.object({ url: secretUrl('URL of the incoming webhook') }),
  uses: ['http'],
  defaultPublication,

  async deliver({ alert, publication, credentials, ports }): Promise<DeliveryOutcome> {
    const composed = messagesOf(alert, publication);
    if (composed.outcome === 'unusable') {
      return { outcome: 'failed', reason: composed.reason, retryable: true, isAboutAlert: true };
    }
    for (const message of composed.messages) {
      const outcome = outcomeOf(await ports.http.post(credentials.url, { json: message }));
      if (outcome.outcome === 'failed') return outcome;
    }
    return { outcome: 'delivered' };
  },
});
