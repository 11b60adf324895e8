import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { sendFitting } from '../fitting.ts';
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
import { type VendorApi, vendorApi, withoutSlash } from '../vendor-api.ts';
import { acknowledgeIncident, closeIncident, enterMerged, type FollowUp } from './follow-up.ts';
import { deliveryLabel, incidentOf } from './incident.ts';
import { searchIncidents } from './search.ts';

/** Incidents of one name since the alert, the latest first; what lies behind them a repetition does not see. */
const lookedThroughMax = 200;
/** Incidents carry their records. */
const limits = { bodyBytesMax: 16 * 1024 * 1024 };

/**
 * Demisto, now Cortex XSOAR: `POST /incident`
 * (https://docs-cortex.paloaltonetworks.com/r/Cortex-XSOAR-8-API/Create-or-update-an-incident) after
 * `POST /incidents/search`; `/entry` and `/incident/batchClose` follow up
 * (https://github.com/demisto/demisto-py/blob/master/docs/DefaultApi.md). An incident carries
 * the key of its delivery as a label, which a repeated delivery looks for. Publishers may set `@demisto.incident_type`,
 * `.playbook`, `.owner`, `.details`, `.incident_name`, `.label_data` and `.severity`.
 */
export const demisto = defineOutput({
  service: 'demisto',
  summary: 'Create a Demisto (Cortex XSOAR) incident for each alert',
  protocol: 'XSOAR 6 and 8, `POST /incident`',
  documentation:
    'https://docs-cortex.paloaltonetworks.com/r/Cortex-XSOAR-8-API/Create-or-update-an-incident',
  repetition: 'label `streamalert_delivery`, looked for',
  limits: 'shortened when refused',
  fields: z.object({
    incident_type: z.string().describe('type of the incident'),
    playbook: z.string().describe('playbook that is run'),
    owner: z.string().describe('user it is given to'),
    details: z.string().describe('text of the incident'),
    incident_name: z.string().describe('title of the incident'),
    label_data: z.record(z.string(), z.unknown()).describe('becomes the labels'),
    severity: z
      .enum(['info', 'informational', 'low', 'med', 'medium', 'high', 'critical'])
      .describe('severity of the incident; unknown unless set'),
  }),
  shape: 'list',
  credentials: z.object({
    url: address('URL of the server; for XSOAR 8 with /xsoar/public/v1 at its end'),
    token: secret('API key'),
    auth_id: plain('id of the API key; XSOAR 8 asks for it, earlier versions do not').optional(),
  }),
  uses: ['http'],
  defaultPublication,

  deliver: create,

  /** An incident that is closed, or deleted, makes room for a new one. */
  async update(request): Promise<DeliveryOutcome> {
    return (await enterMerged(followUpOf(request), request.publication)) ?? create(request);
  },

  acknowledge: (request) => acknowledgeIncident(followUpOf(request), request),
  resolve: (request) => closeIncident(followUpOf(request), request),
});

interface Account {
  readonly url: string;
  readonly token: string;
  readonly auth_id?: string | undefined;
}

type Request = DeliveryRequest<Account, 'http'>;

function apiOf({ credentials, ports }: Request): VendorApi {
  const { token, auth_id, url } = credentials;
  const headers = {
    authorization: token,
    ...(auth_id !== undefined && { 'x-xdr-auth-id': auth_id }),
  };
  return vendorApi(ports.http, { base: withoutSlash(url), headers, limits });
}

const followUpOf = (request: UpdateRequest<Account, 'http'>): FollowUp => ({
  ...request,
  api: apiOf(request),
});

async function create(request: Request): Promise<DeliveryOutcome> {
  const { alert, publication, idempotencyKey } = request;
  const composed = incidentOf(alert, publication, idempotencyKey);
  if (composed.outcome === 'unusable') return composed.failure;
  const api = apiOf(request);
  const since = new Date(alert.createdAt - clockSkewMillis).toISOString();
  const earlier = await findIncident(api, composed.name, since, idempotencyKey);
  if (earlier !== undefined) return earlier;
  const answer = await sendFitting(
    composed.labelData,
    alert,
    (labelData) => api.post('creating the incident', '/incident', composed.incident(labelData)),
    (sent) => sent.outcome === 'refused' && sent.status === 413,
  );
  if (answer.outcome === 'refused') return answer.failure;
  const id = identifierAt(answer.value, 'id');
  if (id !== undefined) return delivered(id);
  const reason = 'creating the incident: no id came back; does a pre-process rule drop it?';
  return { outcome: 'failed', reason, retryable: true };
}

/** The server's clock may be behind ours. */
const clockSkewMillis = 10 * 60 * 1000;

const delivered = (id: string): DeliveryOutcome => ({
  outcome: 'delivered',
  reference: { incident_id: id },
});

/** The outcome of an earlier attempt, or of one that could not be looked for; undefined when there is none. */
async function findIncident(
  api: VendorApi,
  name: string,
  fromDate: string,
  idempotencyKey: string,
): Promise<DeliveryOutcome | undefined> {
  const filter = { name: [name], fromDate, page: 0, size: lookedThroughMax };
  const found = await searchIncidents(api, 'looking for the incident', filter);
  if (found.outcome === 'failed') return found;
  // A key that may only create incidents creates them.
  if (found.outcome === 'unknowable') return undefined;
  const incident = found.incidents.find((each) =>
    listAt(each, 'labels').some(
      (label) =>
        partOf(label, 'type') === deliveryLabel && partOf(label, 'value') === idempotencyKey,
    ),
  );
  const id = identifierAt(incident, 'id');
  return id === undefined ? undefined : delivered(id);
}
