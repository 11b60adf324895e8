import type { BatchResult } from '../../domain/batch.ts';
import type { LogTypeDrift, TimeProblemCount, UnknownKey } from '../../domain/drift.ts';

/** Adds up what the batches of a run have that their schemas lack, in bounded memory. */
export interface DriftGathering {
  add(result: Pick<BatchResult, 'drift' | 'timeProblems'>): void;
  /** Of log types that have any, those with the most keys first. */
  drifts(): readonly LogTypeDrift[];
  timeProblems(): readonly TimeProblemCount[];
}

/** Keys of a log type that are named; what comes beyond is only counted. */
const keysMax = 300;

interface Gathered {
  readonly logType: string;
  sampled: number;
  furtherKeys: number;
  readonly keys: Map<string, UnknownKey>;
  readonly rejected: Map<string, UnknownKey>;
}

export function driftGathering(): DriftGathering {
  const byLogType = new Map<string, Gathered>();
  const times = new Map<string, TimeProblemCount>();

  return {
    add({ drift = [], timeProblems = [] }) {
      for (const { logType, sampled, furtherKeys, keys, rejected } of drift) {
        const gathered = byLogType.get(logType) ?? nothingGathered(logType);
        byLogType.set(logType, gathered);
        gathered.sampled += sampled;
        gathered.furtherKeys += furtherKeys;
        for (const key of keys) gathered.furtherKeys += addKey(gathered.keys, key);
        for (const key of rejected) gathered.furtherKeys += addKey(gathered.rejected, key);
      }
      for (const each of timeProblems) {
        const key = `${each.problem} ${each.logType}`;
        times.set(key, { ...each, count: each.count + (times.get(key)?.count ?? 0) });
      }
    },
    drifts: () =>
      [...byLogType.values()]
        .map(({ keys, rejected, ...rest }) => ({
          ...rest,
          keys: mostFrequentFirst(keys),
          rejected: mostFrequentFirst(rejected),
        }))
        .filter(
          ({ keys, rejected, furtherKeys }) => keys.length + rejected.length + furtherKeys > 0,
        )
        .toSorted((a, b) => keyCount(b) - keyCount(a)),
    timeProblems: () => [...times.values()].toSorted((a, b) => b.count - a.count),
  };
}

const keyCount = ({ keys, rejected }: LogTypeDrift): number => keys.length + rejected.length;

const nothingGathered = (logType: string): Gathered => ({
  logType,
  sampled: 0,
  furtherKeys: 0,
  keys: new Map(),
  rejected: new Map(),
});

const mostFrequentFirst = (keys: ReadonlyMap<string, UnknownKey>): readonly UnknownKey[] =>
  [...keys.values()].toSorted((a, b) => b.count - a.count);

/** How many records had a key for which there was no room. */
function addKey(keys: Map<string, UnknownKey>, key: UnknownKey): number {
  const name = JSON.stringify(key.path);
  const known = keys.get(name);
  if (known === undefined && keys.size >= keysMax) return key.count;
  const count = (known?.count ?? 0) + key.count;
  keys.set(name, {
    path: key.path,
    count,
    types: [...new Set([...(known?.types ?? []), ...key.types])],
  });
  return 0;
}
