import type { Alert } from '../domain/alert.ts';

/**
 * `merging`: held until the alert's merge group is due. `merged`: the merged alert goes to this output instead.
 * `delivered`, `given up` and `merged` are final.
 */
export type DeliveryState = 'waiting' | 'merging' | 'delivered' | 'given up' | 'merged';

/** How far one alert has come with one output. */
export interface DeliveryStatus {
  readonly output: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Not tried again before this instant; 0 for one that was never tried. */
  readonly nextAttemptAt: number;
  readonly lastError: string | null;
}

export interface StoredAlert {
  readonly alert: Alert;
  /** By name of the output. */
  readonly deliveries: readonly DeliveryStatus[];
  /** Set once the alert has become part of a merged alert, whose id this is. */
  readonly mergedInto: string | null;
}

export interface AlertQuery {
  readonly limit: number;
  readonly ruleName?: string;
}

export interface HourCount {
  /** Begin of the hour, milliseconds since 1970 UTC. */
  readonly hour: number;
  readonly count: number;
}

/**
 * Holds alerts from the moment a rule matches. An alert is stored once, under its id; adding it again changes
 * nothing. An alert with merge settings waits for its merge group on all outputs but the required ones, which
 * get it at once; where it has no other outputs there is nothing to merge.
 */
export interface AlertStore {
  /** Stores alerts with a waiting delivery for each output; gives back the ids that were new. */
  add(alerts: readonly Alert[]): readonly string[];
  /** Alerts that have an output waiting whose next attempt is due, oldest first. Never more than `limit`. */
  due(now: number, limit: number): readonly StoredAlert[];
  /** Names of rules that have alerts waiting to be merged. */
  rulesWithMergeCandidates(): readonly string[];
  /** Alerts of one rule that wait to be merged, oldest first, never more than `limit`. */
  mergeCandidates(ruleName: string, limit: number): readonly Alert[];
  /**
   * Adds the merged alert, waiting on all its outputs, and retires its members, together or not at all. The same
   * merged alert again changes nothing; a member that is part of another merged alert is a bug.
   */
  replaceByMerged(merged: Alert, memberIds: readonly string[]): void;
  /** Records one attempt; what is final stays as it is. */
  recordAttempt(alertId: string, status: DeliveryStatus): void;
  /** Newest first, merged alerts and their members alike. */
  list(query: AlertQuery): readonly StoredAlert[];
  get(alertId: string): StoredAlert | undefined;
  /** Alerts of one rule made at `since` or later; merged alerts repeat their members and are not counted. */
  countSince(ruleName: string, since: number): number;
  /** The same by hour, the first hour first; hours without alerts are left out. */
  countByHour(ruleName: string, since: number): readonly HourCount[];
  /** How many (alert, output) pairs are in each state. */
  deliveryCounts(): Readonly<Record<DeliveryState, number>>;
}
