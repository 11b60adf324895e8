import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { isJsonObject, type JsonValue } from '../domain/json.ts';
import { reasonOf } from '../domain/errors.ts';
import type { LogType } from '../domain/log-type.ts';
import { kindOf } from './event-problems.ts';
import { ruleNameOf } from './find-event-files.ts';
import { findJsonItems } from './json-items.ts';
import { type EventContext, readEvent } from './read-event.ts';
import type { EventFile, EventItem, ReadEvent } from './test-event.ts';

/** Nobody reviews a larger file of examples; it is most likely a log. */
const fileBytesMax = 64 * 1024 * 1024;

export interface ReadingOptions {
  readonly cwd: string;
  readonly logTypes: ReadonlyMap<string, LogType>;
  readonly now: number;
}

/** Reads a file of test events. What is wrong with it, or with one of its events, is part of the answer. */
export function readEventFile(path: string, options: ReadingOptions): EventFile {
  const shown = shownPath(path, options.cwd);
  const text = readText(path);
  if (text.outcome === 'read') return readEventText(text.content, { path, shown }, options);
  return { path, shown, problem: text.problem, warnings: [], events: [] };
}

/** The same for what stands in a file. */
export function readEventText(
  content: string,
  { path, shown }: Pick<EventFile, 'path' | 'shown'>,
  options: Omit<ReadingOptions, 'cwd'>,
): EventFile {
  const file = { path, shown, problem: undefined, warnings: [], events: [] };
  const parsed = parseEvents(content);
  if (parsed.outcome === 'failed') return { ...file, problem: parsed.problem };

  const ruleName = ruleNameOf(path);
  const read = parsed.items.map((item) => readItem(item, { ...options, ruleName }));
  const former = new Set([
    ...parsed.formerWords,
    ...read.flatMap(({ formerWords }) => formerWords),
  ]);
  return {
    ...file,
    events: read.map(({ read: event }): ReadEvent => event),
    warnings: former.size === 0 ? [] : [deprecation([...former])],
  };
}

function readItem(item: EventItem, context: EventContext): ReturnType<typeof readEvent> {
  try {
    return readEvent(item, context);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const { number, line } = item;
    const message = 'the event is nested too deeply to be a log record';
    const place = { number, line, description: '', warnings: [] };
    return { read: { ...place, outcome: 'refused', message }, formerWords: [] };
  }
}

const deprecation = (words: readonly string[]): string =>
  `written for an older version (${words.join(', ')}); it still runs. Today: a list of events with "log" and "trigger_rules"`;

const shownPath = (path: string, cwd: string): string => {
  const shown = relative(cwd, path);
  return shown.startsWith('..') ? path : shown;
};

type Text =
  | { readonly outcome: 'read'; readonly content: string }
  | { readonly outcome: 'failed'; readonly problem: string };

function readText(path: string): Text {
  try {
    const { size } = statSync(path);
    if (size > fileBytesMax) {
      return { outcome: 'failed', problem: `${size} bytes are too many for a file of test events` };
    }
    return { outcome: 'read', content: readFileSync(path, 'utf8').replace(/^\uFEFF/, '') };
  } catch (error) {
    return { outcome: 'failed', problem: `cannot be read: ${reasonOf(error)}` };
  }
}

type Parsed =
  | {
      readonly outcome: 'parsed';
      readonly items: readonly EventItem[];
      readonly formerWords: readonly string[];
    }
  | { readonly outcome: 'failed'; readonly problem: string };

function parseEvents(content: string): Parsed {
  let value: JsonValue;
  try {
    value = JSON.parse(content);
  } catch (error) {
    return { outcome: 'failed', problem: problemOf(error, content) };
  }
  if (Array.isArray(value)) return eventsOf(value, content, undefined);

  const records = isJsonObject(value) ? value['records'] : undefined;
  if (Array.isArray(records)) return eventsOf(records, content, 'records');
  return {
    outcome: 'failed',
    problem: `events belong in a list: the file must begin with [, found ${kindOf(value)}`,
  };
}

/** A second, slower look finds where the mistake is. */
function problemOf(error: unknown, content: string): string {
  const errors: ParseError[] = [];
  try {
    parseTree(content, errors, { disallowComments: true });
  } catch {
    // It goes deeper than the stack of whoever reads it.
    return 'is nested too deeply to be read';
  }
  const [first] = errors;
  if (first === undefined && content.trim() !== '') return `is not JSON: ${reasonOf(error)}`;
  const { line, column } = placeOf(content, first?.offset ?? 0);
  const what = first ? words(printParseErrorCode(first.error)) : 'nothing in it';
  return `is not JSON: line ${line}, column ${column}: ${what}`;
}

function eventsOf(
  values: readonly JsonValue[],
  content: string,
  listKey: string | undefined,
): Parsed {
  const places = findJsonItems(content, listKey);
  let line = 1;
  let counted = 0;
  const items = values.map((value, index): EventItem => {
    const { start = counted, entries = [] } = places[index] ?? {};
    line += linesIn(content, counted, start);
    counted = start;
    // Of a key that stands there twice the last counts, as `JSON.parse` has it.
    const data = entries.findLast(({ key }) => key === 'data');
    const keys = entries.map(({ key }) => key);
    return {
      value,
      number: index + 1,
      line,
      dataText: data && content.slice(data.start, data.end),
      repeatedKeys: [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))],
    };
  });
  return { outcome: 'parsed', items, formerWords: listKey === undefined ? [] : [listKey] };
}

/** Line ends between two places; each part of a file is looked at once. */
function linesIn(content: string, from: number, to: number): number {
  let lines = 0;
  for (let at = content.indexOf('\n', from); at !== -1 && at < to; ) {
    lines++;
    at = content.indexOf('\n', at + 1);
  }
  return lines;
}

function placeOf(content: string, offset: number): { line: number; column: number } {
  const before = content.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** `CommaExpected` → `comma expected` */
const words = (code: string): string =>
  code
    .replace(/(?!^)([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/^./, (letter) => letter.toLowerCase());
