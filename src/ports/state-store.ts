import type { BatchResult, QuarantinedRecord, Tally } from '../domain/batch.ts';

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

export interface QuarantineQuery {
  readonly limit: number;
  readonly logType?: string;
  readonly resource?: string;
}

/**
 * What the embedded runtime must not forget. `commit` is atomic: alerts, counts, quarantine and the position of
 * the input become durable together or not at all, which is why they share one port.
 */
export interface StateStore {
  /** Stores what a batch came to and moves its delivery's position. An alert that is there already stays as it is. */
  commit(result: BatchResult, position: InputPosition, receivedAt: number): CommitOutcome;
  positionOf(service: string, resource: string, delivery: string): InputPosition | undefined;
  ledger(): readonly LedgerEntry[];
  quarantine(query: QuarantineQuery): readonly (QuarantinedRecord & { readonly id: number })[];
  close(): void;
}

export interface CommitOutcome {
  /** Ids of the alerts that were not there before. */
  readonly newAlerts: readonly string[];
}
