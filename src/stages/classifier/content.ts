import { parseJson, parseSpelledJson } from '../../domain/exact-json.ts';
import type { JsonValue } from '../../domain/json.ts';
import { isTooDeep } from './nesting.ts';

/** A payload, decoded once for all candidates. */
export interface Content {
  /** Undefined for a payload that came as an object. */
  readonly text: string | undefined;
  /** The decoded document; undefined when the text is not JSON or nobody asked for it. */
  readonly document: JsonValue | undefined;
  /** How the document's numbers were read, and those of JSON text inside of it are. */
  readonly mode: NumberMode;
}

/** As doubles, with all digits of integers, or with their spelling as well. */
export type NumberMode = 'fast' | 'exact' | 'spelled';

export const tooDeep: unique symbol = Symbol('too deep');

/** The document of a text; undefined when it is not JSON. */
export function decodeDocument(
  text: string,
  mode: NumberMode,
): JsonValue | undefined | typeof tooDeep {
  // Nobody reads the stack of a parser's refusal, and collecting it costs more than the parsing.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const document = parsed(text, mode);
    return isTooDeep(text, document) ? tooDeep : document;
  } catch (error) {
    // What keeps digits walks the document, and comes to the end of the stack in a hostile one.
    if (error instanceof RangeError) return tooDeep;
    return mode === 'fast' && /NaN|Infinity/.test(text) ? decodeDocument(text, 'exact') : undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function parsed(text: string, mode: NumberMode): JsonValue {
  if (mode === 'spelled') return parseSpelledJson(text);
  return mode === 'exact' ? parseJson(text) : (JSON.parse(text) as JsonValue);
}

const insideOf = (mode: NumberMode) => (text: string) => {
  const document = decodeDocument(text, mode);
  return document === tooDeep ? undefined : document;
};

/** How JSON text inside a payload is decoded. */
export const decodeInside = {
  fast: insideOf('fast'),
  exact: insideOf('exact'),
  spelled: insideOf('spelled'),
} as const;
