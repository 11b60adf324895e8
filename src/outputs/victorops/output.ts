import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { sendFitting } from '../fitting.ts';
import { type DeliveryOutcome, defineOutput, secretUrl, token } from '../output.ts';
import { overridesOf } from '../overrides.ts';
import { identifierAt, partOf } from '../part-of.ts';
import { shownRecord } from '../shown-record.ts';
import { vendorApi, withoutSlash } from '../vendor-api.ts';

/** VictorOps takes its time. */
const limits = { timeoutSeconds: 10 };

/**
 * The REST endpoint of VictorOps, now Splunk On-Call
 * (https://help.splunk.com/splunk-observability-cloud/splunk-on-call/integrations-with-splunk-on-call/rest-endpoint-integration-for-splunk-on-call).
 * Messages with the same `entity_id` belong to one incident, so a repeated one changes nothing. Publishers may set
 * `@victorops.message_type` (`CRITICAL`, `WARNING`, `INFO`), `.entity_id`, `.entity_display_name` and
 * `.state_message`.
 */
export const victorops = defineOutput({
  service: 'victorops',
  summary: 'Open a VictorOps (Splunk On-Call) incident for each alert',
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
    const set = overridesOf(publication, 'victorops');
    const state = set.text('state_message');
    const message = {
      message_type: messageTypeOf(set.text('message_type')),
      entity_id: set.text('entity_id') ?? `streamalert/${alert.ruleName}/${alert.id}`,
      entity_display_name: set.text('entity_display_name') ?? alert.ruleName,
      ...(state !== undefined && { state_message: state }),
    };
    const refusal = set.refusal();
    if (refusal !== undefined) return refusal;

    const api = vendorApi(ports.http, {
      base: withoutSlash(credentials.url),
      headers: {
        'x-vo-api-id': credentials.victorops_api_id,
        'x-vo-api-key': credentials.victorops_api_key,
      },
      limits,
    });
    const answer = await sendFitting(
      { record: shownRecord(publication) },
      alert,
      (content) =>
        api.post('sending the alert', `/${encodeURIComponent(credentials.routing_key)}`, {
          ...message,
          ...content,
        }),
      (sent) => sent.outcome === 'refused' && sent.status === 413,
    );
    if (answer.outcome === 'refused') return answer.failure;
    if (partOf(answer.value, 'result') === 'failure') {
      const said = identifierAt(answer.value, 'message') ?? 'without a reason';
      return { outcome: 'failed', reason: `VictorOps refused the alert: ${said}`, retryable: true };
    }
    const entity_id = identifierAt(answer.value, 'entity_id') ?? message.entity_id;
    return { outcome: 'delivered', reference: { entity_id } };
  },
});

const messageTypes = new Set(['CRITICAL', 'WARNING', 'INFO']);

/** An incident that is too loud is better than none: what opens no incident counts as critical. */
function messageTypeOf(given = 'CRITICAL'): string {
  const type = given.toUpperCase();
  return messageTypes.has(type) ? type : 'CRITICAL';
}
