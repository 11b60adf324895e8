import { describe, expect, test } from 'vitest';
import { anAlert } from '../../testing/alert-builder.ts';
import type { Alert } from '../domain/alert.ts';
import type { AlertStore, DeliveryStatus } from './alert-store.ts';

const mergeBy = { keys: ['user'], windowMinutes: 5 };
const required = 'file:all';

const aStatus = (changes: Partial<DeliveryStatus> = {}): DeliveryStatus => ({
  output: 'slack:soc',
  state: 'waiting',
  attempts: 1,
  nextAttemptAt: 0,
  lastError: null,
  ...changes,
});

const idsOf = (stored: readonly { readonly alert: Alert }[]) => stored.map(({ alert }) => alert.id);

/** What every alert store must do; the test of each adapter calls this with its own factory. */
export function alertStoreContract(
  adapter: string,
  create: (requiredOutputs: readonly string[]) => AlertStore,
) {
  describe(`${adapter} as an alert store`, () => {
    const stateOf = (store: AlertStore, id: string, output = 'slack:soc') =>
      store.get(id)?.deliveries.find((delivery) => delivery.output === output)?.state;

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

      const fresh = { state: 'waiting', attempts: 0, nextAttemptAt: 0, lastError: null };
      expect(store.get(alert.id)).toEqual({
        alert,
        deliveries: [
          { output: 'file:all', ...fresh },
          { output: 'slack:soc', ...fresh },
        ],
        mergedInto: null,
      });
      expect(store.get('nobody')).toBeUndefined();
    });

    test('keeps the first of two alerts of one id', () => {
      const store = create([]);
      const alert = anAlert();
      store.add([alert]);
      store.recordAttempt(alert.id, aStatus({ state: 'delivered' }));

      expect(store.add([{ ...alert, title: 'changed' }])).toEqual([]);

      expect(store.get(alert.id)?.alert).toEqual(alert);
      expect(stateOf(store, alert.id)).toBe('delivered');
    });

    test('tells what is due, oldest first and no more than asked for', () => {
      const store = create([]);
      const older = anAlert({ createdAt: 1_000 });
      const newer = anAlert({ createdAt: 2_000 });
      const newest = anAlert({ createdAt: 3_000 });
      store.add([newest, newer, older]);

      expect(idsOf(store.due(5_000, 10))).toEqual([older.id, newer.id, newest.id]);
      expect(idsOf(store.due(5_000, 2))).toEqual([older.id, newer.id]);
    });

    test('an output that failed is due again from its next attempt on', () => {
      const store = create([]);
      const alert = anAlert();
      store.add([alert]);
      const failed = aStatus({ nextAttemptAt: 9_000, lastError: 'answered 503' });
      store.recordAttempt(alert.id, failed);

      expect(store.due(8_999, 10)).toEqual([]);
      expect(store.due(9_000, 10)).toEqual([{ alert, deliveries: [failed], mergedInto: null }]);
    });

    test('an alert is due as long as one of its outputs waits', () => {
      const store = create([]);
      const alert = anAlert({ outputs: ['slack:a', 'slack:b'] });
      store.add([alert]);

      store.recordAttempt(alert.id, aStatus({ output: 'slack:a', state: 'delivered' }));
      expect(idsOf(store.due(0, 10))).toEqual([alert.id]);

      store.recordAttempt(alert.id, aStatus({ output: 'slack:b', state: 'given up' }));
      expect(store.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
    });

    test.each(['delivered', 'given up'] as const)('%s is final', (state) => {
      const store = create([]);
      const alert = anAlert();
      store.add([alert]);
      store.recordAttempt(alert.id, aStatus({ state }));

      store.recordAttempt(alert.id, aStatus({ state: 'waiting', attempts: 7 }));

      expect(store.get(alert.id)?.deliveries).toEqual([aStatus({ state })]);
    });

    test('an attempt at what is not stored is a bug', () => {
      const store = create([]);
      const alert = anAlert();
      store.add([alert]);

      expect(() => store.recordAttempt('nobody', aStatus())).toThrow('nobody');
      expect(() => store.recordAttempt(alert.id, aStatus({ output: 'slack:x' }))).toThrow(
        'slack:x',
      );
    });

    test('holds an alert for merging on all outputs but the required ones', () => {
      const store = create([required]);
      const alert = anAlert({ outputs: [required, 'slack:soc'], mergeBy });
      store.add([alert]);

      expect(stateOf(store, alert.id)).toBe('merging');
      expect(stateOf(store, alert.id, required)).toBe('waiting');
      expect(store.rulesWithMergeCandidates()).toEqual([alert.ruleName]);

      store.recordAttempt(alert.id, aStatus({ output: required, state: 'delivered' }));
      expect(store.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
      expect(store.mergeCandidates(alert.ruleName, 10)).toEqual([alert]);
    });

    test.each([
      ['without merge settings', { mergeBy: null }],
      ['without merge keys', { mergeBy: { keys: [], windowMinutes: 5 } }],
      ['without a merge window', { mergeBy: { keys: ['user'], windowMinutes: 0 } }],
      ['that has only required outputs', { mergeBy, outputs: [required] }],
    ])('an alert %s waits for nothing', (_name, changes) => {
      const store = create([required]);
      store.add([anAlert(changes)]);

      expect(store.rulesWithMergeCandidates()).toEqual([]);
      expect(store.deliveryCounts()).toMatchObject({ waiting: 1, merging: 0 });
    });

    test('tells the merge candidates of one rule, oldest first and no more than asked for', () => {
      const store = create([]);
      const older = anAlert({ ruleName: 'b', createdAt: 1_000, mergeBy });
      const newer = anAlert({ ruleName: 'b', createdAt: 2_000, mergeBy });
      store.add([newer, older, anAlert({ ruleName: 'a', mergeBy }), anAlert({ ruleName: 'c' })]);

      expect(store.rulesWithMergeCandidates()).toEqual(['a', 'b']);
      expect(store.mergeCandidates('b', 10)).toEqual([older, newer]);
      expect(store.mergeCandidates('b', 1)).toEqual([older]);
    });

    test('a merged alert takes the place of its members', () => {
      const store = create([required]);
      const outputs = [required, 'slack:soc'];
      const members = [anAlert({ outputs, mergeBy }), anAlert({ outputs, mergeBy })];
      store.add(members);
      const merged = anAlert({ outputs });

      store.replaceByMerged(merged, idsOf(members.map((alert) => ({ alert }))));

      expect(store.rulesWithMergeCandidates()).toEqual([]);
      for (const { id } of members) {
        expect(store.get(id)?.mergedInto).toBe(merged.id);
        expect(stateOf(store, id)).toBe('merged');
        expect(stateOf(store, id, required)).toBe('waiting');
      }
      expect(stateOf(store, merged.id)).toBe('waiting');
      expect(stateOf(store, merged.id, required)).toBe('waiting');
      expect(store.get(merged.id)?.mergedInto).toBeNull();
      expect(store.deliveryCounts()).toMatchObject({ waiting: 4, merging: 0, merged: 2 });
    });

    test('a merged alert is sent even if it has merge settings', () => {
      const store = create([]);
      const member = anAlert({ mergeBy });
      store.add([member]);
      const merged = anAlert({ mergeBy });

      store.replaceByMerged(merged, [member.id]);

      expect(stateOf(store, merged.id)).toBe('waiting');
      expect(store.rulesWithMergeCandidates()).toEqual([]);
    });

    test('the same merged alert again changes nothing', () => {
      const store = create([]);
      const member = anAlert({ mergeBy });
      store.add([member]);
      const merged = anAlert();
      store.replaceByMerged(merged, [member.id]);
      store.recordAttempt(merged.id, aStatus({ state: 'delivered' }));

      store.replaceByMerged(merged, [member.id]);

      expect(stateOf(store, merged.id)).toBe('delivered');
      expect(store.list({ limit: 10 })).toHaveLength(2);
    });

    test('a merge with a member that is merged already leaves everything as it was', () => {
      const store = create([]);
      const [first, second] = [anAlert({ mergeBy }), anAlert({ mergeBy })];
      store.add([first, second]);
      store.replaceByMerged(anAlert(), [first.id]);
      const refused = anAlert();

      expect(() => store.replaceByMerged(refused, [second.id, first.id])).toThrow(first.id);
      expect(() => store.replaceByMerged(refused, ['nobody'])).toThrow('nobody');

      expect(store.get(refused.id)).toBeUndefined();
      expect(stateOf(store, second.id)).toBe('merging');
    });

    test('lists alerts newest first, of all rules or of one', () => {
      const store = create([]);
      const older = anAlert({ ruleName: 'a', createdAt: 1_000 });
      const newer = anAlert({ ruleName: 'b', createdAt: 2_000 });
      const newest = anAlert({ ruleName: 'a', createdAt: 3_000 });
      store.add([newer, older, newest]);

      expect(idsOf(store.list({ limit: 10 }))).toEqual([newest.id, newer.id, older.id]);
      expect(idsOf(store.list({ limit: 1 }))).toEqual([newest.id]);
      expect(idsOf(store.list({ limit: 10, ruleName: 'a' }))).toEqual([newest.id, older.id]);
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

    test('counts the members of a merged alert and not the merged one', () => {
      const store = create([]);
      const members = [anAlert({ mergeBy }), anAlert({ mergeBy })];
      store.add(members);
      store.replaceByMerged(anAlert(), idsOf(members.map((alert) => ({ alert }))));

      expect(store.countSince('a_rule', 0)).toBe(2);
      expect(store.countByHour('a_rule', 0)).toMatchObject([{ count: 2 }]);
    });

    test('counts deliveries by state', () => {
      const store = create([]);
      const alert = anAlert({ outputs: ['slack:a', 'slack:b', 'slack:c'] });
      store.add([alert, anAlert({ mergeBy })]);
      store.recordAttempt(alert.id, aStatus({ output: 'slack:a', state: 'delivered' }));
      store.recordAttempt(alert.id, aStatus({ output: 'slack:b', state: 'given up' }));

      expect(store.deliveryCounts()).toEqual({
        waiting: 1,
        merging: 1,
        delivered: 1,
        'given up': 1,
        merged: 0,
      });
    });
  });
}
