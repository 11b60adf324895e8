import type { Alert } from './alert.ts';
import type { LogTypeDrift, TimeProblemCount } from './drift.ts';
import type { Origin } from './record.ts';
import type { RuleFailure } from './rule.ts';

/**
 * How the bytes of a batch are divided into payloads: `lines` at line feeds, `documents` as JSON values one
 * after the other, whatever blanks stand between them; `whole` is one payload.
 */
export type Framing = 'lines' | 'documents' | 'whole';

/** A run of whole payloads of one delivery, as bytes that can be handed to another thread. */
export interface Batch {
  readonly origin: Origin;
  readonly framing: Framing;
  readonly bytes: Uint8Array;
  /** Ordinal of the batch's first line or document inside its delivery, 1-based. */
  readonly firstPosition: number;
  readonly receivedAt: number;
  /**
   * For lines of a file whose columns are named by lines such as `#Fields:`: those in force where the batch begins,
   * each with a line feed. They go before every payload, and those among the lines count as filtered.
   */
  readonly directives?: string;
  /** Records that were left out on the way here, such as a service's test messages; they count as filtered. */
  readonly leftOut?: number;
}

/** Records in = classified + quarantined + filtered, always. */
export interface Tally {
  records: number;
  classified: number;
  quarantined: number;
  /** Left out on purpose: outside the asked-for time or log types. */
  filtered: number;
  bytes: number;
  byLogType: Record<string, number>;
}

export const emptyTally = (): Tally => ({
  records: 0,
  classified: 0,
  quarantined: 0,
  filtered: 0,
  bytes: 0,
  byLogType: {},
});

/** The schema that came nearest to fitting, and what keeps it from fitting. */
export interface NearMiss {
  readonly logType: string;
  readonly missingKeys: readonly string[];
  readonly unknownKeys: readonly string[];
  /** `field: expected integer, found "x"` */
  readonly wrongTypes: readonly string[];
  /** Anything else, such as a pattern that does not match or a CSV line with too few columns. */
  readonly other: readonly string[];
}

export type QuarantineReason =
  | 'no schema fits'
  | 'not JSON'
  | 'not UTF-8'
  | 'too long'
  | 'too deep'
  | 'invalid record'
  | 'unreadable';

/** A record that could not be classified, kept whole so that it can be replayed. */
export interface QuarantinedRecord {
  readonly origin: Origin;
  readonly position: string;
  readonly reason: QuarantineReason;
  /** What was found, for a person: `4 columns, schema has 14`. */
  readonly detail: string;
  readonly nearest: NearMiss | null;
  /** The payload as text; undefined when it is too large to keep here and `origin` is the place to find it. */
  readonly raw: string | undefined;
  /** Absent: `raw` is text. `latin1`: what came is no text, and each character of `raw` is one of its bytes. */
  readonly encoding?: 'latin1';
  /**
   * For a record out of a payload of several: a payload that holds it alone, with all that stood around the list it
   * came from, so that it can be classified again as it was. Absent where `raw` is a payload by itself.
   */
  readonly payload?: string;
  readonly bytes: number;
  readonly receivedAt: number;
  /** How many alike records it stands for; 1 when absent. Only `scan` puts alike records together. */
  readonly count?: number;
}

/** What one rule did with the records of one batch. */
export interface RuleStat {
  readonly ruleName: string;
  /** Records that its code was asked about. */
  calls: number;
  matches: number;
  /** Time in its code, estimated from a sample of the calls. */
  microseconds: number;
}

/** All that a batch came to; the batch is done when this is stored. */
export interface BatchResult {
  readonly origin: Origin;
  readonly tally: Tally;
  readonly alerts: readonly Alert[];
  /** Rule → alerts that were counted and not made, where a reader asked for no more than so many of a rule. */
  readonly alertsNotListed?: Readonly<Record<string, number>>;
  readonly quarantined: readonly QuarantinedRecord[];
  readonly ruleFailures: readonly RuleFailure[];
  /** Rules that were asked or matched. Absent where nobody counts. */
  readonly ruleStats?: readonly RuleStat[];
  /** Keys that schemas lack, where somebody looks for them. */
  readonly drift?: readonly LogTypeDrift[];
  /** Records whose event time is that of their arrival. */
  readonly timeProblems?: readonly TimeProblemCount[];
  /** Lines for the history when the runtime keeps one: one JSON text each, see `ports/history.ts`. */
  readonly history: Uint8Array | undefined;
}
