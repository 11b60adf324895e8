import type { Alert } from '../domain/alert.ts';
import { buildAlert } from '../stages/rules-engine/build-alert.ts';
import type { Detection, Failure, Match } from '../stages/rules-engine/rules-engine.ts';
import type { LogRecord } from '../domain/record.ts';
import type { PreparedRecords } from './prepare-event.ts';
import type { TestStages } from './stages.ts';

const noRules: ReadonlySet<string> = new Set();

/** The alerts that a live run would store, and what went wrong while they were made. */
export function alertsOf(
  detections: readonly Detection[],
  prepared: PreparedRecords,
  stages: TestStages,
): { readonly alerts: readonly Alert[]; readonly failures: readonly Failure[] } {
  const built = detections.flatMap(({ matches }, index) => {
    const record = prepared.records[index];
    if (record === undefined) return [];
    return matches.map((match) => alertOf(match, record, index, prepared, stages));
  });
  return {
    alerts: built.map(({ alert }) => alert),
    failures: built.flatMap(({ failures }) => failures),
  };
}

/** The alert of one match. */
export function alertOf(
  match: Match,
  record: LogRecord,
  index: number,
  { logType, services, cluster, name }: PreparedRecords,
  { clock }: TestStages,
): { readonly alert: Alert; readonly failures: readonly Failure[] } {
  const now = services.now();
  return clock.during(match.rule.name, () =>
    buildAlert(match, {
      record,
      logType: logType.name,
      parser: logType.parser,
      origin: { service: 'file', resource: 'test', cluster: cluster ?? null, delivery: name },
      position: String(index + 1),
      createdAt: now,
      eventTime: now,
      requiredOutputs: [],
      stagedRules: noRules,
      services,
    }),
  );
}
