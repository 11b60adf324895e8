import type { Alert } from '../../domain/alert.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import type { Publication } from '../../domain/publication.ts';
import type { Severity } from '../../domain/severity.ts';
import type { SecurityFinding } from '../../ports/aws-sender.ts';
import { attackParts } from '../attack-tactics.ts';
import { fittingText, pointer } from '../fitting.ts';
import { mergedText } from '../merged-text.ts';
import { oneLine } from '../one-line.ts';
import { shownRecord } from '../shown-record.ts';

/** https://docs.aws.amazon.com/securityhub/latest/partnerguide/guidelines-asff-mapping.html */
const titleCharactersMax = 256;
const descriptionCharactersMax = 1_024;

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html */
const typesMax = 50;
const idCharactersMax = 512;
const recommendationCharactersMax = 512;
const fieldCharactersMax = 2_048;

/** Of what is told of a resource without a form of its own: with these a finding stays below 240 KB as well. */
const detailsMax = 50;
const detailKeyCharactersMax = 127;
const detailCharactersMax = 1_023;

export const severities: Readonly<Record<Severity, SecurityFinding['severity']>> = {
  info: 'INFORMATIONAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  critical: 'CRITICAL',
};

/** What publishers say in place of the alert. */
export interface Words {
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly severity: SecurityFinding['severity'] | undefined;
  readonly types: readonly string[];
}

/** One for all alerts of a group, so that what merges later changes the finding that is there. */
export const findingId = ({ id, group }: Pick<Alert, 'id' | 'group'>): string =>
  `streamalert/${group?.firstId ?? id}`.slice(0, idCharactersMax);

export function findingOf(
  alert: Alert,
  publication: Publication,
  words: Words,
  idempotencyKey: string,
): SecurityFinding {
  const { ruleName, severity, createdAt, eventTime } = alert;
  const types = words.types.length > 0 ? words.types : typesOf(alert.attack);
  return {
    id: findingId(alert),
    generator: fittingText(`streamalert/${ruleName}`, idCharactersMax, alert),
    title: fittingText(titleOf(alert, publication, words), titleCharactersMax, alert),
    description: descriptionOf(alert, publication, words),
    severity: words.severity ?? severities[severity],
    types: types.slice(0, typesMax),
    createdAt,
    observedAt: eventTime,
    recommendation: recommendationOf(alert),
    resource: {
      id: oneLine(`${alert.origin.service}:${alert.origin.resource}`).slice(0, idCharactersMax),
      details: detailsOf(shownRecord(publication), alert),
    },
    fields: fieldsOf(alert, idempotencyKey),
  };
}

/** The title quotes log data: where a publisher dropped it, it is not shown. */
function titleOf({ ruleName }: Alert, { title }: Publication, words: Words): string {
  const told = words.title ?? (typeof title === 'string' ? title : '');
  return oneLine(told) || ruleName;
}

function descriptionOf(alert: Alert, publication: Publication, words: Words): string {
  const { rule_description: told } = publication;
  const description = words.description ?? (typeof told === 'string' ? told : '');
  const merged = alert.group === undefined ? '' : mergedText(alert, publication);
  const text = [description, merged].filter((part) => part.trim() !== '').join('\n\n');
  return fittingText(text || titleOf(alert, publication, words), descriptionCharactersMax, alert);
}

/** Tactics that the taxonomy of types has no category for, or that are effects there. */
const typesByTactic: Readonly<Record<string, string>> = {
  TA0010: 'Effects/Data Exfiltration',
  TA0040: 'Effects',
  TA0042: 'TTPs',
  TA0043: 'TTPs',
};

/**
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-type-taxonomy.html: "The tactics,
 * techniques, and procedures categories … align to the MITRE ATT&CK Matrix".
 */
function typesOf(attack: readonly string[]): readonly string[] {
  const types = attack.flatMap((entry) => {
    const { tactic, technique, subTechnique } = attackParts(entry) ?? {};
    const category = tactic?.name === undefined ? 'TTPs' : `TTPs/${tactic.name}`;
    const path = (tactic && typesByTactic[tactic.uid]) ?? category;
    const classifier = subTechnique ?? technique;
    return classifier === undefined || !path.includes('/') ? [path] : [`${path}/${classifier}`];
  });
  return types.length === 0 ? ['Unusual Behaviors'] : [...new Set(types)];
}

function recommendationOf({ runbook, references, id }: Alert): SecurityFinding['recommendation'] {
  const text = oneLine(runbook ?? '');
  const url = references.find((each) => /^https?:\/\/\S+$/.test(each));
  if (text === '' && url === undefined) return null;
  return {
    ...(text !== '' && { text: fittingText(text, recommendationCharactersMax, { id }) }),
    ...(url !== undefined && { url }),
  };
}

/** Texts alone are taken, and none that are empty. */
function detailsOf(record: JsonValue, alert: Alert): Readonly<Record<string, string>> {
  const entries = Object.entries(isJsonObject(record) ? record : { record })
    .map(([key, value]) => [
      oneLine(key).slice(0, detailKeyCharactersMax),
      fittingText(textOf(value), detailCharactersMax, alert),
    ])
    .filter(([key, text]) => key !== '' && text?.trim() !== '');
  const kept = entries.slice(0, entries.length > detailsMax ? detailsMax - 1 : detailsMax);
  const left = entries.length - kept.length;
  const note = left === 0 ? [] : [['streamalert_shortened', `${left} more; ${pointer(alert)}`]];
  return Object.fromEntries([...kept, ...note]);
}

const textOf = (value: JsonValue): string =>
  typeof value === 'string' ? value : stringifyJson(value, { strict: true });

function fieldsOf(alert: Alert, idempotencyKey: string): Readonly<Record<string, string>> {
  const { id, ruleName, logType, attack, tags, group } = alert;
  const fields: JsonObject = {
    'streamalert/alert_id': id,
    'streamalert/rule_name': ruleName,
    'streamalert/log_type': logType,
    'streamalert/attack': attack.join(', '),
    'streamalert/tags': tags.join(', '),
    'streamalert/delivery': idempotencyKey,
    ...(group && { 'streamalert/alerts': group.count }),
  };
  const entries = Object.entries(fields)
    .map(([key, value]) => [key, fittingText(textOf(value), fieldCharactersMax, alert)] as const)
    .filter(([, text]) => text.trim() !== '');
  return Object.fromEntries(entries);
}
