import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { isJsonObject } from '../../domain/json.ts';
import { contentOf } from '../content.ts';
import { sendFitting } from '../fitting.ts';
import { address, type DeliveryOutcome, defineOutput, plain, token } from '../output.ts';
import { overridesOf } from '../overrides.ts';
import { partOf } from '../part-of.ts';
import { type Answered, vendorApi, withoutSlash } from '../vendor-api.ts';

/**
 * HTTP Event Collector:
 * https://help.splunk.com/en/splunk-enterprise/get-data-in/collect-http-event-data/format-events-for-http-event-collector.
 * Each delivery names a channel, which tokens with acknowledgement ask for. The collector takes every event for a new
 * one; the indexed field `streamalert_delivery` is the same for each attempt, for `dedup` in searches. Publishers may
 * set `@splunk-hec.index`, `.sourcetype`, `.source`, `.host` and `.event`.
 */
export const splunkHec = defineOutput({
  service: 'splunk-hec',
  summary: 'Index each alert in Splunk through the HTTP Event Collector',
  protocol: 'HTTP Event Collector, `/services/collector/event`',
  documentation:
    'https://help.splunk.com/en/splunk-enterprise/get-data-in/collect-http-event-data/format-events-for-http-event-collector',
  repetition: 'indexed field `streamalert_delivery`, for `dedup` in searches',
  limits: 'what the collector refuses as too large',
  fields: z.object({
    index: z.string().describe('index, in place of the one in the credentials'),
    sourcetype: z.string().describe('source type, in place of the one in the credentials'),
    source: z.string().describe('source, in place of `streamalert`'),
    host: z.string().describe('host of the event'),
    event: z.record(z.string(), z.unknown()).describe('the event, in place of the publication'),
  }),
  shape: 'list',
  credentials: z.object({
    url: address('URL of the collector, such as https://splunk.example.com:8088'),
    token: token('token of the collector'),
    index: plain('index, where it is not the one of the token').optional(),
    sourcetype: z
      .string()
      .min(1)
      .default('streamalert:alert')
      .describe('source type of the events'),
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
    const set = overridesOf(publication, 'splunk-hec');
    const index = set.text('index') ?? credentials.index;
    const host = set.text('host');
    const envelope = {
      time: alert.eventTime / 1000,
      source: set.text('source') ?? 'streamalert',
      sourcetype: set.text('sourcetype') ?? credentials.sourcetype,
      ...(index !== undefined && { index }),
      ...(host !== undefined && { host }),
      fields: {
        alert_id: alert.id,
        rule_name: alert.ruleName,
        streamalert_delivery: idempotencyKey,
      },
    };
    const event = set.map('event') ?? contentOf(publication);
    const refusal = set.refusal();
    if (refusal !== undefined) return refusal;

    const api = vendorApi(ports.http, {
      base: withoutSlash(credentials.url),
      headers: {
        authorization: `Splunk ${credentials.token}`,
        'x-splunk-request-channel': channelOf(idempotencyKey),
      },
      isBusy,
    });
    const answer = await sendFitting(
      event,
      alert,
      (content) =>
        api.post('sending the event', '/services/collector/event', {
          ...envelope,
          event: content,
        }),
      (sent) => sent.outcome === 'refused' && sent.status === 413,
    );
    if (answer.outcome === 'refused') return answer.failure;
    if (!isJsonObject(answer.value) || partOf(answer.value, 'code') !== 0) {
      const reason = 'sending the event: the endpoint did not answer as a collector does';
      return { outcome: 'failed', reason, retryable: true };
    }
    return { outcome: 'delivered', reference: { streamalert_delivery: idempotencyKey } };
  },
});

/** A channel is a GUID. */
const channelOf = (key: string): string => {
  const digits = Buffer.from(key).toString('hex').padEnd(32, '0').slice(0, 32);
  const hex = /^[0-9a-f]{32}$/.test(key) ? key : digits;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** A token that is switched off, which an operator can switch on again: code 1 comes with 403. */
const isBusy = ({ status, body }: Answered): boolean =>
  status === 403 && /"code"\s*:\s*1\b/.test(body);
