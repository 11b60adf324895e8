import { type Element, levelsMax } from './element.ts';

/** Characters that XML does not have. */
const forbidden = /[^\t\n\r\u0020-\ufffd]/;

const nameStart = 1;
const nameRest = 2;
const blank = 4;

/** What each ASCII character may be part of; names in other scripts are left to the complete reader. */
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_:]/.test(character)) return nameStart | nameRest;
  if (/[\d.-]/.test(character)) return nameRest;
  return /[ \t\r\n]/.test(character) ? blank : 0;
});

/** Past the characters of a kind. */
function runEnd(text: string, from: number, kind: number): number {
  let at = from;
  while (((kinds[text.charCodeAt(at)] ?? 0) & kind) !== 0) at++;
  return at;
}

interface OpenElement {
  readonly name: string;
  readonly attributes: string[];
  readonly children: (string | Element)[];
}

/**
 * Reads documents that consist of what logs consist of: elements, attributes, text, the five references of XML and those
 * to characters, CDATA and comments. It takes a tenth of the time that a complete reader takes. Undefined for anything
 * else, damaged documents among it: for a complete reader to read, or to say what is wrong.
 */
export function readPlain(text: string): readonly (string | Element)[] | undefined {
  if (forbidden.test(text) || !text.isWellFormed()) return undefined;
  const top: OpenElement = { name: '', attributes: [], children: [] };
  const open: OpenElement[] = [];
  let current = top;
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const end = next === -1 ? text.length : next;
    if (end > at) {
      const content = textOf(text.slice(at, end));
      if (content === undefined) return undefined;
      current.children.push(content);
    }
    if (next === -1) break;
    const code = text.charCodeAt(next + 1);
    if (code === slash) {
      const closed = open.pop();
      const nameEnd = next + 2 + current.name.length;
      if (closed === undefined || !text.startsWith(current.name, next + 2)) return undefined;
      at = runEnd(text, nameEnd, blank);
      if (text.charCodeAt(at) !== greater) return undefined;
      at++;
      current = closed;
    } else if (code === exclamation) {
      at = readSection(text, next, current);
      if (at === -1) return undefined;
    } else {
      const begun = beginElement(text, next + 1);
      if (begun === undefined) return undefined;
      current.children.push(begun.element);
      if (!begun.isEmpty) {
        if (open.length >= levelsMax) return undefined;
        open.push(current);
        current = begun.element;
      }
      at = begun.end;
    }
  }
  return open.length === 0 ? top.children : undefined;
}

const slash = 0x2f;
const greater = 0x3e;
const exclamation = 0x21;
const equalsSign = 0x3d;
const doubleQuote = 0x22;
const singleQuote = 0x27;

interface Begun {
  readonly element: OpenElement;
  readonly isEmpty: boolean;
  readonly end: number;
}

/** The start tag whose name begins there. */
function beginElement(text: string, from: number): Begun | undefined {
  const nameEnd = nameEndIn(text, from);
  if (nameEnd === -1) return undefined;
  const attributes: string[] = [];
  const element: OpenElement = { name: text.slice(from, nameEnd), attributes, children: [] };
  let at = nameEnd;
  while (true) {
    const next = runEnd(text, at, blank);
    const code = text.charCodeAt(next);
    if (code === greater) return { element, isEmpty: false, end: next + 1 };
    if (code === slash) {
      if (text.charCodeAt(next + 1) !== greater) return undefined;
      return { element, isEmpty: true, end: next + 2 };
    }
    if (next === at) return undefined;
    at = readAttribute(text, next, attributes);
    if (at === -1) return undefined;
  }
}

function nameEndIn(text: string, from: number): number {
  if (((kinds[text.charCodeAt(from)] ?? 0) & nameStart) === 0) return -1;
  const end = runEnd(text, from + 1, nameRest);
  // A letter of another script would belong to the name.
  return text.charCodeAt(end) < 128 ? end : -1;
}

/** Adds the attribute that begins there and gives the place behind it; -1 for what is none. */
function readAttribute(text: string, from: number, attributes: string[]): number {
  const nameEnd = nameEndIn(text, from);
  if (nameEnd === -1) return -1;
  const equals = runEnd(text, nameEnd, blank);
  if (text.charCodeAt(equals) !== equalsSign) return -1;
  const open = runEnd(text, equals + 1, blank);
  const quote = text.charCodeAt(open);
  if (quote !== doubleQuote && quote !== singleQuote) return -1;
  const close = text.indexOf(quote === doubleQuote ? '"' : "'", open + 1);
  if (close === -1) return -1;
  const name = text.slice(from, nameEnd);
  const written = text.slice(open + 1, close);
  // Line ends and tabs would become blanks, and the sign of an element is an error.
  const value = /[<\t\r\n]/.test(written) ? undefined : textOf(written);
  if (value === undefined || hasName(attributes, name) || name === 'xml:space') return -1;
  attributes.push(name, value);
  return close + 1;
}

/** More than any log has, and few enough to compare each with the ones before it. */
const attributesMax = 50;

function hasName(attributes: readonly string[], name: string): boolean {
  if (attributes.length >= 2 * attributesMax) return true;
  for (let at = 0; at < attributes.length; at += 2) if (attributes[at] === name) return true;
  return false;
}

/** Past a comment or CDATA, whose text is added; -1 for what is neither. */
function readSection(text: string, from: number, { children }: OpenElement): number {
  if (text.startsWith('<!--', from)) {
    const end = text.indexOf('--', from + 4);
    return end !== -1 && text.charCodeAt(end + 2) === greater ? end + 3 : -1;
  }
  if (!text.startsWith('<![CDATA[', from)) return -1;
  const begin = from + '<![CDATA['.length;
  const end = text.indexOf(']]>', begin);
  if (end === -1) return -1;
  const content = text.slice(begin, end);
  children.push(content.includes('\r') ? content.replaceAll(/\r\n?/g, '\n') : content);
  return end + 3;
}

/** Text with its references resolved; undefined when it holds something that text must not hold. */
function textOf(written: string): string | undefined {
  if (written.includes(']]>')) return undefined;
  const text = written.includes('\r') ? written.replaceAll(/\r\n?/g, '\n') : written;
  if (!text.includes('&')) return text;
  let isSound = true;
  const resolved = text.replaceAll(
    /&(?:(lt|gt|amp|apos|quot);|#(\d{1,7});|#x([\da-f]{1,6});)?/gi,
    (_, name: string | undefined, decimal: string | undefined, hexadecimal: string | undefined) => {
      const meant = name === undefined ? characterOf(decimal, hexadecimal) : references[name];
      if (meant === undefined) isSound = false;
      return meant ?? '';
    },
  );
  return isSound ? resolved : undefined;
}

const references: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  apos: "'",
  quot: '"',
};

function characterOf(decimal = '', hexadecimal = ''): string | undefined {
  const point = decimal === '' ? Number.parseInt(hexadecimal, 16) : Number(decimal);
  if (!(point >= 0x20 || point === 0x9 || point === 0xa || point === 0xd)) return undefined;
  const isHalf = point >= 0xd800 && point <= 0xdfff;
  if (isHalf || point === 0xfffe || point === 0xffff || point > 0x10ffff) return undefined;
  return String.fromCodePoint(point);
}
