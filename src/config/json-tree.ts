import { createScanner, type JSONScanner } from 'jsonc-parser';
import type { JsonValue } from '../domain/json.ts';
import { token, tokenMistakes } from './json-tokens.ts';

/** Where a token begins, 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One key of an object, with the place of its name. */
export interface JsonEntry {
  readonly key: string;
  readonly keyPosition: Position;
  readonly value: JsonNode;
}

/**
 * A JSON value with its place in the text. Entries stand in a list, because a JavaScript object would move keys
 * such as `"2"` to the front, and the order of columns in a schema counts.
 */
export type JsonNode =
  | {
      readonly kind: 'map';
      readonly position: Position;
      readonly entries: ReadonlyMap<string, JsonEntry>;
    }
  | { readonly kind: 'list'; readonly position: Position; readonly items: readonly JsonNode[] }
  | { readonly kind: 'text'; readonly position: Position; readonly value: string }
  | { readonly kind: 'number'; readonly position: Position; readonly value: number | bigint }
  | { readonly kind: 'boolean'; readonly position: Position; readonly value: boolean }
  | { readonly kind: 'null'; readonly position: Position; readonly value: null };

/** A key that stands twice in one object; the last value counts, as everywhere in JSON. */
interface DuplicateKey {
  readonly path: readonly (string | number)[];
  readonly position: Position;
}

export type ParsedJson =
  | {
      readonly outcome: 'parsed';
      readonly root: JsonNode;
      readonly duplicates: readonly DuplicateKey[];
    }
  | { readonly outcome: 'refused'; readonly message: string; readonly position: Position };

/** No configuration is that deep; a hostile one would exhaust the stack of whoever walks it. */
const depthMax = 100;

/** Reads standard JSON: no comments, no trailing commas. Stops at the first mistake. */
export function parseJson(text: string): ParsedJson {
  const scanner: Scanner = createScanner(text.startsWith('\uFEFF') ? text.slice(1) : text, false);
  const reading: Reading = { scanner, duplicates: [], path: [] };
  try {
    next(reading);
    if (scanner.getToken() === token.end) fail(reading, 'the file is empty; expected { … }');
    const root = readValue(reading);
    if (scanner.getToken() !== token.end) {
      fail(reading, 'something follows after the end of the JSON value; remove it');
    }
    return { outcome: 'parsed', root, duplicates: reading.duplicates };
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    return { outcome: 'refused', message: error.message, position: error.position };
  }
}

/** The value as ordinary JavaScript data; `__proto__` is an ordinary key of it. */
export function plainValue(node: JsonNode): JsonValue {
  if (node.kind === 'list') return node.items.map(plainValue);
  if (node.kind !== 'map') return node.value;
  const entries = [...node.entries.values()];
  return Object.fromEntries(entries.map(({ key, value }) => [key, plainValue(value)]));
}

/** The scanner, with its numbers as numbers. */
type Scanner = Omit<JSONScanner, 'scan' | 'getToken' | 'getTokenError'> & {
  scan(): number;
  getToken(): number;
  getTokenError(): number;
};

interface Reading {
  readonly scanner: Scanner;
  readonly duplicates: DuplicateKey[];
  readonly path: (string | number)[];
}

class SyntaxProblem extends Error {
  readonly position: Position;

  constructor(message: string, position: Position) {
    super(message);
    this.position = position;
  }
}

const here = ({ scanner }: Reading): Position => ({
  line: scanner.getTokenStartLine() + 1,
  column: scanner.getTokenStartCharacter() + 1,
});

function fail(reading: Reading, message: string, position = here(reading)): never {
  throw new SyntaxProblem(message, position);
}

function next(reading: Reading): number {
  for (;;) {
    const found = reading.scanner.scan();
    if (found === token.blank || found === token.lineBreak) continue;
    if (found === token.lineComment || found === token.blockComment) {
      fail(reading, 'comments are not allowed in JSON; remove it');
    }
    const mistake = tokenMistakes[reading.scanner.getTokenError()];
    if (mistake !== undefined) fail(reading, mistake);
    return found;
  }
}

function readValue(reading: Reading): JsonNode {
  const { scanner } = reading;
  const position = here(reading);
  switch (scanner.getToken()) {
    case token.openBrace:
      return readMap(reading, position);
    case token.openBracket:
      return readList(reading, position);
    case token.text:
      return leaf(reading, { kind: 'text', position, value: scanner.getTokenValue() });
    case token.number:
      return leaf(reading, { kind: 'number', position, value: exact(scanner.getTokenValue()) });
    case token.true:
      return leaf(reading, { kind: 'boolean', position, value: true });
    case token.false:
      return leaf(reading, { kind: 'boolean', position, value: false });
    case token.null:
      return leaf(reading, { kind: 'null', position, value: null });
    case token.end:
      return fail(reading, 'the file ends too early; a value or a closing bracket is missing');
    default:
      return fail(reading, 'expected a value; text needs double quotation marks');
  }
}

function leaf(reading: Reading, node: JsonNode): JsonNode {
  next(reading);
  return node;
}

/** A whole number beyond 2^53 keeps its digits. */
function exact(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(text) ? value : BigInt(text);
}

function readMap(reading: Reading, position: Position): JsonNode {
  const { scanner, path, duplicates } = reading;
  enter(reading);
  const entries = new Map<string, JsonEntry>();
  next(reading);
  while (scanner.getToken() !== token.closeBrace) {
    if (scanner.getToken() !== token.text) {
      fail(reading, 'expected a key in double quotation marks, or }');
    }
    const key = scanner.getTokenValue();
    const keyPosition = here(reading);
    if (next(reading) !== token.colon) fail(reading, 'expected a colon after the key');
    next(reading);
    path.push(key);
    if (entries.has(key)) duplicates.push({ path: [...path], position: keyPosition });
    entries.set(key, { key, keyPosition, value: readValue(reading) });
    path.pop();
    separate(reading, token.closeBrace, '}');
  }
  next(reading);
  return { kind: 'map', position, entries };
}

function readList(reading: Reading, position: Position): JsonNode {
  const { scanner, path } = reading;
  enter(reading);
  const items: JsonNode[] = [];
  next(reading);
  while (scanner.getToken() !== token.closeBracket) {
    path.push(items.length);
    items.push(readValue(reading));
    path.pop();
    separate(reading, token.closeBracket, ']');
  }
  next(reading);
  return { kind: 'list', position, items };
}

function enter(reading: Reading): void {
  if (reading.path.length >= depthMax) {
    fail(reading, `nested more than ${depthMax} levels deep; no setting is`);
  }
}

/** After an element: a comma with another element behind it, or the end. */
function separate(reading: Reading, close: number, closing: string): void {
  const { scanner } = reading;
  const found = scanner.getToken();
  if (found === close) return;
  if (found === token.end) fail(reading, `the file ends too early; ${closing} is missing`);
  if (found !== token.comma) fail(reading, `expected a comma or ${closing}`);
  const comma = here(reading);
  if (next(reading) === close) {
    fail(reading, `a comma is not allowed before ${closing}; remove it`, comma);
  }
}
