import { createHash } from 'node:crypto';
import type { Alert } from '../../domain/alert.ts';
import { instantText } from '../../domain/instant.ts';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import { differingPart } from './compare-records.ts';
import type { NewValues } from './new-values.ts';
import { addToMerge, beginMerge, type MergeProgress, type MergeSample } from './merge-progress.ts';

interface GroupState {
  readonly firstId: string;
  readonly isFirstSent: boolean;
  readonly isOpen: boolean;
}

/**
 * The alert that stands for a group: the oldest alert with the record of all, for every output of any member. It has no
 * merge settings. Its id follows from that of the first alert, so that there is one for each group.
 */
export function mergedAlert(
  progress: MergeProgress,
  { firstId, isFirstSent, isOpen }: GroupState,
): Alert {
  const { oldest, count } = progress;
  const { isShortened: _, ...rest } = oldest;
  return {
    ...rest,
    id: mergedAlertId(firstId),
    severity: progress.severity,
    title: count === 1 ? oldest.title : `${oldest.title} (${count} merged)`,
    record: mergedRecord(progress),
    outputs: progress.outputs,
    publishers: progress.publishers,
    mergeBy: null,
    dedup: null,
    staged: progress.staged,
    group: { firstId, count, isFirstSent, isOpen },
    createdAt: progress.mergedAt,
    eventTime: progress.eventTime,
  };
}

/** Alerts that were found to belong together, as one; never none. */
export function mergeAlerts(group: readonly [Alert, ...Alert[]], now: number): Alert {
  const [first, ...others] = group;
  const progress = others.reduce(addToMerge, beginMerge(first, now));
  return mergedAlert(progress, { firstId: first.id, isFirstSent: false, isOpen: false });
}

/** What the members share, and for each what is its own. */
function mergedRecord(progress: MergeProgress): JsonObject {
  const { count, oldest, lastCreatedAt, mergedBy, common, samples, newValues } = progress;
  const omitted = count - samples.length;
  const { clusters, sources } = progress;
  return {
    AlertCount: count,
    AlertTimeFirst: instantText(oldest.createdAt),
    AlertTimeLast: instantText(lastCreatedAt),
    MergedBy: mergedBy,
    OtherCommonKeys: common,
    ValueDiffs: differences(samples, common),
    // Where not every difference is told, at least which values there were.
    ...(omitted > 0 && { ValueDiffsOmitted: omitted, NewValues: mutable(newValues.byPath) }),
    // The merged alert itself names the origin of the oldest only.
    ...(clusters.length > 1 && { Clusters: clusters.toSorted() }),
    ...(sources.length > 1 && { Sources: sources.toSorted() }),
  };
}

const mutable = (values: NewValues['byPath']): JsonObject =>
  Object.fromEntries(
    Object.entries(values).map(([path, list]): [string, JsonValue] => [path, [...list]]),
  );

/** By creation; of several alerts made at the same instant the second has the key `… (2)`. */
function differences(samples: readonly MergeSample[], common: JsonObject): JsonObject {
  const seen = new Map<string, number>();
  return Object.fromEntries(
    samples.map(({ created, record }) => {
      const times = (seen.get(created) ?? 0) + 1;
      seen.set(created, times);
      return [times === 1 ? created : `${created} (${times})`, differingPart(record, common)];
    }),
  );
}

/** The id of the alert that a group becomes, known from its first alert on: merging it twice makes it once. */
export function mergedAlertId(firstId: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(['merged', firstId]))
    .digest('hex');
  // In the shape of a UUID, which alert stores and vendors take for an id.
  return [0, 8, 12, 16, 20]
    .map((start, index, all) => digest.slice(start, all[index + 1] ?? 32))
    .join('-');
}
