import type { Alert } from '../../domain/alert.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { firstValue } from './first-value.ts';

/** Alerts that become one, oldest first; never empty. */
export type MergeGroup = readonly [Alert, ...Alert[]];

export interface Grouping {
  readonly groups: readonly MergeGroup[];
  /** Alerts whose merge window is still open. */
  readonly waiting: readonly Alert[];
}

/**
 * Divides the merge candidates of one rule. An alert joins the group whose oldest alert it can merge with; where
 * there is none it opens a group once its own window has passed. Until then it waits, and so does every alert after
 * it. Every alert ends up in one group or waits.
 */
export function groupAlerts(candidates: readonly Alert[], now: number): Grouping {
  const alerts = candidates.toSorted((a, b) => a.createdAt - b.createdAt);
  const groups: [Alert, ...Alert[]][] = [];
  // Of the groups that share an identity only the youngest can take another alert: time goes one way.
  const youngest = new Map<string, [Alert, ...Alert[]]>();

  for (const [index, alert] of alerts.entries()) {
    const identity = mergeIdentity(alert);
    const group = youngest.get(identity);
    if (group !== undefined && alert.createdAt <= windowEnd(group[0])) {
      group.push(alert);
    } else if (now < windowEnd(alert)) {
      return { groups, waiting: alerts.slice(index) };
    } else {
      const opened: [Alert, ...Alert[]] = [alert];
      groups.push(opened);
      youngest.set(identity, opened);
    }
  }
  return { groups, waiting: [] };
}

const millisPerMinute = 60_000;

/** The last instant at which another alert may join. */
const windowEnd = ({ createdAt, mergeBy }: Alert): number =>
  createdAt + (mergeBy?.windowMinutes ?? 0) * millisPerMinute;

/**
 * Equal for alerts that may merge: the same key of `dedup`, or the same set of merge keys with equal values. A key
 * that both records lack counts as equal.
 */
function mergeIdentity({ dedup, mergeBy, record, id }: Alert): string {
  // Nothing to merge by: alone, whatever brought it here.
  if (mergeBy === null || mergeBy.keys.length === 0) return `alert ${id}`;
  if (dedup !== null) return `dedup ${dedup}`;
  const keys = [...new Set(mergeBy.keys)].sort();
  const values = keys.map((key) => {
    const value = firstValue(record, key);
    return value === undefined ? [key] : [key, value];
  });
  return `keys ${stringifyJson(values, { sorted: true })}`;
}
