import { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import { defaultPublication } from '../../domain/default-publication.ts';
import { belongTogether, notBoth } from '../belong-together.ts';
import { contentOf } from '../content.ts';
import { sendFitting } from '../fitting.ts';
import {
  address,
  type DeliveryOutcome,
  type DeliveryRequest,
  defineOutput,
  plain,
  secret,
} from '../output.ts';
import { overridesOf } from '../overrides.ts';
import { identifierAt } from '../part-of.ts';
import { basic, type VendorAnswer, vendorApi, withoutSlash } from '../vendor-api.ts';

const credentialFields = z
  .object({
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
  })
  .superRefine(belongTogether('username', 'password'))
  .superRefine(notBoth('api_key', 'password'));

/**
 * A document for each alert, in Elasticsearch as well. Its id is the key of the delivery and `_create` refuses a second
 * one with 409, so a repetition changes nothing.
 */
export const opensearch = defineOutput({
  service: 'opensearch',
  summary: 'Write each alert to an OpenSearch or Elasticsearch index',
  protocol: 'document API, `_create` and `_doc` (Elasticsearch too)',
  documentation: 'https://docs.opensearch.org/latest/api-reference/document-apis/index-document/',
  repetition: '`_id` of the document',
  limits: 'what the cluster refuses as too large',
  fields: z.object({
    index: z.string().describe('index, in place of the one in the credentials'),
    document: z
      .record(z.string(), z.unknown())
      .describe('the document, in place of the publication'),
  }),
  shape: 'list',
  credentials: credentialFields,
  uses: ['http'],
  defaultPublication,

  async deliver(request): Promise<DeliveryOutcome> {
    const writing = writingOf(request);
    if (writing.outcome === 'unusable') return writing.failure;
    return createdOutcome(await writing.create(writing.index, request.idempotencyKey), {
      index: writing.index,
      id: request.idempotencyKey,
    });
  },

  /** The document becomes what the alert is now. */
  async update(request): Promise<DeliveryOutcome> {
    const { reference, idempotencyKey } = request;
    const writing = writingOf(request);
    if (writing.outcome === 'unusable') return writing.failure;
    const index = identifierAt(reference, 'index') ?? writing.index;
    const id = identifierAt(reference, 'id') ?? idempotencyKey;
    const answer = await writing.replace(index, id);
    if (answer.outcome === 'understood') return { outcome: 'delivered', reference };
    if (!isDataStream(answer)) return answer.failure;
    return createdOutcome(await writing.create(index, idempotencyKey), reference);
  },
});

type Request = DeliveryRequest<z.infer<typeof credentialFields>, 'http'>;

/** What is written, and how, for one alert. */
function writingOf({ alert, publication, credentials, ports }: Request) {
  const set = overridesOf(publication, 'opensearch');
  const index = set.text('index') ?? credentials.index;
  const document = set.map('document') ?? contentOf(publication);
  const failure = set.refusal();
  if (failure !== undefined) return { outcome: 'unusable', failure } as const;

  const authorization = authorizationOf(credentials);
  const api = vendorApi(ports.http, {
    base: withoutSlash(credentials.url),
    headers: authorization === undefined ? {} : { authorization },
  });
  const put = (task: string, path: string): Promise<VendorAnswer> =>
    sendFitting(
      document,
      alert,
      (content) =>
        // Data streams take no document without it.
        api.put(task, path, { '@timestamp': new Date(alert.eventTime).toISOString(), ...content }),
      (sent) => sent.outcome === 'refused' && sent.status === 413,
    );
  const pathOf = (into: string, operation: string, id: string): string =>
    `/${encodeURIComponent(into)}/${operation}/${encodeURIComponent(id)}`;
  return {
    outcome: 'usable',
    index,
    create: (into: string, id: string) => put('creating the document', pathOf(into, '_create', id)),
    replace: (into: string, id: string) => put('changing the document', pathOf(into, '_doc', id)),
  } as const;
}

function authorizationOf({ username, password, api_key }: Request['credentials']) {
  if (api_key !== undefined) return `ApiKey ${api_key}`;
  return username && password ? basic(username, password) : undefined;
}

function createdOutcome(answer: VendorAnswer, reference: JsonObject): DeliveryOutcome {
  const isThere = answer.outcome === 'refused' && answer.status === 409;
  if (answer.outcome === 'refused' && !isThere) return answer.failure;
  return { outcome: 'delivered', reference };
}

/**
 * Of a data stream no document is changed by its id: "Only an op_type of create is supported"
 * (https://www.elastic.co/guide/en/elasticsearch/reference/7.17/use-a-data-stream.html). What follows is a document of
 * its own there, with the whole of the merged alert.
 */
const isDataStream = (answer: VendorAnswer): boolean =>
  answer.outcome === 'refused' && answer.status === 400 && /data stream/i.test(answer.said);
