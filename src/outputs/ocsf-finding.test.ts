import { describe, expect, test } from 'vitest';
import type { Alert } from '../domain/alert.ts';
import { defaultPublication } from '../domain/default-publication.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import { anAlert } from '../../testing/alert-builder.ts';
import { fittingMap } from './fitting.ts';
import {
  type FindingActivity,
  type FindingContent,
  type FindingStatus,
  ocsfFinding,
  shownIn,
} from './ocsf-finding.ts';
import { partOf } from './part-of.ts';

const alert = anAlert({
  id: 'a1',
  attack: ['TA0001:T1078.004', 'T1110', 'TA0006', 'nothing of the kind'],
  references: ['https://wiki.example/root'],
  runbook: 'Call ann',
  tags: ['cloud'],
});

const findingOf = (changes: Partial<FindingContent> = {}) => {
  const of = changes.alert ?? alert;
  const publication = changes.publication ?? defaultPublication(of);
  return ocsfFinding({
    alert: of,
    publication,
    shown: shownIn(publication),
    uid: 'key-1',
    activity: 'Create',
    status: 'New',
    comment: null,
    ...changes,
  });
};

/** Attributes that the class and the objects in it require, in releases 1.1 to 1.8 of the schema, and their types. */
const required: Readonly<Record<string, (value: JsonValue | undefined) => boolean>> = {
  activity_id: isOneOf(1, 2, 3),
  category_uid: isOneOf(2),
  class_uid: isOneOf(2004),
  type_uid: isOneOf(200401, 200402, 200403),
  severity_id: isOneOf(0, 1, 2, 3, 4, 5, 6, 99),
  time: isInstant,
  'metadata.version': (value) => typeof value === 'string' && /^\d+\.\d+\.\d+$/.test(value),
  'metadata.product.name': isText,
  'metadata.product.vendor_name': isText,
  'finding_info.uid': isText,
  'finding_info.title': isText,
  'finding_info.analytic.type_id': isOneOf(0, 1, 2, 3, 4, 5, 99),
  'finding_info.analytic.uid': isText,
};

function isOneOf(...values: readonly number[]) {
  return (value: JsonValue | undefined): boolean =>
    typeof value === 'number' && values.includes(value);
}
function isInstant(value: JsonValue | undefined): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value > 1e12;
}
function isText(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && value !== '';
}

function missingIn(finding: JsonObject): readonly string[] {
  const attributes = Object.entries(required)
    .filter(([path, isSound]) => !isSound(partOf(finding, ...path.split('.'))))
    .map(([path]) => path);
  const attacks = partOf(finding, 'finding_info', 'attacks') ?? [];
  const withoutPart = (Array.isArray(attacks) ? attacks : [attacks]).filter(
    (attack) =>
      !['tactic', 'technique', 'sub_technique'].some((part) => isText(partOf(attack, part, 'uid'))),
  );
  const evidence = partOf(finding, 'evidences', 0, 'data');
  const remediation = partOf(finding, 'remediation');
  return [
    ...attributes,
    ...(withoutPart.length > 0 ? ['attacks'] : []),
    ...(evidence === undefined ? ['evidences'] : []),
    ...(remediation !== undefined && !isText(partOf(remediation, 'desc')) ? ['remediation'] : []),
    ...(partOf(finding, 'type_uid') === 200400 + Number(partOf(finding, 'activity_id'))
      ? []
      : ['type_uid of the activity']),
  ];
}

test('an alert has everything that the class requires, and what there is an attribute for', () => {
  const finding = findingOf();

  expect(missingIn(finding)).toEqual([]);
  expect(finding).toMatchObject({
    activity_name: 'Create',
    severity: 'High',
    severity_id: 4,
    status: 'New',
    status_id: 1,
    is_alert: true,
    time: Date.UTC(2026, 2, 14, 11, 42, 7),
    start_time: Date.UTC(2026, 2, 14, 11, 42, 0),
    message: 'Something happened to ann',
    metadata: { uid: 'key-1', event_code: 'a_rule', log_name: 'okta:system', labels: ['cloud'] },
    finding_info: {
      uid: 'a1',
      title: 'Something happened to ann',
      desc: 'Something happened',
      data_sources: ['okta:system'],
      analytic: { type: 'Rule', name: 'a_rule' },
      attacks: [
        {
          tactic: { uid: 'TA0001', name: 'Initial Access' },
          technique: { uid: 'T1078' },
          sub_technique: { uid: 'T1078.004' },
        },
        { technique: { uid: 'T1110' } },
        { tactic: { uid: 'TA0006', name: 'Credential Access' } },
      ],
    },
    remediation: { desc: 'Call ann', references: ['https://wiki.example/root'] },
    evidences: [{ data: { user: 'ann' } }],
    unmapped: { source_entity: 'okta' },
  });
  expect(finding['unmapped']).not.toHaveProperty('record');
});

test.each<[Alert['severity'], number]>([
  ['info', 1],
  ['low', 2],
  ['medium', 3],
  ['high', 4],
  ['critical', 5],
])('an alert that is %s has the severity %d', (severity, id) => {
  expect(findingOf({ alert: { ...alert, severity } })).toMatchObject({ severity_id: id });
});

test.each<[FindingActivity, FindingStatus, object]>([
  ['Update', 'New', { activity_id: 2, type_uid: 200402, status_id: 1, is_alert: true }],
  ['Update', 'In Progress', { activity_id: 2, status_id: 2 }],
  ['Close', 'Resolved', { activity_id: 3, type_uid: 200403, status_id: 4, is_alert: false }],
])('%s and %s are told in numbers as well', (activity, status, expected) => {
  const finding = findingOf({ activity, status, comment: 'ann: a test' });

  expect(missingIn(finding)).toEqual([]);
  expect(finding).toMatchObject({ ...expected, comment: 'ann: a test' });
});

test('what merges into an alert is the same finding, with the count', () => {
  const group = { firstId: 'a1', count: 12, isFirstSent: true, isOpen: true };

  const finding = findingOf({ alert: anAlert({ id: 'm1', group }) });

  expect(finding).toMatchObject({ count: 12, finding_info: { uid: 'a1' } });
});

describe('whatever publishers leave', () => {
  test.each<[string, object]>([
    ['nothing', {}],
    ['no texts', { title: 7, rule_description: [], record: null }],
    ['a record alone', { record: ['x'] }],
  ])('of an alert, %s, the finding is sound and tells no more', (_name, publication) => {
    const bare = anAlert({ ...alert, attack: [], runbook: null, references: [], ruleName: 'r' });

    const finding = findingOf({ alert: bare, publication: { ...publication } });

    expect(missingIn(finding)).toEqual([]);
    expect(finding).toMatchObject({ message: 'r', finding_info: { title: 'r' } });
    expect(JSON.stringify(finding)).not.toContain('ann');
  });

  test('instructions to outputs are not told', () => {
    const finding = findingOf({ publication: { '@slack.text': 'no', mine: 1, record: {} } });

    expect(finding['unmapped']).toEqual({ mine: 1 });
  });
});

test.each([20_000, 500, 10])(
  'shortened to %d bytes the finding is sound, and says where the rest is',
  (bytesMax) => {
    const text = 'x'.repeat(100_000);
    const large = anAlert({ ...alert, record: { text }, context: { text } });
    const shown = fittingMap(shownIn(defaultPublication(large)), bytesMax, large);

    const finding = findingOf({ alert: large, shown });

    expect(missingIn(finding)).toEqual([]);
    expect(JSON.stringify(finding).length).toBeLessThan(bytesMax + 2_000);
    const { unmapped } = finding;
    expect(isJsonObject(unmapped) && unmapped['streamalert_shortened']).toMatch(/alert a1 has all/);
  },
);

test('titles and descriptions have an end', () => {
  const long = '日'.repeat(100_000);

  const finding = findingOf({ alert: anAlert({ title: long, description: long }) });

  expect(JSON.stringify(finding).length).toBeLessThan(20_000);
});
