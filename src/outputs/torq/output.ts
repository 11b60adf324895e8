import { z } from 'zod';
import { belongTogether } from '../belong-together.ts';
import { defineOutput, secret, secretUrl } from '../output.ts';
import {
  namedHeader,
  nameOfHeader,
  type WebhookTarget,
  webhookDeliveries,
  webhookFacts,
  webhookSettings,
} from '../webhook-events.ts';

const credentials = z
  .object({
    url: secretUrl('URL of the webhook integration, https://hooks.torq.io/v1/webhooks/…'),
    headerName: nameOfHeader('authentication header of the webhook integration').optional(),
    headerValue: secret('value of the authentication header').optional(),
    ...webhookSettings,
  })
  .superRefine(belongTogether('headerName', 'headerValue'));

/** Triggers the workflows of a webhook integration, with the alert as `$.event`. */
export const torq = defineOutput({
  service: 'torq',
  summary: 'Trigger Torq workflows for each alert',
  protocol: 'webhook trigger',
  documentation: 'https://kb.torq.io/en/articles/9139841-webhook',
  ...webhookFacts,
  credentials,
  ...webhookDeliveries(
    'torq',
    ({ url, headerName, headerValue }: z.infer<typeof credentials>): WebhookTarget => ({
      url,
      headers: namedHeader(headerName, headerValue),
      isWithoutPages: true,
    }),
  ),
});
