import type { JsonValue } from './json.ts';
import type { TimePattern } from './time-pattern.ts';

/** What a schema declares for one field (configuration.md 10.2). */
export type FieldType =
  | { readonly kind: 'string' | 'integer' | 'float' | 'boolean' }
  /** `{}`: any value at all, unchecked. */
  | { readonly kind: 'any' }
  /** `[]`: a list whose elements are unchecked. */
  | { readonly kind: 'list' }
  | { readonly kind: 'map'; readonly fields: readonly Field[] }
  /** A type name that does not exist: a truthy value of such a field makes the record invalid. */
  | { readonly kind: 'unsupported'; readonly declared: string };

/** Fields stand in a list because their order is the order of CSV columns, which object keys cannot keep. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
}

/** A pattern tree of `log_patterns`: leaves are lists of globs, one of which must match. */
export type LogPatterns = ReadonlyMap<string, readonly string[] | LogPatterns>;

export type ConditionOperator = 'is' | 'is_not' | 'in' | 'not_in' | 'contains' | 'not_contains';

export interface NormalizationCondition {
  readonly path: readonly string[];
  readonly operator: ConditionOperator;
  readonly operand: string | readonly string[];
}

export interface NormalizationEntry {
  readonly path: readonly string[];
  /** What the field is for, such as `source IP`; copied to the result. */
  readonly function: string | null;
  readonly condition?: NormalizationCondition;
  readonly sendToArtifacts: boolean;
}

/** One normalised type of a log type with the places it is taken from, in declared order. */
export interface Normalization {
  readonly type: string;
  readonly entries: readonly NormalizationEntry[];
}

/** The form of normalisation before release 3.2: fields of these names, wherever they stand in a record. */
export interface NamedFields {
  readonly type: string;
  readonly names: readonly string[];
}

/**
 * What happens to a top-level key that the schema lacks: `reject` is the original's rule (the record does not
 * fit), `keep` leaves it in the record, `drop` removes it.
 */
export type UnknownKeys = 'reject' | 'keep' | 'drop';

/** Ways to write a time that have a name. */
export const timeFormats = [
  /** It follows from the value, where a vendor writes times in more than one way. */
  'auto',
  'iso8601',
  'epoch_seconds',
  'epoch_milliseconds',
  'epoch_microseconds',
  'epoch_nanoseconds',
  'syslog',
  'clf',
  'rfc2822',
] as const;

/** How the text or number at the declared place of a record becomes an instant: a well-known form, or a pattern. */
export type TimeFormat = (typeof timeFormats)[number] | TimePattern;

export interface TimeField {
  /** Path from the record's top; the first key may be `streamalert:envelope_keys`. */
  readonly path: readonly string[];
  /** Where the time is written in several fields, the others: their texts are read as one, with blanks between them. */
  readonly furtherPaths?: readonly (readonly string[])[];
  readonly format: TimeFormat;
}

/** A log type: a named schema with everything the classifier and the normaliser need to know of it. */
export interface LogType {
  /** `<category>` or `<category>:<subtype>`. */
  readonly name: string;
  readonly category: string;
  /** Name of a registered parser: `json`, `csv`, `kv`, `syslog` … */
  readonly parser: string;
  readonly fields: readonly Field[];
  /** Names out of `fields` that may be missing. */
  readonly optionalKeys: ReadonlySet<string>;
  readonly envelope: readonly Field[];
  readonly optionalEnvelopeKeys: ReadonlySet<string>;
  /** JMESPath to the records inside the decoded object. */
  readonly jsonPath?: string;
  readonly embeddedJson: boolean;
  readonly jsonRegexKey?: string;
  readonly logPatterns?: LogPatterns;
  readonly priority?: number;
  readonly unknownKeys: UnknownKeys;
  readonly timeField?: TimeField;
  /** `configuration` keys that belong to the parser (`delimiter`, `separator` …), as the file has them. */
  readonly parserOptions: Readonly<Record<string, JsonValue>>;
  /** Undefined when the log type declares none; empty when it declares an empty one. */
  readonly normalization?: readonly Normalization[];
  /** What `normalized_types.json` says of the category; only for a log type that declares no normalisation. */
  readonly namedFields?: readonly NamedFields[];
  /** False when the definition contradicts itself, so that nothing can ever match it. */
  readonly usable: boolean;
  readonly description?: string;
  /** The file that defines it, relative to the configuration directory. */
  readonly file: string;
}

/** The key under which a record carries the fields of its envelope. */
export const envelopeKey = 'streamalert:envelope_keys';

/** The key under which a record carries its normalised values. */
export const normalizationKey = 'streamalert_normalization';
