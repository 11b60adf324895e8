import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import { fittingMap, fittingText, jsonBytes } from '../fitting.ts';
import { mergedText, settledText } from '../merged-text.ts';
import { type DeliveryOutcome, defineOutput, type LifecycleRequest, token } from '../output.ts';
import { overridesOf } from '../overrides.ts';
import { dedupKeyOf, eventBytesMax, type EventRequest } from '../pagerduty-event.ts';
import { identifierAt } from '../part-of.ts';
import { shownRecord } from '../shown-record.ts';
import { vendorApi } from '../vendor-api.ts';

const createEventUrl = 'https://events.pagerduty.com/generic/2010-04-15/create_event.json';

/** https://docs.ansible.com/ansible/2.9/modules/pagerduty_alert_module.html: "The maximum length is 1024 characters". */
const descriptionLengthMax = 1024;

/**
 * Events API v1, for services that still have such an integration. Statuses and what to repeat (403 says "too many
 * calls"): https://github.com/PagerDuty/api-schema/blob/main/reference/events-v1/openapiv3.json. Events with the same
 * incident key belong to one incident.
 */
export const pagerduty = defineOutput({
  service: 'pagerduty',
  summary: 'Trigger a PagerDuty incident through the Events API v1',
  protocol: 'Events API v1',
  documentation:
    'https://github.com/PagerDuty/api-schema/blob/main/reference/events-v1/openapiv3.json',
  repetition: '`incident_key`',
  limits: '512 KB, description 1,024 characters',
  fields: z.object({
    description: z.string().describe('what happened, in one line'),
    details: z
      .record(z.string(), z.unknown())
      .describe('takes the place of description and record'),
    client_url: z.string().describe('where "StreamAlert" in PagerDuty leads to'),
    contexts: z
      .array(z.record(z.string(), z.unknown()))
      .describe('links `{type: "link", href, text}` and images `{type: "image", src}`'),
  }),
  // "Events - 120/min/integration key": https://community.pagerduty.com/forum/t/monitoring-api-rate-limiting/3318
  rateLimit: { calls: 120, seconds: 60 },
  shape: 'list',
  credentials: z.object({
    service_key: token('integration key of an Events API v1 integration'),
  }),
  uses: ['http'],
  defaultPublication,

  deliver: (request) => trigger(request, dedupKeyOf(request)),

  /** Goes into the log of the incident; one that was resolved opens anew. */
  update: (request) =>
    trigger(request, keyIn(request), {
      merged: mergedText(request.alert, request.publication),
    }),

  /** PagerDuty discards both where the incident is resolved or unknown. */
  acknowledge: (request) => settle(request, 'acknowledge', settledText('Acknowledged', request)),
  resolve: (request) => settle(request, 'resolve', settledText('Resolved', request)),
});

type Keyed = LifecycleRequest<{ readonly service_key: string }, 'http'>;
type Sending = Pick<Keyed, 'alert' | 'publication' | 'credentials' | 'ports'>;

/** What `deliver` gave back; the same key is made again where it gave none. */
const keyIn = (request: Pick<Keyed, keyof EventRequest | 'reference'>): string =>
  identifierAt(request.reference, 'incident_key') ?? dedupKeyOf(request);

async function trigger(
  { alert, publication, credentials, ports }: Sending,
  incidentKey: string,
  news: JsonObject = {},
): Promise<DeliveryOutcome> {
  const set = overridesOf(publication, 'pagerduty');
  const description = set.text('description') ?? `StreamAlert Rule Triggered - ${alert.ruleName}`;
  const details = set.map('details') ?? {
    description: alert.description,
    ...news,
    record: shownRecord(publication),
  };
  const event = {
    service_key: credentials.service_key,
    event_type: 'trigger',
    incident_key: incidentKey,
    description: fittingText(description, descriptionLengthMax, alert),
    details: {},
    client: 'streamalert',
    client_url: set.text('client_url') ?? '',
    contexts: set.list('contexts').flatMap(contextOf).slice(0, contextsMax),
  };
  const bytesLeft = eventBytesMax - jsonBytes(event);
  return (
    set.refusal() ?? send(ports.http, { ...event, details: fittingMap(details, bytesLeft, alert) })
  );
}

const settle = (
  { alert, credentials, ports, ...request }: Keyed,
  eventType: 'acknowledge' | 'resolve',
  text: string,
): Promise<DeliveryOutcome> =>
  send(ports.http, {
    service_key: credentials.service_key,
    event_type: eventType,
    incident_key: keyIn({ alert, ...request }),
    description: fittingText(text, descriptionLengthMax, alert),
  });

async function send(
  http: HttpClient,
  event: JsonObject & { readonly incident_key: string },
): Promise<DeliveryOutcome> {
  const api = vendorApi(http, {
    base: createEventUrl,
    isBusy: ({ status }) => status === 403,
  });
  const answer = await api.post('sending the event', '', event);
  if (answer.outcome === 'refused') return answer.failure;
  if (!isJsonObject(answer.value) || Object.keys(answer.value).length === 0) {
    const reason = 'sending the event: PagerDuty answered without saying what became of it';
    return { outcome: 'failed', reason, retryable: true };
  }
  const incident_key = identifierAt(answer.value, 'incident_key') ?? event.incident_key;
  return { outcome: 'delivered', reference: { incident_key } };
}

/** More than anybody looks at; keeps the event below its bound. */
const contextsMax = 50;

/** Links and images, with the keys they are known by. */
function contextOf(value: JsonValue): readonly JsonObject[] {
  if (!isJsonObject(value)) return [];
  const { type, href, text, src } = value;
  if (type === 'link' && typeof href === 'string') {
    return [{ type, href, ...(typeof text === 'string' && { text }) }];
  }
  return type === 'image' && typeof src === 'string' ? [{ type, src }] : [];
}
