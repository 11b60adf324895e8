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
 * The values of the fields of the schema, in its order: a record without names, as parsers give it that read columns.
 * Names are put to them once they fit. Where there are fewer, the last fields are absent; any more are unknown keys.
 */
export class Row {
  readonly values: readonly string[];

  constructor(values: readonly string[]) {
    this.values = values;
  }
}

/**
 * A value that may be a record, or the reason why there is none. Most candidates are values that exist already, which
 * is why a good one is not wrapped in anything.
 */
export type Candidate = JsonValue | Row | Rejected;

/**
 * Given instead of candidates: the text is a comment or a directive of its format. It holds no record, so that nothing
 * is lost when it is counted as filtered.
 */
export const noRecords: readonly Candidate[] = Object.freeze([]);

/** Decodes JSON text met inside a payload as the payload itself was decoded; undefined when it is not JSON. */
export type DecodeJson = (text: string) => JsonValue | undefined;

/** Divides the content of a payload into candidates; an empty list means that nothing here is for this parser. */
export type ParsePayload = (content: JsonValue, decode: DecodeJson) => readonly Candidate[];

/**
 * What a line must look like to be worth reading, such as its number of columns. Where many schemas read text, each
 * thing that tells lines apart is measured once, and only the schemas that it speaks for are tried.
 */
export interface TextShape {
  /** Log types with equal keys measure the same thing. */
  readonly key: string;
  /** Cheap: it may stop at the first value beyond `most`. -1 means that it cannot tell. */
  measure(text: string, most: number): number;
  /** What the measure of every text is that this log type fits; the least it can be, where there is `expectedTo`. */
  readonly expected: number;
  /** The most it can be; Infinity where there is no bound. */
  readonly expectedTo?: number;
  /**
   * Whether one line that fits may begin with a character, given as its code, 128 standing for all beyond ASCII. It
   * costs nothing for each line: who cannot fit is not even measured. Absent: with any.
   */
  mayBegin?(code: number): boolean;
}

/** What is wrong with a log type, beyond what the definition of each option says. */
export interface OptionProblem {
  /** `load` refuses the configuration. */
  readonly level: 'load' | 'warning';
  /** The option it is about, or `schema`; undefined for the log type as a whole. */
  readonly key?: string;
  readonly message: string;
}

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
  /** Told when the schema is loaded; asked only when each option is valid by itself. */
  check?(logType: LogType): readonly OptionProblem[];
  /** Undefined where a glance tells nothing. */
  shape?(logType: LogType): TextShape | undefined;
}

export const defineParser = (parser: Parser): Parser => parser;
