import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { isJsonObject, type JsonValue } from '../../domain/json.ts';
import { contentOf } from '../content.ts';
import { sendFitting } from '../fitting.ts';
import { outcomeOf } from '../http-outcome.ts';
import { defineOutput, plain, secret, secretUrl } from '../output.ts';
import { overridesOf } from '../overrides.ts';
import { filledTemplate, isBodyTemplate } from './body-template.ts';

/**
 * Posts each alert as JSON. The same alert has the same `Idempotency-Key` however often it is sent. Publishers may set
 * `@webhook.body`, any JSON, in place of the content and of the template.
 */
export const webhook = defineOutput({
  service: 'webhook',
  summary: 'Post each alert as JSON to an endpoint of your own',
  shape: 'list',
  credentials: z.object({
    url: secretUrl('endpoint that receives the alerts'),
    token: secret('bearer token the endpoint expects').optional(),
    tokenHeader: z
      .string()
      .regex(/^[A-Za-z0-9-]+$/, 'name one header')
      .optional()
      .describe('header that carries the token as it is, in place of Authorization: Bearer'),
    signingKey: secret(
      'key of the HMAC-SHA256 of the body, which is sent as X-StreamAlert-Signature',
    ).optional(),
    bodyTemplate: plain('JSON with {{ paths }} into the content, such as {{ record.user }}')
      .refine(isBodyTemplate, 'write JSON')
      .optional(),
  }),
  uses: ['http'],
  defaultPublication,

  async deliver({ alert, publication, credentials, idempotencyKey, ports }) {
    const { url, token, tokenHeader, signingKey, bodyTemplate } = credentials;
    const own = overridesOf(publication, 'webhook').value('body');
    const post = (content: JsonValue) => {
      const body = stringifyJson(content, { strict: true });
      return ports.http.post(url, {
        headers: {
          'content-type': 'application/json',
          'idempotency-key': idempotencyKey,
          ...(token !== undefined && authorization(token, tokenHeader)),
          ...(signingKey !== undefined && {
            'x-streamalert-signature': signature(body, signingKey),
          }),
        },
        body,
      });
    };
    if (own !== undefined && !isJsonObject(own)) return outcomeOf(await post(own));
    const response = await sendFitting(
      own ?? contentOf(publication),
      alert,
      (content) =>
        post(
          own === undefined && bodyTemplate !== undefined
            ? filledTemplate(bodyTemplate, content)
            : content,
        ),
      (sent) => sent.outcome === 'answered' && sent.status === 413,
    );
    return outcomeOf(response);
  },
});

const authorization = (token: string, header: string | undefined): Record<string, string> =>
  header === undefined ? { authorization: `Bearer ${token}` } : { [header.toLowerCase()]: token };

/** `sha256=` and the digest in hexadecimal, as GitHub signs its webhooks: receivers know how to check it. */
const signature = (body: string, key: string): string =>
  `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
