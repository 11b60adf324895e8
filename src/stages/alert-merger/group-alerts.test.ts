import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import type { Alert } from '../../domain/alert.ts';
import { groupAlerts } from './group-alerts.ts';

const minute = 60_000;
const start = Date.UTC(2026, 2, 14, 11);
const fiveMinutes = { keys: ['user'], windowMinutes: 5 };

const at = (minutes: number, changes: Partial<Alert> = {}) =>
  anAlert({ createdAt: start + minutes * minute, mergeBy: fiveMinutes, ...changes });

const idsOf = (alerts: readonly Alert[]) => alerts.map(({ id }) => id);

test('groups by keys and window as the specification shows', () => {
  const one = (minutes: number, keys: string[]) =>
    at(minutes, { mergeBy: { keys, windowMinutes: 5 }, record: { A: 1, B: 2 } });
  const alerts = [
    one(0, ['A']),
    one(1, ['A']),
    one(2, ['B']),
    one(2.5, ['B']),
    one(3, ['B']),
    one(4, ['A', 'B']),
    one(5, ['B', 'A']),
    one(50, ['A']),
    one(60, ['A']),
  ];
  const ids = idsOf(alerts);

  const { groups, waiting } = groupAlerts(alerts, start + 60 * minute);

  expect(groups.map(idsOf)).toEqual([
    ids.slice(0, 2),
    ids.slice(2, 5),
    ids.slice(5, 7),
    ids.slice(7, 8),
  ]);
  expect(idsOf(waiting)).toEqual(ids.slice(8));
});

test('the window of the oldest alert includes its last instant', () => {
  const alerts = [at(0), at(5), at(5 + 1 / minute)];

  const { groups } = groupAlerts(alerts, start + 60 * minute);

  expect(groups.map((group) => group.length)).toEqual([2, 1]);
});

test('an alert is due from the end of its window on', () => {
  const alert = at(0);

  expect(groupAlerts([alert], start + 5 * minute - 1)).toEqual({ groups: [], waiting: [alert] });
  expect(groupAlerts([alert], start + 5 * minute)).toEqual({ groups: [[alert]], waiting: [] });
});

test('nothing after a waiting alert is merged before it', () => {
  const alerts = [at(0), at(1, { record: { user: 'bob' } }), at(2)];

  const { groups, waiting } = groupAlerts(alerts, start + 5 * minute);

  expect(groups.map(idsOf)).toEqual([idsOf(alerts.slice(0, 1))]);
  expect(waiting).toEqual(alerts.slice(1));
});

test.each([
  ['equal values', { user: 'ann' }, { user: 'ann' }, true],
  ['equal values at different depths', { user: 'ann' }, { a: [{ user: 'ann' }] }, true],
  ['equal maps in another order', { user: { a: 1, b: 2 } }, { user: { b: 2, a: 1 } }, true],
  ['different values', { user: 'ann' }, { user: 'bob' }, false],
  ['a number and its text', { user: 1 }, { user: '1' }, false],
  ['a number and true', { user: 1 }, { user: true }, false],
  ['null and an absent key', { user: null }, {}, false],
  ['only one with the key', { user: 'ann' }, { other: 'ann' }, false],
  ['both without the key', { a: 1 }, { b: 2 }, true],
  [
    'a key that only normalised values have',
    { streamalert_normalization: { user: 'ann' } },
    { streamalert_normalization: { user: 'bob' } },
    true,
  ],
  [
    'the outermost value, not the first in the text',
    { a: { user: 'x' }, user: 'ann' },
    { user: 'ann' },
    true,
  ],
])('records with %s merge: see the table', (_name, first, second, isOne) => {
  const alerts = [at(0, { record: first }), at(1, { record: second })];

  const { groups } = groupAlerts(alerts, start + 60 * minute);

  expect(groups).toHaveLength(isOne ? 1 : 2);
});

test('alerts with different sets of merge keys do not merge', () => {
  const alerts = [
    at(0, { record: {}, mergeBy: { keys: ['a'], windowMinutes: 5 } }),
    at(1, { record: {}, mergeBy: { keys: ['a', 'b'], windowMinutes: 5 } }),
    at(2, { record: {}, mergeBy: { keys: ['a', 'a'], windowMinutes: 5 } }),
  ];

  const { groups } = groupAlerts(alerts, start + 60 * minute);

  expect(groups.map((group) => group.length)).toEqual([2, 1]);
});

test('a dedup key takes the place of the merge keys', () => {
  const alerts = [
    at(0, { dedup: 'x', record: { user: 'ann' } }),
    at(1, { dedup: 'x', record: { user: 'bob' } }),
    at(2, { dedup: 'y', record: { user: 'ann' } }),
    at(3, { dedup: null, record: { user: 'ann' } }),
    at(4, { dedup: '', record: { user: 'ann' } }),
  ];

  const { groups } = groupAlerts(alerts, start + 60 * minute);

  expect(groups.map((group) => group.length)).toEqual([2, 1, 1, 1]);
});

test('a group may have more than 50 members', () => {
  const alerts = Array.from({ length: 2_000 }, (_, index) => at(index / 1_000));

  const { groups } = groupAlerts(alerts, start + 60 * minute);

  expect(groups.map((group) => group.length)).toEqual([2_000]);
});

const anyAlert = fc
  .record({
    minutes: fc.integer({ min: 0, max: 40 }),
    windowMinutes: fc.constantFrom(0.5, 1, 5, 30),
    keys: fc.subarray(['a', 'b', '__proto__'], { minLength: 1 }),
    record: fc.dictionary(
      fc.constantFrom('a', 'b', '__proto__', 'c'),
      fc.constantFrom(1, '1', null),
    ),
    dedup: fc.option(fc.constantFrom('x', 'y')),
  })
  .map(({ minutes, windowMinutes, keys, record, dedup }) =>
    at(minutes, { mergeBy: { keys, windowMinutes }, record, dedup }),
  );

test('no alert is lost or in two groups, and every group could merge', () => {
  fc.assert(
    fc.property(
      fc.array(anyAlert, { maxLength: 60 }),
      fc.integer({ max: 60 }),
      (alerts, minutes) => {
        const now = start + minutes * minute;

        const { groups, waiting } = groupAlerts(alerts, now);

        expect(idsOf([...groups.flat(), ...waiting]).sort()).toEqual(idsOf(alerts).sort());
        for (const [oldest, ...others] of groups) {
          const end = oldest.createdAt + (oldest.mergeBy?.windowMinutes ?? 0) * minute;
          expect(end).toBeLessThanOrEqual(now);
          for (const { createdAt, dedup, mergeBy } of others) {
            expect(createdAt).toBeGreaterThanOrEqual(oldest.createdAt);
            expect(createdAt).toBeLessThanOrEqual(end);
            expect(dedup).toBe(oldest.dedup);
            if (dedup === null)
              expect(new Set(mergeBy?.keys)).toEqual(new Set(oldest.mergeBy?.keys));
          }
        }
      },
    ),
  );
});
