import type { JsonValue } from './json.ts';

/**
 * Number tokens that a double does not keep as they are: integers of 16 digits and more, and whole numbers that are
 * spelled as floats, which matters in a `string` field (`1.0`, `1e3`). Finds them in JSON text inside a string as well,
 * where line ends are escaped. May find what is no number, which costs a second reading and nothing else.
 */
const delicateNumber = /(?:^|[:[,])(?:\s|\\[nrt])*-?(?:\d{16}|\d+(?:\.0+(?!\d)|(?:\.\d+)?[eE]))/;
const longInteger = /(?:^|[:[,])\s*-?\d{16}/;

/** Whether reading this text by `JSON.parse` may lose digits or the spelling of a whole number. */
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
 * JSON, and a `RangeError` for what is nested too deeply to be walked.
 */
export function parseJson(text: string): JsonValue {
  try {
    return longInteger.test(text) ? parseWith(text, keepDigits) : JSON.parse(text);
  } catch (error) {
    return parseNonFinite(text, keepDigits, error);
  }
}

/** A number whose text is not its shortest form, such as `1.0`; lives only until a record's fields are converted. */
export class SpelledNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A zero is never converted, so its spelling never matters. */
const keepSpelling: Reviver = (_key, value, { source }) => {
  if (typeof value !== 'number' || source === undefined || value === 0) return value;
  if (String(value) === source) return value;
  return isUnsafeInteger(value, source) ? BigInt(source) : new SpelledNumber(source);
};

/** As `parseJson`, and numbers keep how they were spelled. */
export function parseSpelledJson(text: string): JsonValue {
  try {
    return parseWith(text, keepSpelling);
  } catch (error) {
    return parseNonFinite(text, keepSpelling, error);
  }
}

/**
 * The second attempt, for text with `NaN` and the like outside of its strings: they are replaced by numbers, `NaN` by
 * one that the text does not have and the reviver knows again. Throws the first attempt's error when there is none.
 */
function parseNonFinite(text: string, otherwise: Reviver, error: unknown): JsonValue {
  if (!(error instanceof SyntaxError) || !/NaN|Infinity/.test(text)) throw error;
  let notANumber = '1e-999';
  // Doubled, so that a text made of such numbers on purpose is soon outgrown.
  while (text.includes(notANumber)) notANumber += '0'.repeat(notANumber.length);
  return parseWith(withoutNonFinite(text, notANumber), (key, value, context) =>
    context.source === notANumber ? Number.NaN : otherwise(key, value, context),
  );
}

/** Blanks around the numbers keep them from growing together with what stands beside them. */
function withoutNonFinite(text: string, notANumber: string): string {
  const replaced = (part: string): string =>
    part.replace(/-?Infinity|(?<!-)NaN/g, (word) =>
      word === 'NaN' ? ` ${notANumber} ` : ` ${word.replace('Infinity', '1e999')} `,
    );
  let result = '';
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('"', at);
    if (open === -1) break;
    const close = endOfString(text, open);
    result += replaced(text.slice(at, open)) + text.slice(open, close);
    at = close;
  }
  return result + replaced(text.slice(at));
}

/** Past the closing quote of the string that begins at `open`. */
function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const character = text[at];
    if (character === '"') return at + 1;
    if (character === '\\') at++;
  }
  return text.length;
}

export interface StringifyOptions {
  /** Spaces for each level; all on one line when absent. */
  readonly indent?: number;
  /** Keys in ascending order at every level. */
  readonly sorted?: boolean;
  /** Everything outside of ASCII as `\uXXXX`, so that length in characters is length in bytes. */
  readonly ascii?: boolean;
  /** For readers that take nothing but JSON: numbers that are not finite become texts such as `"NaN"`. */
  readonly strict?: boolean;
}

/** Part of the language since 2025; the standard declarations do not know them yet. */
const { rawJSON, isRawJSON } = JSON as unknown as {
  rawJSON(text: string): unknown;
  isRawJSON(value: unknown): boolean;
};

/**
 * Writes JSON; a `bigint` as its digits, and numbers that are not finite as `NaN`, `Infinity` and `-Infinity`, which
 * `parseJson` reads and the original wrote as well. What leaves this product is written with `strict`.
 */
export function stringifyJson(value: unknown, options: StringifyOptions = {}): string {
  const plain = options.sorted === true ? undefined : plainText(value, options.indent);
  // What is not finite comes out as null, so only a text with one needs to be looked at.
  const text =
    plain === undefined || (plain.includes('null') && hasNonFinite(value))
      ? carefulText(value, options)
      : plain;
  // Outside of its strings JSON is ASCII, so every other character stands inside one.
  return options.ascii === true ? text.replace(/[^\0-\x7f]/g, escaped) : text;
}

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Undefined when there is a bigint somewhere, which is rare: looking for one each time costs more than trying. */
function plainText(value: unknown, indent: number | undefined): string | undefined {
  try {
    return JSON.stringify(value, undefined, indent) ?? 'null';
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function hasNonFinite(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasNonFinite);
}

function carefulText(
  value: unknown,
  { indent, sorted = false, strict = false }: StringifyOptions,
): string {
  let nonFinite = false;
  const textWith = (standIn: (item: number) => unknown): string =>
    JSON.stringify(
      value,
      (_key, item: unknown) => {
        if (typeof item === 'bigint') return rawJSON(String(item));
        if (typeof item === 'number' && !Number.isFinite(item)) return standIn(item);
        return sorted && isMap(item) ? withSortedKeys(item) : item;
      },
      indent,
    ) ?? 'null';

  const text = textWith(() => {
    nonFinite = true;
    return null;
  });
  if (!nonFinite) return text;
  if (strict) return textWith(String);
  // A raw number must be valid JSON: a text that occurs nowhere else takes its place until all is written.
  let mark = '~';
  while (text.includes(mark)) mark += mark;
  return textWith((item) => `${mark}${item}`).replaceAll(
    new RegExp(`"${mark}(NaN|-?Infinity)"`, 'g'),
    '$1',
  );
}

const isMap = (item: unknown): item is object =>
  typeof item === 'object' && item !== null && !Array.isArray(item) && !isRawJSON(item);

/** `fromEntries` makes `__proto__` an ordinary key. */
const withSortedKeys = (map: object): object =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
