import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { contentOf } from '../content.ts';
import { sendFitting } from '../fitting.ts';
import { outcomeOf } from '../http-outcome.ts';
import { defineOutput, secret, secretUrl } from '../output.ts';

/**
 * Starts a workflow through the API trigger of Komand, now Rapid7 InsightConnect, which takes its key as `X-API-Key`
 * where Komand took a token: https://docs.rapid7.com/insightconnect/set-up-an-api-trigger. It has no place for a key
 * that would tell a repetition from a second alert; the content carries the alert's id.
 */
export const komand = defineOutput({
  service: 'komand',
  summary: 'Start a Komand (InsightConnect) workflow for each alert',
  protocol: 'InsightConnect API trigger',
  documentation: 'https://docs.rapid7.com/insightconnect/set-up-an-api-trigger',
  repetition: null,
  limits: 'shortened when refused',
  fields: z.object({}),
  shape: 'list',
  credentials: z.object({
    komand_auth_token: secret('token of the API trigger'),
    url: secretUrl('URL of the API trigger'),
  }),
  uses: ['http'],
  defaultPublication,

  async deliver({ alert, publication, credentials, ports }) {
    const token = credentials.komand_auth_token;
    const response = await sendFitting(
      contentOf(publication),
      alert,
      (data) =>
        ports.http.post(credentials.url, {
          headers: { authorization: token, 'x-api-key': token },
          json: { data },
        }),
      (sent) => sent.outcome === 'answered' && sent.status === 413,
    );
    return outcomeOf(response);
  },
});
