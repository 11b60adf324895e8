import { z } from 'zod';
import { needs } from '../belong-together.ts';
import { defineOutput, secret, secretUrl } from '../output.ts';
import {
  namedHeader,
  nameOfHeader,
  type WebhookTarget,
  webhookDeliveries,
  webhookFacts,
  webhookSettings,
} from '../webhook-events.ts';
import { isSigningKey, signatureHeaders } from './sign.ts';

const signingSecret = (description: string) =>
  z
    .string()
    .min(1)
    .refine(isSigningKey, {
      message: 'write base64 of 24 to 64 bytes after whsec_',
      params: { isShown: true },
    })
    .describe(description)
    .meta({ secret: true });

const credentials = z
  .object({
    url: secretUrl('endpoint that receives the alerts'),
    token: secret('bearer token the endpoint expects').optional(),
    tokenHeader: nameOfHeader(
      'header that carries the token as it is, in place of Authorization: Bearer',
    ).optional(),
    signingKey: signingSecret(
      'key that signs what is sent, as Standard Webhooks does (whsec_… or any text)',
    ).optional(),
    previousSigningKey: signingSecret(
      'key that signs as well while receivers change to the new',
    ).optional(),
    ...webhookSettings,
  })
  .superRefine(needs('tokenHeader', 'token'));

/** Posts each alert as JSON. The same alert has the same `Idempotency-Key` however often it is sent. */
export const webhook = defineOutput({
  service: 'webhook',
  summary: 'Post each alert as JSON to an endpoint of your own',
  protocol: 'JSON over HTTP, signed as Standard Webhooks 1.0',
  documentation:
    'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md',
  ...webhookFacts,
  repetition: `${webhookFacts.repetition}, signed as \`webhook-id\``,
  credentials,
  ...webhookDeliveries('webhook', targetOf),
});

function targetOf({
  url,
  token,
  tokenHeader,
  signingKey,
  previousSigningKey,
}: z.infer<typeof credentials>): WebhookTarget {
  const keys = [signingKey, previousSigningKey].filter((key) => key !== undefined);
  return {
    url,
    headers:
      tokenHeader === undefined && token !== undefined
        ? { authorization: `Bearer ${token}` }
        : namedHeader(tokenHeader, token),
    ...(keys.length > 0 && {
      sign: (body, id) => {
        // Of this attempt: receivers compare it with their own clock.
        const seconds = Math.floor(Date.now() / 1000);
        return signatureHeaders(body, { id, seconds, keys });
      },
    }),
  };
}
