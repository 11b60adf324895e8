import type { Alert } from '../domain/alert.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Severity } from '../domain/severity.ts';
import type { AlertGroups } from './alert-groups.ts';
import type { AlertLifecycle, Lifecycle } from './alert-lifecycle.ts';

/**
 * `merging`: held until the alert's group tells it. `merged`: the merged alert tells it to this output.
 * `silenced`: muted when it was raised. `given up`: a dead letter, which `retry` makes wait again and `drop` ends.
 * All but `waiting`, `merging` and `given up` are final; a merged alert that has more to tell waits again, with a new `revision`.
 */
export const deliveryStates = [
  'waiting',
  'merging',
  'delivered',
  'given up',
  'merged',
  'silenced',
  'dropped',
] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** What an output is asked to do with an alert. */
export type DeliveryAction = 'deliver' | 'acknowledge' | 'resolve';

/** How far one alert has come with one output. */
export interface DeliveryStatus {
  readonly output: string;
  readonly action: DeliveryAction;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Not tried again before this instant; 0 for one that was never tried. */
  readonly nextAttemptAt: number;
  readonly lastError: string | null;
  /** Since when it waits: its age, for giving up. A retried dead letter waits anew. */
  readonly waitingSince: number;
  /** Raised when a merged alert has more to tell, or somebody settles an alert again; an attempt settles the revision that it sent. */
  readonly revision: number;
  /** What the output calls the alert. */
  readonly reference: JsonObject | null;
}

export interface StoredAlert {
  readonly alert: Alert;
  /** By name of the output, deliveries before what follows them. */
  readonly deliveries: readonly DeliveryStatus[];
  /** Set once the alert has become part of a merged alert, whose id this is. */
  readonly mergedInto: string | null;
  /** Null while nobody has taken it on. */
  readonly lifecycle: Lifecycle | null;
  /** Id of the silence that muted it. */
  readonly silencedBy: string | null;
}

/** One thing to do now. */
export interface DueDelivery {
  readonly alert: Alert;
  readonly status: DeliveryStatus;
  /** What the output calls the alert that is updated or settled; null when there is nothing to go back to. */
  readonly sentAs: JsonObject | null;
  /** Who settled it, for `acknowledge` and `resolve`. */
  readonly lifecycle: Lifecycle | null;
}

/** What one attempt came to. */
export interface DeliveryAttempt {
  readonly alertId: string;
  readonly status: DeliveryStatus;
}

export interface AlertQuery {
  readonly limit: number;
  readonly ruleName?: string;
  /** Alerts that have a delivery in this state. */
  readonly state?: DeliveryState;
  /** Alerts that go to this output. */
  readonly output?: string;
  /** Only those nobody has resolved. */
  readonly isOpen?: boolean;
  /** Made then or later. */
  readonly since?: number;
  readonly severities?: readonly Severity[];
  /** Those that became part of this merged alert; null: those that are no part of any. */
  readonly mergedInto?: string | null;
}

/** Which deliveries a command is about; what is absent does not matter. */
export interface DeliverySelection {
  readonly state: 'waiting' | 'given up';
  readonly output?: string;
  readonly alertId?: string;
}

export interface HourCount {
  /** Begin of the hour, milliseconds since 1970 UTC. */
  readonly hour: number;
  readonly count: number;
}

/** How an output is doing: what waits for it, and what was given up. */
export interface OutputBacklog {
  readonly output: string;
  readonly waiting: number;
  readonly givenUp: number;
  /** Since when the oldest of them waits. */
  readonly oldestWaitingSince: number | null;
  readonly lastError: string | null;
}

export interface DeliveryHour {
  /** Begin of the hour, milliseconds since 1970 UTC. */
  readonly hour: number;
  readonly output: string;
  readonly delivered: number;
  /** Attempts that failed. */
  readonly failed: number;
  readonly givenUp: number;
}

/**
 * Holds alerts from the moment a rule matches. An alert is stored once, under its id; adding it again changes
 * nothing. Alerts that merge become part of a group as they are stored (`AlertGroups`). An alert that is larger than
 * `alertBytesMax` is shortened, and the whole kept beside.
 */
export interface AlertStore extends AlertGroups, AlertLifecycle {
  /** Stores alerts with a delivery for each output; gives back the ids that were new. */
  add(alerts: readonly Alert[]): readonly string[];
  /** Outputs that something waits for, now or later. */
  waitingOutputs(): readonly string[];
  /**
   * What is due for one output, oldest alert first. Never more than `limit`. What follows a delivery has to wait for it:
   * an update for the alert that it adds to, acknowledging for both, resolving for all of them.
   */
  due(output: string, now: number, limit: number): readonly DueDelivery[];
  /** Records attempts, all or none; what is final stays as it is. */
  recordAttempts(attempts: readonly DeliveryAttempt[], now: number): void;
  /** Gives up what has waited for an output since before an instant; how many. */
  giveUpWaitingSince(output: string, before: number, reason: string, now: number): number;
  /** Makes deliveries due at once, with all their attempts before them; how many. */
  retry(selection: DeliverySelection, now: number): number;
  /** Ends dead letters for good; how many. */
  drop(selection: Omit<DeliverySelection, 'state'>): number;
  /** Newest first, merged alerts and their members alike. */
  list(query: AlertQuery): readonly StoredAlert[];
  get(alertId: string): StoredAlert | undefined;
  /** Ids that begin with this, in their order. */
  find(prefix: string, limit: number): readonly string[];
  /** The alert as it was raised, also where what is stored of it is shortened. */
  whole(alertId: string): Alert | undefined;
  /** Alerts of one rule made at `since` or later; merged alerts repeat their members and are not counted. */
  countSince(ruleName: string, since: number): number;
  /** The same by hour, the first hour first; hours without alerts are left out. */
  countByHour(ruleName: string, since: number): readonly HourCount[];
  /** How many (alert, output) pairs are in each state; acknowledging and resolving are not counted. */
  deliveryCounts(): Readonly<Record<DeliveryState, number>>;
  backlogs(): readonly OutputBacklog[];
  /** From the hour of `since` on, the first hour first. */
  deliveryHours(since: number): readonly DeliveryHour[];
}

/** Above it, an alert is shortened where it is stored: DynamoDB takes items of 400 KB. */
export const alertBytesMax = 256 * 1024;
