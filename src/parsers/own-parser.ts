import { z } from 'zod';
import { branded, isParser } from '../domain/content-kind.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Field } from '../domain/log-type.ts';
import type { Problem } from '../domain/rule-problems.ts';
import { type DecodeJson, Rejected } from './parser.ts';

/** What a parser of one's own is told about a log type that it reads. */
export interface ParserInput<Options> {
  /** `configuration` of the log type, with defaults filled in. */
  readonly options: Options;
  /** In the order of the schema. */
  readonly fields: readonly Field[];
  readonly logType: string;
}

/**
 * Divides one text, which comes without the line end behind it, into records. An empty list means that nothing here is
 * for this parser, `noRecords` that the text is a comment.
 */
export type ReadRecords = (
  text: string,
  tools: { readonly decodeJson: DecodeJson },
) => readonly (JsonObject | Rejected)[];

/** What an author writes. */
export interface ParserDefinition<Options extends z.ZodObject = z.ZodObject> {
  /** The word that schemas use: lower-case letters, digits, `_` and `-`. */
  readonly name: string;
  readonly description: string;
  /** The keys of `configuration` that it takes, with descriptions and defaults. */
  readonly options?: Options;
  /**
   * Runs once for each log type, the function it gives for each text. A throw here refuses the configuration: that is
   * how options that contradict each other are told.
   */
  compile(given: ParserInput<z.infer<Options>>): ReadRecords;
}

/** Any definition, as the classifier sees it once the author's types have done their work. */
export interface OwnParser {
  readonly name: string;
  readonly description: string;
  readonly options?: z.ZodObject;
  compile(given: ParserInput<unknown>): unknown;
}

/**
 * Defines a way to read data. Files below `parsers/` export such values; schemas use them by name. Never throws: what is
 * wrong with the definition is told with all other findings when the configuration is loaded.
 *
 * @example
 * export const bars = parser({
 *   name: 'bars',
 *   description: 'Values between bars, in the order of the schema',
 *   compile({ fields }) {
 *     return (text) => {
 *       const values = text.split('|');
 *       if (values.length !== fields.length) return [rejected(`${values.length} values`)];
 *       return [Object.fromEntries(fields.map(({ name }, index) => [name, values[index] ?? '']))];
 *     };
 *   },
 * });
 */
export function parser<Options extends z.ZodObject = z.ZodObject<Record<string, never>>>(
  definition: ParserDefinition<Options>,
): ParserDefinition<Options> {
  return branded({ ...definition }, 'parser', problemsOf(definition));
}

/** A part of a text that cannot be a record: the whole text, or the part that is given. */
export const rejected = (reason: string, part?: string): Rejected =>
  new Rejected(reason, part ?? null);

/** Whether a value was made by `parser()`; that nothing is wrong with it is for others to check. */
export const isOwnParser = (value: unknown): value is OwnParser => isParser(value);

const nameForm = /^[a-z][a-z0-9_-]*$/;

function problemsOf(definition: unknown): readonly Problem[] {
  const given: object = typeof definition === 'object' && definition !== null ? definition : {};
  const { name, description, options, compile } = given as Readonly<Record<string, unknown>>;
  const problems: Problem[] = [];
  if (typeof name !== 'string' || !nameForm.test(name)) {
    problems.push({ path: 'name', message: 'expected lower-case letters, digits, _ and -' });
  }
  if (typeof description !== 'string' || description.trim() === '') {
    problems.push({ path: 'description', message: 'expected a text that says what it reads' });
  }
  if (options !== undefined && !(options instanceof z.ZodObject)) {
    const message = 'expected z.object({ … }), with the z that "streamalert" exports';
    problems.push({ path: 'options', message });
  }
  if (typeof compile !== 'function') {
    problems.push({ path: 'compile', message: 'expected a function that gives a function' });
  }
  const known = ['name', 'description', 'options', 'compile'];
  for (const key of Object.keys(given).filter((each) => !known.includes(each))) {
    problems.push({ path: key, message: `is no option of a parser; known: ${known.join(', ')}` });
  }
  return problems;
}
