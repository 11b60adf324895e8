import { type CharacterMask, hasBit, maskOf, tableOf } from './character-mask.ts';
import { firstOf } from './first.ts';
import { sourceOf } from './platform-source.ts';
import type { CharacterSet, Node } from './syntax.ts';

/** What the first characters of a text that fits are; more than these would leave out hardly anything more. */
const charactersMax = 24;
const beginningsMax = 8;

/** One way a text may begin; an open one is known only so far as the pattern has been followed. */
interface Beginning {
  readonly masks: readonly CharacterMask[];
  readonly isOpen: boolean;
}

export interface Glance {
  /** Whether a text begins as those do that a pattern matches as a whole. It may say yes wrongly, and never no. */
  mayFit(text: string): boolean;
  /** The first character; 128 stands for all beyond ASCII. */
  mayBegin(code: number): boolean;
}

export function compileGlance(patterns: readonly Node[]): Glance {
  const firsts = patterns.map(firstOf);
  let looks: readonly Look[] | undefined;
  return {
    mayFit(text) {
      looks ??= patterns.map(compileLook);
      for (const { beginnings, literal, words } of looks) {
        const mayBe = fitsOne(text, beginnings) && text.includes(literal);
        if (mayBe && (words === undefined || words.test(text))) return true;
      }
      return false;
    },
    mayBegin: (code) => firsts.some(({ mask, isNullable }) => isNullable || hasBit(mask, code)),
  };
}

/** What is looked for in a text before a pattern is tried on it. */
interface Look {
  readonly beginnings: readonly (readonly Uint8Array[])[];
  readonly literal: string;
  readonly words: RegExp | undefined;
}

const compileLook = (pattern: Node): Look => ({
  beginnings: beginningsOf(pattern, [{ masks: [], isOpen: true }]).map(({ masks }) =>
    masks.map(tableOf),
  ),
  literal: longestLiteral(pattern),
  words: neededWords(pattern),
});

function fitsOne(text: string, beginnings: readonly (readonly Uint8Array[])[]): boolean {
  for (const beginning of beginnings) if (fits(text, beginning)) return true;
  return false;
}

function fits(text: string, tables: readonly Uint8Array[]): boolean {
  if (text.length < tables.length) return false;
  for (let at = 0; at < tables.length; at++) {
    const code = text.charCodeAt(at);
    if (tables[at]?.[code < 128 ? code : 128] !== 1) return false;
  }
  return true;
}

/**
 * An expression for the words of which every text that fits has one, such as the levels of a log; undefined where there
 * are none, or where they could be found nearly everywhere.
 */
function neededWords(pattern: Node): RegExp | undefined {
  if (pattern.kind === 'choice') {
    return pattern.options.every((option) => isWord(option))
      ? new RegExp(sourceOf(pattern), 'u')
      : undefined;
  }
  if (pattern.kind === 'group') return neededWords(pattern.body);
  if (pattern.kind !== 'sequence') return undefined;
  for (const item of pattern.items) {
    const words = neededWords(item);
    if (words !== undefined) return words;
  }
  return undefined;
}

const wordCharactersMin = 3;

/** Characters one after the other, each of which is known but for its case. */
const isWord = (node: Node): boolean =>
  node.kind === 'sequence' &&
  node.items.length >= wordCharactersMin &&
  node.items.every((item) => item.kind === 'set' && countOf(item.set) <= charactersOfCases);

const charactersOfCases = 3;

const countOf = (set: CharacterSet): number =>
  set.reduce((count, [from, to]) => count + to - from + 1, 0);

/** The longest run of single characters that every text has that fits. */
function longestLiteral(pattern: Node): string {
  let longest = '';
  let run = '';
  const end = () => {
    if (run.length > longest.length) longest = run;
    run = '';
  };
  const visit = (node: Node) => {
    if (node.kind === 'group') visit(node.body);
    else if (node.kind === 'sequence') node.items.forEach(visit);
    else if (node.kind === 'set') {
      const [only] = node.set;
      if (node.set.length === 1 && only !== undefined && only[0] === only[1]) {
        run += String.fromCodePoint(only[0]);
      } else end();
    } else if (node.kind !== 'boundary') {
      end();
      if (node.kind === 'repeat' && node.least > 0) visit(node.body);
      end();
    }
  };
  visit(pattern);
  end();
  return longest;
}

/** What the beginnings become when a node comes behind them. */
function beginningsOf(node: Node, before: readonly Beginning[]): readonly Beginning[] {
  switch (node.kind) {
    case 'group':
      return beginningsOf(node.body, before);
    case 'boundary':
      return before;
    case 'set': {
      const mask = maskOf(node.set);
      return before.map((each) => withNext(each, mask));
    }
    case 'sequence':
      return node.items.reduce((so_far, item) => beginningsOf(item, so_far), before);
    case 'choice':
      return few(
        node.options.flatMap((option) => beginningsOf(option, before)),
        before,
        node,
      );
    case 'repeat': {
      let result = before;
      for (let round = 0; round < Math.min(node.least, charactersMax); round++) {
        result = beginningsOf(node.body, result);
      }
      if (node.most === node.least) return result;
      // Some go on right behind it, others with one round more, of which no more is followed.
      const optional: Node = { ...node, least: 0 };
      const open = result.filter(({ isOpen }) => isOpen);
      const once = beginningsOf(node.body, open);
      return few([...result, ...(node.most === 1 ? once : closed(once))], result, optional);
    }
  }
}

function withNext({ masks, isOpen }: Beginning, mask: CharacterMask): Beginning {
  if (!isOpen) return { masks, isOpen };
  // A character beyond the basic plane is two of a text's units, and what follows stands further on.
  const isWide = mask >> 128n !== 0n;
  return {
    masks: [...masks, mask],
    isOpen: !isWide && masks.length + 1 < charactersMax,
  };
}

const closed = (beginnings: readonly Beginning[]): readonly Beginning[] =>
  beginnings.map(({ masks }) => ({ masks, isOpen: false }));

/** Where there are too many ways to go on, the next character of all of them has to do. */
function few(
  after: readonly Beginning[],
  before: readonly Beginning[],
  node: Node,
): readonly Beginning[] {
  if (after.length <= beginningsMax) return after;
  const { mask, isNullable } = firstOf(node);
  return closed(isNullable ? before : before.map((each) => withNext(each, mask)));
}
