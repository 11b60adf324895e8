import { createHash } from 'node:crypto';
import type { Alert } from '../../domain/alert.ts';
import { severityRank } from '../../domain/severity.ts';
import type { MergeGroup } from './group-alerts.ts';
import { mergedRecord } from './merged-record.ts';

/**
 * The alert that stands for a group: the oldest alert with the record of all, sent to every output of any member.
 * It has no merge settings, so nothing holds it back. Its id follows from its members, so that merging the same
 * group once more after a crash makes the same alert.
 */
export function mergeAlerts(group: MergeGroup, now: number): Alert {
  const [oldest] = group;
  return {
    ...oldest,
    id: mergedId(group),
    severity: highestSeverity(group),
    title: group.length === 1 ? oldest.title : `${oldest.title} (${group.length} merged)`,
    record: mergedRecord(group),
    outputs: [...new Set(group.flatMap(({ outputs }) => outputs))],
    publishers: publishersOf(group),
    mergeBy: null,
    dedup: null,
    staged: group.some(({ staged }) => staged),
    createdAt: now,
    eventTime: group.reduce((first, { eventTime }) => Math.min(first, eventTime), oldest.eventTime),
  };
}

const highestSeverity = (group: MergeGroup) =>
  group.reduce(
    (highest, { severity }) =>
      severityRank(severity) > severityRank(highest) ? severity : highest,
    group[0].severity,
  );

/** Those of the oldest alert; an output that only younger ones have keeps what they say. */
const publishersOf = (group: MergeGroup): Alert['publishers'] =>
  Object.fromEntries(group.toReversed().flatMap(({ publishers }) => Object.entries(publishers)));

/** A digest in the shape of a UUID, which alert stores and vendors take for an id. */
function mergedId(group: MergeGroup): string {
  const ids = group.map(({ id }) => id).sort();
  const digest = createHash('sha256')
    .update(JSON.stringify(['merged', ...ids]))
    .digest('hex');
  return [0, 8, 12, 16, 20]
    .map((start, index, all) => digest.slice(start, all[index + 1] ?? 32))
    .join('-');
}
