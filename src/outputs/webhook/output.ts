import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { contentOf } from '../content.ts';
import { outcomeOf } from '../http-outcome.ts';
import { defineOutput, secret, secretUrl } from '../output.ts';

/** Posts each alert as JSON. The same alert has the same `Idempotency-Key` however often it is sent. */
export const webhook = defineOutput({
  service: 'webhook',
  summary: 'Post each alert as JSON to an endpoint of your own',
  shape: 'list',
  credentials: z.object({
    url: secretUrl('endpoint that receives the alerts'),
    token: secret('bearer token the endpoint expects').optional(),
    signingKey: secret(
      'key of the HMAC-SHA256 of the body, which is sent as X-StreamAlert-Signature',
    ).optional(),
  }),
  uses: ['http'],
  defaultPublication,

  async deliver({ publication, credentials, idempotencyKey, ports }) {
    const { url, token, signingKey } = credentials;
    const body = stringifyJson(contentOf(publication), { strict: true });
    const response = await ports.http.post(url, {
      headers: {
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(signingKey !== undefined && { 'x-streamalert-signature': signature(body, signingKey) }),
      },
      body,
    });
    return outcomeOf(response);
  },
});

/** `sha256=` and the digest in hexadecimal, as GitHub signs its webhooks: receivers know how to check it. */
const signature = (body: string, key: string): string =>
  `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
