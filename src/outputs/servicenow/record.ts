import type { Alert } from '../../domain/alert.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import type { Publication } from '../../domain/publication.ts';
import type { Severity } from '../../domain/severity.ts';
import { fittingText } from '../fitting.ts';
import type { Failure } from '../output.ts';
import { overridesOf } from '../overrides.ts';
import { shownRecord } from '../shown-record.ts';

/**
 * What the field of the table `incident` holds unless somebody has made it longer:
 * https://raw.githubusercontent.com/api-evangelist/servicenow/refs/heads/main/json-schema/servicenow-incident-schema.json
 */
const shortDescriptionLengthMax = 160;
/** A text in the dictionary's size "Extra Large"; "Medium" has 100: https://support.servicenow.com/kb?id=kb_article_view&sysparm_article=KB0685779 */
const descriptionLengthMax = 4_000;
const correlationIdLengthMax = 100;

/** 1 is the highest of both; ServiceNow makes the priority of them. */
const ranks: Readonly<Record<Severity, { readonly urgency: string; readonly impact: string }>> = {
  critical: { urgency: '1', impact: '1' },
  high: { urgency: '1', impact: '2' },
  medium: { urgency: '2', impact: '2' },
  low: { urgency: '3', impact: '2' },
  info: { urgency: '3', impact: '3' },
};

export type ComposedRecord =
  | { readonly outcome: 'composed'; readonly record: JsonObject; readonly correlationId: string }
  | { readonly outcome: 'unusable'; readonly failure: Failure };

export function recordOf(
  alert: Alert,
  publication: Publication,
  idempotencyKey: string,
): ComposedRecord {
  const set = overridesOf(publication, 'servicenow');
  const { urgency, impact } = ranks[alert.severity];
  const short = set.text('short_description') ?? `StreamAlert: ${alert.ruleName}`;
  const description = set.text('description') ?? descriptionOf(alert, shownRecord(publication));
  const correlationId = `streamalert-${idempotencyKey}`.slice(0, correlationIdLengthMax);
  const record = {
    short_description: fittingText(short, shortDescriptionLengthMax, alert),
    description: fittingText(description, descriptionLengthMax, alert),
    urgency: set.text('urgency') ?? urgency,
    impact: set.text('impact') ?? impact,
    ...set.map('fields'),
    correlation_id: correlationId,
    correlation_display: 'StreamAlert',
  };
  const failure = set.refusal();
  if (failure !== undefined) return { outcome: 'unusable', failure };
  return { outcome: 'composed', record, correlationId };
}

/** First what people need to act, then the record. */
function descriptionOf(alert: Alert, record: JsonValue): string {
  const facts = [
    ['Title', alert.title],
    ['Severity', alert.severity],
    ['ATT&CK', alert.attack.join(', ')],
    ['Runbook', alert.runbook ?? ''],
    ['References', alert.references.join(', ')],
    ['Alert', alert.id],
  ].flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}`]));
  const text = stringifyJson(record, { sorted: true, indent: 2, strict: true });
  return [alert.description, facts.join('\n'), text].join('\n\n');
}
