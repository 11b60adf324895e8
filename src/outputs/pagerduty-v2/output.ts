import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { type DeliveryOutcome, defineOutput, token } from '../output.ts';
import { pagerdutyEnqueueUrl, pagerdutyEvent } from '../pagerduty-event.ts';
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
  shape: 'list',
  credentials: z.object({
    routing_key: token('integration key of an Events API v2 integration'),
  }),
  uses: ['http'],
  defaultPublication,

  async deliver({ credentials, ports, ...request }): Promise<DeliveryOutcome> {
    const composed = pagerdutyEvent(request, credentials.routing_key);
    if (composed.outcome === 'unusable') return composed.failure;
    const api = vendorApi(ports.http, { base: pagerdutyEnqueueUrl });
    const answer = await api.post('sending the event', '', composed.event);
    if (answer.outcome === 'refused') return answer.failure;
    const dedup_key = identifierAt(answer.value, 'dedup_key') ?? composed.dedupKey;
    return { outcome: 'delivered', reference: { dedup_key } };
  },
});
