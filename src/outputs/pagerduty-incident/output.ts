import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { fittingText } from '../fitting.ts';
import { mergedNews, mergedText } from '../merged-text.ts';
import {
  type DeliveryOutcome,
  type DeliveryRequest,
  defineOutput,
  type Failure,
  plain,
  token,
} from '../output.ts';
import { pagerdutyEnqueueUrl, pagerdutyEvent } from '../pagerduty-event.ts';
import { identifierAt, listAt, partOf } from '../part-of.ts';
import { type VendorApi, vendorApi } from '../vendor-api.ts';
import { noteOnOpen, settleIncident } from './follow-up.ts';
import { changesOf, type IncidentOptions, optionsOf, textLengthMax } from './incident.ts';
import { tellPeople } from './people.ts';
import { findUser } from './user.ts';

const pagerdutyApi = 'https://api.pagerduty.com';

/** An event becomes an incident a moment after it was accepted. */
const lookups = { triesMax: 5, pauseMillisMax: 5_000 };

/**
 * Triggers an alert as `pagerduty-v2` does and shapes the incident that it becomes: REST API v2,
 * https://github.com/PagerDuty/api-schema/blob/main/reference/REST/openapiv3.json. Up to the incident's fields every
 * step can be repeated: the event has a deduplication key, and the rest sets what is to be. Rules choose in
 * `context["pagerduty-incident"]`, publishers set `@pagerduty-incident.incident_title`, `.incident_body`, `.urgency`,
 * `.note` and all of `@pagerduty-v2`.
 */
export const pagerdutyIncident = pagerdutyIncidentWaiting(lookups);

/** With other waits for the incident to appear. */
export function pagerdutyIncidentWaiting(waits: typeof lookups) {
  return defineOutput({
    service: 'pagerduty-incident',
    summary: 'Open a PagerDuty incident with priority, assignment, responders and notes',
    protocol: 'Events API v2 and REST API v2',
    documentation:
      'https://github.com/PagerDuty/api-schema/blob/main/reference/REST/openapiv3.json',
    repetition: '`dedup_key`; notes are looked for',
    limits: '512 KB, summary and title 1,024 characters',
    fields: z.object({
      incident_title: z.string().describe('title of the incident'),
      incident_body: z.string().describe('text of the incident'),
      urgency: z.enum(['low', 'high']).describe('urgency of the incident'),
      note: z.string().describe('a note on the incident'),
    }),
    // "Events - 120/min/integration key": https://community.pagerduty.com/forum/t/monitoring-api-rate-limiting/3318
    rateLimit: { calls: 120, seconds: 60 },
    shape: 'list',
    credentials: z.object({
      token: token('REST API token'),
      service_name: plain('name of the service, for people'),
      service_id: plain('id of the service'),
      escalation_policy: plain('name of the escalation policy, for people'),
      escalation_policy_id: plain('id of the escalation policy'),
      email_from: plain('e-mail address of the user who opens the incidents'),
      integration_key: token('integration key of an Events API v2 integration of the service'),
    }),
    uses: ['http'],
    defaultPublication,

    deliver: (request) => open(request, waits),

    /** An incident that is resolved, or not there, makes room for a new one. */
    async update(request): Promise<DeliveryOutcome> {
      const { alert, publication, reference } = request;
      const options = optionsOf(alert, publication);
      if (options.outcome === 'unusable') return options.failure;
      const { headline } = mergedNews(alert, publication);
      const text = options.withRecord ? mergedText(alert, publication) : headline;
      const content = fittingText(text, textLengthMax, alert);
      const noted = await noteOnOpen({ ...apisOf(request), reference }, content);
      return noted ?? open(request, waits);
    },

    acknowledge: (request) =>
      settleIncident({ ...apisOf(request), reference: request.reference }, 'acknowledged', request),
    resolve: (request) =>
      settleIncident({ ...apisOf(request), reference: request.reference }, 'resolved', request),
  });
}

interface Account {
  readonly token: string;
  readonly service_id: string;
  readonly escalation_policy_id: string;
  readonly email_from: string;
  readonly integration_key: string;
}

type Request = DeliveryRequest<Account, 'http'>;

/** What changes something names who does it. */
function apisOf({ credentials, ports }: Request) {
  const headers = {
    accept: 'application/vnd.pagerduty+json;version=2',
    authorization: `Token token=${credentials.token}`,
  };
  return {
    reading: vendorApi(ports.http, { base: pagerdutyApi, headers }),
    writing: vendorApi(ports.http, {
      base: pagerdutyApi,
      headers: { ...headers, from: credentials.email_from },
    }),
  };
}

async function open(request: Request, waits: typeof lookups): Promise<DeliveryOutcome> {
  const { credentials, ports } = request;
  const options = optionsOf(request.alert, request.publication);
  if (options.outcome === 'unusable') return options.failure;
  const { withRecord } = options;
  const composed = pagerdutyEvent(request, credentials.integration_key, { withRecord });
  if (composed.outcome === 'unusable') return composed.failure;

  const { reading, writing } = apisOf(request);
  const requester = await findUser(reading, credentials.email_from);
  if (requester.outcome === 'failed') return requester;
  if (requester.outcome === 'unknown') {
    const reason = `PagerDuty knows no user with the address ${credentials.email_from}`;
    return { outcome: 'failed', reason, retryable: true };
  }
  const events = vendorApi(ports.http, { base: pagerdutyEnqueueUrl });
  const sent = await events.post('sending the event', '', composed.event);
  if (sent.outcome === 'refused') return sent.failure;

  const incident = await incidentOfKey(writing, composed.dedupKey, waits);
  if (incident.outcome === 'failed') return incident;
  const shaped = await shape(reading, writing, incident.id, credentials, options);
  if (shaped.outcome === 'failed') return shaped;

  await tellPeople(reading, writing, incident.id, requester.id, options, shaped.problems);
  const reference = { incident_id: incident.id, dedup_key: composed.dedupKey };
  return { outcome: 'delivered', reference };
}

/** The key may be that of an incident that is resolved as well, which the event has not opened again. */
const openStatuses = ['triggered', 'acknowledged']
  .map((status) => `${encodeURIComponent('statuses[]')}=${status}`)
  .join('&');

type FoundIncident = { readonly outcome: 'found'; readonly id: string } | Failure;

async function incidentOfKey(
  api: VendorApi,
  dedupKey: string,
  { triesMax, pauseMillisMax }: typeof lookups,
): Promise<FoundIncident> {
  for (let tries = 1; tries <= triesMax; tries++) {
    const query = `incident_key=${encodeURIComponent(dedupKey)}&${openStatuses}`;
    const listed = await api.get('looking for the incident', `/incidents?${query}`);
    if (listed.outcome === 'refused') return listed.failure;
    const current = listAt(listed.value, 'incidents').find(
      (each) => partOf(each, 'status') !== 'resolved',
    );
    const id = identifierAt(current, 'id');
    if (id !== undefined) return { outcome: 'found', id };
    if (tries < triesMax) await pause(Math.random() * pauseMillisMax);
  }
  // The event is there and is not made a second time: the next attempt goes on from here.
  const reason = 'looking for the incident: PagerDuty has not made one of the event yet';
  return { outcome: 'failed', reason, retryable: true };
}

type Shaped = { readonly outcome: 'shaped'; readonly problems: readonly string[] } | Failure;

async function shape(
  reading: VendorApi,
  writing: VendorApi,
  id: string,
  ids: { readonly service_id: string; readonly escalation_policy_id: string },
  options: Extract<IncidentOptions, { outcome: 'chosen' }>,
): Promise<Shaped> {
  const changes = await changesOf(reading, options, ids);
  if (changes.outcome === 'failed') return changes;
  const path = `/incidents/${encodeURIComponent(id)}`;
  const changed = await writing.put('shaping the incident', path, { incident: changes.incident });
  if (changed.outcome === 'refused') return changed.failure;
  if (identifierAt(changed.value, 'incident', 'id') === undefined) {
    const reason = 'shaping the incident: no incident came back';
    return { outcome: 'failed', reason, retryable: true };
  }
  return { outcome: 'shaped', problems: changes.problems };
}
