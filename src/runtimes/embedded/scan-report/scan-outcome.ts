import type { Alert } from '../../../domain/alert.ts';
import type { NearMiss, Tally } from '../../../domain/batch.ts';
import type { LogTypeDrift, TimeProblemCount } from '../../../domain/drift.ts';

/** Where something stands: a file and the place in it. */
export interface Place {
  readonly path: string;
  /** `line` or `line:index`, 1-based; in files of JSON documents the document's ordinal takes the line's place. */
  readonly position: string;
}

/** All that a scan came to; the reports are written from it. */
export interface ScanOutcome {
  readonly summary: Tally & { readonly seconds: number; readonly files: number };
  readonly alerts: readonly Alert[];
  /** Rule → how many of its alerts are left out of `alerts`, since there are too many. */
  readonly alertsNotListed: Readonly<Record<string, number>>;
  /** Alike records together, the most frequent first. */
  readonly quarantine: readonly QuarantineGroup[];
  readonly ruleErrors: readonly RuleErrorGroup[];
  /** Files and folders that could not be opened. */
  readonly problems: readonly {
    readonly path: string;
    readonly reason: string;
    readonly hint: string;
  }[];
  /** Keys that records carry and their schemas lack, of log types that have such. */
  readonly drift?: readonly LogTypeDrift[];
  /** Records whose event time is that of their arrival, where the time was asked for. */
  readonly timeProblems?: readonly TimeProblemCount[];
  /** Files in folders that were not read because their name is not that of a log; naming them reads them. */
  readonly leftOut?: readonly string[];
  /** Paths of files that were read as JSON documents: positions in them are no lines. */
  readonly documentPaths?: ReadonlySet<string>;
}

export interface QuarantineGroup {
  readonly reason: string;
  readonly count: number;
  readonly nearest: NearMiss | null;
  readonly detail: string;
  readonly example: Place & { readonly raw: string | undefined };
}

export interface RuleErrorGroup {
  readonly ruleName: string;
  readonly part: string;
  readonly reason: string;
  readonly count: number;
  readonly example: Place;
}
