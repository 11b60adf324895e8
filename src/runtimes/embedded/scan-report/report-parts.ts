import type { Alert } from '../../../domain/alert.ts';
import type { NearMiss } from '../../../domain/batch.ts';
import type { JsonObject, JsonValue } from '../../../domain/json.ts';
import type { LogTypeDrift, TimeProblemCount, UnknownKey } from '../../../domain/drift.ts';
import type { QuarantineGroup, RuleErrorGroup, ScanOutcome } from './scan-outcome.ts';

/** The pieces that the JSON forms of the report have in common; docs/reference/scan-report.schema.json describes them. */

export function summaryPart({ summary, alerts, alertsNotListed }: ScanOutcome): JsonObject {
  const { records, classified, quarantined, filtered, bytes, seconds, files, byLogType } = summary;
  const left = Object.values(alertsNotListed).reduce((sum, count) => sum + count, 0);
  return {
    in: records,
    classified,
    quarantined,
    filtered,
    bytes,
    seconds,
    files,
    alerts: alerts.length + left,
    byLogType,
  };
}

export const alertPart = (alert: Alert): JsonObject => ({
  id: alert.id,
  ruleName: alert.ruleName,
  severity: alert.severity,
  title: alert.title,
  attack: [...alert.attack],
  logType: alert.logType,
  eventTime: isoTime(alert.eventTime),
  source: { path: alert.origin.delivery, position: alert.position },
  record: alert.record,
});

export const quarantinePart = (group: QuarantineGroup): JsonObject => ({
  reason: group.reason,
  detail: group.detail,
  count: group.count,
  nearest: group.nearest === null ? null : nearestPart(group.nearest),
  example: {
    path: group.example.path,
    position: group.example.position,
    raw: group.example.raw ?? null,
  },
});

const nearestPart = (nearest: NearMiss): JsonValue => ({
  logType: nearest.logType,
  missingKeys: [...nearest.missingKeys],
  unknownKeys: [...nearest.unknownKeys],
  wrongTypes: [...nearest.wrongTypes],
  other: [...nearest.other],
});

export const ruleErrorPart = (group: RuleErrorGroup): JsonObject => ({
  ruleName: group.ruleName,
  part: group.part,
  reason: group.reason,
  count: group.count,
  example: { path: group.example.path, position: group.example.position },
});

/** Shares are estimates from the records that were sampled; `rejected` is counted. */
export const driftPart = ({
  logType,
  sampled,
  furtherKeys,
  keys,
  rejected,
}: LogTypeDrift): JsonObject => ({
  logType,
  sampled,
  furtherKeys,
  keys: keys.map((key) => ({
    ...keyPart(key),
    estimatedShare: sampled === 0 ? 0 : Math.min(1, key.count / sampled),
  })),
  rejected: rejected.map((key) => ({ ...keyPart(key), records: key.count })),
});

const keyPart = ({ path, types }: UnknownKey) => ({ path: [...path], types: [...types] });

export const timeProblemPart = ({ logType, problem, count }: TimeProblemCount): JsonObject => ({
  logType,
  problem,
  count,
});

export const problemPart = (problem: ScanOutcome['problems'][number]): JsonObject => ({
  path: problem.path,
  reason: problem.reason,
  hint: problem.hint,
});

/** In the order in which things happened. */
export const chronological = (alerts: readonly Alert[]): readonly Alert[] =>
  alerts.toSorted((a, b) => a.eventTime - b.eventTime);

/** The most distant instants that a `Date` can hold. */
const instantMax = 8.64e15;

/** Null for an instant that no calendar has: a record may claim anything. */
export const isoTime = (instant: number): string | null =>
  Math.abs(instant) <= instantMax ? new Date(instant).toISOString() : null;
