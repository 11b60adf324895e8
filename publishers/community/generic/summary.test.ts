import { expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { keyFields } from './key-fields.ts';
import { alertSummary } from './summary.ts';

test('the summary is what somebody needs first, beside what was there', () => {
  const alert = anAlert({
    id: 'id-1',
    attack: ['TA0001:T1078'],
    runbook: 'Call ann.',
    references: ['https://example.com/a'],
    record: { user: 'ann', ip: '192.0.2.1', more: { deep: 1 } },
  });

  expect(alertSummary.publish(alert, { mine: 1, title: 'earlier' })).toEqual({
    mine: 1,
    title: 'Something happened to ann',
    severity: 'high',
    rule_name: 'a_rule',
    event_time: '2026-03-14T11:42:00.000000Z',
    created: '2026-03-14T11:42:07.000000Z',
    key_fields: { user: 'ann', ip: '192.0.2.1' },
    attack: ['TA0001:T1078'],
    runbook: 'Call ann.',
    links: [
      { name: 'ATT&CK T1078', url: 'https://attack.mitre.org/techniques/T1078/' },
      { name: 'example.com', url: 'https://example.com/a' },
    ],
    id: 'id-1',
  });
});

const record = {
  count: 3,
  empty: '',
  nothing: null,
  list: [{ arn: 'a' }, { arn: 'b' }, { arn: 'a' }, { arn: { not: 'plain' } }],
  actor: { name: 'ann' },
};

test('the rule names the key fields, wherever they are', () => {
  const context = { key_fields: ['arn', 'name', 'nowhere', 'actor', 'empty', 7] };

  expect(keyFields(anAlert({ record, context }))).toEqual({ arn: 'a, b', name: 'ann' });
});

test('else they are what alerts are merged by, and plain values at the top', () => {
  const mergeBy = { keys: ['name'], windowMinutes: 5 };

  expect(Object.entries(keyFields(anAlert({ record, mergeBy })))).toEqual([
    ['name', 'ann'],
    ['count', '3'],
  ]);
});

test('key fields are few and short, whatever the record holds', () => {
  const huge = Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => [`k${index}`, '😀'.repeat(5_000)]),
  );

  const fields = Object.values(keyFields(anAlert({ record: huge })));

  expect(fields).toHaveLength(10);
  for (const text of fields) {
    expect(text.length).toBeLessThanOrEqual(300);
    expect(text.isWellFormed()).toBe(true);
  }
});

test('a hostile record has key fields like any other', () => {
  const hostile = JSON.parse('{"__proto__": "x", "constructor": "y"}');

  const fields = keyFields(anAlert({ record: hostile }));

  expect(Object.entries(fields)).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
});
