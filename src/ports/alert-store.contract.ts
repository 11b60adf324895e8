import { describe, expect, test } from 'vitest';
import { anAlert } from '../../testing/alert-builder.ts';
import type { Alert } from '../domain/alert.ts';
import { alertBytesMax, type AlertStore, type DeliveryStatus } from './alert-store.ts';

const created = anAlert().createdAt;

export const aStatus = (changes: Partial<DeliveryStatus> = {}): DeliveryStatus => ({
  output: 'slack:soc',
  action: 'deliver',
  state: 'waiting',
  attempts: 1,
  nextAttemptAt: 0,
  lastError: null,
  waitingSince: created,
  revision: 0,
  reference: null,
  ...changes,
});

/** Records one attempt. */
export const attempt = (
  store: AlertStore,
  alertId: string,
  changes: Partial<DeliveryStatus> = {},
): void => store.recordAttempts([{ alertId, status: aStatus(changes) }], created);

export const stateOf = (store: AlertStore, id: string, output = 'slack:soc') =>
  store.get(id)?.deliveries.find((delivery) => delivery.output === output)?.state;

const idsOf = (all: readonly { readonly alert: Alert }[]) => all.map(({ alert }) => alert.id);
const ever = Number.MAX_SAFE_INTEGER;

/** What every alert store must do; the test of each adapter calls this with its own factory. */
export function alertStoreContract(
  adapter: string,
  create: (requiredOutputs: readonly string[]) => AlertStore,
) {
  describe(`${adapter} as an alert store`, () => {
    test('gives an alert back as it was, with a delivery for each output', () => {
      const store = create([]);
      const record = JSON.parse('{"__proto__": {"a": 1}, "list": [1.5, null, true]}');
      const alert = anAlert({
        record: { ...record, big: 12345678901234567890n },
        outputs: ['slack:soc', 'file:all'],
        publishers: { 'slack:soc': ['a', 'b'] },
        dedup: 'x',
      });

      expect(store.add([alert])).toEqual([alert.id]);

      expect(store.get(alert.id)).toEqual({
        alert,
        deliveries: [
          aStatus({ output: 'file:all', attempts: 0 }),
          aStatus({ output: 'slack:soc', attempts: 0 }),
        ],
        mergedInto: null,
        lifecycle: null,
        silencedBy: null,
      });
      expect(store.whole(alert.id)).toEqual(alert);
      expect(store.get('nobody')).toBeUndefined();
      expect(store.whole('nobody')).toBeUndefined();
    });

    test('an alert that is too large is stored shorter, and the whole is not lost', () => {
      const store = create([]);
      const record = { message: '日'.repeat(alertBytesMax), user: 'ann' };
      const alert = anAlert({ record });
      store.add([alert]);

      const stored = store.get(alert.id)?.alert;
      expect(Buffer.byteLength(JSON.stringify(stored))).toBeLessThanOrEqual(alertBytesMax);
      expect(stored).toMatchObject({
        isShortened: true,
        record: { user: 'ann', streamalert_shortened: expect.stringContaining(alert.id) },
      });
      expect(store.whole(alert.id)).toEqual(alert);
    });

    test('keeps the first of two alerts of one id', () => {
      const store = create([]);
      const alert = anAlert();
      store.add([alert]);
      attempt(store, alert.id, { state: 'delivered' });

      expect(store.add([{ ...alert, title: 'changed' }])).toEqual([]);

      expect(store.get(alert.id)?.alert).toEqual(alert);
      expect(stateOf(store, alert.id)).toBe('delivered');
    });

    test('tells what is due for an output, oldest first and no more than asked for', () => {
      const store = create([]);
      const older = anAlert({ createdAt: 1_000 });
      const newer = anAlert({ createdAt: 2_000 });
      const newest = anAlert({ createdAt: 3_000, outputs: ['slack:soc', 'file:all'] });
      store.add([newest, newer, older]);

      expect(store.waitingOutputs()).toEqual(['file:all', 'slack:soc']);
      expect(idsOf(store.due('slack:soc', 5_000, 10))).toEqual([older.id, newer.id, newest.id]);
      expect(idsOf(store.due('slack:soc', 5_000, 2))).toEqual([older.id, newer.id]);
      expect(idsOf(store.due('file:all', 5_000, 10))).toEqual([newest.id]);
      expect(store.due('slack', 5_000, 10)).toEqual([]);
    });

    test('what failed is due again from its next attempt on', () => {
      const store = create([]);
      const alert = anAlert();
      store.add([alert]);
      const failed = aStatus({ nextAttemptAt: 9_000, lastError: 'answered 503' });
      store.recordAttempts([{ alertId: alert.id, status: failed }], created);

      expect(store.due('slack:soc', 8_999, 10)).toEqual([]);
      expect(store.due('slack:soc', 9_000, 10)).toEqual([
        { alert, status: failed, sentAs: null, lifecycle: null },
      ]);
      expect(store.waitingOutputs()).toEqual(['slack:soc']);
    });

    test.each(['delivered', 'given up'] as const)('%s is not due, and stays', (state) => {
      const store = create([]);
      const alert = anAlert();
      store.add([alert]);
      attempt(store, alert.id, { state, reference: { ts: '1' } });

      attempt(store, alert.id, { state: 'waiting', attempts: 7 });

      expect(store.due('slack:soc', ever, 10)).toEqual([]);
      expect(store.waitingOutputs()).toEqual([]);
      expect(store.get(alert.id)?.deliveries).toEqual([aStatus({ state, reference: { ts: '1' } })]);
    });

    test('attempts are recorded all or none, and one at what is not stored is a bug', () => {
      const store = create([]);
      const alert = anAlert();
      store.add([alert]);
      const sound = { alertId: alert.id, status: aStatus({ state: 'delivered' }) };

      expect(() => attempt(store, 'nobody')).toThrow('nobody');
      expect(() => attempt(store, alert.id, { output: 'slack:x' })).toThrow('slack:x');
      expect(() =>
        store.recordAttempts([sound, { alertId: 'nobody', status: aStatus() }], created),
      ).toThrow('nobody');
      expect(stateOf(store, alert.id)).toBe('waiting');
    });

    test('what has waited too long is given up, and nothing else', () => {
      const store = create([]);
      const old = anAlert({ createdAt: 1_000 });
      const young = anAlert({ createdAt: 2_000 });
      const other = anAlert({ createdAt: 1_000, outputs: ['slack:x'] });
      store.add([old, young, other]);

      expect(store.giveUpWaitingSince('slack:soc', 2_000, 'it is gone', 3_000)).toBe(1);

      expect(store.get(old.id)?.deliveries).toMatchObject([
        { state: 'given up', lastError: 'it is gone' },
      ]);
      expect([young.id, other.id].map((id) => stateOf(store, id, 'slack:soc'))).toEqual([
        'waiting',
        undefined,
      ]);
    });

    test('a dead letter waits anew when it is retried, and is over when it is dropped', () => {
      const store = create([]);
      const [first, second, third] = [anAlert(), anAlert(), anAlert({ outputs: ['slack:x'] })];
      store.add([first, second, third]);
      for (const { id, outputs } of [first, second, third]) {
        attempt(store, id, {
          output: outputs[0] ?? '',
          state: 'given up',
          lastError: 'answered 400',
        });
      }

      expect(store.retry({ state: 'given up', alertId: first.id }, 9_000)).toBe(1);
      expect(store.drop({ output: 'slack:soc' })).toBe(1);

      expect(store.get(first.id)?.deliveries).toEqual([
        aStatus({ attempts: 0, waitingSince: 9_000, lastError: 'answered 400' }),
      ]);
      expect(stateOf(store, second.id)).toBe('dropped');
      expect(stateOf(store, third.id, 'slack:x')).toBe('given up');
      expect(store.retry({ state: 'given up' }, 9_000)).toBe(1);
      expect(store.drop({})).toBe(0);
    });

    test('thousands of dead letters are all retried, dropped and given up, and counted', () => {
      const store = create([]);
      const alerts = Array.from({ length: 10_001 }, (_, n) => anAlert({ createdAt: n % 7 }));
      store.add(alerts);

      expect(store.giveUpWaitingSince('slack:soc', ever, 'it is gone', 7_200_000)).toBe(10_001);
      expect(store.deliveryHours(0)).toMatchObject([{ hour: 7_200_000, givenUp: 10_001 }]);
      expect(store.retry({ state: 'given up' }, 9_000)).toBe(10_001);
      expect(store.retry({ state: 'waiting', output: 'slack:soc' }, 9_000)).toBe(10_001);
      expect(store.giveUpWaitingSince('slack:soc', ever, 'it is gone', 7_200_000)).toBe(10_001);
      expect(store.drop({})).toBe(10_001);
      expect(store.deliveryCounts()).toMatchObject({ dropped: 10_001, waiting: 0, 'given up': 0 });
    });

    test('what waits for its next attempt is due at once when it is retried', () => {
      const store = create([]);
      const alert = anAlert();
      store.add([alert]);
      attempt(store, alert.id, { nextAttemptAt: ever });

      expect(store.retry({ state: 'waiting', output: 'slack:soc' }, 9_000)).toBe(1);

      expect(idsOf(store.due('slack:soc', 0, 10))).toEqual([alert.id]);
    });

    test('lists alerts newest first, of all rules or of one', () => {
      const store = create([]);
      const older = anAlert({ ruleName: 'a', createdAt: 1_000 });
      const newer = anAlert({ ruleName: 'b', createdAt: 2_000, outputs: ['file:all'] });
      const newest = anAlert({ ruleName: 'a', createdAt: 3_000 });
      store.add([newer, older, newest]);
      attempt(store, older.id, { state: 'delivered' });

      expect(idsOf(store.list({ limit: 10 }))).toEqual([newest.id, newer.id, older.id]);
      expect(idsOf(store.list({ limit: 1 }))).toEqual([newest.id]);
      expect(idsOf(store.list({ limit: 10, ruleName: 'a' }))).toEqual([newest.id, older.id]);
      expect(idsOf(store.list({ limit: 10, state: 'delivered' }))).toEqual([older.id]);
      expect(idsOf(store.list({ limit: 10, output: 'file:all' }))).toEqual([newer.id]);
      expect(store.list({ limit: 10, output: 'file:all', state: 'delivered' })).toEqual([]);
    });

    test('lists alerts by time, severity and group', () => {
      const store = create([]);
      const mergeBy = { keys: ['user'], windowMinutes: 5, sendFirst: false };
      const low = anAlert({ severity: 'low', createdAt: 1_000 });
      const critical = anAlert({ severity: 'critical', createdAt: 2_000 });
      const member = anAlert({ severity: 'medium', createdAt: 3_000, mergeBy });
      store.add([low, critical, member]);
      const [group] = store.groupsToMerge(Number.MAX_SAFE_INTEGER, 1);
      const merged = anAlert({ severity: 'medium', createdAt: 4_000 });
      store.saveGroupStep({
        groupId: group?.id ?? 0,
        memberIds: [member.id],
        progress: {},
        merged,
        tell: [],
        isOver: true,
      });
      const listed = (query: object) => idsOf(store.list({ limit: 10, ...query }));

      expect(listed({ since: 2_000 })).toEqual([merged.id, member.id, critical.id]);
      expect(listed({ severities: ['low', 'critical'] })).toEqual([critical.id, low.id]);
      expect(listed({ severities: [] })).toEqual([]);
      expect(listed({ mergedInto: merged.id })).toEqual([member.id]);
      expect(listed({ mergedInto: null })).toEqual([merged.id, critical.id, low.id]);
    });

    test('finds ids by how they begin', () => {
      const store = create([]);
      store.add(['ab1', 'ab2', 'b%1'].map((id) => anAlert({ id })));

      expect(store.find('ab', 10)).toEqual(['ab1', 'ab2']);
      expect(store.find('ab', 1)).toEqual(['ab1']);
      expect(store.find('b%1', 10)).toEqual(['b%1']);
      expect(store.find('%', 10)).toEqual([]);
    });

    test('counts the alerts of one rule from an instant on, in all and by hour', () => {
      const store = create([]);
      const hour = 3_600_000;
      const at = (createdAt: number, ruleName = 'a') => anAlert({ ruleName, createdAt });
      store.add([at(hour - 1), at(hour), at(2 * hour - 1), at(5 * hour), at(hour, 'b')]);

      expect(store.countSince('a', hour)).toBe(3);
      expect(store.countSince('a', hour + 1)).toBe(2);
      expect(store.countSince('nobody', 0)).toBe(0);
      expect(store.countByHour('a', hour)).toEqual([
        { hour, count: 2 },
        { hour: 5 * hour, count: 1 },
      ]);
      expect(store.countByHour('nobody', 0)).toEqual([]);
    });

    test('counts deliveries by state, by output and by hour', () => {
      const store = create([]);
      const hour = 3_600_000;
      const alert = anAlert({ createdAt: 5, outputs: ['slack:a', 'slack:b', 'slack:c'] });
      store.add([alert, anAlert({ createdAt: 7, outputs: ['slack:c'] })]);
      const record = (now: number, changes: Partial<DeliveryStatus>) =>
        store.recordAttempts([{ alertId: alert.id, status: aStatus(changes) }], now);
      record(hour + 1, { output: 'slack:a', state: 'delivered' });
      record(hour + 2, { output: 'slack:b', lastError: 'answered 503' });
      // Put off, since something else comes first.
      record(hour + 3, { output: 'slack:c', attempts: 0 });
      record(2 * hour, { output: 'slack:b', state: 'given up', lastError: 'answered 400' });

      expect(store.deliveryCounts()).toEqual({
        waiting: 2,
        merging: 0,
        delivered: 1,
        'given up': 1,
        merged: 0,
        silenced: 0,
        dropped: 0,
      });
      expect(store.backlogs()).toEqual([
        {
          output: 'slack:b',
          waiting: 0,
          givenUp: 1,
          oldestWaitingSince: null,
          lastError: 'answered 400',
        },
        { output: 'slack:c', waiting: 2, givenUp: 0, oldestWaitingSince: 5, lastError: null },
      ]);
      expect(store.deliveryHours(hour + 5)).toEqual([
        { hour, output: 'slack:a', delivered: 1, failed: 0, givenUp: 0 },
        { hour, output: 'slack:b', delivered: 0, failed: 1, givenUp: 0 },
        { hour: 2 * hour, output: 'slack:b', delivered: 0, failed: 1, givenUp: 1 },
      ]);
      expect(store.deliveryHours(2 * hour)).toHaveLength(1);
    });
  });
}
