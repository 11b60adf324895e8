import type { EventTimeProblem } from './event-time.ts';

/** A key that records carry and their schema lacks. */
export interface UnknownKey {
  /** From the top of the record; more than one key for one inside a map that the schema describes. */
  readonly path: readonly string[];
  /** Records that had it. */
  readonly count: number;
  /** What its values were: `text`, `integer`, `float`, `boolean`, `null`, `list`, `map`. */
  readonly types: readonly string[];
}

/** How the records of one log type in a batch differ from their schema. */
export interface LogTypeDrift {
  readonly logType: string;
  /** Only so many records were looked at; `keys` counts among these. */
  readonly sampled: number;
  readonly keys: readonly UnknownKey[];
  /** Further keys that were met among the sampled records, too many to be named. */
  readonly furtherKeys: number;
  /** Keys that alone kept records from fitting, which are in quarantine. Counted exactly. */
  readonly rejected: readonly UnknownKey[];
}

/** Records of one log type that have no time of their own, so that the time of their arrival stands in. */
export interface TimeProblemCount {
  readonly logType: string;
  readonly problem: EventTimeProblem;
  readonly count: number;
}

/** What is known of the drift of one log type at one source. */
export interface SourceDrift {
  readonly service: string;
  readonly resource: string;
  readonly logType: string;
  readonly sampled: number;
  readonly furtherKeys: number;
  readonly keys: readonly SourceDriftKey[];
}

export interface SourceDriftKey extends UnknownKey {
  /** `sampled`: among `sampled` records of the source, so that its share is an estimate; `rejected`: counted. */
  readonly found: 'sampled' | 'rejected';
  /** Milliseconds since 1970 UTC, of the arrival. */
  readonly firstSeen: number;
  readonly lastSeen: number;
}

/** What values are, in the words of `UnknownKey`. */
export function typeWord(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'bigint' || Number.isInteger(value)) return 'integer';
  if (typeof value === 'number') return 'float';
  return typeof value === 'boolean' ? 'boolean' : 'map';
}
