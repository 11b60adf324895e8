import type { Alert } from '../src/domain/alert.ts';
import type {
  AlertStore,
  DeliveryState,
  DeliveryStatus,
  StoredAlert,
} from '../src/ports/alert-store.ts';

interface Kept {
  readonly alert: Alert;
  readonly deliveries: Map<string, DeliveryStatus>;
  readonly isMerged: boolean;
  merging: boolean;
  mergedInto: string | null;
}

/** An alert store that forgets everything when the process ends; for tests of what works with one. */
export function memoryAlertStore(requiredOutputs: readonly string[] = []): AlertStore {
  const kept = new Map<string, Kept>();
  return { ...reading(kept), ...writing(kept, new Set(requiredOutputs)) };
}

type Writing = Pick<AlertStore, 'add' | 'replaceByMerged' | 'recordAttempt'>;

function writing(kept: Map<string, Kept>, required: ReadonlySet<string>): Writing {
  const keep = (alert: Alert, mayWait: boolean): boolean => {
    if (kept.has(alert.id)) return false;
    const held = alert.outputs.filter((output) => !required.has(output));
    const merging = mayWait && isMergeEnabled(alert) && held.length > 0;
    const deliveries = alert.outputs.map((output) => {
      const state: DeliveryState = merging && held.includes(output) ? 'merging' : 'waiting';
      return [output, { output, state, attempts: 0, nextAttemptAt: 0, lastError: null }] as const;
    });
    const own = { alert: structuredClone(alert), deliveries: new Map(deliveries) };
    kept.set(alert.id, { ...own, isMerged: !mayWait, merging, mergedInto: null });
    return true;
  };

  return {
    add: (alerts) => alerts.filter((alert) => keep(alert, true)).map(({ id }) => id),
    replaceByMerged(merged, memberIds) {
      if (kept.has(merged.id)) return;
      const members = memberIds.map((id) => {
        const member = kept.get(id);
        if (member === undefined || member.mergedInto !== null) {
          throw new Error(`alert ${id} cannot be merged: it is not stored or merged already`);
        }
        return member;
      });
      keep(merged, false);
      for (const member of members) retire(member, merged.id);
    },
    recordAttempt(alertId, status) {
      const deliveries = kept.get(alertId)?.deliveries;
      const before = deliveries?.get(status.output);
      if (deliveries === undefined || before === undefined) {
        throw new Error(`alert ${alertId} has no delivery to ${status.output}`);
      }
      if (before.state === 'waiting') deliveries.set(status.output, { ...status });
    },
  };
}

function reading(kept: ReadonlyMap<string, Kept>): Omit<AlertStore, keyof Writing> {
  const oldestFirst = () =>
    [...kept.values()].sort((a, b) => a.alert.createdAt - b.alert.createdAt);
  const candidates = () =>
    oldestFirst()
      .filter(({ merging }) => merging)
      .map(({ alert }) => alert);

  const made = (ruleName: string, since: number) =>
    oldestFirst().flatMap(({ alert, isMerged }) =>
      alert.ruleName === ruleName && alert.createdAt >= since && !isMerged ? [alert] : [],
    );

  return {
    countSince: (ruleName, since) => made(ruleName, since).length,
    countByHour: (ruleName, since) =>
      [
        ...Map.groupBy(
          made(ruleName, since),
          ({ createdAt }) => createdAt - (createdAt % 3_600_000),
        ),
      ].map(([hour, alerts]) => ({ hour, count: alerts.length })),
    due: (now, limit) =>
      oldestFirst()
        .filter(({ deliveries }) => [...deliveries.values()].some((each) => isDue(each, now)))
        .slice(0, limit)
        .map(shown),
    rulesWithMergeCandidates: () =>
      [...new Set(candidates().map(({ ruleName }) => ruleName))].sort(),
    mergeCandidates: (ruleName, limit) =>
      candidates()
        .filter((alert) => alert.ruleName === ruleName)
        .slice(0, limit)
        .map((alert) => structuredClone(alert)),
    list: ({ limit, ruleName }) =>
      oldestFirst()
        .toReversed()
        .filter(({ alert }) => ruleName === undefined || alert.ruleName === ruleName)
        .slice(0, limit)
        .map(shown),
    get(alertId) {
      const found = kept.get(alertId);
      return found && shown(found);
    },
    deliveryCounts() {
      const counts = { waiting: 0, merging: 0, delivered: 0, 'given up': 0, merged: 0 };
      for (const { deliveries } of kept.values()) {
        for (const { state } of deliveries.values()) counts[state]++;
      }
      return counts;
    },
  };
}

const isMergeEnabled = ({ mergeBy }: Alert): boolean =>
  mergeBy !== null && mergeBy.keys.length > 0 && mergeBy.windowMinutes > 0;

const isDue = ({ state, nextAttemptAt }: DeliveryStatus, now: number): boolean =>
  state === 'waiting' && nextAttemptAt <= now;

function retire(member: Kept, mergedId: string): void {
  member.merging = false;
  member.mergedInto = mergedId;
  for (const [output, status] of member.deliveries) {
    if (status.state === 'merging') member.deliveries.set(output, { ...status, state: 'merged' });
  }
}

const shown = ({ alert, deliveries, mergedInto }: Kept): StoredAlert => ({
  alert: structuredClone(alert),
  deliveries: [...deliveries.values()].sort((a, b) => (a.output < b.output ? -1 : 1)),
  mergedInto,
});
