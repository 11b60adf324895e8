import type { Alert } from '../domain/alert.ts';
import type { QuarantinedRecord } from '../domain/batch.ts';
import type { Finding } from '../domain/finding.ts';
import type { IndicatorType } from '../domain/indicator.ts';
import type { JsonValue } from '../domain/json.ts';
import type { Origin } from '../domain/record.ts';
import type { LogTypeName } from '../domain/record-of.ts';
import type { Rule, RuleFailure } from '../domain/rule.ts';
import type { Classified } from './classified.ts';

/** What a detector works with. */
export interface DetectorOptions {
  /** The `conf/` folder of a project, whose schemas and rules are used; what comes with StreamAlert when absent. */
  readonly configDir?: string;
  /** These rules instead of those of the project. */
  readonly rules?: readonly Rule[];
  /**
   * Table → key → value, for rules that look things up. The tables of `lookup_tables.json` are not opened: one that is
   * not here is empty.
   */
  readonly lookupTables?: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
  /** What records are marked with as `threat_intel.json` says; absent: with nothing. */
  readonly indicators?: readonly KnownIndicator[];
  /** The time that rules are told, milliseconds since 1970 UTC; `Date.now` when absent. */
  readonly now?: () => number;
  /** Goes on without rules that are not sound, which `findings` then names. When absent they are an error. */
  readonly leaveOutBrokenRules?: boolean;
}

/** An indicator of compromise, in any of its usual spellings. */
export interface KnownIndicator {
  readonly type: IndicatorType;
  readonly value: string;
  readonly subType?: string;
  readonly source?: string;
}

/** One payload: text or bytes as they were logged, an object that is decoded already, or a record with its log type. */
export type DetectorPayload = string | Uint8Array | object | Classified;

/**
 * What to look through: the content of a file, as text, bytes or a stream of bytes, in any format that `scan` reads;
 * or payloads, one by one; a single object is one payload. The place of a payload is its number, counted from 1.
 */
export type DetectorInput =
  | string
  | Uint8Array
  | { readonly [key: string]: unknown }
  | Iterable<DetectorPayload>
  | AsyncIterable<DetectorPayload>;

export interface DetectOptions {
  /**
   * Where it came from. Alerts are known by rule, record, source and place: what `scan` finds in a file has the ids
   * that this finds with `{ service: 'file', resource: 'scan', delivery: <path> }`.
   */
  readonly source?: Partial<Origin>;
  /** Objects are records of this log type, and are not classified; text and bytes are read as its schema says. */
  readonly logType?: LogTypeName;
  /** When it arrived, milliseconds since 1970 UTC: the time of events that do not say when they happened. */
  readonly receivedAt?: number;
}

/** What was found. `counts` balance: records = classified + unclassified + filtered. */
export interface Detected {
  /** In the order of the payloads, with the outputs and publishers that they would go to. Nothing is sent. */
  readonly alerts: readonly Alert[];
  /** Payloads that fit no schema, with the reason and the schema that came nearest. */
  readonly unclassified: readonly QuarantinedRecord[];
  /** Rules that threw: each counts as not matching, and the others go on. */
  readonly ruleFailures: readonly RuleFailure[];
  readonly counts: DetectedCounts;
}

export interface DetectedCounts {
  readonly records: number;
  readonly classified: number;
  readonly unclassified: number;
  /** Comments and lines that only name columns. */
  readonly filtered: number;
  readonly byLogType: Readonly<Record<string, number>>;
}

/** Schemas and rules, compiled once for any number of inputs. Keeps nothing, sends nothing, writes nothing. */
export interface Detector {
  readonly rules: readonly Rule[];
  /** What was noticed about configuration and rules that does not keep the detector from working. */
  readonly findings: readonly Finding[];
  /** Asks the rules about each record. Runs in this thread: a rule that does not come to an end stops everything. */
  detect(input: DetectorInput, options?: DetectOptions): Promise<Detected>;
}
