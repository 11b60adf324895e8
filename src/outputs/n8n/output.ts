import { z } from 'zod';
import { belongTogether } from '../belong-together.ts';
import { defineOutput, plain, secret, secretUrl } from '../output.ts';
import { basic } from '../vendor-api.ts';
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
    url: secretUrl('production URL of the webhook node'),
    headerName: nameOfHeader('header of its "Header Auth"').optional(),
    headerValue: secret('value of the header').optional(),
    username: plain('user of its "Basic Auth"').optional(),
    password: secret('password of the user').optional(),
    ...webhookSettings,
  })
  .refine(({ url }) => !URL.parse(url)?.pathname.includes('/webhook-test/'), {
    message: 'give the production URL: the test URL takes calls only while somebody listens',
    path: ['url'],
    params: { isShown: true },
  })
  .superRefine(belongTogether('headerName', 'headerValue'))
  .superRefine(belongTogether('username', 'password'));

/** Starts a workflow with the alert as the `body` of its first item; the headers of the call are there as well. */
export const n8n = defineOutput({
  service: 'n8n',
  summary: 'Start an n8n workflow for each alert',
  protocol: 'webhook node',
  documentation: 'https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.webhook/',
  ...webhookFacts,
  limits: 'shortened when refused, from 16 MB on unless the server says otherwise',
  credentials,
  ...webhookDeliveries('n8n', targetOf),
});

function targetOf({
  url,
  headerName,
  headerValue,
  username,
  password,
}: z.infer<typeof credentials>): WebhookTarget {
  return {
    url,
    headers: {
      ...(username !== undefined &&
        password !== undefined && { authorization: basic(username, password) }),
      ...namedHeader(headerName, headerValue),
    },
    // "The requested webhook is not registered": the workflow is not active, and may be again.
    isBusy: (status) => status === 404,
  };
}
