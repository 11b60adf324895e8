import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { testAlertStore } from '../../../testing/alert-store.ts';
import type { Alert } from '../../domain/alert.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import { type AlertMerger, runAlertMerger } from './alert-merger.ts';

const minute = 60_000;
const start = Date.UTC(2026, 2, 14, 11);
const sendFirst = { keys: ['user'], windowMinutes: 5 };
const sendLater = { ...sendFirst, sendFirst: false };
const ever = Number.MAX_SAFE_INTEGER;
const clockAt = (now: number) => ({ now: () => now });

const mergeAt = (
  alertStore: AlertStore,
  now: number,
  canUpdate: AlertMerger['canUpdate'] = () => false,
) => runAlertMerger({ alertStore, clock: clockAt(now), canUpdate });

const dueFor = (store: AlertStore, now: number, output = 'slack:soc') =>
  store.due(output, now, 1_000).map(({ alert }) => alert);

/** Sends everything that is due, and what becomes due by that. */
function deliver(store: AlertStore, now: number) {
  for (const output of store.waitingOutputs()) {
    for (let due = store.due(output, now, 1_000); due.length > 0; ) {
      store.recordAttempts(
        due.map(({ alert, status }) => ({
          alertId: alert.id,
          status: { ...status, state: 'delivered', reference: { ts: '1' } },
        })),
        now,
      );
      due = store.due(output, now, 1_000);
    }
  }
}

describe('a group whose first alert is sent', () => {
  const mergeBy = sendFirst;

  test('is told as one alert at the end of its window', async () => {
    const store = testAlertStore();
    const alerts = [0, 1, 2].map((minutes) =>
      anAlert({ createdAt: start + minutes * minute, mergeBy }),
    );
    store.add(alerts);
    deliver(store, start);

    await mergeAt(store, start + 4 * minute);
    expect(dueFor(store, ever)).toEqual([]);
    expect(await mergeAt(store, start + 5 * minute)).toMatchObject({ merged: 1 });

    expect(dueFor(store, start + 5 * minute)).toMatchObject([
      {
        title: 'Something happened to ann (3 merged)',
        mergeBy: null,
        record: { AlertCount: 3, MergedBy: { user: 'ann' } },
        group: { firstId: alerts[0]?.id, count: 3, isFirstSent: true, isOpen: false },
      },
    ]);
  });

  test('that stays alone has nothing more to tell', async () => {
    const store = testAlertStore();
    store.add([anAlert({ createdAt: start, mergeBy })]);
    deliver(store, start);

    await mergeAt(store, start + 60 * minute);

    expect(dueFor(store, ever)).toEqual([]);
    expect(store.list({ limit: 10 })).toHaveLength(1);
  });

  test('is told again and again where that changes a message in place, ever more rarely', async () => {
    const store = testAlertStore();
    store.add([anAlert({ createdAt: start, mergeBy: { ...mergeBy, windowMinutes: 60 } })]);
    deliver(store, start);
    const told: number[] = [];
    for (let seconds = 1; seconds <= 3_600; seconds++) {
      const now = start + seconds * 1_000;
      store.add([anAlert({ createdAt: now, mergeBy })]);
      await mergeAt(store, now, () => true);
      const [update] = dueFor(store, now);
      if (update !== undefined) told.push(seconds);
      deliver(store, now);
    }

    expect(told.slice(0, 3)).toEqual([1, 11, 21]);
    expect(told.length).toBeLessThan(30);
    const waits = told.map((second, index) => second - (told[index - 1] ?? 0)).slice(0, -1);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    // The last one is told with the end of the window.
    expect(told.at(-1)).toBe(3_600);
  }, 60_000);

  test('outputs that change messages and those that cannot each hear of everything once', async () => {
    const store = testAlertStore();
    const outputs = ['slack-bot:soc', 'slack:soc'];
    store.add([0, 1].map((n) => anAlert({ createdAt: start + n, outputs, mergeBy })));
    deliver(store, start);
    const canUpdate = (output: string) => output === 'slack-bot:soc';

    await mergeAt(store, start + minute, canUpdate);
    expect(dueFor(store, start + minute, 'slack-bot:soc')).toHaveLength(1);
    expect(dueFor(store, ever, 'slack:soc')).toEqual([]);
    deliver(store, start + minute);
    await mergeAt(store, start + 5 * minute, canUpdate);

    expect(dueFor(store, ever, 'slack-bot:soc')).toEqual([]);
    expect(dueFor(store, ever, 'slack:soc')).toMatchObject([{ record: { AlertCount: 2 } }]);
  });
});

test('alerts of different rules are never merged', async () => {
  const store = testAlertStore();
  const mergeBy = sendLater;
  store.add([anAlert({ ruleName: 'a', mergeBy }), anAlert({ ruleName: 'b', mergeBy })]);

  expect(await mergeAt(store, Date.UTC(2027, 0))).toMatchObject({ merged: 2, told: 2 });
  expect(dueFor(store, ever).map(({ record }) => record['AlertCount'])).toEqual([1, 1]);
});

test('a step that fails loses nothing, and what was stored before it stays', async () => {
  const store = testAlertStore();
  const [first, second] = ['a', 'b'].map((ruleName, n) =>
    anAlert({ ruleName, createdAt: start + n, mergeBy: sendLater }),
  );
  if (!first || !second) throw new Error('two alerts');
  store.add([first, second]);
  let steps = 0;
  const failing: AlertStore = {
    ...store,
    saveGroupStep(step) {
      if (++steps === 2) throw new Error('disk full');
      store.saveGroupStep(step);
    },
  };

  await expect(mergeAt(failing, Date.UTC(2027, 0))).rejects.toThrow('disk full');
  expect(store.get(first.id)?.mergedInto).not.toBeNull();
  expect(await mergeAt(store, Date.UTC(2027, 0))).toMatchObject({ merged: 1 });
  expect(store.get(second.id)?.mergedInto).not.toBeNull();
});

test('a group of thousands is taken in by parts, and is told by one alert that stays small', async () => {
  const store = testAlertStore();
  const record = (n: number) => ({ user: 'ann', ip: `192.0.2.${n % 100}`, text: 'x'.repeat(500) });
  store.add(
    Array.from({ length: 25_000 }, (_, n) =>
      anAlert({ createdAt: start + n, mergeBy: sendLater, record: record(n) }),
    ),
  );

  const now = Date.UTC(2027, 0);
  expect(await mergeAt(store, now)).toEqual({ merged: 0, told: 20_000, isUnfinished: true });
  expect(dueFor(store, ever)).toEqual([]);
  expect(await mergeAt(store, now)).toEqual({ merged: 1, told: 5_000, isUnfinished: false });

  const [merged, ...others] = dueFor(store, ever);
  expect(others).toEqual([]);
  expect(merged?.record).toMatchObject({ AlertCount: 25_000, ValueDiffsOmitted: 24_950 });
  expect(JSON.stringify(merged).length).toBeLessThan(100_000);
  expect(store.deliveryCounts()).toMatchObject({ merged: 25_000, waiting: 1 });
});

/** How the original groups: oldest first, into the group whose first alert it can merge with, else a new one. */
function grouped(alerts: readonly Alert[]): readonly (readonly Alert[])[] {
  const groups: Alert[][] = [];
  for (const alert of alerts) {
    const group = groups.findLast(
      ([first]) =>
        first?.ruleName === alert.ruleName && first.record['user'] === alert.record['user'],
    );
    const opened = group?.[0]?.createdAt ?? Number.NEGATIVE_INFINITY;
    if (group !== undefined && alert.createdAt <= opened + 5 * minute) group.push(alert);
    else groups.push([alert]);
  }
  return groups;
}

const arrival = fc.record({
  minutes: fc.integer({ min: 0, max: 30 }),
  user: fc.constantFrom('ann', 'bob', 'eve'),
  ruleName: fc.constantFrom('a', 'b'),
});

test.each([
  ['first one at once', sendFirst],
  ['nothing before the end', sendLater],
])(
  'whenever alerts come and the merger runs (%s), groups are those of the original',
  async (_name, mergeBy) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(arrival, { maxLength: 40 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 8 }),
        fc.boolean(),
        async (arrivals, runs, canUpdate) => {
          const store = testAlertStore();
          const alerts = arrivals
            .toSorted((a, b) => a.minutes - b.minutes)
            .map(({ minutes, user, ruleName }) =>
              anAlert({ ruleName, createdAt: start + minutes * minute, mergeBy, record: { user } }),
            );
          let added = 0;
          for (const minutes of [...runs.toSorted((a, b) => a - b), 100]) {
            const now = start + minutes * minute;
            const until = alerts.findLastIndex(({ createdAt }) => createdAt <= now) + 1;
            // What comes late comes before the merger runs: a group is never over while some of it is on its way.
            if (until > added) store.add(alerts.slice(added, until));
            added = Math.max(added, until);
            await mergeAt(store, now, () => canUpdate);
            deliver(store, now);
          }

          const expected = grouped(alerts);
          const merged = store
            .list({ limit: 1_000 })
            .flatMap(({ alert }) => (alert.group === undefined ? [] : [alert]));
          const isTold = (group: readonly Alert[]) => mergeBy === sendLater || group.length > 1;
          expect(new Map(merged.map(({ group }) => [group?.firstId, group?.count]))).toEqual(
            new Map(expected.filter(isTold).map((group) => [group[0]?.id, group.length])),
          );
          expect(merged).toHaveLength(expected.filter(isTold).length);
          for (const { group } of merged) expect(group?.isOpen).toBe(false);
          for (const group of expected.filter(isTold)) {
            const parents = group.map(({ id }) => store.get(id)?.mergedInto);
            const own = merged.find((each) => each.group?.firstId === group[0]?.id)?.id;
            expect(parents).toEqual(
              group.map((_, index) => (index === 0 && mergeBy === sendFirst ? null : own)),
            );
          }
          // Nothing is left to do, and nothing was sent twice.
          const { waiting, merging, delivered } = store.deliveryCounts();
          expect({ waiting, merging }).toEqual({ waiting: 0, merging: 0 });
          expect(delivered).toBe(merged.length + (mergeBy === sendFirst ? expected.length : 0));
        },
      ),
      { numRuns: 40 },
    );
  },
  60_000,
);
