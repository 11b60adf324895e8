import { describe, expect, test } from 'vitest';
import { anAlert } from '../../testing/alert-builder.ts';
import type { Alert } from '../domain/alert.ts';
import type { GroupStep } from './alert-groups.ts';
import { attempt, stateOf } from './alert-store.contract.ts';
import { alertBytesMax, type AlertStore } from './alert-store.ts';

const mergeBy = { keys: ['user'], windowMinutes: 5 };
const later = { ...mergeBy, sendFirst: false };
const required = 'file:all';
const minute = 60_000;
const ever = Number.MAX_SAFE_INTEGER;

const idsOf = (alerts: readonly Alert[]) => alerts.map(({ id }) => id);

/** What the groups of every alert store must do. */
export function alertGroupsContract(
  adapter: string,
  create: (requiredOutputs: readonly string[]) => AlertStore,
) {
  const groupsOf = (store: AlertStore, now = ever) => store.groupsToMerge(now, 100);
  /** Tells the members of the only group. */
  const step = (store: AlertStore, members: readonly Alert[], changes: Partial<GroupStep> = {}) => {
    const [group] = groupsOf(store);
    const firstId = group?.firstId ?? '';
    const merged = anAlert({
      id: `merged-${firstId}`,
      group: {
        firstId,
        count: members.length,
        isFirstSent: group?.isFirstSent === true,
        isOpen: false,
      },
    });
    store.saveGroupStep({
      groupId: group?.id ?? 0,
      memberIds: idsOf(members),
      progress: { count: members.length },
      merged,
      tell: [{ output: 'slack:soc', at: 500 }],
      isOver: true,
      ...changes,
    });
    return merged;
  };

  describe(`${adapter} with groups of alerts`, () => {
    test('sends the first alert of a group, and holds those that join it', () => {
      const store = create([required]);
      const alerts = [1, 2, 3].map(() => anAlert({ outputs: [required, 'slack:soc'], mergeBy }));
      store.add(alerts);

      expect(alerts.map(({ id }) => stateOf(store, id))).toEqual(['waiting', 'merging', 'merging']);
      expect(alerts.map(({ id }) => stateOf(store, id, required))).toEqual(
        alerts.map(() => 'waiting'),
      );
      const [group, ...others] = groupsOf(store);
      expect(others).toEqual([]);
      expect(group).toMatchObject({
        ruleName: 'a_rule',
        firstId: alerts[0]?.id,
        isFirstSent: true,
        members: 3,
        progress: null,
      });
      expect(store.membersToMerge(group?.id ?? 0, 10)).toEqual(alerts);
      expect(store.membersToMerge(group?.id ?? 0, 2)).toEqual(alerts.slice(0, 2));
    });

    test('holds the first alert too where nothing is to be sent before the window is over', () => {
      const store = create([required]);
      const alerts = [1, 2].map(() =>
        anAlert({ outputs: [required, 'slack:soc'], mergeBy: later }),
      );
      store.add(alerts);

      expect(alerts.map(({ id }) => stateOf(store, id))).toEqual(['merging', 'merging']);
      expect(alerts.map(({ id }) => stateOf(store, id, required))).toEqual(['waiting', 'waiting']);
    });

    test('an output that no member went to before gets the first alert that names it', () => {
      const store = create([]);
      const alerts = [['slack:a'], ['slack:a', 'slack:b'], ['slack:b']].map((outputs) =>
        anAlert({ outputs, mergeBy }),
      );
      store.add(alerts);

      expect(stateOf(store, alerts[1]?.id ?? '', 'slack:a')).toBe('merging');
      expect(stateOf(store, alerts[1]?.id ?? '', 'slack:b')).toBe('waiting');
      expect(stateOf(store, alerts[2]?.id ?? '', 'slack:b')).toBe('merging');
    });

    test.each([
      ['without merge settings', { mergeBy: null }],
      ['without merge keys', { mergeBy: { keys: [], windowMinutes: 5 } }],
      ['without a merge window', { mergeBy: { keys: ['user'], windowMinutes: 0 } }],
      ['that has only required outputs', { mergeBy, outputs: [required] }],
    ])('alerts %s join no group', (_name, changes) => {
      const store = create([required]);
      store.add([anAlert(changes), anAlert(changes)]);

      expect(groupsOf(store)).toEqual([]);
      expect(store.deliveryCounts()).toMatchObject({ waiting: 2, merging: 0 });
    });

    test.each([
      ['of different rules', { ruleName: 'b' }, 0, 2],
      ['with different values', { record: { user: 'bob' } }, 0, 2],
      ['at the last instant of the window', {}, 5 * minute, 1],
      ['after the window', {}, 5 * minute + 1, 2],
    ])('alerts %s', (_name, changes, wait, groups) => {
      const store = create([]);
      const first = anAlert({ mergeBy });
      store.add([first, anAlert({ mergeBy, createdAt: first.createdAt + wait, ...changes })]);

      expect(groupsOf(store)).toHaveLength(groups);
    });

    test.each([1 / 7, 0.000_01, 1e12, 1e18])('a window of %s minutes is a window', (minutes) => {
      const store = create([]);
      const strange = { keys: ['user'], windowMinutes: minutes };
      const alerts = [1, 2].map(() => anAlert({ mergeBy: strange }));

      expect(store.add(alerts)).toHaveLength(2);

      expect(groupsOf(store)).toMatchObject([{ members: 2 }]);
    });

    test('an alert from before a clock was set back joins no group of the future', () => {
      const store = create([]);
      const ahead = anAlert({ mergeBy });
      const now = ahead.createdAt - 365 * 24 * 60 * minute;
      const alerts = [0, 1].map((n) => anAlert({ mergeBy, createdAt: now + n }));
      store.add([ahead, ...alerts]);

      expect(alerts.map(({ id }) => stateOf(store, id))).toEqual(['waiting', 'merging']);
      expect(groupsOf(store, now + 5 * minute)).toMatchObject([{ firstId: alerts[0]?.id }]);
    });

    test('a merged alert that is too large is stored shorter, and the whole is not lost', () => {
      const store = create([]);
      const members = [1, 2].map(() => anAlert({ mergeBy: later }));
      store.add(members);
      const large = anAlert({ record: { text: 'x'.repeat(alertBytesMax) } });

      step(store, members, { merged: large });

      expect(store.get(large.id)?.alert.isShortened).toBe(true);
      expect(store.whole(large.id)).toEqual(large);
    });

    test('a group that has one alert, which was sent, ends with its window', () => {
      const store = create([]);
      const alert = anAlert({ mergeBy });
      const heldBack = anAlert({ mergeBy: later, record: { user: 'bob' } });
      store.add([alert, heldBack]);

      expect(store.endLoneGroups(alert.createdAt + 5 * minute - 1)).toBe(0);
      expect(groupsOf(store, alert.createdAt)).toEqual([]);
      expect(store.endLoneGroups(alert.createdAt + 5 * minute)).toBe(1);
      expect(groupsOf(store)).toMatchObject([{ firstId: heldBack.id }]);

      const again = anAlert({ mergeBy, createdAt: alert.createdAt + 1 });
      store.add([again]);
      expect(stateOf(store, again.id)).toBe('waiting');
    });

    test('a step tells its members by one alert', () => {
      const store = create([required]);
      const members = [1, 2].map(() =>
        anAlert({ outputs: [required, 'slack:soc'], mergeBy: later }),
      );
      store.add(members);

      const merged = step(store, members, { tell: [{ output: 'slack:soc', at: 500 }] });

      for (const { id } of members) {
        expect(store.get(id)?.mergedInto).toBe(merged.id);
        expect(stateOf(store, id)).toBe('merged');
        expect(stateOf(store, id, required)).toBe('waiting');
      }
      expect(store.due('slack:soc', 499, 10)).toEqual([]);
      expect(store.due('slack:soc', 500, 10)).toMatchObject([
        { alert: { id: merged.id }, sentAs: null },
      ]);
      expect(groupsOf(store)).toEqual([]);
      expect(store.countSince('a_rule', 0)).toBe(2);
      expect(store.countByHour('a_rule', 0)).toMatchObject([{ count: 2 }]);
    });

    test('the alert that was sent first stays what it is', () => {
      const store = create([]);
      const members = [1, 2].map(() => anAlert({ mergeBy }));
      store.add(members);
      attempt(store, members[0]?.id ?? '', { state: 'delivered', reference: { ts: '1' } });

      const merged = step(store, members);

      expect(store.get(members[0]?.id ?? '')?.mergedInto).toBeNull();
      expect(store.get(members[1]?.id ?? '')?.mergedInto).toBe(merged.id);
      expect(store.due('slack:soc', ever, 10)).toMatchObject([
        { alert: { id: merged.id }, sentAs: { ts: '1' } },
      ]);
    });

    test('an update has to wait until the first alert is there, and goes out by itself where that was given up', () => {
      const store = create([]);
      const members = [1, 2].map(() => anAlert({ mergeBy }));
      const [firstId = ''] = idsOf(members);
      store.add(members);
      const merged = step(store, members);
      const update = () =>
        store.due('slack:soc', ever, 10).find(({ alert }) => alert.id === merged.id);

      expect(update()).toBeUndefined();
      attempt(store, firstId, { state: 'given up' });
      expect(update()).toMatchObject({ sentAs: null });
    });

    test('an update that has to wait takes no place of what is due', () => {
      const store = create([]);
      const members = [1, 2].map(() => anAlert({ mergeBy }));
      const [firstId = ''] = idsOf(members);
      store.add(members);
      const merged = step(store, members);
      attempt(store, firstId, { nextAttemptAt: ever });
      const younger = anAlert({ createdAt: merged.createdAt + 1 });
      store.add([younger]);
      const due = () => store.due('slack:soc', 1_000, 1).map(({ alert }) => alert.id);

      expect(due()).toEqual([younger.id]);
      attempt(store, firstId, { state: 'delivered', reference: { ts: '1' } });
      expect(due()).toEqual([merged.id]);
    });

    test('steps follow one another, and tell an output again only when there is more', () => {
      const store = create([]);
      const [first, second, third] = [1, 2, 3].map(() => anAlert({ mergeBy }));
      if (!first || !second || !third) throw new Error('three alerts');
      store.add([first, second]);
      attempt(store, first.id, { state: 'delivered', reference: { ts: '1' } });
      const merged = step(store, [first, second], { isOver: false });
      expect(groupsOf(store, 0)).toEqual([]);
      attempt(store, merged.id, { state: 'delivered', revision: 1 });

      store.add([third]);
      expect(store.membersToMerge(groupsOf(store, 0)[0]?.id ?? 0, 10)).toEqual([third]);
      expect(groupsOf(store, 0)[0]?.progress).toEqual({ count: 2 });
      step(store, [third]);

      expect(store.due('slack:soc', ever, 10)).toMatchObject([
        { alert: { id: merged.id }, status: { state: 'waiting', revision: 2, attempts: 0 } },
      ]);
      expect(store.list({ limit: 10 })).toHaveLength(4);
    });

    test('an attempt that told less than there is by now settles nothing', () => {
      const store = create([]);
      const [first, second, third] = [1, 2, 3].map(() => anAlert({ mergeBy }));
      if (!first || !second || !third) throw new Error('three alerts');
      store.add([first, second]);
      const merged = step(store, [first, second], { isOver: false });
      store.add([third]);
      step(store, [third]);

      attempt(store, merged.id, { state: 'delivered', revision: 1, reference: { ts: '2' } });

      expect(store.get(merged.id)?.deliveries).toMatchObject([
        { state: 'waiting', revision: 2, reference: { ts: '2' } },
      ]);
      attempt(store, merged.id, { state: 'delivered', revision: 2 });
      expect(store.get(merged.id)?.deliveries).toMatchObject([
        { state: 'delivered', reference: { ts: '2' } },
      ]);
    });

    test('what failed to tell less than there is by now is tried again no sooner for that', () => {
      const store = create([]);
      const [first, second, third] = [1, 2, 3].map(() => anAlert({ mergeBy }));
      if (!first || !second || !third) throw new Error('three alerts');
      store.add([first, second]);
      attempt(store, first.id, { state: 'delivered', reference: { ts: '1' } });
      const merged = step(store, [first, second], { isOver: false });
      store.add([third]);
      step(store, [third]);

      const failed = {
        revision: 1,
        attempts: 3,
        nextAttemptAt: 900_000,
        lastError: 'answered 503',
      };
      attempt(store, merged.id, failed);

      expect(store.get(merged.id)?.deliveries).toMatchObject([
        { state: 'waiting', revision: 2, attempts: 3, nextAttemptAt: 900_000 },
      ]);
    });

    test('a step that is wrong in one member changes nothing', () => {
      const store = create([]);
      const members = [1, 2].map(() => anAlert({ mergeBy: later }));
      const stranger = anAlert();
      store.add([...members, stranger]);

      expect(() => step(store, [...members, stranger])).toThrow(stranger.id);

      expect(idsOf(members).map((id) => stateOf(store, id))).toEqual(['merging', 'merging']);
      expect(store.get(`merged-${members[0]?.id}`)).toBeUndefined();
      step(store, members);
      expect(idsOf(members).map((id) => stateOf(store, id))).toEqual(['merged', 'merged']);
    });

    test('a group does not end while it has members that no step has told', () => {
      const store = create([]);
      const members = [1, 2].map(() => anAlert({ mergeBy: later }));
      store.add(members);

      step(store, members.slice(0, 1));

      const [group] = groupsOf(store);
      expect(store.membersToMerge(group?.id ?? 0, 10)).toEqual(members.slice(1));
    });

    test('a group that is over takes nobody any more', () => {
      const store = create([]);
      const members = [1, 2].map(() => anAlert({ mergeBy }));
      store.add(members);
      step(store, members);

      const next = anAlert({ mergeBy });
      store.add([next]);

      expect(stateOf(store, next.id)).toBe('waiting');
    });
  });
}
