import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import type { HttpResponse } from '../../ports/http-client.ts';
import { sendWithin } from '../fitting.ts';
import { outcomeOf } from '../http-outcome.ts';
import { type DeliveryOutcome, defineOutput, secretUrl } from '../output.ts';
import { adaptiveCard } from './adaptive-card.ts';
import { type Card, cardOf, cardWithin, teamsFields } from './card.ts';
import { connectorCard } from './connector-card.ts';

/** Teams takes its time, all the more when many messages come. */
const limits = { timeoutSeconds: 60, callSeconds: 60 };

/**
 * "The message size limit is 28 KB"
 * (https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook),
 * of which Teams needs some for itself; what it still finds too large is sent shorter.
 */
const cardBytesMax = [24 * 1024, 14 * 1024, 6 * 1024] as const;

/**
 * Posts a card to a channel: an Adaptive Card where the address is that of a Teams workflow, a connector card where it
 * is that of a Microsoft 365 connector, which are being retired
 * (https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using).
 * Teams has no place for a key that would tell a repetition; the card shows the alert's id.
 */
export const teams = defineOutput({
  service: 'teams',
  summary: 'Post each alert to a Microsoft Teams channel',
  protocol: 'workflow (Adaptive Card 1.4) or connector card',
  documentation:
    'https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using',
  repetition: null,
  limits: '28 KB, of which 24 KB are used; title 250, text 4,000 characters',
  fields: teamsFields,
  // "If more than four requests are made in a second, the client connection is throttled", same page as the 28 KB.
  rateLimit: { calls: 4, seconds: 1 },
  shape: 'list',
  credentials: z.object({
    url: secretUrl('URL of the workflow or connector'),
    card: z
      .enum(['workflow', 'connector'])
      .optional()
      .describe('which kind the URL is of, where its host does not tell'),
  }),
  uses: ['http'],
  defaultPublication,

  async deliver({ alert, publication, credentials, ports }): Promise<DeliveryOutcome> {
    const composed = cardOf(alert, publication);
    if (composed.outcome === 'unusable') return composed.failure;
    const kind = credentials.card ?? kindOf(credentials.url);
    const form: (card: Card) => unknown = kind === 'workflow' ? adaptiveCard : connectorCard;
    const judge = kind === 'workflow' ? workflowOutcome : connectorOutcome;

    const response = await sendWithin(
      cardBytesMax,
      (bytesMax) => form(cardWithin(composed.card, bytesMax, form, alert)),
      (json) => ports.http.post(credentials.url, { json, ...limits }),
      isTooLarge,
    );
    return judge(response);
  },
});

/** Workflows are run by Azure Logic Apps and Power Platform; everything else was a connector before they were. */
function kindOf(url: string): 'workflow' | 'connector' {
  const host = URL.parse(url)?.hostname ?? '';
  return /\.(logic\.azure\.(com|us|cn)|powerplatform\.com|powerautomate\.com)$/.test(host)
    ? 'workflow'
    : 'connector';
}

const statusInText = /HTTP error (\d{3})/;

/** The status that counts: connectors answer 200 and say in words what Teams answered. */
function statusOf(response: HttpResponse): number | undefined {
  if (response.outcome === 'failed') return undefined;
  const told = response.status === 200 ? statusInText.exec(response.body)?.[1] : undefined;
  return told === undefined ? response.status : Number(told);
}

const isTooLarge = (response: HttpResponse): boolean => statusOf(response) === 413;

/** A workflow says that it has begun, without a word; a page is of something that stands before it. */
function workflowOutcome(response: HttpResponse): DeliveryOutcome {
  const outcome = outcomeOf(response);
  const isPage = response.outcome === 'answered' && response.body.trimStart().startsWith('<');
  return outcome.outcome === 'delivered' && isPage
    ? failed('the endpoint answered with a page; is the URL right?', true)
    : outcome;
}

/**
 * A connector has delivered when it answers `1`; refusals are answered with 200 as well
 * (https://github.com/MicrosoftDocs/msteams-docs/issues/1810).
 */
function connectorOutcome(response: HttpResponse): DeliveryOutcome {
  if (response.outcome === 'failed') return response;
  const { status, body } = response;
  if (status !== 200) {
    const outcome = outcomeOf(response);
    if (outcome.outcome === 'failed') return outcome;
    return failed(`the connector answered ${status} instead of 200`, true);
  }
  if (body.trim() === '1') return { outcome: 'delivered' };
  if (body.trim() === '' || body.trimStart().startsWith('<')) {
    return failed('the endpoint answered 200 but not as a connector does; is the URL right?', true);
  }
  const told = outcomeOf({ ...response, status: statusOf(response) ?? 200 });
  return told.outcome === 'failed'
    ? told
    : failed(`the connector did not take the card: ${body.trim()}`, false);
}

const failed = (reason: string, retryable: boolean): DeliveryOutcome => ({
  outcome: 'failed',
  reason,
  retryable,
});
