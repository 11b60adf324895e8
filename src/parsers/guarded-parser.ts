import { z } from 'zod';
import { reasonOf } from '../domain/errors.ts';
import type { JsonValue } from '../domain/json.ts';
import type { LogType } from '../domain/log-type.ts';
import { withoutLineEnd } from './line-end.ts';
import type { OwnParser, ReadRecords } from './own-parser.ts';
import {
  type Candidate,
  type DecodeJson,
  noRecords,
  type OptionProblem,
  type Parser,
  Rejected,
} from './parser.ts';
import { readTexts } from './read-texts.ts';

/** A parser of somebody's own failed on a text; the text fits no schema that this parser reads. */
export interface ParserFailure {
  readonly parser: string;
  readonly logType: string;
  readonly reason: string;
}

export type OnFailure = (failure: ParserFailure) => void;

/**
 * Makes a parser of somebody's own keep the promises of all parsers: a throw or a wrong result is a rejected text with
 * the reason, and is told to `onFailure` once for each text. A parser that never comes to an end cannot be helped.
 */
export function guardedParser(own: OwnParser, onFailure: OnFailure): Parser {
  const { name, description, options = z.object({}) } = own;
  return {
    type: name,
    summary: description,
    options,
    takes: ['json_path'],
    check(logType) {
      const compiled = compileGuarded(own, logType, options);
      if (typeof compiled === 'function') return [];
      const problem: OptionProblem = { level: 'load', message: compiled.reason };
      return [problem];
    },
    compile(logType) {
      const compiled = compileGuarded(own, logType, options);
      if (typeof compiled !== 'function') {
        return readTexts(logType, (text) => [new Rejected(compiled.reason, text)]);
      }
      let failedOn: string | undefined;
      const fail = (reason: string, text: string): readonly Candidate[] => {
        // A text that fits nothing is read again to find out why.
        if (text !== failedOn) onFailure({ parser: name, logType: logType.name, reason });
        failedOn = text;
        return [new Rejected(`the parser "${name}" failed: ${reason}`, text)];
      };
      return readTexts(logType, guardedRead(compiled, fail));
    },
  };
}

function compileGuarded(
  own: OwnParser,
  { name: logType, fields, parserOptions }: LogType,
  options: z.ZodObject,
): ReadRecords | { readonly reason: string } {
  try {
    const compiled = own.compile({ logType, fields, options: options.parse(parserOptions) });
    // What is called like that may be anything; its results are looked at each time.
    if (typeof compiled === 'function') return compiled as ReadRecords;
    return {
      reason: `compile of the parser "${own.name}" must give a function, gave ${nounOf(compiled)}`,
    };
  } catch (error) {
    return { reason: `the parser "${own.name}" refuses this: ${reasonOf(error)}` };
  }
}

type Fail = (reason: string, text: string) => readonly Candidate[];

function guardedRead(read: ReadRecords, fail: Fail) {
  return (content: string, decodeJson: DecodeJson): readonly Candidate[] => {
    const text = withoutLineEnd(content);
    try {
      const found: unknown = read(text, { decodeJson });
      if (found === noRecords) return noRecords;
      if (!Array.isArray(found)) {
        return fail(`it gave ${nounOf(found)}, and must give a list of records`, content);
      }
      const wrong = found.map(wrongIn).find((problem) => problem !== undefined);
      if (wrong !== undefined) return fail(wrong, content);
      // Each of them was just found to be a record or a rejection.
      return (found as (JsonValue | Rejected)[]).map((candidate) =>
        candidate instanceof Rejected && candidate.raw === null
          ? new Rejected(candidate.reason, content)
          : candidate,
      );
    } catch (error) {
      return fail(reasonOf(error), content);
    }
  };
}

/** Far deeper than any log; what walks records calls itself for each level. */
const levelsMax = 100;

function wrongIn(candidate: unknown, index: number): string | undefined {
  if (candidate instanceof Rejected) return undefined;
  if (!isPlainMap(candidate)) {
    return `its record ${index + 1} is ${nounOf(candidate)}, and must be a map of fields`;
  }
  return wrongValue(candidate, `record ${index + 1}`, levelsMax);
}

/** Records are JSON: anything else in them would fail far away from here. */
function wrongValue(value: unknown, where: string, levels: number): string | undefined {
  if (levels === 0) return `${where} is nested too deeply`;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const wrong = wrongValue(item, `${where}[${index}]`, levels - 1);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }
  if (isPlainMap(value)) {
    for (const [key, item] of Object.entries(Object(value))) {
      const wrong = wrongValue(item, `${where}.${key}`, levels - 1);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }
  const isPlain =
    value === null || ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
  return isPlain ? undefined : `${where} is ${nounOf(value)}, which is no JSON value`;
}

function isPlainMap(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function nounOf(value: unknown): string {
  if (value instanceof Promise) return 'a promise (parsers are synchronous)';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  if (isPlainMap(value)) return 'a map';
  const { constructor: made } = value as { readonly constructor: unknown };
  return typeof made === 'function' && made.name !== '' ? `a ${made.name}` : 'a strange object';
}
