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
/** "The maximum permitted size of PD-CEF events is 512 KB", same page. */
const eventBytesMax = 512 * 1024;

export const pagerdutyEnqueueUrl = 'https://events.pagerduty.com/v2/enqueue';

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
  { withRecord = true }: { readonly withRecord?: boolean } = {},
): ComposedEvent {
  const { alert, publication } = request;
  const set = overridesOf(publication, 'pagerduty-v2');
  const summary = set.text('summary') ?? `StreamAlert Rule Triggered - ${alert.ruleName}`;
  const details = set.map('custom_details') ?? {
    description: alert.description,
    ...(withRecord && { record: shownRecord(publication) }),
  };
  const dedupKey = dedupKeyOf(request);
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
    links: set.list('links').flatMap(linkOf).slice(0, attachedMax),
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

function linkOf(value: JsonValue): readonly JsonObject[] {
  if (!isJsonObject(value) || typeof value['href'] !== 'string') return [];
  const { href, text } = value;
  return [{ href, text: text ?? href }];
}
