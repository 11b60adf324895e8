import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { contentOf } from '../content.ts';
import { sendFitting } from '../fitting.ts';
import { address, type DeliveryOutcome, defineOutput, plain, secret } from '../output.ts';
import { overridesOf } from '../overrides.ts';
import { basic, vendorApi, withoutSlash } from '../vendor-api.ts';

/**
 * Creates a document: https://docs.opensearch.org/latest/api-reference/document-apis/index-document/, which
 * Elasticsearch has as well. The id of the document is the key of the delivery and `_create` refuses a second one with
 * 409, so a repetition changes nothing; data streams take documents in no other way. Publishers may set
 * `@opensearch.index` and `@opensearch.document`.
 */
export const opensearch = defineOutput({
  service: 'opensearch',
  summary: 'Write each alert to an OpenSearch or Elasticsearch index',
  shape: 'list',
  credentials: z.object({
    url: address('URL of the cluster, such as https://search.example.com:9200'),
    index: z
      .string()
      .regex(
        /^[^\s\\/*?"<>|,#:A-Z_+-][^\s\\/*?"<>|,#:A-Z]*$/,
        'name one index, alias or data stream',
      )
      .describe('index, alias or data stream'),
    username: plain('user, where the cluster asks for a password').optional(),
    password: secret('password of the user').optional(),
    api_key: secret('API key of Elasticsearch, encoded, in place of user and password').optional(),
  }),
  uses: ['http'],
  defaultPublication,

  async deliver({
    alert,
    publication,
    credentials,
    idempotencyKey,
    ports,
  }): Promise<DeliveryOutcome> {
    const set = overridesOf(publication, 'opensearch');
    const index = set.text('index') ?? credentials.index;
    const document = set.map('document') ?? contentOf(publication);
    const refusal = set.refusal();
    if (refusal !== undefined) return refusal;

    const { url, username, password, api_key } = credentials;
    const authorization =
      api_key === undefined
        ? username !== undefined && password !== undefined && basic(username, password)
        : `ApiKey ${api_key}`;
    const api = vendorApi(ports.http, {
      base: withoutSlash(url),
      headers: authorization === false ? {} : { authorization },
    });
    const path = `/${encodeURIComponent(index)}/_create/${encodeURIComponent(idempotencyKey)}`;
    const answer = await sendFitting(
      document,
      alert,
      (content) =>
        // Data streams take no document without it.
        api.put('creating the document', path, {
          '@timestamp': new Date(alert.eventTime).toISOString(),
          ...content,
        }),
      (sent) => sent.outcome === 'refused' && sent.status === 413,
    );
    const isThere = answer.outcome === 'refused' && answer.status === 409;
    if (answer.outcome === 'refused' && !isThere) return answer.failure;
    return { outcome: 'delivered', reference: { index, id: idempotencyKey } };
  },
});
