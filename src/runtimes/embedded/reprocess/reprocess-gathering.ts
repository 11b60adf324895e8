import type { BatchResult, QuarantinedRecord } from '../../../domain/batch.ts';
import { quarantineKind } from '../../../domain/quarantine-kind.ts';
import type { ReprocessedRecord } from '../../../ports/state-store.ts';
import type { Replay } from './payloads.ts';
import type { ReprocessReport, StayingKind } from './reprocess-outcome.ts';

/** Kinds that are told apart; further ones are counted together. Garbage may have a kind for each record. */
const kindsMax = 1000;
const furtherKinds = 'of further kinds';

export interface ReprocessGathering {
  notKept(replay: Extract<Replay, { kind: 'nothing kept' }>): void;
  /** `isNew` tells for each alert whether it was not there before. */
  add(records: readonly ReprocessedRecord[], isNew: (alertId: string) => boolean): void;
  gone(count: number): void;
  soFar(): { readonly records: number; readonly released: number };
  report(run: Pick<ReprocessReport, 'seconds' | 'isStopped'>): ReprocessReport;
}

/** Adds up what a reprocessing came to, in bounded memory. */
export function reprocessGathering(): ReprocessGathering {
  const counts = { records: 0, released: 0, filtered: 0, newlyQuarantined: 0 };
  const others = { alertsKnown: 0, ruleFailures: 0, gone: 0 };
  const byLogType = new Map<string, number>();
  const alertsByRule = new Map<string, number>();
  const stay = new Map<string, { count: number } & Omit<StayingKind, 'count'>>();
  const notKept = new Map<string, { why: string; count: number; exampleId: number }>();

  const addStaying = (id: number, refused: QuarantinedRecord) => {
    const own = quarantineKind(refused);
    const key = stay.has(own) || stay.size < kindsMax ? own : furtherKinds;
    const { reason, nearest } = refused;
    const detail = key === furtherKinds ? furtherKinds : refused.detail;
    const kind = stay.get(key) ?? { reason, detail, nearest, exampleId: id, count: 0 };
    kind.count++;
    stay.set(key, kind);
  };
  const addReleased = (
    { tally, alerts, ruleFailures }: BatchResult,
    isNew: (id: string) => boolean,
  ) => {
    counts.released++;
    counts.filtered += tally.filtered;
    counts.newlyQuarantined += tally.quarantined;
    others.ruleFailures += ruleFailures.length;
    for (const [logType, count] of Object.entries(tally.byLogType)) {
      byLogType.set(logType, (byLogType.get(logType) ?? 0) + count);
    }
    for (const { id, ruleName } of alerts) {
      if (isNew(id)) alertsByRule.set(ruleName, (alertsByRule.get(ruleName) ?? 0) + 1);
      else others.alertsKnown++;
    }
  };

  return {
    notKept({ stored, why }) {
      counts.records++;
      const known = notKept.get(why) ?? { why, count: 0, exampleId: stored.id };
      known.count += stored.count ?? 1;
      notKept.set(why, known);
    },
    add(records, isNew) {
      for (const { id, result } of records) {
        counts.records++;
        const refused = refusalIn(result);
        if (refused === undefined) addReleased(result, isNew);
        else addStaying(id, refused);
      }
    },
    gone(count) {
      counts.records += count;
      others.gone += count;
    },
    soFar: () => ({ records: counts.records, released: counts.released }),
    report: (run) => ({
      ...counts,
      byLogType: Object.fromEntries(byLogType),
      alertsByRule: Object.fromEntries(alertsByRule),
      ...others,
      stay: [...stay.values()].sort((a, b) => b.count - a.count),
      notKept: [...notKept.values()],
      ...run,
    }),
  };
}

/** Why nothing of a record fits even now; undefined when it does. */
export function refusalIn({ tally, quarantined }: BatchResult): QuarantinedRecord | undefined {
  return tally.classified + tally.filtered === 0 ? quarantined[0] : undefined;
}
