import type { JsonObject } from './json.ts';
import type { Origin } from './record.ts';
import type { Severity } from './severity.ts';

/** Merge settings of an alert; alerts with equal keys inside the window become one. */
export interface MergeBy {
  readonly keys: readonly string[];
  readonly windowMinutes: number;
  /**
   * The first alert of a group goes out at once, and what joins it follows: as an update where the output can, else as
   * one summary at the end of the window. `false`: nothing goes out before the window ends. True when absent.
   */
  readonly sendFirst?: boolean;
}

/** What a merged alert stands for. */
export interface MergeGroup {
  /** The alert that opened the group. */
  readonly firstId: string;
  /** Alerts in the group so far. */
  readonly count: number;
  /** The first alert went out by itself, and this one tells the rest. */
  readonly isFirstSent: boolean;
  /** More may join. */
  readonly isOpen: boolean;
}

/** A rule matched a record. Instants are milliseconds since 1970 UTC. */
export interface Alert {
  /** Derived from rule, record and where the record came from, so that the same data makes the same alert. */
  readonly id: string;
  readonly ruleName: string;
  readonly description: string;
  readonly severity: Severity;
  readonly title: string;
  /** MITRE ATT&CK, such as `TA0001:T1078.004`. */
  readonly attack: readonly string[];
  readonly references: readonly string[];
  readonly runbook: string | null;
  readonly tags: readonly string[];
  readonly logType: string;
  /** Name of the parser that read the record. */
  readonly parser: string;
  readonly origin: Origin;
  /** Place of the record inside its delivery: `line` or `line:index`, 1-based. */
  readonly position: string;
  readonly record: JsonObject;
  readonly context: JsonObject;
  /** `service:descriptor`, sorted, without the required outputs' duplicates. */
  readonly outputs: readonly string[];
  /** Output → names of the publishers that shape what it gets, in order. Empty: the output's default. */
  readonly publishers: Readonly<Record<string, readonly string[]>>;
  readonly mergeBy: MergeBy | null;
  /** Key of a `dedup` function; takes the place of the values of the merge keys where it is set. */
  readonly dedup: string | null;
  readonly staged: boolean;
  /** Only for merged alerts. */
  readonly group?: MergeGroup;
  /** The record is shortened; the store has the whole under the alert's id. */
  readonly isShortened?: true;
  /** Kept and not sent, since its rule had raised too many in that hour. */
  readonly isHeldBack?: true;
  readonly createdAt: number;
  /** From the log type's declared time field, else the time of arrival. */
  readonly eventTime: number;
}
