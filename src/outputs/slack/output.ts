import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import type { HttpResponse } from '../../ports/http-client.ts';
import { sendWithin } from '../fitting.ts';
import { outcomeOf } from '../http-outcome.ts';
import { type DeliveryOutcome, defineOutput, secretUrl } from '../output.ts';
import { messageWithin, slackLimits, slackMessageFields, slackMessages } from '../slack-message.ts';

/** Characters of the text; what Slack finds too long is sent shorter. */
const bounds = [40_000, 4_000, 1_000] as const;

/**
 * Posts to an incoming webhook, which can neither change a message nor answer in its thread: the output `slack-bot`
 * does.
 */
export const slack = defineOutput({
  service: 'slack',
  summary: 'Post each alert to a Slack channel through an incoming webhook',
  protocol: 'incoming webhook',
  documentation: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
  repetition: null,
  limits: slackLimits,
  fields: z.object(slackMessageFields),
  // "Posting messages: 1 per second": https://docs.slack.dev/apis/web-api/rate-limits
  rateLimit: { calls: 1, seconds: 1 },
  shape: 'list',
  credentials: z.object({ url: secretUrl('URL of the incoming webhook') }),
  uses: ['http'],
  defaultPublication,

  async deliver({ alert, publication, credentials, ports }): Promise<DeliveryOutcome> {
    const composed = slackMessages(alert, publication, 'slack');
    if (composed.outcome === 'unusable') return composed.failure;
    for (const message of composed.messages) {
      const response = await sendWithin(
        bounds,
        (max) => (max === bounds[0] ? message : messageWithin(message, max, alert)),
        (json) => ports.http.post(credentials.url, { json }),
        isTooLong,
      );
      const outcome = judged(response);
      if (outcome.outcome === 'failed') return outcome;
    }
    return { outcome: 'delivered' };
  },
});

/** Slack says `ok`, and what speaks like it some other word; a page is of something that stands before it. */
function judged(response: HttpResponse): DeliveryOutcome {
  const outcome = outcomeOf(response);
  if (outcome.outcome === 'failed' || response.outcome === 'failed') return outcome;
  const { body, isCut, status } = response;
  if (isCut !== true && body.length <= wordLengthMax && !body.trimStart().startsWith('<')) {
    return outcome;
  }
  const reason = `the endpoint answered ${status} but not as Slack does; is the URL right?`;
  return { outcome: 'failed', reason, retryable: true };
}

const wordLengthMax = 1_000;

const isTooLong = (response: HttpResponse): boolean =>
  response.outcome === 'answered' &&
  (response.status === 413 || /^(msg_too_long|too_many_attachments)\b/.test(response.body.trim()));
