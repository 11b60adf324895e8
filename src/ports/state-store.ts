import type { SourceDrift, SourceDriftKey, TimeProblemCount, UnknownKey } from '../domain/drift.ts';
import type {
  BatchResult,
  NearMiss,
  QuarantinedRecord,
  QuarantineReason,
  Tally,
} from '../domain/batch.ts';
import type { Alert } from '../domain/alert.ts';
import type { Flood, FloodGuard } from '../domain/flood.ts';
import type { RuleStat } from '../domain/batch.ts';
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
  readonly reason?: QuarantineReason;
  /** Times of arrival, milliseconds since 1970 UTC; `until` is exclusive. */
  readonly since?: number;
  readonly until?: number;
}

export interface QuarantineQuery extends QuarantineFilter {
  readonly limit: number;
}

/** A record in quarantine under the number it keeps there. */
export type StoredQuarantine = QuarantinedRecord & { readonly id: number };

/** Records of one source that the same things keep out, with the newest of them as an example. */
export interface QuarantineKind {
  readonly count: number;
  readonly service: string;
  readonly resource: string;
  readonly reason: QuarantineReason;
  readonly detail: string;
  readonly nearest: NearMiss | null;
  readonly firstReceivedAt: number;
  readonly lastReceivedAt: number;
  readonly exampleId: number;
}

/** A stretch of the quarantine in the order of arrival. */
export interface QuarantinePage extends QuarantineFilter {
  /** Only records behind this one; 0 for the first page. */
  readonly afterId: number;
  /** Only records up to this one, so that a walk ends while others come in. */
  readonly upToId: number;
  /** No more than this together; a single record that has more comes alone. */
  readonly bytesMax: number;
  readonly recordsMax: number;
}

/** What a record from quarantine came to when it was classified again. */
export interface ReprocessedRecord {
  readonly id: number;
  readonly result: BatchResult;
}

export interface ReprocessOutcome extends CommitOutcome {
  /** Ids of records that are not in quarantine any more, since somebody else took them out. */
  readonly gone: readonly number[];
}

/** Lines for the history that are committed and wait to be taken there. */
export interface WaitingHistory {
  readonly id: number;
  readonly lines: Uint8Array;
}

/** How often one part of a rule failed in one hour, with the failure that came last. */
export interface RuleFailureCount {
  readonly hour: string;
  readonly count: number;
  readonly last: RuleFailure;
}

export interface HourlyRuleStat extends Readonly<RuleStat> {
  /** `YYYY-MM-DD-HH`, UTC. */
  readonly hour: string;
}

export interface SuspendedRule {
  readonly ruleName: string;
  /** Milliseconds since 1970 UTC. */
  readonly since: number;
  readonly reason: string;
}

/** What one batch came to. */
export interface BatchCommit {
  readonly result: BatchResult;
  /** Where its delivery stands after it. */
  readonly position: InputPosition;
  /** Lines for the history that wait in the outbox, where the batch has not brought its own there. */
  readonly history?: Uint8Array;
}

/**
 * What the embedded runtime must not forget. `commit` is atomic: alerts, counts, quarantine and the position of
 * the input become durable together or not at all, which is why they share one port.
 */
export interface StateStore {
  /**
   * Stores what a batch came to and moves its delivery's position. An alert that is there already stays as it is.
   * Counts are added, so a batch is committed once; the position says where to go on after a crash. Alerts that are
   * too many for the guard are held back; without one all of them go their way.
   */
  commit(
    result: BatchResult,
    position: InputPosition,
    receivedAt: number,
    guard?: FloodGuard,
  ): CommitOutcome;
  /** The same for several batches, in their order: all of them or none, for the price of one. */
  commitAll(
    batches: readonly BatchCommit[],
    receivedAt: number,
    guard?: FloodGuard,
  ): readonly CommitOutcome[];
  positionOf(service: string, resource: string, delivery: string): InputPosition | undefined;
  /**
   * Forgets the positions of a service's deliveries whose name sorts before `delivery`: for an input that names
   * its deliveries in rising order and has dropped those.
   */
  forgetPositionsBefore(service: string, delivery: string): void;
  /** By hour, service and resource. */
  ledger(): readonly LedgerEntry[];
  /** Newest first. */
  quarantine(query: QuarantineQuery): readonly StoredQuarantine[];
  quarantined(id: number): StoredQuarantine | undefined;
  /** The most frequent first. */
  quarantineKinds(query: QuarantineQuery): readonly QuarantineKind[];
  /** In the order of arrival. */
  quarantinePage(page: QuarantinePage): readonly StoredQuarantine[];
  /** The newest record in quarantine; 0 when there is none. */
  lastQuarantineId(): number;
  /** How many records are in quarantine, alike ones that stand for several counted as such. */
  quarantineCount(filter: QuarantineFilter): number;
  /**
   * Takes records out of quarantine that were classified: what they came to is stored as `commit` does, the ledger
   * moves them from quarantined to classified in the hour they were counted in, and their history waits in the outbox.
   * Those that were not stay, with the reason of now. All of it or nothing; a record that is gone is left alone.
   */
  commitReprocessed(
    records: readonly ReprocessedRecord[],
    now: number,
    guard?: FloodGuard,
  ): ReprocessOutcome;
  /** Lines that were committed with what they belong to and are not in the history yet, oldest first. */
  waitingHistory(limit: number): readonly WaitingHistory[];
  /** The lines are in the history, up to these. */
  forgetWaitingHistory(upToId: number): void;
  /** Keys that records carry and their schemas lack, by source and log type; a counter never falls. */
  drift(): readonly SourceDrift[];
  /** Forgets keys that kept records from fitting and that no record in quarantine has any more. */
  forgetSettledDrift(): void;
  timeProblems(): readonly TimeProblemEntry[];
  /** Newest hour first. */
  ruleFailureCounts(): readonly RuleFailureCount[];
  /** What rules were asked and matched, by hour from this one on: `YYYY-MM-DD-HH`, UTC. */
  ruleStats(sinceHour: string): readonly HourlyRuleStat[];
  /** Rules that the runtime does not ask any more, since they had to be stopped again and again. */
  suspendedRules(): readonly SuspendedRule[];
  /** All rules are asked again. */
  liftSuspensions(): void;
  /** Newest hour first. */
  floods(): readonly Flood[];
  /** Stores an alert with the totals of each flood whose hour is over, once. */
  closeFloods(now: number, guard: FloodGuard): readonly Alert[];
  close(): void;
}

/** A key that a source carries for the first time and its schema lacks. */
export interface NewDrift extends UnknownKey {
  readonly logType: string;
  readonly found: SourceDriftKey['found'];
}

/** How many records of a source have no time of their own. */
export interface TimeProblemEntry extends TimeProblemCount {
  readonly service: string;
  readonly resource: string;
  /** Milliseconds since 1970 UTC, of the arrival. */
  readonly firstSeen: number;
  readonly lastSeen: number;
}

export interface CommitOutcome {
  /** Ids of the alerts that were not there before and go their way. */
  readonly newAlerts: readonly string[];
  /** Ids of alerts that were not there before, and are kept without being sent since they are too many. */
  readonly heldBack?: readonly string[];
  /** Alerts that were stored besides, each of which tells of a flood. */
  readonly floodAlerts?: readonly Alert[];
  /** Absent when there are none. */
  readonly newDrift?: readonly NewDrift[];
}
