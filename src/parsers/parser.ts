import type { z } from 'zod';
import type { JsonValue } from '../domain/json.ts';
import type { LogType } from '../domain/log-type.ts';

/** What a parser made of one payload: a candidate for each record it holds, good or bad. */
export type Candidate =
  | { readonly outcome: 'parsed'; readonly record: JsonValue }
  | { readonly outcome: 'rejected'; readonly reason: string; readonly raw: JsonValue };

/** How numbers of JSON text are read: as doubles, with all digits of integers, or with their spelling as well. */
export type NumberMode = 'fast' | 'exact' | 'spelled';

/**
 * Divides the content of a payload into candidates; an empty list means that nothing here is for this parser.
 * `mode` is for text inside the content that has to be decoded in turn.
 */
export type ParsePayload = (content: JsonValue, mode: NumberMode) => readonly Candidate[];

/** One way to read data. `compile` runs once for each log type, the function it returns for each payload. */
export interface Parser {
  /** The word that schemas use: `json`, `csv` … */
  readonly type: string;
  readonly summary: string;
  /** The `configuration` options it takes besides those that all parsers take, with their defaults. */
  readonly options: z.ZodObject;
  /** Common options it takes (configuration.md 10.4): an option given to a parser that does not take it is a warning. */
  readonly takes: readonly ('json_path' | 'embedded_json' | 'json_regex_key')[];
  /** Text is given as it is, a decoded object where the log type reads from one. Must not throw, whatever comes. */
  compile(logType: LogType): ParsePayload;
}

export const defineParser = (parser: Parser): Parser => parser;
