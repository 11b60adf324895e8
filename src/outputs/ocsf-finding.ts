import type { Alert } from '../domain/alert.ts';
import { isJsonObject, type JsonObject } from '../domain/json.ts';
import type { Publication } from '../domain/publication.ts';
import type { Severity } from '../domain/severity.ts';
import { attackParts } from './attack-tactics.ts';
import { contentOf } from './content.ts';
import { fittingText } from './fitting.ts';
import { oneLine } from './one-line.ts';
import { shownRecord } from './shown-record.ts';

/** The release that the mapping was written by; what it uses is in all since 1.1, which Security Lake checks against. */
export const ocsfVersion = '1.8.0';

/** Where a finding is in its life. */
export type FindingActivity = 'Create' | 'Update' | 'Close';
const activities: Readonly<Record<FindingActivity, number>> = { Create: 1, Update: 2, Close: 3 };

export type FindingStatus = 'New' | 'In Progress' | 'Resolved';
const statuses: Readonly<Record<FindingStatus, number>> = { New: 1, 'In Progress': 2, Resolved: 4 };

const severities: Readonly<Record<Severity, readonly [id: number, caption: string]>> = {
  info: [1, 'Informational'],
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
  critical: [5, 'Critical'],
};

/** Enough to read; the alert has all of it. */
const titleCharactersMax = 1_000;
const descriptionCharactersMax = 10_000;

const classUid = 2004;
const categoryUid = 2;

/** Of what was found: a rule found it (`analytic.type_id`). */
const ruleTypeId = 1;

export interface FindingContent {
  readonly alert: Alert;
  readonly publication: Publication;
  /** What `shownIn` gave, whole or shortened. */
  readonly shown: JsonObject;
  /** Of this event: a repeated one has the same. */
  readonly uid: string;
  readonly activity: FindingActivity;
  readonly status: FindingStatus;
  readonly comment: string | null;
}

/** Of the finding, over its whole life: what merges later, and what settles it, has the same. */
export const findingUid = ({ id, group }: Pick<Alert, 'id' | 'group'>): string =>
  group?.firstId ?? id;

/** An OCSF Detection Finding (https://schema.ocsf.io/1.8.0/classes/detection_finding). */
export function ocsfFinding(content: FindingContent): JsonObject {
  const { alert, publication, uid, activity, status, comment } = content;
  const { severity, ruleName, createdAt, eventTime, logType, tags, group } = alert;
  const [severityId, severityCaption] = severities[severity];
  const title = fittingText(textIn(publication, 'title') || ruleName, titleCharactersMax, alert);
  return {
    activity_id: activities[activity],
    activity_name: activity,
    category_uid: categoryUid,
    category_name: 'Findings',
    class_uid: classUid,
    class_name: 'Detection Finding',
    type_uid: classUid * 100 + activities[activity],
    type_name: `Detection Finding: ${activity}`,
    severity_id: severityId,
    severity: severityCaption,
    status_id: statuses[status],
    status,
    is_alert: activity !== 'Close',
    // "The finding creation time … not when the underlying activity occurred".
    time: createdAt,
    start_time: eventTime,
    ...(group && { count: group.count }),
    message: title,
    ...(comment !== null && { comment }),
    metadata: {
      version: ocsfVersion,
      uid,
      product: { name: 'StreamAlert', vendor_name: 'StreamAlert' },
      event_code: ruleName,
      log_name: logType,
      labels: [...tags],
    },
    finding_info: findingInfo(content, title),
    ...remediation(alert),
    ...evidences(content.shown),
  };
}

function findingInfo({ alert, publication }: FindingContent, title: string): JsonObject {
  const { ruleName, createdAt, eventTime, logType, attack } = alert;
  const told = textIn(publication, 'rule_description');
  const description = fittingText(told, descriptionCharactersMax, alert);
  const attacks = attack.flatMap((entry) => attackOf(entry));
  return {
    uid: findingUid(alert),
    title,
    ...(description !== '' && { desc: description }),
    created_time: createdAt,
    first_seen_time: eventTime,
    data_sources: [logType],
    analytic: { type_id: ruleTypeId, type: 'Rule', name: ruleName, uid: ruleName },
    ...(attacks.length > 0 && { attacks }),
  };
}

/** One of tactic, technique and sub-technique has to be there. */
function attackOf(entry: string): readonly JsonObject[] {
  const parts = attackParts(entry);
  if (parts === undefined) return [];
  const { tactic, technique, subTechnique } = parts;
  return [
    {
      ...(tactic && { tactic: { ...tactic } }),
      ...(technique !== undefined && { technique: { uid: technique } }),
      ...(subTechnique !== undefined && { sub_technique: { uid: subTechnique } }),
    },
  ];
}

/** The description is required there. */
function remediation({ runbook, references }: Alert): JsonObject {
  if ((runbook === null || runbook === '') && references.length === 0) return {};
  return {
    remediation: { desc: runbook || 'See the references', references: [...references] },
  };
}

/** Where a publisher dropped a text that quotes log data, it is not taken from the alert. */
const textIn = (publication: Publication, key: string): string => {
  const value = publication[key];
  return typeof value === 'string' ? (key === 'title' ? oneLine(value) : value) : '';
};

/** What the class has an attribute for stands there. */
const mapped = new Set([
  'attack',
  'created',
  'log_source',
  'record',
  'references',
  'rule_description',
  'rule_name',
  'runbook',
  'severity',
  'tags',
  'title',
]);

/** What a finding may be too large for: the record as publishers left it, and what there is no attribute for. */
export const shownIn = (publication: Publication): JsonObject => ({
  record: shownRecord(publication),
  unmapped: Object.fromEntries(
    Object.entries(contentOf(publication)).filter(([key]) => !mapped.has(key)),
  ),
});

/** A note of what was left out stands beside what is left. */
function evidences({ record = null, unmapped = {}, streamalert_shortened: note }: JsonObject) {
  const rest = isJsonObject(unmapped) ? unmapped : { unmapped };
  return {
    evidences: [{ data: record }],
    unmapped: { ...rest, ...(note !== undefined && { streamalert_shortened: note }) },
  };
}
