import { z } from 'zod';
import type { Alert } from '../domain/alert.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import type { Publication } from '../domain/publication.ts';
import { fittingMap, fittingText, jsonBytes } from './fitting.ts';
import type { Failure } from './output.ts';
import { overridesOf } from './overrides.ts';
import { shownRecord } from './shown-record.ts';

/** What the API refuses above: https://developer.pagerduty.com/docs/events-api-v2/trigger-events. */
const summaryLengthMax = 1024;
const dedupKeyLengthMax = 255;
/** 512 KB, which others take for decimal: https://developer.pagerduty.com/docs/events-api-v2-overview#size-limits. */
export const eventBytesMax = 512_000;

export const pagerdutyEnqueueUrl = 'https://events.pagerduty.com/v2/enqueue';

/** What publishers set as `@pagerduty-v2.<field>`. */
export const pagerdutyEventFields = z.object({
  summary: z.string().describe('what happened, in one line'),
  custom_details: z
    .record(z.string(), z.unknown())
    .describe('takes the place of description and record'),
  severity: z
    .enum(['info', 'warning', 'error', 'critical', 'low', 'medium', 'high'])
    .describe('severity of the event, in words of PagerDuty or of alerts; `critical` unless set'),
  client_url: z.string().describe('where "StreamAlert" in PagerDuty leads to'),
  component: z.string().describe('part of the system, such as `mysql`'),
  group: z.string().describe('what the part belongs to, such as `prod`'),
  class: z.string().describe('kind of the event, such as `disk`'),
  images: z
    .array(z.record(z.string(), z.unknown()))
    .describe('`{src, href, alt}`; only `src` is needed'),
  links: z
    .array(z.record(z.string(), z.unknown()))
    .describe('`{href, text}`; only `href` is needed'),
});

export interface EventRequest {
  readonly alert: Alert;
  readonly publication: Publication;
  readonly descriptor: string;
  readonly idempotencyKey: string;
}

export type ComposedEvent =
  | { readonly outcome: 'composed'; readonly event: JsonObject; readonly dedupKey: string }
  | { readonly outcome: 'unusable'; readonly failure: Failure };

/** The same for every attempt, so that PagerDuty makes one alert of however many events. */
export function dedupKeyOf({ alert, descriptor, idempotencyKey }: EventRequest): string {
  const key = `${descriptor}:${alert.id}`;
  return key.length <= dedupKeyLengthMax ? key : idempotencyKey;
}

/** A trigger event of the Events API v2, shaped by what publishers set as `@pagerduty-v2.<field>`. */
export function pagerdutyEvent(
  request: EventRequest,
  routingKey: string,
  {
    withRecord = true,
    dedupKey = dedupKeyOf(request),
    news = {},
  }: {
    readonly withRecord?: boolean;
    /** Of the alert that is updated. */
    readonly dedupKey?: string;
    /** Told beside the record, unless publishers compose the details. */
    readonly news?: JsonObject;
  } = {},
): ComposedEvent {
  const { alert, publication } = request;
  const set = overridesOf(publication, 'pagerduty-v2');
  const summary = set.text('summary') ?? `StreamAlert Rule Triggered - ${alert.ruleName}`;
  const details = set.map('custom_details') ?? {
    description: alert.description,
    ...news,
    ...(withRecord && { record: shownRecord(publication) }),
  };
  const payload = {
    summary: fittingText(summary, summaryLengthMax, alert),
    source: alert.logType === '' ? 'streamalert' : alert.logType,
    severity: severityOf(set.text('severity')),
    component: set.text('component') ?? null,
    group: set.text('group') ?? null,
    class: set.text('class') ?? null,
  };
  const envelope = {
    routing_key: routingKey,
    event_action: 'trigger',
    dedup_key: dedupKey,
    client: 'StreamAlert',
    client_url: set.text('client_url') ?? null,
    images: set.list('images').flatMap(imageOf).slice(0, attachedMax),
    links: (set.value('links') === undefined
      ? ownLinks(alert)
      : set.list('links').flatMap(linkOf)
    ).slice(0, attachedMax),
  };
  const failure = set.refusal();
  if (failure !== undefined) return { outcome: 'unusable', failure };

  const bytesLeft =
    eventBytesMax - jsonBytes({ ...envelope, payload: { ...payload, custom_details: {} } });
  const custom_details = fittingMap(details, bytesLeft, alert);
  return {
    outcome: 'composed',
    dedupKey,
    event: { ...envelope, payload: { ...payload, custom_details } },
  };
}

/** Of an alert that PagerDuty has: the only fields such an event may have. */
export const settlingEvent = (
  routingKey: string,
  action: 'acknowledge' | 'resolve',
  dedupKey: string,
): JsonObject => ({ routing_key: routingKey, event_action: action, dedup_key: dedupKey });

/** More than anybody looks at; keeps the event below its bound. */
const attachedMax = 50;

const severities: Readonly<Record<string, string>> = {
  info: 'info',
  warning: 'warning',
  error: 'error',
  critical: 'critical',
  // The words of our own alerts, which a publisher may pass on.
  low: 'info',
  medium: 'warning',
  high: 'error',
};

/** A page that is too loud is better than none: what PagerDuty would refuse counts as critical. */
function severityOf(given = 'critical'): string {
  const word = given.toLowerCase();
  return Object.hasOwn(severities, word) ? (severities[word] ?? 'critical') : 'critical';
}

/** Without an address there is nothing to show. */
function imageOf(value: JsonValue): readonly JsonObject[] {
  if (!isJsonObject(value) || typeof value['src'] !== 'string') return [];
  const { src, href, alt } = value;
  return [{ src, href: href ?? '', alt: alt ?? '' }];
}

/** What the rule tells people to read. */
const ownLinks = ({ runbook, references }: Alert): readonly JsonObject[] => [
  ...webAddress(runbook ?? '').map((href) => ({ href, text: 'Runbook' })),
  ...references.flatMap(webAddress).map((href) => ({ href, text: href })),
];

const webAddress = (text: string): readonly string[] =>
  /^https?:\/\/\S+$/.test(text) ? [text] : [];

function linkOf(value: JsonValue): readonly JsonObject[] {
  if (!isJsonObject(value) || typeof value['href'] !== 'string') return [];
  const { href, text } = value;
  return [{ href, text: text ?? href }];
}
