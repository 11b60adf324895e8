import { z } from 'zod';
import type { Alert } from '../../domain/alert.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { firstValue } from '../../domain/first-value.ts';
import { instantText } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import { normalizationKey } from '../../domain/log-type.ts';
import { severityRank } from '../../domain/severity.ts';
import { commonPart, withoutKeys } from './compare-records.ts';
import { addNewValues, type NewValues, noNewValues } from './new-values.ts';

/** One member, as long as there is room for it: what its record has beyond merge keys. */
export interface MergeSample {
  readonly created: string;
  readonly record: JsonObject;
  readonly bytes: number;
}

/**
 * What a group came to so far, without its members: it takes the next one however many there were. It is stored with
 * the group, so it is bounded: by the size of one alert, of the samples and of the values that are kept.
 */
export interface MergeProgress {
  readonly oldest: Alert;
  readonly count: number;
  readonly lastCreatedAt: number;
  readonly severity: Alert['severity'];
  readonly staged: boolean;
  readonly eventTime: number;
  /** Of all members; those of the oldest first. */
  readonly outputs: readonly string[];
  readonly publishers: Alert['publishers'];
  readonly clusters: readonly string[];
  readonly sources: readonly string[];
  readonly mergedBy: JsonObject;
  /** What all records share. */
  readonly common: JsonObject;
  readonly samples: readonly MergeSample[];
  readonly newValues: NewValues;
  /** When the merged alert was made. */
  readonly mergedAt: number;
  /** How many alerts were told last, and when; 0 before that. */
  readonly toldCount: number;
  readonly toldAt: number;
}

/** More are not looked at by anybody; the members stay in the alert store. */
const samplesMax = 50;
const sampleBytesMax = 128 * 1024;
/** Each has its instant as a key beside its values. */
const sampleKeyBytes = 32;

/** The first member of a group. */
export function beginMerge(alert: Alert, now: number): MergeProgress {
  const { severity, staged, eventTime, outputs, publishers, createdAt } = alert;
  const begun = {
    oldest: alert,
    count: 1,
    lastCreatedAt: createdAt,
    severity,
    staged,
    eventTime,
    outputs,
    publishers,
    clusters: [alert.origin.cluster ?? ''],
    sources: [sourceOf(alert)],
    mergedBy: mergedByOf(alert),
    newValues: noNewValues,
    mergedAt: now,
    toldCount: 0,
    toldAt: 0,
  };
  const record = ownRecord(alert, begun);
  return { ...begun, common: record, samples: [sampleOf(alert, record)] };
}

/** The next member. */
export function addToMerge(progress: MergeProgress, alert: Alert): MergeProgress {
  const { oldest } = progress;
  const isOlder = alert.createdAt < oldest.createdAt;
  const record = ownRecord(alert, progress);
  return {
    ...progress,
    oldest: isOlder ? { ...oldest, createdAt: alert.createdAt } : oldest,
    count: progress.count + 1,
    lastCreatedAt: Math.max(progress.lastCreatedAt, alert.createdAt),
    severity: higher(progress.severity, alert.severity),
    staged: progress.staged || alert.staged,
    eventTime: Math.min(progress.eventTime, alert.eventTime),
    outputs: union(progress.outputs, alert.outputs),
    // An output that only younger ones have keeps what they say.
    publishers: { ...alert.publishers, ...progress.publishers },
    clusters: union(progress.clusters, [alert.origin.cluster ?? '']),
    sources: union(progress.sources, [sourceOf(alert)]).slice(0, sourcesMax),
    common: commonPart(progress.common, record),
    samples: withSample(progress.samples, alert, record),
    newValues: addNewValues(progress.newValues, record, oldest.record),
  };
}

/** More say no more. */
const sourcesMax = 100;

const sourceOf = ({ origin }: Alert): string => `${origin.service}:${origin.resource}`;

const union = (some: readonly string[], others: readonly string[]): readonly string[] =>
  others.every((other) => some.includes(other)) ? some : [...new Set([...some, ...others])];

const higher = (a: Alert['severity'], b: Alert['severity']) =>
  severityRank(b) > severityRank(a) ? b : a;

/** A record without merge keys and normalised values. */
const ownRecord = (
  { record }: Alert,
  { oldest, mergedBy }: Pick<MergeProgress, 'oldest' | 'mergedBy'>,
) =>
  withoutKeys(
    record,
    new Set([normalizationKey, ...(oldest.dedup === null ? Object.keys(mergedBy) : [])]),
  );

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

const sampleOf = ({ createdAt }: Alert, record: JsonObject): MergeSample => ({
  created: instantText(createdAt),
  record,
  bytes: Buffer.byteLength(stringifyJson(record)) + sampleKeyBytes,
});

/** The first ones, but the longest make room for others. */
function withSample(
  samples: readonly MergeSample[],
  alert: Alert,
  record: JsonObject,
): readonly MergeSample[] {
  if (samples.length >= samplesMax) return samples;
  let kept = [...samples, sampleOf(alert, record)];
  let bytes = kept.reduce((sum, each) => sum + each.bytes, 0);
  while (bytes > sampleBytesMax && kept.length > 0) {
    const longest = kept.reduce((a, b) => (b.bytes > a.bytes ? b : a));
    kept = kept.filter((each) => each !== longest);
    bytes -= longest.bytes;
  }
  return kept;
}

const stored = z.looseObject({ oldest: z.looseObject({ id: z.string() }), count: z.number() });

export const progressToJson = (progress: MergeProgress): JsonObject =>
  progress as unknown as JsonObject;

/** What the store gave back. Throws for what this merger never stored. */
export const progressFromJson = (json: JsonObject): MergeProgress => {
  stored.parse(json);
  return json as unknown as MergeProgress;
};
