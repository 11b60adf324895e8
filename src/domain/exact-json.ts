import type { JsonValue } from './json.ts';

/**
 * Number tokens that a double does not keep: integers of 16 digits and more, and everything that is not a plain
 * integer, whose spelling matters in a `string` field (`1.0`, `1e3`, `-0`). May find one inside a text, which costs
 * a second reading and nothing else.
 */
const delicateNumber = /(?:^|[:[,])\s*-?(?:\d{16}|\d+[.eE]|0\b(?<=-0))/;

/** Whether reading this text by `JSON.parse` may lose digits or the spelling of a number. */
export const hasDelicateNumbers = (text: string): boolean => delicateNumber.test(text);

/** The part of a reviver's third argument that has the text of a number. */
interface ReviverContext {
  readonly source?: string;
}

type Reviver = (key: string, value: unknown, context: ReviverContext) => unknown;

/** The engine hands a reviver the text of each number; the standard declarations do not say so yet. */
const parseWith = JSON.parse as (text: string, reviver: Reviver) => JsonValue;

/** An integer token outside of what a double holds exactly. */
const isUnsafeInteger = (value: number, source: string): boolean =>
  !Number.isSafeInteger(value) && /^-?\d+$/.test(source);

const keepDigits: Reviver = (_key, value, { source }) =>
  typeof value === 'number' && source !== undefined && isUnsafeInteger(value, source)
    ? BigInt(source)
    : value;

/**
 * Reads JSON with every digit of its integers: those that a double cannot hold become `bigint`. Takes `NaN`,
 * `Infinity` and `-Infinity`, which some writers of logs use. Throws a `SyntaxError` for anything else that is not
 * JSON.
 */
export function parseJson(text: string): JsonValue {
  try {
    return hasDelicateNumbers(text) ? parseWith(text, keepDigits) : JSON.parse(text);
  } catch (error) {
    if (!nonFinite.test(text)) throw error;
    return parseWith(quotedNonFinite(text), withNonFinite(keepDigits));
  }
}

const nonFinite = /NaN|Infinity/;
const mark = '\\u0000streamalert:';

const quotedNonFinite = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|-?(?:NaN|Infinity)/g, (token) =>
    token.startsWith('"') ? token : `"${mark}${token}"`,
  );

const withNonFinite =
  (otherwise: Reviver): Reviver =>
  (key, value, context) =>
    typeof value === 'string' && context.source?.startsWith(`"${mark}`) === true
      ? Number(value.slice(value.indexOf(':') + 1))
      : otherwise(key, value, context);

/** A number whose text is not its shortest form, such as `1.0`; lives only until a record's fields are converted. */
export class SpelledNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const keepSpelling: Reviver = (_key, value, { source }) => {
  if (typeof value !== 'number' || source === undefined || String(value) === source) return value;
  return isUnsafeInteger(value, source) ? BigInt(source) : new SpelledNumber(source);
};

/** As `parseJson`, and numbers keep how they were spelled. */
export function parseSpelledJson(text: string): JsonValue {
  try {
    return parseWith(text, keepSpelling);
  } catch (error) {
    if (!nonFinite.test(text)) throw error;
    return parseWith(quotedNonFinite(text), withNonFinite(keepSpelling));
  }
}

/** Whether a text can be a JSON object or list at all: an attempt that fails costs more than reading it. */
export function mayBeContainer(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) return true;
    if (code !== 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return false;
  }
  return false;
}

export interface StringifyOptions {
  /** Spaces for each level; all on one line when absent. */
  readonly indent?: number;
  /** Keys in ascending order at every level. */
  readonly sorted?: boolean;
}

/** Part of the language since 2025; the standard declarations do not know them yet. */
const { rawJSON, isRawJSON } = JSON as unknown as {
  rawJSON(text: string): unknown;
  isRawJSON(value: unknown): boolean;
};

/** Writes JSON; a `bigint` as its digits. A number that is not finite becomes null. */
export function stringifyJson(
  value: unknown,
  { indent, sorted = false }: StringifyOptions = {},
): string {
  if (!sorted) {
    try {
      return JSON.stringify(value, undefined, indent) ?? 'null';
    } catch {
      // There is a bigint somewhere, which is rare: looking for one each time would cost more than trying.
    }
  }
  const replace = (_key: string, item: unknown): unknown => {
    if (typeof item === 'bigint') return rawJSON(String(item));
    return sorted && isMap(item) ? withSortedKeys(item) : item;
  };
  return JSON.stringify(value, replace, indent) ?? 'null';
}

const isMap = (item: unknown): item is object =>
  typeof item === 'object' && item !== null && !Array.isArray(item) && !isRawJSON(item);

/** `fromEntries` makes `__proto__` an ordinary key. */
const withSortedKeys = (map: object): object =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
