import { describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { mergeAlerts } from './merged-alert.ts';

const now = Date.UTC(2026, 2, 14, 12);
const start = Date.UTC(2026, 2, 14, 11);
const mergeBy = { keys: ['user'], windowMinutes: 5 };

test('the record says what the members share and where they differ', () => {
  const merged = mergeAlerts(
    [
      anAlert({
        createdAt: start,
        mergeBy: { keys: ['user', 'nowhere'], windowMinutes: 5 },
        record: { user: 'ann', ip: '192.0.2.1', agent: { os: 'x', user: 'ann', version: 1 } },
      }),
      anAlert({
        createdAt: start + 240_000,
        record: { user: 'ann', ip: '192.0.2.1', agent: { os: 'x', version: 2 } },
      }),
    ],
    now,
  );

  expect(merged.record).toEqual({
    AlertCount: 2,
    AlertTimeFirst: '2026-03-14T11:00:00.000000Z',
    AlertTimeLast: '2026-03-14T11:04:00.000000Z',
    MergedBy: { user: 'ann', nowhere: '(n/a)' },
    OtherCommonKeys: { ip: '192.0.2.1', agent: { os: 'x' } },
    ValueDiffs: {
      '2026-03-14T11:00:00.000000Z': { agent: { version: 1 } },
      '2026-03-14T11:04:00.000000Z': { agent: { version: 2 } },
    },
  });
});

test('alerts made at the same instant keep a difference each', () => {
  const alike = (ip: string) => anAlert({ createdAt: start, mergeBy, record: { user: 'ann', ip } });

  const { record } = mergeAlerts([alike('a'), alike('b'), alike('c')], now);

  expect(record['ValueDiffs']).toEqual({
    '2026-03-14T11:00:00.000000Z': { ip: 'a' },
    '2026-03-14T11:00:00.000000Z (2)': { ip: 'b' },
    '2026-03-14T11:00:00.000000Z (3)': { ip: 'c' },
  });
});

test('normalised values neither make a difference nor reach the merged record', () => {
  const withId = (id: string) =>
    anAlert({ mergeBy, record: { user: 'ann', streamalert_normalization: { record_id: id } } });

  const { record } = mergeAlerts([withId('1'), withId('2')], now);

  expect(record).toMatchObject({ OtherCommonKeys: {}, AlertCount: 2 });
  expect(stringifyJson(record)).not.toContain('record_id');
});

test('alerts merged by a dedup key say so and keep their keys', () => {
  const { record } = mergeAlerts(
    [anAlert({ mergeBy, dedup: 'x', record: { user: 'ann', streamalert_normalization: {} } })],
    now,
  );

  expect(record).toMatchObject({ MergedBy: { dedup: 'x' }, OtherCommonKeys: { user: 'ann' } });
  expect(record['OtherCommonKeys']).not.toHaveProperty('streamalert_normalization');
});

test('the longest differences are left out of a merged record that is too large, and counted', () => {
  const members = Array.from({ length: 40 }, (_, index) =>
    anAlert({
      createdAt: start + index,
      mergeBy,
      record: { user: 'ann', text: 'x'.repeat(index * 1_000) },
    }),
  );
  const [first = anAlert(), ...others] = members;

  const { record } = mergeAlerts([first, ...others], now);

  const kept = Object.values(record['ValueDiffs'] ?? {}).map(
    (values) => values.text.length / 1_000,
  );
  expect(kept).toEqual(kept.map((_, index) => index));
  expect(kept.length).toBeGreaterThan(10);
  expect(record['ValueDiffsOmitted']).toBe(40 - kept.length);
  expect(record['AlertCount']).toBe(40);
  expect(stringifyJson(record).length).toBeLessThan(140_000);
});

test('of many members it says which values there were, and shows the first ones whole', () => {
  const members = Array.from({ length: 1_000 }, (_, index) =>
    anAlert({
      createdAt: start + index,
      mergeBy,
      record: { user: 'ann', port: index % 7, at: { ip: `192.0.2.${index % 250}` }, same: true },
    }),
  );
  const [first = anAlert(), ...others] = members;

  const { record } = mergeAlerts([first, ...others], now);

  expect(record).toMatchObject({ AlertCount: 1_000, ValueDiffsOmitted: 950 });
  expect(Object.keys(record['ValueDiffs'] ?? {})).toHaveLength(50);
  const values = record['NewValues'];
  expect(values).toMatchObject({ port: [1, 2, 3, 4, 5, 6] });
  expect(values).not.toHaveProperty('same');
  expect(Object(values)['at.ip']).toHaveLength(51);
  expect(Object(values)['at.ip'].at(-1)).toBe('… more');
});

test('whatever values there were, a merged record stays small', () => {
  const record = (n: number) => ({
    user: 'ann',
    ...Object.fromEntries(
      Array.from({ length: 90 }, (_, k) => [`k${k}`, `${n} ${'ж'.repeat(186)}`]),
    ),
    ['p'.repeat(5_000)]: n,
  });
  const members = Array.from({ length: 200 }, (_, n) => anAlert({ mergeBy, record: record(n) }));
  const [first = anAlert(), ...others] = members;

  const merged = mergeAlerts([first, ...others], now);

  expect(Buffer.byteLength(stringifyJson(merged.record['NewValues']))).toBeLessThan(80_000);
  expect(Object.keys(Object(merged.record['NewValues'])).length).toBeGreaterThan(50);
});

test('clusters and sources are listed where they differ', () => {
  const from = (resource: string, cluster: string | null) =>
    anAlert({ mergeBy, origin: { service: 's3', resource, cluster, delivery: 'x' } });

  expect(
    mergeAlerts([from('b', 'prod'), from('a', 'corp'), from('a', 'corp')], now).record,
  ).toMatchObject({
    Clusters: ['corp', 'prod'],
    Sources: ['s3:a', 's3:b'],
  });
  expect(mergeAlerts([from('a', 'prod'), from('a', 'prod')], now).record).not.toHaveProperty(
    'Sources',
  );
});

describe('beside its record a merged alert', () => {
  const oldest = anAlert({
    id: 'oldest',
    mergeBy,
    dedup: 'x',
    severity: 'low',
    title: 'Something',
    outputs: ['slack:a'],
    publishers: { 'slack:a': ['first'] },
    eventTime: 2_000,
    description: 'older',
  });
  const newest = anAlert({
    id: 'newest',
    mergeBy,
    dedup: 'x',
    severity: 'critical',
    staged: true,
    outputs: ['slack:b', 'slack:a'],
    publishers: { 'slack:a': ['second'], 'slack:b': ['third'] },
    eventTime: 1_000,
    description: 'newer',
  });
  const merged = mergeAlerts([oldest, newest], now);

  test('goes to all outputs of its members, by the publishers of the oldest', () => {
    expect(merged.outputs).toEqual(['slack:a', 'slack:b']);
    expect(merged.publishers).toEqual({ 'slack:a': ['first'], 'slack:b': ['third'] });
  });

  test('is as severe as the most severe, staged if any is, and starts with the first event', () => {
    expect(merged).toMatchObject({
      severity: 'critical',
      staged: true,
      eventTime: 1_000,
      createdAt: now,
      description: 'older',
      title: 'Something (2 merged)',
    });
  });

  test('has no merge settings, so that it is sent', () => {
    expect(merged).toMatchObject({ mergeBy: null, dedup: null });
  });

  test('has an id that follows from the alert that opened the group', () => {
    expect(merged.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    expect(mergeAlerts([oldest, newest], now + 1).id).toBe(merged.id);
    expect(mergeAlerts([oldest], now).id).toBe(merged.id);
    expect(mergeAlerts([newest], now).id).not.toBe(merged.id);
    expect(merged.id).not.toBe(oldest.id);
  });

  test('keeps its title when it is alone', () => {
    expect(mergeAlerts([oldest], now).title).toBe('Something');
  });
});
