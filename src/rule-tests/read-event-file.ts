import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { isJsonObject, type JsonValue } from '../domain/json.ts';
import { reasonOf } from '../domain/errors.ts';
import type { LogType } from '../domain/log-type.ts';
import { kindOf } from './event-problems.ts';
import { ruleNameOf } from './find-event-files.ts';
import { readEvent } from './read-event.ts';
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
  const file = { path, shown, problem: undefined, warnings: [], events: [] };
  const text = readText(path);
  if (text.outcome === 'failed') return { ...file, problem: text.problem };

  const parsed = parseEvents(text.content);
  if (parsed.outcome === 'failed') return { ...file, problem: parsed.problem };

  const read = parsed.items.map((item) =>
    readEvent(item, { ...options, ruleName: ruleNameOf(path) }),
  );
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
  const errors: ParseError[] = [];
  const tree = parseTree(content, errors, { disallowComments: true });
  const [first] = errors;
  if (first || !tree) {
    const { line, column } = placeOf(content, first?.offset ?? 0);
    const what = first ? words(printParseErrorCode(first.error)) : 'nothing in it';
    return { outcome: 'failed', problem: `is not JSON: line ${line}, column ${column}: ${what}` };
  }
  const value: JsonValue = JSON.parse(content);
  if (Array.isArray(value)) return eventsOf(value, tree, content, []);

  const records = isJsonObject(value) ? value['records'] : undefined;
  const node = propertyOf(tree, 'records');
  if (Array.isArray(records) && node) return eventsOf(records, node, content, ['records']);
  return {
    outcome: 'failed',
    problem: `events belong in a list: the file must begin with [, found ${kindOf(value)}`,
  };
}

function eventsOf(
  values: readonly JsonValue[],
  list: Node,
  content: string,
  formerWords: readonly string[],
): Parsed {
  const items = values.map((value, index): EventItem => {
    const node = list.children?.[index];
    const data = node && propertyOf(node, 'data');
    return {
      value,
      number: index + 1,
      line: placeOf(content, node?.offset ?? 0).line,
      dataText: data && content.slice(data.offset, data.offset + data.length),
    };
  });
  return { outcome: 'parsed', items, formerWords };
}

/** The value of a key; of a key that is there twice the last, as `JSON.parse` has it. */
function propertyOf(node: Node, key: string): Node | undefined {
  if (node.type !== 'object') return undefined;
  return node.children?.findLast(({ children }) => children?.[0]?.value === key)?.children?.[1];
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
