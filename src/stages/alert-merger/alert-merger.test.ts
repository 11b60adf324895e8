import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { memoryAlertStore } from '../../../testing/memory-alert-store.ts';
import { runAlertMerger } from './alert-merger.ts';

const minute = 60_000;
const start = Date.UTC(2026, 2, 14, 11);
const mergeBy = { keys: ['user'], windowMinutes: 5 };
const clockAt = (now: number) => ({ now: () => now });

test('merges what is due and leaves what waits', async () => {
  const alertStore = memoryAlertStore();
  const due = [
    anAlert({ createdAt: start, mergeBy }),
    anAlert({ createdAt: start + minute, mergeBy }),
  ];
  const tooNew = anAlert({ createdAt: start + 7 * minute, mergeBy });
  alertStore.add([...due, tooNew]);

  const run = await runAlertMerger({ alertStore, clock: clockAt(start + 8 * minute) });

  expect(run).toEqual({ merged: 1, waiting: 1 });
  const [sent, ...others] = alertStore.due(Number.MAX_SAFE_INTEGER, 10);
  expect(others).toEqual([]);
  expect(sent?.alert).toMatchObject({ mergeBy: null, record: { AlertCount: 2 } });
  for (const { id } of due) expect(alertStore.get(id)?.mergedInto).toBe(sent?.alert.id);
  expect(alertStore.get(tooNew.id)?.mergedInto).toBeNull();
});

test('alerts of different rules are never merged', async () => {
  const alertStore = memoryAlertStore();
  alertStore.add([anAlert({ ruleName: 'a', mergeBy }), anAlert({ ruleName: 'b', mergeBy })]);

  const run = await runAlertMerger({ alertStore, clock: clockAt(Date.UTC(2027, 0)) });

  expect(run).toEqual({ merged: 2, waiting: 0 });
});

test('a rule that fails to merge keeps what was merged before it', async () => {
  const alertStore = memoryAlertStore();
  const first = anAlert({ ruleName: 'a', mergeBy });
  const second = anAlert({ ruleName: 'b', mergeBy });
  alertStore.add([first, second]);
  let merges = 0;
  const failing = {
    ...alertStore,
    replaceByMerged: (...[merged, memberIds]: Parameters<typeof alertStore.replaceByMerged>) => {
      if (++merges === 2) throw new Error('disk full');
      alertStore.replaceByMerged(merged, memberIds);
    },
  };
  const clock = clockAt(Date.UTC(2027, 0));

  await expect(runAlertMerger({ alertStore: failing, clock })).rejects.toThrow('disk full');
  expect(alertStore.get(first.id)?.mergedInto).not.toBeNull();
  expect(await runAlertMerger({ alertStore, clock })).toEqual({ merged: 1, waiting: 0 });
  expect(alertStore.get(second.id)?.mergedInto).not.toBeNull();
});

test('one run takes a bounded number of alerts, and the next ones take the rest', async () => {
  const alertStore = memoryAlertStore();
  alertStore.add(
    Array.from({ length: 5_100 }, (_, index) => anAlert({ mergeBy, record: { user: index } })),
  );
  const ports = { alertStore, clock: clockAt(Date.UTC(2027, 0)) };

  expect(await runAlertMerger(ports)).toEqual({ merged: 5_000, waiting: 0 });
  expect(await runAlertMerger(ports)).toEqual({ merged: 100, waiting: 0 });
  expect(await runAlertMerger(ports)).toEqual({ merged: 0, waiting: 0 });
});

test('whenever alerts come and the merger runs, each ends up in exactly one merged alert', async () => {
  const arrival = fc.record({
    minutes: fc.integer({ min: 0, max: 30 }),
    user: fc.constantFrom('ann', 'bob', 'eve'),
    ruleName: fc.constantFrom('a', 'b'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(arrival, { maxLength: 40 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 8 }),
      async (arrivals, runs) => {
        const alertStore = memoryAlertStore();
        const alerts = arrivals.map(({ minutes, user, ruleName }) =>
          anAlert({ ruleName, createdAt: start + minutes * minute, mergeBy, record: { user } }),
        );
        for (const minutes of [...runs.toSorted((a, b) => a - b), 100]) {
          const now = start + minutes * minute;
          alertStore.add(alerts.filter(({ createdAt }) => createdAt <= now));
          await runAlertMerger({ alertStore, clock: clockAt(now) });
        }

        const merged = alertStore.due(Number.MAX_SAFE_INTEGER, 1_000).map(({ alert }) => alert);
        const counts = merged.map(({ record }) => Number(record['AlertCount']));
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(alerts.length);
        const parents = alerts.map(({ id }) => alertStore.get(id)?.mergedInto);
        expect(new Set(parents)).toEqual(new Set(merged.map(({ id }) => id)));
      },
    ),
    { numRuns: 50 },
  );
});
