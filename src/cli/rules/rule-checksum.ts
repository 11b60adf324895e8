import { createHash } from 'node:crypto';
import type { Node } from 'acorn';
import { stringifyJson } from '../../domain/exact-json.ts';
import type { Rule } from '../../domain/rule.ts';
import { functionCode } from '../../stages/rules-engine/from-source/function-code.ts';

/**
 * A digest of what decides whether a rule matches: its code and its `where`. Name, description, outputs and other
 * options, comments, blanks and the order of `where` change nothing. Undefined for code that cannot be read.
 */
export function ruleChecksum({ matches, where = {} }: Rule): string | undefined {
  const code = matches === undefined ? undefined : functionCode(matches);
  if (matches !== undefined && code === undefined) return undefined;
  const isAsync = /^async\b/.test(code?.text ?? '');
  const decided = [
    isAsync,
    code?.parameters.map(plain),
    code && statements(code.body),
    sorted(where),
  ];
  return createHash('sha256').update(stringifyJson(decided)).digest('hex');
}

/** An arrow without braces says the same as one that returns; texts that stand alone, such as notes, say nothing. */
function statements(body: Node): readonly unknown[] {
  if (!isNode(body, 'BlockStatement')) return [{ type: 'ReturnStatement', argument: plain(body) }];
  const all: unknown = Reflect.get(body, 'body');
  return Array.isArray(all) ? all.filter((statement) => !isNote(statement)).map(plain) : [];
}

const isNote = (statement: unknown): boolean =>
  isNode(statement, 'ExpressionStatement') &&
  isNode(Reflect.get(statement, 'expression'), 'Literal');

const isNode = (value: unknown, type: string): value is Node =>
  typeof value === 'object' && value !== null && Reflect.get(value, 'type') === type;

/** Where a piece of code stands, and how it spells a value, is not what it does. */
const unimportant: ReadonlySet<string> = new Set([
  'start',
  'end',
  'loc',
  'range',
  'raw',
  'directive',
]);

/** A syntax tree as plain data. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof RegExp) return String(value);
  if (typeof value === 'bigint') return { bigint: String(value) };
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      unimportant.has(key) ? [] : [[key, plain(inner)]],
    ),
  );
}

const sorted = (map: object): readonly unknown[] =>
  Object.entries(map)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(plain);
