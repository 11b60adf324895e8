import { z } from 'zod';
import { defineOutput, secretUrl, token } from '../output.ts';
import { withoutSlash } from '../vendor-api.ts';
import {
  type WebhookTarget,
  webhookDeliveries,
  webhookFacts,
  webhookSettings,
} from '../webhook-events.ts';

const credentials = z.object({
  url: secretUrl('URL of the webhook action, https://<tenant>.tines.com/webhook/<path>/<secret>'),
  secret: token('secret of the webhook action, where the URL is without it').optional(),
  apiKey: token('API key of Tines, where the access control of the action asks for one').optional(),
  ...webhookSettings,
});

/** Starts a story with the alert as the `body` of its event; the headers of the call are there as well. */
export const tines = defineOutput({
  service: 'tines',
  summary: 'Start a Tines story for each alert',
  protocol: 'webhook action',
  documentation: 'https://www.tines.com/docs/actions/types/webhook/',
  ...webhookFacts,
  // https://explained.tines.com/en/articles/9929254-what-are-the-rate-limits-for-tines-webhooks
  rateLimit: { calls: 1_000, seconds: 60 },
  credentials,
  ...webhookDeliveries('tines', targetOf),
});

function targetOf({ url, secret, apiKey }: z.infer<typeof credentials>): WebhookTarget {
  return {
    url: secret === undefined ? url : withSecret(url, secret),
    headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
    isWithoutPages: true,
  };
}

/** The secret is the end of the path, before any query. */
function withSecret(url: string, secret: string): string {
  const complete = new URL(url);
  complete.pathname = `${withoutSlash(complete.pathname)}/${encodeURIComponent(secret)}`;
  return complete.href;
}
