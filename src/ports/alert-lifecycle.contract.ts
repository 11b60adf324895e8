import { describe, expect, test } from 'vitest';
import { anAlert } from '../../testing/alert-builder.ts';
import type { Lifecycle } from './alert-lifecycle.ts';
import { attempt, stateOf } from './alert-store.contract.ts';
import type { AlertStore } from './alert-store.ts';

const ever = Number.MAX_SAFE_INTEGER;
const required = 'file:all';
const resolved: Lifecycle = { state: 'resolved', by: 'ann', note: 'a drill', at: 9_000 };
const anyOutput = () => true;

/** One after the other, looking again after each. */
function* untilQuiet<T>(look: () => readonly T[]): Generator<T> {
  for (let all = look(); all[0] !== undefined; all = look()) yield* all;
}

/** What people do with the alerts of every store. */
export function alertLifecycleContract(
  adapter: string,
  create: (requiredOutputs: readonly string[]) => AlertStore,
) {
  const silence = (changes: object = {}) => ({
    id: 's1',
    matcher: { rule: 'a_*' },
    reason: 'maintenance',
    author: 'ann',
    createdAt: 0,
    expiresAt: ever,
    endedAt: null,
    ...changes,
  });

  describe(`${adapter} with alerts that people settle`, () => {
    test('marks an alert and tells the outputs that have it, or will have it', () => {
      const store = create([]);
      const alert = anAlert({
        outputs: ['slack:soc', 'pagerduty:x', 'jira:y', 'jira:z', 'file:a'],
      });
      store.add([alert]);
      const sent = { state: 'delivered', reference: { id: '1' } } as const;
      for (const output of ['slack:soc', 'pagerduty:x', 'jira:y']) {
        attempt(store, alert.id, { ...sent, output });
      }
      attempt(store, alert.id, { output: 'file:a', state: 'delivered' });

      const outcome = store.settle(alert.id, resolved, (output) => output !== 'slack:soc');

      expect(outcome).toEqual({ changed: [alert.id], told: ['jira:y', 'jira:z', 'pagerduty:x'] });
      expect(store.get(alert.id)?.lifecycle).toEqual(resolved);
      expect(store.due('pagerduty:x', ever, 10)).toMatchObject([
        {
          status: { action: 'resolve', state: 'waiting', attempts: 0 },
          sentAs: { id: '1' },
          lifecycle: resolved,
        },
      ]);
      // Nothing is resolved there before it is there.
      expect(store.due('jira:z', ever, 10)).toMatchObject([{ status: { action: 'deliver' } }]);
      attempt(store, alert.id, { ...sent, output: 'jira:z' });
      expect(store.due('jira:z', ever, 10)).toMatchObject([
        { status: { action: 'resolve' }, sentAs: { id: '1' } },
      ]);
      attempt(store, alert.id, { output: 'pagerduty:x', action: 'resolve', state: 'delivered' });
      expect(store.due('pagerduty:x', ever, 10)).toEqual([]);
      expect(store.deliveryCounts()).toMatchObject({ delivered: 5, waiting: 0 });
      expect(store.settle('nobody', resolved, anyOutput)).toBeUndefined();
    });

    test('what is acknowledged after it was resolved is told in the order in which it makes sense', () => {
      const store = create([]);
      const alert = anAlert();
      store.add([alert]);
      store.settle(alert.id, resolved, anyOutput);
      store.settle(alert.id, { ...resolved, state: 'acknowledged' }, anyOutput);
      const told: string[] = [];
      for (const { status } of untilQuiet(() => store.due('slack:soc', ever, 10))) {
        told.push(status.action);
        attempt(store, alert.id, {
          action: status.action,
          state: 'delivered',
          reference: { ts: '1' },
        });
      }

      expect(told).toEqual(['deliver', 'acknowledge', 'resolve']);
    });

    test('news of a group goes out before its first alert is resolved', () => {
      const store = create([]);
      const mergeBy = { keys: ['user'], windowMinutes: 5 };
      const [first, second] = [anAlert({ mergeBy }), anAlert({ mergeBy })];
      store.add([first, second]);
      attempt(store, first.id, { state: 'delivered', reference: { ts: '1' } });
      const merged = anAlert();
      store.saveGroupStep({
        groupId: store.groupsToMerge(ever, 1)[0]?.id ?? 0,
        memberIds: [first.id, second.id],
        progress: {},
        merged,
        tell: [{ output: 'slack:soc', at: 0 }],
        isOver: true,
      });
      store.settle(first.id, resolved, anyOutput);
      const due = () =>
        store.due('slack:soc', ever, 10).map(({ alert, status }) => [alert.id, status.action]);

      expect(due()).toEqual([[merged.id, 'deliver']]);
      attempt(store, merged.id, { revision: 1, state: 'given up' });
      expect(due()).toEqual([[first.id, 'resolve']]);
    });

    test('what is acknowledged can be resolved, and only that is no longer open', () => {
      const store = create([]);
      const alert = anAlert();
      store.add([alert]);
      const open = () => store.list({ limit: 10, isOpen: true }).length;

      store.settle(alert.id, { ...resolved, state: 'acknowledged', note: null }, anyOutput);
      expect(store.get(alert.id)?.lifecycle).toMatchObject({ state: 'acknowledged', note: null });
      expect(open()).toBe(1);
      store.settle(alert.id, resolved, anyOutput);
      expect(store.get(alert.id)?.lifecycle).toEqual(resolved);
      expect(open()).toBe(0);
    });

    test.each(['first', 'second', 'merged'] as const)(
      'the %s alert of a group settles it all',
      (which) => {
        const store = create([]);
        const mergeBy = { keys: ['user'], windowMinutes: 5 };
        const [first, second] = [anAlert({ mergeBy }), anAlert({ mergeBy })];
        store.add([first, second]);
        attempt(store, first.id, { state: 'delivered', reference: { ts: '1' } });
        const [group] = store.groupsToMerge(ever, 1);
        const merged = anAlert();
        store.saveGroupStep({
          groupId: group?.id ?? 0,
          memberIds: [first.id, second.id],
          progress: {},
          merged,
          tell: [{ output: 'slack:soc', at: 0 }],
          isOver: true,
        });
        attempt(store, merged.id, { state: 'delivered', revision: 1, reference: { ts: '1' } });

        const outcome = store.settle({ first, second, merged }[which].id, resolved, anyOutput);

        // There it is one thing, and is told once.
        expect(outcome?.told).toEqual(['slack:soc']);
        expect(store.due('slack:soc', ever, 10)).toHaveLength(1);
        for (const { id } of [first, second, merged]) {
          expect(store.get(id)?.lifecycle).toEqual(resolved);
        }
        expect(store.list({ limit: 10, isOpen: true })).toEqual([]);
      },
    );
  });

  describe(`${adapter} with groups that people settle`, () => {
    const mergeBy = { keys: ['user'], windowMinutes: 5 };
    const grouped = (sendFirst: boolean) => {
      const store = create([]);
      const members = [1, 2].map(() => anAlert({ mergeBy: { ...mergeBy, sendFirst } }));
      store.add(members);
      const tellAll = () => {
        const merged = anAlert();
        store.saveGroupStep({
          groupId: store.groupsToMerge(ever, 1)[0]?.id ?? 0,
          memberIds: members.map(({ id }) => id),
          progress: {},
          merged,
          tell: [{ output: 'slack:soc', at: 0 }],
          isOver: true,
        });
        return merged;
      };
      return { store, members, firstId: members[0]?.id ?? '', tellAll };
    };

    test.each([true, false])(
      'what was resolved is not told afterwards (first sent: %s)',
      (sendFirst) => {
        const { store, firstId, tellAll } = grouped(sendFirst);
        if (sendFirst) attempt(store, firstId, { state: 'delivered' });
        store.settle(firstId, resolved, anyOutput);

        const merged = tellAll();

        expect(store.due('slack:soc', ever, 10)).toEqual([]);
        expect(store.get(merged.id)?.lifecycle).toEqual(resolved);
        expect(store.list({ limit: 10, isOpen: true })).toEqual([]);
        expect(store.deliveryCounts()).toMatchObject({ merging: 0, waiting: 0 });
      },
    );

    test('what comes after it was resolved is another group, and open', () => {
      const { store, firstId } = grouped(true);
      store.settle(firstId, resolved, anyOutput);

      const next = anAlert({ mergeBy });
      store.add([next]);

      expect(stateOf(store, next.id)).toBe('waiting');
      expect(store.list({ limit: 10, isOpen: true }).map(({ alert }) => alert.id)).toEqual([
        next.id,
      ]);
    });

    test('what is resolved needs no acknowledging any more', () => {
      const { store, firstId } = grouped(true);
      attempt(store, firstId, { state: 'delivered', reference: { ts: '1' } });
      store.settle(firstId, { ...resolved, state: 'acknowledged' }, anyOutput);
      store.settle(firstId, resolved, anyOutput);

      const due = store.due('slack:soc', ever, 10).map(({ status }) => status.action);
      expect(due).toEqual(['resolve']);
    });
  });

  describe(`${adapter} with silences`, () => {
    test('mutes what fits on all outputs but the required ones, and tells what it muted', () => {
      const store = create([required]);
      store.addSilence(silence());
      const muted = anAlert({
        outputs: [required, 'slack:soc'],
        mergeBy: { keys: ['user'], windowMinutes: 5 },
      });
      const other = anAlert({ ruleName: 'b_rule' });
      store.add([muted, other]);

      expect(stateOf(store, muted.id)).toBe('silenced');
      expect(stateOf(store, muted.id, required)).toBe('waiting');
      expect(stateOf(store, other.id)).toBe('waiting');
      expect(store.get(muted.id)?.silencedBy).toBe('s1');
      expect(store.groupsToMerge(ever, 10)).toEqual([]);
      expect(store.silences()).toEqual([
        { silence: silence(), muted: 1, lastMutedAt: muted.createdAt },
      ]);
      expect(store.mutedBy('s1', 10)).toEqual([muted]);
      expect(store.deliveryCounts()).toMatchObject({ silenced: 1, waiting: 2 });
    });

    test('is in force from its beginning to its end', () => {
      const store = create([]);
      store.addSilence(silence({ createdAt: 1_000, expiresAt: 2_000 }));
      const alerts = [999, 1_000, 1_999, 2_000].map((createdAt) => anAlert({ createdAt }));
      store.add(alerts);

      expect(alerts.map(({ id }) => stateOf(store, id))).toEqual([
        'waiting',
        'silenced',
        'silenced',
        'waiting',
      ]);
    });

    test('ends when somebody ends it', () => {
      const store = create([]);
      store.addSilence(silence());

      expect(store.endSilence('s1', 5_000)).toBe(true);
      expect(store.endSilence('s1', 6_000)).toBe(false);
      expect(store.endSilence('nobody', 6_000)).toBe(false);

      const alert = anAlert();
      store.add([alert]);
      expect(stateOf(store, alert.id)).toBe('waiting');
      expect(store.silences()).toMatchObject([
        { silence: { endedAt: 5_000 }, muted: 0, lastMutedAt: null },
      ]);
    });
  });
}
