import { z } from 'zod';
import type { Alert } from '../../domain/alert.ts';
import { defaultPublication } from '../../domain/default-publication.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import type { JsonValue } from '../../domain/json.ts';
import type { Severity } from '../../domain/severity.ts';
import { fittingText } from '../fitting.ts';
import { address, type DeliveryOutcome, defineOutput, plain, secret } from '../output.ts';
import { overridesOf } from '../overrides.ts';
import { identifierAt, listAt, partOf } from '../part-of.ts';
import { shownRecord } from '../shown-record.ts';
import { basic, isUnknowable, type VendorApi, vendorApi, withoutSlash } from '../vendor-api.ts';

/** What the fields of the table `incident` hold unless somebody has made them longer. */
const shortDescriptionLengthMax = 160;
const descriptionLengthMax = 4_000;
const correlationIdLengthMax = 100;

/** 1 is the highest of both; ServiceNow makes the priority of them. */
const ranks: Readonly<Record<Severity, { readonly urgency: string; readonly impact: string }>> = {
  critical: { urgency: '1', impact: '1' },
  high: { urgency: '1', impact: '2' },
  medium: { urgency: '2', impact: '2' },
  low: { urgency: '3', impact: '2' },
  info: { urgency: '3', impact: '3' },
};

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
    const set = overridesOf(publication, 'servicenow');
    const { urgency, impact } = ranks[alert.severity];
    const short = set.text('short_description') ?? `StreamAlert: ${alert.ruleName}`;
    const description = set.text('description') ?? descriptionOf(alert, shownRecord(publication));
    const correlationId = `streamalert-${idempotencyKey}`.slice(0, correlationIdLengthMax);
    const record = {
      short_description: fittingText(short, shortDescriptionLengthMax, alert),
      description: fittingText(description, descriptionLengthMax, alert),
      urgency: set.text('urgency') ?? urgency,
      impact: set.text('impact') ?? impact,
      ...set.map('fields'),
      correlation_id: correlationId,
      correlation_display: 'StreamAlert',
    };
    const refusal = set.refusal();
    if (refusal !== undefined) return refusal;

    const { url, username, password, table } = credentials;
    const api = vendorApi(ports.http, {
      base: `${withoutSlash(url)}/api/now/table/${table}`,
      headers: { authorization: basic(username, password) },
      limits: { timeoutSeconds: 15 },
    });
    const earlier = await findRecord(api, correlationId);
    if (earlier !== undefined) return earlier;
    const answer = await api.post('creating the record', `?${fields}`, record);
    if (answer.outcome === 'refused') return answer.failure;
    const created = partOf(answer.value, 'result');
    if (identifierAt(created, 'sys_id') === undefined) {
      return { outcome: 'failed', reason: 'creating the record: no id came back', retryable: true };
    }
    return delivered(created);
  },
});

const fields = 'sysparm_fields=sys_id,number';

const descriptionOf = ({ description, id }: Alert, record: JsonValue): string =>
  `${description}\n\nAlert ${id}\n\n${stringifyJson(record, { sorted: true, indent: 2, strict: true })}`;

/** The outcome of an earlier attempt, or of one that could not be looked for; undefined when there is none. */
async function findRecord(
  api: VendorApi,
  correlationId: string,
): Promise<DeliveryOutcome | undefined> {
  const query = `sysparm_query=${encodeURIComponent(`correlation_id=${correlationId}`)}`;
  const found = await api.get('looking for the record', `?${query}&sysparm_limit=1&${fields}`);
  if (found.outcome === 'refused') {
    return isUnknowable(found) ? undefined : found.failure;
  }
  const [record] = listAt(found.value, 'result');
  return record === undefined ? undefined : delivered(record);
}

function delivered(record: JsonValue | undefined): DeliveryOutcome {
  const [sysId, number] = [identifierAt(record, 'sys_id'), identifierAt(record, 'number')];
  return {
    outcome: 'delivered',
    reference: {
      ...(sysId !== undefined && { sys_id: sysId }),
      ...(number !== undefined && { number }),
    },
  };
}
