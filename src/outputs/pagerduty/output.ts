import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import { fittingMap, fittingText } from '../fitting.ts';
import { type DeliveryOutcome, defineOutput, token } from '../output.ts';
import { overridesOf } from '../overrides.ts';
import { dedupKeyOf } from '../pagerduty-event.ts';
import { identifierAt } from '../part-of.ts';
import { shownRecord } from '../shown-record.ts';
import { vendorApi } from '../vendor-api.ts';

const createEventUrl = 'https://events.pagerduty.com/generic/2010-04-15/create_event.json';

/** https://docs.ansible.com/ansible/2.9/modules/pagerduty_alert_module.html: "The maximum length is 1024 characters". */
const descriptionLengthMax = 1024;
/** The bound that PagerDuty documents for events of version 2, less what surrounds the details. */
const detailsBytesMax = 480 * 1024;

/**
 * Events API v1, for services that still have such an integration. Statuses and what to repeat (403 says "too many
 * calls"): https://github.com/PagerDuty/api-schema/blob/main/reference/events-v1/openapiv3.json. Events with the same
 * incident key belong to one incident.
 */
export const pagerduty = defineOutput({
  service: 'pagerduty',
  summary: 'Trigger a PagerDuty incident through the Events API v1',
  shape: 'list',
  credentials: z.object({
    service_key: token('integration key of an Events API v1 integration'),
  }),
  uses: ['http'],
  defaultPublication,

  async deliver({ credentials, ports, ...request }): Promise<DeliveryOutcome> {
    const { alert, publication } = request;
    const set = overridesOf(publication, 'pagerduty');
    const description = set.text('description') ?? `StreamAlert Rule Triggered - ${alert.ruleName}`;
    const details = set.map('details') ?? {
      description: alert.description,
      record: shownRecord(publication),
    };
    const event = {
      service_key: credentials.service_key,
      event_type: 'trigger',
      incident_key: dedupKeyOf(request),
      description: fittingText(description, descriptionLengthMax, alert),
      details: fittingMap(details, detailsBytesMax, alert),
      client: 'streamalert',
      client_url: set.text('client_url') ?? '',
      contexts: set.list('contexts').flatMap(contextOf),
    };
    const refusal = set.refusal();
    if (refusal !== undefined) return refusal;

    const api = vendorApi(ports.http, {
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
  },
});

/** Links and images, with the keys they are known by. */
function contextOf(value: JsonValue): readonly JsonObject[] {
  if (!isJsonObject(value)) return [];
  const { type, href, text, src } = value;
  if (type === 'link' && typeof href === 'string') {
    return [{ type, href, ...(typeof text === 'string' && { text }) }];
  }
  return type === 'image' && typeof src === 'string' ? [{ type, src }] : [];
}
