import { parseSpelledJson, SpelledNumber, stringifyJson } from '../../../domain/exact-json.ts';
import { isJsonObject, type JsonValue } from '../../../domain/json.ts';
import type { LogType } from '../../../domain/log-type.ts';
import {
  type Candidate,
  type ParsePayload,
  type Parser,
  Rejected,
} from '../../../parsers/parser.ts';
import { decodeInside } from '../../../stages/classifier/content.ts';

/**
 * A payload that holds one record of a payload of several, with all that stood around the list it came from: what is
 * classified again when that record alone did not fit. Undefined where none was found.
 */
export type LonePayload = (
  payload: string | Uint8Array,
  logType: LogType,
  index: number,
) => string | undefined;

/** Lists that are tried as the one the record came from; deliveries have theirs near the top. */
const listsMax = 16;
const levelsMax = 4;

/** Whatever the path of a log type is: a shorter payload counts only when it gives the very same record, alone. */
export function lonePayloads(parsers: readonly Parser[]): LonePayload {
  const parserOf = new Map(parsers.map((parser) => [parser.type, parser]));
  const compiled = new Map<LogType, ParsePayload>();
  /** The last payload that was cut: bad records come together. */
  let last: { readonly text: string; readonly logType: LogType; readonly cut: Cut } | undefined;

  return (payload, logType, index) => {
    const parser = parserOf.get(logType.parser);
    if (typeof payload !== 'string' || parser === undefined) return undefined;
    const parse = compiled.get(logType) ?? parser.compile(logType);
    compiled.set(logType, parse);
    if (last?.text !== payload || last.logType !== logType) {
      last = { text: payload, logType, cut: cutterOf(payload, parse) };
    }
    return last.cut(index);
  };
}

type Cut = (index: number) => string | undefined;

function cutterOf(text: string, parse: ParsePayload): Cut {
  const read = (content: JsonValue) => parse(content, decodeInside.spelled).map(identity);
  const document = documentOf(text);
  if (document === undefined) {
    const found = read(text);
    const lines = text.split('\n');
    return (index) => {
      const line = lines[index];
      return line !== undefined && isAlone(read(line), found[index]) ? line : undefined;
    };
  }
  const found = read(document);
  const lists = listsIn(document);
  return (index) => {
    for (const list of lists) {
      const kept = list.items[index];
      if (kept === undefined) continue;
      const shorter = replaced(document, list.path, [kept]);
      if (isAlone(read(shorter), found[index])) return stringifyJson(writable(shorter));
    }
    return undefined;
  };
}

function documentOf(text: string): JsonValue | undefined {
  if (!/^[\ufeff\s]*[{[]/.test(text)) return undefined;
  try {
    return parseSpelledJson(text);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

const identity = (candidate: Candidate): string =>
  candidate instanceof Rejected
    ? stringifyJson(writable(candidate.raw))
    : stringifyJson(writable(candidate));

const isAlone = (found: readonly string[], wanted: string | undefined): boolean =>
  found.length === 1 && found[0] === wanted;

interface List {
  readonly path: readonly string[];
  readonly items: readonly JsonValue[];
}

/** Those of more than one item, the nearest to the top first. */
function listsIn(document: JsonValue): readonly List[] {
  const lists: List[] = [];
  let level: readonly { path: readonly string[]; value: JsonValue }[] = [
    { path: [], value: document },
  ];
  for (let depth = 0; depth < levelsMax && lists.length < listsMax; depth++) {
    for (const { path, value } of level) {
      if (Array.isArray(value) && value.length > 1) lists.push({ path, items: value });
    }
    level = level.flatMap(({ path, value }) =>
      isJsonObject(value)
        ? Object.entries(value).map(([key, inner]) => ({ path: [...path, key], value: inner }))
        : [],
    );
  }
  return lists.slice(0, listsMax);
}

/** `fromEntries` makes `__proto__` an ordinary key. */
function replaced(value: JsonValue, [key, ...rest]: readonly string[], by: JsonValue): JsonValue {
  if (key === undefined) return by;
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === key ? replaced(inner, rest, by) : inner,
    ]),
  );
}

/** Part of the language since 2025; the standard declarations do not know it yet. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** With the numbers as they were spelled. */
function writable(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof SpelledNumber) return rawJSON(value.text);
  if (Array.isArray(value)) return value.map(writable);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, writable(inner)]));
}
