import type { Alert } from './alert.ts';
import type { Severity } from './severity.ts';

/** Where a record came from and stood. */
interface FloodPlace {
  readonly delivery: string;
  readonly position: string;
}

/** More alerts of one rule and source in one hour than anybody reads. */
export interface Flood {
  /** `YYYY-MM-DD-HH`, UTC, of the arrival. */
  readonly hour: string;
  readonly ruleName: string;
  readonly service: string;
  readonly resource: string;
  /** All of them: sent, kept and only counted. */
  readonly alerts: number;
  /** How many are sent. */
  readonly limit: number;
  /** Stored and not sent. */
  readonly kept: number;
  /** Neither stored nor sent. */
  readonly counted: number;
  /** The first and the last that was not sent. */
  readonly first: FloodPlace;
  readonly last: FloodPlace;
  /** Where the first that was not sent would have gone, and how urgent it was. */
  readonly outputs: readonly string[];
  readonly severity: Severity;
}

/** Decides how many alerts are too many, and what becomes of those. */
export interface FloodGuard {
  /** Alerts of a rule that are sent for each source and hour. */
  limitOf(ruleName: string): number;
  /** How many more are kept. */
  keptMax(limit: number): number;
  /** An alert in the form in which it is kept without being sent. */
  held(alert: Alert): Alert;
  /** The alert that tells that a flood has begun. */
  begun(flood: Flood, now: number): Alert;
  /** The alert that tells what it came to when its hour is over. */
  over(flood: Flood, now: number): Alert;
}
