import type { Alert } from '../../domain/alert.ts';
import {
  type BatchResult,
  emptyTally,
  type QuarantinedRecord,
  type Tally,
} from '../../domain/batch.ts';
import { quarantineKind } from '../../domain/quarantine-kind.ts';
import { driftGathering } from './drift-gathering.ts';
import type { ScanOutcome } from './scan-report/scan-outcome.ts';

/**
 * Alerts of one rule that a report keeps in full, so that a rule that matches everything does not fill the memory.
 * The others are counted, and the report says how many there were.
 */
export const alertsPerRuleMax = 1000;

export interface ScanGathering {
  add(result: BatchResult): void;
  soFar(): { readonly bytes: number; readonly alerts: number };
  outcome(
    run: Pick<ScanOutcome, 'problems' | 'leftOut' | 'documentPaths'> & {
      readonly seconds: number;
      readonly files: number;
    },
  ): ScanOutcome;
}

/** Adds up the results of a scan, in bounded memory. */
export function scanGathering(): ScanGathering {
  const tally = emptyTally();
  const alerts = new Map<string, { readonly kept: Alert[]; count: number }>();
  const quarantine = new Map<string, QuarantinedRecord & { count: number }>();
  const ruleErrors = new Map<string, ScanOutcome['ruleErrors'][number]>();
  const drift = driftGathering();
  let alertCount = 0;

  return {
    add(result) {
      addTally(tally, result.tally);
      drift.add(result);
      for (const alert of result.alerts) {
        alertCount++;
        const ofRule = alerts.get(alert.ruleName) ?? { kept: [], count: 0 };
        ofRule.count++;
        if (ofRule.kept.length < alertsPerRuleMax) ofRule.kept.push(alert);
        alerts.set(alert.ruleName, ofRule);
      }
      for (const [ruleName, count] of Object.entries(result.alertsNotListed ?? {})) {
        alertCount += count;
        const ofRule = alerts.get(ruleName) ?? { kept: [], count: 0 };
        ofRule.count += count;
        alerts.set(ruleName, ofRule);
      }
      for (const record of result.quarantined) {
        const key = quarantineKind(record);
        const count = (quarantine.get(key)?.count ?? 0) + (record.count ?? 1);
        quarantine.set(key, { ...(quarantine.get(key) ?? record), count });
      }
      for (const { ruleName, part, reason, delivery, position } of result.ruleFailures) {
        const key = JSON.stringify([ruleName, part, reason]);
        const known = ruleErrors.get(key);
        const example = known?.example ?? { path: delivery, position };
        ruleErrors.set(key, { ruleName, part, reason, count: (known?.count ?? 0) + 1, example });
      }
    },
    soFar: () => ({ bytes: tally.bytes, alerts: alertCount }),
    outcome({ seconds, files, ...rest }) {
      const ofRules = [...alerts.entries()];
      return {
        summary: { ...tally, seconds, files },
        alerts: ofRules.flatMap(([, { kept }]) => kept),
        alertsNotListed: Object.fromEntries(
          ofRules
            .filter(([, { kept, count }]) => count > kept.length)
            .map(([ruleName, { kept, count }]) => [ruleName, count - kept.length]),
        ),
        quarantine: [...quarantine.values()]
          .sort((a, b) => b.count - a.count)
          .map(({ reason, count, nearest, detail, origin, position, raw }) => ({
            reason,
            count,
            nearest,
            detail,
            example: { path: origin.delivery, position, raw },
          })),
        ruleErrors: [...ruleErrors.values()],
        drift: drift.drifts(),
        timeProblems: drift.timeProblems(),
        ...rest,
      };
    },
  };
}

function addTally(sum: Tally, added: Tally) {
  sum.records += added.records;
  sum.classified += added.classified;
  sum.quarantined += added.quarantined;
  sum.filtered += added.filtered;
  sum.bytes += added.bytes;
  for (const [logType, count] of Object.entries(added.byLogType)) {
    sum.byLogType[logType] = (sum.byLogType[logType] ?? 0) + count;
  }
}
