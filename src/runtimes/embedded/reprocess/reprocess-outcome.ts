import type { NearMiss, QuarantineReason } from '../../../domain/batch.ts';

/** What a reprocessing came to. Records in = classified + filtered + stay + gone, counted by rows of the quarantine. */
export interface ReprocessReport {
  /** Records of the quarantine that were looked at. */
  readonly records: number;
  /** Of those, records that left the quarantine; they may have held several records. */
  readonly released: number;
  /** Log type → records that are classified now. */
  readonly byLogType: Readonly<Record<string, number>>;
  /** Comments and directives of a format, which are no records. */
  readonly filtered: number;
  /** Records that are new in quarantine: they stood in a payload others of which are classified now. */
  readonly newlyQuarantined: number;
  /** Rule → alerts that were not there before; in a dry run, that would be. */
  readonly alertsByRule: Readonly<Record<string, number>>;
  /** Alerts that were there already, since the same record had come another way. */
  readonly alertsKnown: number;
  readonly ruleFailures: number;
  /** What still fits nothing, the most frequent first. */
  readonly stay: readonly StayingKind[];
  /** Records whose payload is nowhere to be had, by the reason. */
  readonly notKept: readonly {
    readonly why: string;
    readonly count: number;
    readonly exampleId: number;
  }[];
  /** Taken out by somebody else in the meantime. */
  readonly gone: number;
  readonly seconds: number;
  /** Whether it was stopped before the end; what is told until then is done. */
  readonly isStopped: boolean;
}

export interface StayingKind {
  readonly count: number;
  readonly reason: QuarantineReason;
  readonly detail: string;
  readonly nearest: NearMiss | null;
  readonly exampleId: number;
}
