import type { NearMiss } from '../../domain/batch.ts';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import type { LogType } from '../../domain/log-type.ts';
import type { LogRecord } from '../../domain/record.ts';
import type { ParsePayload, TextShape } from '../../parsers/parser.ts';
import type { BuildRecord } from './build-record.ts';
import type { Content } from './content.ts';
import type { FieldPattern } from './log-patterns.ts';

export interface InvalidRecord {
  /** Of the record among those of its payload, 0-based. */
  readonly index: number;
  readonly reason: string;
  /** What keeps it from fitting, by name. */
  readonly nearest: NearMiss;
  /** As it came, before any conversion. */
  readonly raw: JsonValue;
}

/** What a schema made of a payload that fits it. */
export interface Fit {
  readonly logType: LogType;
  readonly records: readonly LogRecord[];
  readonly invalid: readonly InvalidRecord[];
}

/** A schema, compiled. */
export interface Candidate {
  readonly logType: LogType;
  /** Whether it reads the decoded document; else the text as it is. */
  readonly decodes: boolean;
  readonly parse: ParsePayload;
  /** What its lines look like; undefined for one that reads documents, or whose parser tells nothing. */
  readonly shape: TextShape | undefined;
  /** Undefined for a log type without one. */
  readonly takeEnvelope: BuildRecord | undefined;
  readonly patterns: readonly FieldPattern[];
  /** Puts the names of the fields to values that stand in their order. */
  named(values: readonly JsonValue[]): JsonObject;
  /** Undefined when the payload does not fit. */
  fit(content: Content): Fit | undefined;
}

/** What a candidate reads of a payload: the document, else the text. */
export const valueFor = (
  { decodes }: Candidate,
  { document, text }: Content,
): JsonValue | undefined => (decodes && document !== undefined ? document : text);
