import { type CharacterMask, endBit, maskOf } from './character-mask.ts';
import { firstOf } from './first.ts';
import { sourceOf } from './platform-source.ts';
import type { Node } from './syntax.ts';

/** Matches a whole text; the groups by number, from 1 on, undefined where one took no part. */
export type MatchWhole = (text: string) => RegExpExecArray | null;

/** In how many ways a text may be tried at most. Each of them takes time in proportion to the text. */
const waysMax = 64;

/**
 * The same pattern for the engine of the platform, which is many times as fast and goes back when a text does not
 * match; undefined where that could take more than a fixed number of times the length of the text.
 *
 * It cannot where each character decides alone how to go on: what a loop repeats begins with other characters than what
 * may follow it. Then going back finds at every step that nothing else fits there.
 */
export function compileLinear(pattern: Node): Linear | undefined {
  if (waysOf(pattern, theEnd) > waysMax || !hasPlainGroups(pattern, false)) return undefined;
  const expression = new RegExp(`^(?:${sourceOf(pattern)})$`, 'u');
  return { match: (text) => expression.exec(text) };
}

export interface Linear {
  /** For texts of one line. */
  readonly match: MatchWhole;
}

/** What can come behind a node. */
interface Follow {
  readonly mask: CharacterMask;
  /** Whether every line fits what comes behind, so that there is never a reason to go back. */
  readonly isAnything: boolean;
}

const theEnd: Follow = { mask: endBit, isAnything: false };

/** What can come where a node begins, given what can come behind it. */
function beginningOf(node: Node, follow: Follow): Follow {
  const { mask, isNullable } = firstOf(node);
  const isRest = takesAnything(node) && (follow.isAnything || follow.mask === endBit);
  return { mask: isNullable ? mask | follow.mask : mask, isAnything: isRest };
}

/** `.*`, of a line or of several. */
function takesAnything(node: Node): boolean {
  if (node.kind === 'group') return takesAnything(node.body);
  if (node.kind === 'sequence') {
    const [only] = node.items;
    return node.items.length === 1 && only !== undefined && takesAnything(only);
  }
  if (node.kind !== 'repeat' || node.least > 0 || node.most < Infinity) return false;
  return node.body.kind === 'set' && (maskOf(node.body.set) | maskOf(lineFeed)) === everyCharacter;
}

const lineFeed = [[10, 10]] as const;
const everyCharacter = maskOf([[0, 0x10ffff]]);

/** In how many ways a node can be tried at one place, given what can come behind it; Infinity when there is no bound. */
function waysOf(node: Node, follow: Follow): number {
  switch (node.kind) {
    case 'set':
      return 1;
    case 'boundary':
      // It looks at characters on both sides, which is more than this can tell.
      return Infinity;
    case 'group':
      return waysOf(node.body, follow);
    case 'choice':
      return waysOfChoice(node.options, follow);
    case 'repeat':
      return waysOfRepeat(node, follow);
    case 'sequence': {
      let ways = 1;
      let behind = follow;
      for (const item of node.items.toReversed()) {
        ways *= waysOf(item, behind);
        behind = beginningOf(item, behind);
      }
      return ways;
    }
  }
}

function waysOfChoice(options: readonly Node[], follow: Follow): number {
  let seen = 0n;
  let isDecided = true;
  for (const option of options) {
    const begin = beginningOf(option, follow).mask;
    if ((seen & begin) !== 0n) isDecided = false;
    seen |= begin;
  }
  const ways = options.map((option) => waysOf(option, follow));
  return isDecided ? Math.max(...ways) : ways.reduce((sum, each) => sum + each, 0);
}

function waysOfRepeat(
  { body, least, most }: Extract<Node, { kind: 'repeat' }>,
  follow: Follow,
): number {
  const { mask, isNullable } = firstOf(body);
  if (isNullable) return Infinity;
  const again = { mask: mask | follow.mask, isAnything: false };
  const inner = waysOf(body, most === 1 ? follow : again);
  const isDecided = follow.isAnything || (mask & follow.mask) === 0n;
  if (most === Infinity) return isDecided && inner === 1 ? 1 : Infinity;
  const stops = isDecided ? 1 : most - least + 1;
  return stops * inner ** most;
}

/** Engines differ in what a group inside of a loop holds when its last round did not go through it. */
function hasPlainGroups(node: Node, inLoop: boolean): boolean {
  switch (node.kind) {
    case 'set':
    case 'boundary':
      return true;
    case 'group':
      return !inLoop && hasPlainGroups(node.body, inLoop);
    case 'repeat':
      return hasPlainGroups(node.body, inLoop || node.most > 1);
    case 'choice':
      return node.options.every((option) => hasPlainGroups(option, inLoop));
    case 'sequence':
      return node.items.every((item) => hasPlainGroups(item, inLoop));
  }
}
