import type { JsonObject } from './json.ts';
import type { Lookups } from './lookups.ts';
import type { MergeBy } from './alert.ts';
import type { AnyPublisher } from './publication.ts';
import type { LogRecord } from './record.ts';
import type { Severity } from './severity.ts';
import type { Where } from './where.ts';

/** What the engine lends a rule, so that a replay answers as the live run did. */
export interface RuleServices extends Lookups {
  /** Now in a live run, the time of the run being repeated in a replay. Milliseconds since 1970 UTC. */
  now(): number;
  /** True with the given probability (0 to 1); always true in rule tests. */
  random(probability: number): boolean;
}

/** A condition that several rules share. A matcher that throws counts as false and is reported. */
export interface Matcher {
  readonly name: string;
  readonly description?: string;
  matches(record: LogRecord, services: RuleServices): boolean;
}

/** Names outputs for one alert: `service:descriptor`, several, or nothing. */
export interface DynamicOutput {
  readonly name: string;
  outputsFor(
    record: LogRecord,
    context: JsonObject,
    services: RuleServices,
  ): string | readonly string[] | undefined | null;
}

export type PublisherRef = AnyPublisher | string;

/** One or several publishers for all outputs, or a map from service or `service:descriptor` to them. */
export type PublisherChoice =
  | PublisherRef
  | readonly PublisherRef[]
  | { readonly [output: string]: PublisherRef | readonly PublisherRef[] };

/** Where a rule stands in its author's own file; 1-based. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A value, or a function that gives it for the record that matched. */
type OrComputed<T> = T | ((record: LogRecord, context: JsonObject, services: RuleServices) => T);

/** When a staged rule goes live by itself; what is absent is taken from the configuration. */
export interface Promotion {
  /** Hours that the rule is watched. */
  readonly afterHours?: number;
  /** The rule stays staged when it raised more alerts than so many since it was staged. */
  readonly alertsMax?: number;
}

/** A detection, as data with a function in it. `rule()` makes one out of what an author writes. */
export interface Rule {
  readonly name: string;
  readonly description: string;
  readonly severity: OrComputed<Severity>;
  readonly title?: OrComputed<string>;
  readonly dedup?: OrComputed<string>;
  readonly runbook?: OrComputed<string>;
  readonly attack: readonly string[];
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
  readonly tags: readonly string[];
  readonly author?: string;
  /** Full log types; undefined: every log type that has one of `datatypes`. */
  readonly logs?: readonly string[];
  /** Normalised types, one of which the record must have. */
  readonly datatypes?: readonly string[];
  readonly matchers: readonly Matcher[];
  /** Field → keys that must be in the map it holds. */
  readonly reqSubkeys?: Readonly<Record<string, readonly string[]>>;
  readonly where?: Where;
  readonly outputs: readonly string[];
  readonly dynamicOutputs: readonly DynamicOutput[];
  readonly publishers?: PublisherChoice;
  readonly mergeBy?: MergeBy;
  /** The initial context; each record gets a fresh copy. */
  readonly context?: JsonObject;
  /** Absent: as the configuration says for all rules. */
  readonly promotion?: Promotion;
  /** Alerts of one source and hour that are sent; further ones are kept and counted. Absent: as configured. */
  readonly maxAlertsPerHour?: number;
  readonly disabled: boolean;
  /** Where `rule()` was called, when the engine it runs on could tell. */
  readonly place?: Place;
  /** Absent when `where` says it all. */
  readonly matches?: (
    record: LogRecord,
    context: JsonObject,
    services: RuleServices,
    logType: string,
  ) => boolean | Promise<boolean>;
}

/** A rule that threw or ran out of time, or a parser of the project's own that threw; it becomes an alert of its own. */
export interface RuleFailure {
  readonly ruleName: string;
  readonly part:
    | 'matches'
    | 'matcher'
    | 'severity'
    | 'title'
    | 'dedup'
    | 'runbook'
    | 'dynamicOutputs'
    /** It did not come to an end in the time that a rule has for one batch, or ended the program it runs in. */
    | 'time budget'
    /** Not of a rule: `ruleName` is the name of a parser. */
    | 'parser'
    /** Not of a rule: `ruleName` is the name of a lookup table. */
    | 'lookup table';
  /** The message, with the place in the rule's own file where it is known. */
  readonly reason: string;
  /** The rule is not asked any more until StreamAlert is started again. */
  readonly isSuspended?: true;
  readonly logType: string;
  readonly position: string;
  readonly delivery: string;
}

/** Whether a failure is one of a rule: parsers and lookup tables have names of their own, which may be the same. */
export const isOfRule = ({ part }: Pick<RuleFailure, 'part'>): boolean =>
  part !== 'parser' && part !== 'lookup table';
