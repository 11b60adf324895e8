import type { Alert } from './alert.ts';
import { stringifyJson } from './exact-json.ts';
import { firstValue } from './first-value.ts';

/** Whether an alert may become part of a group at all. */
export const isMergeEnabled = ({ mergeBy }: Pick<Alert, 'mergeBy'>): boolean =>
  mergeBy !== null && mergeBy.keys.length > 0 && mergeBy.windowMinutes > 0;

const millisPerMinute = 60_000;

/** Longer is no window but a rule that never tells again. */
export const windowMinutesMax = 366 * 24 * 60;

/** The last instant, in whole milliseconds, at which another alert may join the group that this alert opens. */
export const mergeWindowEnd = ({ createdAt, mergeBy }: Alert): number =>
  createdAt + mergeWindowMillis({ mergeBy });

const mergeWindowMillis = ({ mergeBy }: Pick<Alert, 'mergeBy'>): number =>
  Math.floor(Math.min(mergeBy?.windowMinutes ?? 0, windowMinutesMax) * millisPerMinute);

/** Whether two alerts lie within a window of each other, whichever the clock made first. */
export const isWithinWindow = (
  opened: { readonly at: number; readonly end: number },
  alert: Alert,
): boolean => alert.createdAt <= opened.end && mergeWindowEnd(alert) >= opened.at;

/**
 * Equal for alerts of one rule that may merge: the same key of `dedup`, or the same set of merge keys with equal
 * values. A key that both records lack counts as equal. As long as the values are.
 */
export function mergeIdentity({ dedup, mergeBy, record }: Alert): string {
  if (dedup !== null) return stringifyJson(['dedup', dedup]);
  const keys = [...new Set(mergeBy?.keys)].sort();
  const values = keys.map((key) => {
    const value = firstValue(record, key);
    return value === undefined ? [key] : [key, value];
  });
  return stringifyJson(['keys', values], { sorted: true });
}
