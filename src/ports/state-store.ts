import type { BatchResult, QuarantinedRecord, Tally } from '../domain/batch.ts';
import type { RuleFailure } from '../domain/rule.ts';

/** How far one delivery has been read. `done` deliveries are not read again. */
export interface InputPosition {
  /** Bytes of the (decompressed) delivery that are behind us. */
  readonly offset: number;
  /** Ordinal of the next line or document, 1-based. */
  readonly nextPosition: number;
  readonly done: boolean;
}

/** The counts of one source and hour. */
export interface LedgerEntry {
  readonly service: string;
  readonly resource: string;
  /** `YYYY-MM-DD-HH`, UTC, of the arrival. */
  readonly hour: string;
  readonly tally: Tally;
}

export interface QuarantineFilter {
  /** Log type whose schema came nearest to fitting. */
  readonly logType?: string;
  readonly resource?: string;
}

export interface QuarantineQuery extends QuarantineFilter {
  readonly limit: number;
}

/** How often one part of a rule failed in one hour, with the failure that came last. */
export interface RuleFailureCount {
  readonly hour: string;
  readonly count: number;
  readonly last: RuleFailure;
}

/**
 * What the embedded runtime must not forget. `commit` is atomic: alerts, counts, quarantine and the position of
 * the input become durable together or not at all, which is why they share one port.
 */
export interface StateStore {
  /**
   * Stores what a batch came to and moves its delivery's position. An alert that is there already stays as it is.
   * Counts are added, so a batch is committed once; the position says where to go on after a crash.
   */
  commit(result: BatchResult, position: InputPosition, receivedAt: number): CommitOutcome;
  positionOf(service: string, resource: string, delivery: string): InputPosition | undefined;
  /**
   * Forgets the positions of a service's deliveries whose name sorts before `delivery`: for an input that names
   * its deliveries in rising order and has dropped those.
   */
  forgetPositionsBefore(service: string, delivery: string): void;
  /** By hour, service and resource. */
  ledger(): readonly LedgerEntry[];
  /** Newest first. */
  quarantine(query: QuarantineQuery): readonly (QuarantinedRecord & { readonly id: number })[];
  /** How many records are in quarantine, alike ones that stand for several counted as such. */
  quarantineCount(filter: QuarantineFilter): number;
  /** Newest hour first. */
  ruleFailureCounts(): readonly RuleFailureCount[];
  close(): void;
}

export interface CommitOutcome {
  /** Ids of the alerts that were not there before. */
  readonly newAlerts: readonly string[];
}
