import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import type { JsonValue } from '../../domain/json.ts';
import { mergedText } from '../merged-text.ts';
import {
  address,
  type DeliveryOutcome,
  type DeliveryRequest,
  defineOutput,
  plain,
  secret,
  type UpdateRequest,
} from '../output.ts';
import { identifierAt, listAt, partOf } from '../part-of.ts';
import { basic, isUnknowable, type VendorApi, vendorApi, withoutSlash } from '../vendor-api.ts';
import { type FollowUp, noteMerged, settleRecord } from './follow-up.ts';
import { recordOf } from './record.ts';

/**
 * Creates a record by the Table API:
 * https://www.servicenow.com/docs/r/zurich/api-reference/rest-api-explorer/t_GetStartedCreateInt.html. The record
 * carries the key of the delivery as `correlation_id`, which a repeated delivery looks for. Publishers may set
 * `@servicenow.short_description`, `.description`, `.urgency`, `.impact` and `.fields`, a map of any fields of the
 * table.
 */
export const servicenow = defineOutput({
  service: 'servicenow',
  summary: 'Create a ServiceNow incident for each alert',
  protocol: 'Table API',
  documentation:
    'https://www.servicenow.com/docs/r/zurich/api-reference/rest-api-explorer/t_GetStartedCreateInt.html',
  repetition: '`correlation_id`, looked for',
  limits: 'description 4,000, short one 160 characters',
  fields: z.object({
    short_description: z.string().describe('title of the record'),
    description: z.string().describe('text of the record'),
    urgency: z.enum(['1', '2', '3']).describe('`1` is high; of the severity unless set'),
    impact: z.enum(['1', '2', '3']).describe('`1` is high; of the severity unless set'),
    fields: z.record(z.string(), z.unknown()).describe('any other fields of the table'),
  }),
  shape: 'list',
  credentials: z.object({
    url: address('URL of the instance, such as https://example.service-now.com'),
    username: plain('user who creates the records'),
    password: secret('password of the user'),
    table: z
      .string()
      .regex(/^[a-z0-9_]+$/, 'name a table, such as incident')
      .default('incident')
      .describe('table of the records'),
    acknowledged_state: plain('state of a record that is acknowledged; 2 is "In Progress"').default(
      '2',
    ),
    resolved_state: plain('state of a record that is resolved; 6 is "Resolved"').default('6'),
    close_code: plain('resolution code of a record that is resolved').default('Solution provided'),
  }),
  uses: ['http'],
  defaultPublication,

  deliver: create,

  async update(request): Promise<DeliveryOutcome> {
    const text = mergedText(request.alert, request.publication);
    // What merged is not lost with a record that somebody has deleted.
    return (await noteMerged(followUpOf(request), text)) ?? create(request);
  },

  acknowledge: (request) => settleRecord(followUpOf(request), 'Acknowledged', request),
  resolve: (request) => settleRecord(followUpOf(request), 'Resolved', request),
});

interface Account {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly table: string;
  readonly acknowledged_state: string;
  readonly resolved_state: string;
  readonly close_code: string;
}

type Request = DeliveryRequest<Account, 'http'>;

const apiOf = ({ credentials, ports }: Request, table = credentials.table): VendorApi =>
  vendorApi(ports.http, {
    base: `${withoutSlash(credentials.url)}/api/now/table/${encodeURIComponent(table)}`,
    headers: { authorization: basic(credentials.username, credentials.password) },
    limits: { timeoutSeconds: 15 },
  });

/** The credentials may name another table by the time of an update. */
const followUpOf = (request: UpdateRequest<Account, 'http'>): FollowUp => ({
  ...request,
  api: apiOf(request, identifierAt(request.reference, 'table')),
  states: request.credentials,
});

async function create(request: Request): Promise<DeliveryOutcome> {
  const { alert, publication, credentials, idempotencyKey } = request;
  const composed = recordOf(alert, publication, idempotencyKey);
  if (composed.outcome === 'unusable') return composed.failure;
  const api = apiOf(request);
  const { table } = credentials;
  const earlier = await findRecord(api, composed.correlationId, table);
  if (earlier !== undefined) return earlier;
  const answer = await api.post('creating the record', `?${fields}`, composed.record);
  if (answer.outcome === 'refused') return answer.failure;
  const created = partOf(answer.value, 'result');
  if (identifierAt(created, 'sys_id') === undefined) {
    return { outcome: 'failed', reason: 'creating the record: no id came back', retryable: true };
  }
  return delivered(created, table);
}

const fields = 'sysparm_fields=sys_id,number,correlation_id';

/** The outcome of an earlier attempt, or of one that could not be looked for; undefined when there is none. */
async function findRecord(
  api: VendorApi,
  correlationId: string,
  table: string,
): Promise<DeliveryOutcome | undefined> {
  const query = `sysparm_query=${encodeURIComponent(`correlation_id=${correlationId}`)}`;
  const found = await api.get('looking for the record', `?${query}&sysparm_limit=1&${fields}`);
  if (found.outcome === 'refused') {
    return isUnknowable(found) ? undefined : found.failure;
  }
  const [record] = listAt(found.value, 'result');
  // A table without this field is not searched by it, and any record comes back.
  const isOurs = identifierAt(record, 'correlation_id') === correlationId;
  return isOurs ? delivered(record, table) : undefined;
}

function delivered(record: JsonValue | undefined, table: string): DeliveryOutcome {
  const [sysId, number] = [identifierAt(record, 'sys_id'), identifierAt(record, 'number')];
  return {
    outcome: 'delivered',
    reference: {
      ...(sysId !== undefined && { sys_id: sysId }),
      ...(number !== undefined && { number }),
      table,
    },
  };
}
