import type { JsonObject, JsonValue } from './json.ts';

/** Where a delivery came from. */
export interface Origin {
  /** How data arrived: `kinesis`, `s3`, `sns`, `streamalert_app`, `http`, `file` … */
  readonly service: string;
  /** The stream, bucket, topic, app function, HTTP source or folder. */
  readonly resource: string;
  readonly cluster: string | null;
  /** One arrival: a file's path, an object's key, a spool entry. Stable when the same data comes again. */
  readonly delivery: string;
}

/**
 * One undecoded piece of a delivery. Text may be anything; an object was decoded on the way in.
 * Bytes are decoded as strict UTF-8 before any parser sees them.
 */
export type Payload = string | Uint8Array | JsonObject | JsonValue[];

/** One parsed log event: converted, with its envelope, and normalised. */
export type LogRecord = JsonObject;

/** The value of `streamalert_normalization` for one normalised type. */
export interface NormalizedValues {
  readonly function: string | null;
  readonly values: JsonValue[];
  readonly send_to_artifacts?: false;
}
