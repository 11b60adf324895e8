import type { z } from 'zod';
import type { JsonValue } from '../domain/json.ts';
import type { LogType } from '../domain/log-type.ts';

/** A part of a payload that cannot be a record. */
export class Rejected {
  /** For a person: `4 columns, the schema has 3`. */
  readonly reason: string;
  readonly raw: JsonValue;

  constructor(reason: string, raw: JsonValue) {
    this.reason = reason;
    this.raw = raw;
  }
}

/**
 * A value that may be a record, or the reason why there is none. Most candidates are values that exist already, which
 * is why a good one is not wrapped in anything.
 */
export type Candidate = JsonValue | Rejected;

/** Decodes JSON text met inside a payload as the payload itself was decoded; undefined when it is not JSON. */
export type DecodeJson = (text: string) => JsonValue | undefined;

/** Divides the content of a payload into candidates; an empty list means that nothing here is for this parser. */
export type ParsePayload = (content: JsonValue, decode: DecodeJson) => readonly Candidate[];

/** One way to read data. `compile` runs once for each log type, the function it returns for each payload. */
export interface Parser {
  /** The word that schemas use: `json`, `csv` … */
  readonly type: string;
  readonly summary: string;
  /** The `configuration` options it takes besides those that all parsers take, with their defaults. */
  readonly options: z.ZodObject;
  /** Common options it takes (configuration.md 10.4): an option given to a parser that does not take it is a warning. */
  readonly takes: readonly ('json_path' | 'embedded_json' | 'json_regex_key')[];
  /**
   * Text is given as it is, a decoded document where the log type reads from one. The function must not throw, must
   * not change the content, and must take time in proportion to it, whatever comes.
   */
  compile(logType: LogType): ParsePayload;
}

export const defineParser = (parser: Parser): Parser => parser;
