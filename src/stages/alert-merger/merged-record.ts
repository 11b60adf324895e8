import type { Alert } from '../../domain/alert.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { instantText } from '../../domain/instant.ts';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import { normalizationKey } from '../../domain/log-type.ts';
import { commonPart, differingPart, withoutKeys } from './compare-records.ts';
import { firstValue } from './first-value.ts';
import type { MergeGroup } from './group-alerts.ts';

/**
 * What the differences of a group may take of its record. Receivers refuse larger messages, and nobody reads them;
 * the members stay in the alert store. The common part is not cut: it is no larger than any member's own record.
 */
const differencesBytesMax = 128 * 1024;

/** The record of a merged alert: what its members share, and for each what is its own. */
export function mergedRecord(group: MergeGroup): JsonObject {
  const [oldest] = group;
  const last = group.at(-1) ?? oldest;
  const mergedBy = mergedByOf(oldest);
  const ignored = new Set([
    normalizationKey,
    ...(oldest.dedup === null ? Object.keys(mergedBy) : []),
  ]);
  const records = group.map(({ record }) => withoutKeys(record, ignored));
  const common = records.reduce(commonPart);
  const differences = group.map(({ createdAt }, index): Difference => {
    const values = differingPart(records[index] ?? {}, common);
    return { created: instantText(createdAt), values, bytes: bytesOf(values) };
  });
  const kept = keptDifferences(differences);
  const omitted = differences.length - kept.length;
  return {
    AlertCount: group.length,
    AlertTimeFirst: instantText(oldest.createdAt),
    AlertTimeLast: instantText(last.createdAt),
    MergedBy: mergedBy,
    OtherCommonKeys: common,
    ValueDiffs: byCreation(kept),
    ...(omitted > 0 && { ValueDiffsOmitted: omitted }),
    ...severalOrigins(group),
  };
}

function mergedByOf({ record, mergeBy, dedup }: Alert): JsonObject {
  if (dedup !== null) return { dedup };
  const keys = mergeBy?.keys ?? [];
  return Object.fromEntries(
    keys.map((key) => {
      const value = firstValue(record, key);
      return [key, value === undefined ? '(n/a)' : value];
    }),
  );
}

interface Difference {
  readonly created: string;
  readonly values: JsonObject;
  readonly bytes: number;
}

const bytesOf = (value: JsonValue): number => Buffer.byteLength(stringifyJson(value));

/** All of them, or as many as fit when the longest are left out first; in their own order. */
function keptDifferences(differences: readonly Difference[]): readonly Difference[] {
  // Each has its instant as a key beside its values.
  const keyBytes = 32;
  const kept = new Set<Difference>();
  let bytes = 0;
  for (const difference of differences.toSorted((a, b) => a.bytes - b.bytes)) {
    bytes += difference.bytes + keyBytes;
    if (bytes > differencesBytesMax) break;
    kept.add(difference);
  }
  return differences.filter((difference) => kept.has(difference));
}

/** By creation; of several alerts made at the same instant the second has the key `… (2)`. */
function byCreation(differences: readonly Difference[]): JsonObject {
  const seen = new Map<string, number>();
  return Object.fromEntries(
    differences.map(({ created, values }) => {
      const times = (seen.get(created) ?? 0) + 1;
      seen.set(created, times);
      return [times === 1 ? created : `${created} (${times})`, values];
    }),
  );
}

/** Alerts of one rule may come from several places; the merged alert itself names that of the oldest only. */
function severalOrigins(group: MergeGroup): JsonObject {
  const clusters = distinct(group.map(({ origin }) => origin.cluster ?? ''));
  const sources = distinct(group.map(({ origin }) => `${origin.service}:${origin.resource}`));
  return {
    ...(clusters.length > 1 && { Clusters: clusters }),
    ...(sources.length > 1 && { Sources: sources }),
  };
}

const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();
