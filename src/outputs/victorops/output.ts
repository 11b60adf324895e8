import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import type { Alert } from '../../domain/alert.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Publication } from '../../domain/publication.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import { sendFitting } from '../fitting.ts';
import { mergedText, settledText } from '../merged-text.ts';
import {
  type DeliveryOutcome,
  defineOutput,
  type Failure,
  type LifecycleRequest,
  secretUrl,
  token,
} from '../output.ts';
import { overridesOf } from '../overrides.ts';
import { identifierAt, partOf } from '../part-of.ts';
import { shownRecord } from '../shown-record.ts';
import { vendorApi, withoutSlash } from '../vendor-api.ts';

/** VictorOps takes its time. */
const limits = { timeoutSeconds: 10 };

/**
 * The REST endpoint of VictorOps, now Splunk On-Call
 * (https://help.splunk.com/splunk-observability-cloud/splunk-on-call/integrations-with-splunk-on-call/rest-endpoint-integration-for-splunk-on-call).
 * Messages with the same `entity_id` belong to one incident, so a repeated one changes nothing. Types of messages and
 * fields: https://help.victorops.com/knowledge-base/incident-fields-glossary/, `ack_author`:
 * https://docs.saltproject.io/en/3005/ref/modules/all/salt.modules.victorops.html. Publishers may set
 * `@victorops.message_type` (`CRITICAL`, `WARNING`, `INFO`), `.entity_id`, `.entity_display_name` and
 * `.state_message`.
 */
export const victorops = defineOutput({
  service: 'victorops',
  summary: 'Open a VictorOps (Splunk On-Call) incident for each alert',
  protocol: 'REST endpoint of Splunk On-Call',
  documentation:
    'https://help.splunk.com/splunk-observability-cloud/splunk-on-call/integrations-with-splunk-on-call/rest-endpoint-integration-for-splunk-on-call',
  repetition: '`entity_id`',
  limits: 'shortened when refused',
  fields: z.object({
    message_type: z
      .enum(['CRITICAL', 'WARNING', 'INFO'])
      .describe('type of the message; `CRITICAL` unless set'),
    entity_id: z.string().describe('messages with the same one belong to one incident'),
    entity_display_name: z.string().describe('title of the incident'),
    state_message: z.string().describe('text of the incident'),
  }),
  shape: 'list',
  credentials: z.object({
    victorops_api_id: token('API id'),
    victorops_api_key: token('API key'),
    url: secretUrl('URL of the REST endpoint, without the routing key'),
    routing_key: token('routing key, which says who is told'),
  }),
  uses: ['http'],
  defaultPublication,

  async deliver({ alert, publication, credentials, ports }): Promise<DeliveryOutcome> {
    const composed = messageOf(alert, publication);
    if (composed.outcome === 'failed') return composed;
    const { message } = composed;
    return send(ports.http, credentials, alert, message, { record: shownRecord(publication) });
  },

  async update({ alert, publication, credentials, ports, reference }): Promise<DeliveryOutcome> {
    const composed = messageOf(alert, publication);
    if (composed.outcome === 'failed') return composed;
    const message = {
      ...composed.message,
      entity_id: identifierAt(reference, 'entity_id') ?? composed.message.entity_id,
      state_message: mergedText(alert, publication),
    };
    return send(ports.http, credentials, alert, message, { record: shownRecord(publication) });
  },

  /** VictorOps makes nothing of either where the incident is not open. */
  acknowledge: (request) => settle(request, 'ACKNOWLEDGEMENT'),
  resolve: (request) => settle(request, 'RECOVERY'),
});

interface Target {
  readonly victorops_api_id: string;
  readonly victorops_api_key: string;
  readonly url: string;
  readonly routing_key: string;
}

interface Message {
  readonly message_type: string;
  readonly entity_id: string;
  readonly entity_display_name: string;
  readonly state_message?: string;
  readonly ack_author?: string;
}

type Composed = { readonly outcome: 'composed'; readonly message: Message } | Failure;

function messageOf(alert: Alert, publication: Publication): Composed {
  const set = overridesOf(publication, 'victorops');
  const state = set.text('state_message');
  const message = {
    message_type: messageTypeOf(set.text('message_type')),
    entity_id: set.text('entity_id') ?? entityOf(alert),
    entity_display_name: set.text('entity_display_name') ?? alert.ruleName,
    ...(state !== undefined && { state_message: state }),
  };
  return set.refusal() ?? { outcome: 'composed', message };
}

const entityOf = ({ ruleName, id }: Alert): string => `streamalert/${ruleName}/${id}`;

function settle(
  {
    alert,
    publication,
    credentials,
    ports,
    reference,
    ...settled
  }: LifecycleRequest<Target, 'http'>,
  type: 'ACKNOWLEDGEMENT' | 'RECOVERY',
): Promise<DeliveryOutcome> {
  const isAcknowledged = type === 'ACKNOWLEDGEMENT';
  const message = {
    message_type: type,
    entity_id: identifierAt(reference, 'entity_id') ?? entityOf(alert),
    entity_display_name:
      overridesOf(publication, 'victorops').text('entity_display_name') ?? alert.ruleName,
    state_message: settledText(isAcknowledged ? 'Acknowledged' : 'Resolved', settled),
    ...(isAcknowledged && { ack_author: settled.by }),
  };
  return send(ports.http, credentials, alert, message);
}

async function send(
  http: HttpClient,
  credentials: Target,
  alert: Alert,
  message: Message,
  content: JsonObject = {},
): Promise<DeliveryOutcome> {
  const api = vendorApi(http, {
    base: withoutSlash(credentials.url),
    headers: {
      'x-vo-api-id': credentials.victorops_api_id,
      'x-vo-api-key': credentials.victorops_api_key,
    },
    limits,
  });
  const path = `/${encodeURIComponent(credentials.routing_key)}`;
  const answer = await sendFitting(
    content,
    alert,
    (fitting) => api.post('sending the alert', path, { ...message, ...fitting }),
    (sent) => sent.outcome === 'refused' && sent.status === 413,
  );
  if (answer.outcome === 'refused') return answer.failure;
  if (partOf(answer.value, 'result') !== 'success') {
    const said = identifierAt(answer.value, 'message') ?? 'it did not say "success"';
    return { outcome: 'failed', reason: `VictorOps refused the alert: ${said}`, retryable: true };
  }
  const entity_id = identifierAt(answer.value, 'entity_id') ?? message.entity_id;
  return { outcome: 'delivered', reference: { entity_id } };
}

const messageTypes = new Set(['CRITICAL', 'WARNING', 'INFO']);

/** An incident that is too loud is better than none: what opens no incident counts as critical. */
function messageTypeOf(given = 'CRITICAL'): string {
  const type = given.toUpperCase();
  return messageTypes.has(type) ? type : 'CRITICAL';
}
