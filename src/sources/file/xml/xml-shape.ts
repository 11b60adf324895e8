import { type XmlToken, XmlTokens } from './xml-tokens.ts';

/** As much of the beginning as is judged by. */
const headBytes = 64 * 1024;

/** How a file of XML is divided. */
export interface XmlShape {
  /** The element around all others, each of which is a payload; undefined when payloads stand at the top. */
  readonly wrapper: string | undefined;
}

/**
 * Tells by the beginning whether a file is XML, and which of its elements are payloads: those of the root when it
 * holds a run of alike ones, as `<Events><Event>…` does, else those at the top. Text that only begins with a word in
 * angle brackets, as the lines of some programs do, is none.
 */
export function xmlShapeOf(beginning: Uint8Array): XmlShape | undefined {
  const head = beginning.subarray(0, headBytes);
  const start = firstText(head);
  if (head[start] !== 0x3c || !opensMarkup(head[start + 1] ?? 0)) return undefined;

  const seen = lookAt(head);
  if (seen.root === undefined) return undefined;
  // Without a declaration something has to be whole, and nothing may stand between elements.
  if (!seen.isDeclared && (!seen.isSomethingWhole || seen.hasTextAtTop)) return undefined;
  return { wrapper: isWrapper(seen) ? seen.root : undefined };
}

interface Seen {
  root: string | undefined;
  readonly children: Map<string, number>;
  isDeclared: boolean;
  isSomethingWhole: boolean;
  hasTextAtTop: boolean;
  rootComesAgain: boolean;
}

function lookAt(head: Uint8Array): Seen {
  const seen: Seen = {
    root: undefined,
    children: new Map(),
    isDeclared: false,
    isSomethingWhole: false,
    hasTextAtTop: false,
    rootComesAgain: false,
  };
  const tokens = new XmlTokens();
  let depth = 0;
  let behind = 0;
  for (let token = tokens.next(head); token !== undefined; token = tokens.next(head)) {
    if (depth === 0 && !isBlank(head, behind, token.start)) seen.hasTextAtTop = true;
    behind = token.end;
    note(token, depth, seen);
    if (token.kind === 'open') depth++;
    else if (token.kind === 'close') depth = Math.max(0, depth - 1);
  }
  if (depth === 0 && !isBlank(head, behind, tokens.from())) seen.hasTextAtTop = true;
  return seen;
}

function note({ kind, name }: XmlToken, depth: number, seen: Seen) {
  if (kind === 'declaration') seen.isDeclared = true;
  if (kind === 'close' || kind === 'empty') seen.isSomethingWhole = true;
  if (kind !== 'open' && kind !== 'empty') return;
  if (depth === 0) {
    if (seen.root === undefined) seen.root = name;
    else seen.rootComesAgain = true;
  } else if (depth === 1 && !seen.rootComesAgain) {
    seen.children.set(name, (seen.children.get(name) ?? 0) + 1);
  }
}

function isWrapper({ root = '', children, rootComesAgain }: Seen): boolean {
  const [first] = children.keys();
  if (first !== undefined && isPlural(root, first)) return true;
  if (rootComesAgain) return false;
  const total = [...children.values()].reduce((sum, count) => sum + count, 0);
  const most = Math.max(0, ...children.values());
  return most > 1 && most * 2 > total;
}

/** `Events` around `Event`. */
const isPlural = (root: string, child: string): boolean =>
  [`${child}s`, `${child}list`, child.replace(/y$/i, 'ies')]
    .map((name) => name.toLowerCase())
    .includes(root.toLowerCase()) && root.toLowerCase() !== child.toLowerCase();

function firstText(head: Uint8Array): number {
  let at = 0;
  while (at < head.length && isBlankByte(head[at] ?? 0)) at++;
  return at;
}

export function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isBlankByte(bytes[at] ?? 0)) return false;
  return true;
}

const isBlankByte = (byte: number): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** A letter, `_`, `?` or `!`: syslog also begins with an angle bracket, and a number in it. */
const opensMarkup = (byte: number): boolean =>
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x61 && byte <= 0x7a) ||
  byte === 0x5f ||
  byte === 0x3f ||
  byte === 0x21;
