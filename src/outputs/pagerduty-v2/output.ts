import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import { mergedText } from '../merged-text.ts';
import {
  type DeliveryOutcome,
  type DeliveryRequest,
  defineOutput,
  token,
  type UpdateRequest,
} from '../output.ts';
import {
  dedupKeyOf,
  pagerdutyEnqueueUrl,
  pagerdutyEvent,
  pagerdutyEventFields,
  settlingEvent,
} from '../pagerduty-event.ts';
import { identifierAt } from '../part-of.ts';
import { vendorApi } from '../vendor-api.ts';

/**
 * Events API v2: https://developer.pagerduty.com/docs/events-api-v2/trigger-events, its statuses and what to repeat:
 * https://github.com/PagerDuty/api-schema/blob/main/reference/events-v2/openapiv3.json. The deduplication key is the
 * same for each attempt, so a repeated event changes nothing.
 */
export const pagerdutyV2 = defineOutput({
  service: 'pagerduty-v2',
  summary: 'Trigger a PagerDuty alert through the Events API v2',
  protocol: 'Events API v2',
  documentation: 'https://developer.pagerduty.com/docs/events-api-v2/trigger-events',
  repetition: '`dedup_key`',
  limits: '512 KB, summary 1,024 characters',
  fields: pagerdutyEventFields,
  // "Events - 120/min/integration key": https://community.pagerduty.com/forum/t/monitoring-api-rate-limiting/3318
  rateLimit: { calls: 120, seconds: 60 },
  shape: 'list',
  credentials: z.object({
    routing_key: token('integration key of an Events API v2 integration'),
  }),
  uses: ['http'],
  defaultPublication,

  deliver: (request) => trigger(request),

  /** Goes into the log of the alert; one that was resolved opens anew. */
  update: (request) =>
    trigger(request, {
      dedupKey: keyIn(request),
      news: { merged: mergedText(request.alert, request.publication) },
    }),

  /** PagerDuty discards both where the alert is resolved or unknown; neither event has room for a note. */
  acknowledge: (request) => settle(request, 'acknowledge'),
  resolve: (request) => settle(request, 'resolve'),
});

type Request = DeliveryRequest<{ readonly routing_key: string }, 'http'>;
type Updating = UpdateRequest<{ readonly routing_key: string }, 'http'>;

/** What `deliver` gave back; the same key is made again where it gave none. */
const keyIn = (request: Updating): string =>
  identifierAt(request.reference, 'dedup_key') ?? dedupKeyOf(request);

async function trigger(
  { credentials, ports, ...request }: Request,
  update: { readonly dedupKey?: string; readonly news?: JsonObject } = {},
): Promise<DeliveryOutcome> {
  const composed = pagerdutyEvent(request, credentials.routing_key, update);
  if (composed.outcome === 'unusable') return composed.failure;
  return send(ports.http, composed.event, composed.dedupKey);
}

const settle = (request: Updating, action: 'acknowledge' | 'resolve'): Promise<DeliveryOutcome> =>
  send(
    request.ports.http,
    settlingEvent(request.credentials.routing_key, action, keyIn(request)),
    keyIn(request),
  );

async function send(
  http: HttpClient,
  event: JsonObject,
  dedupKey: string,
): Promise<DeliveryOutcome> {
  const api = vendorApi(http, { base: pagerdutyEnqueueUrl });
  const answer = await api.post('sending the event', '', event);
  if (answer.outcome === 'refused') return answer.failure;
  const dedup_key = identifierAt(answer.value, 'dedup_key') ?? dedupKey;
  return { outcome: 'delivered', reference: { dedup_key } };
}
