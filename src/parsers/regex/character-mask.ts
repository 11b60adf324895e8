import type { CharacterSet } from './syntax.ts';

/** A set of characters as bits: one for each ASCII character, one for all others together, one for the text's end. */
export type CharacterMask = bigint;

const otherBit = 1n << 128n;
export const endBit: CharacterMask = 1n << 129n;

export function maskOf(set: CharacterSet): CharacterMask {
  let mask = 0n;
  for (const [from, to] of set) {
    for (let point = from; point <= Math.min(to, 127); point++) mask |= 1n << BigInt(point);
    if (to > 127) mask |= otherBit;
  }
  return mask;
}

/** By character code, 128 standing for all beyond ASCII: 1 for those in the mask. */
export const tableOf = (mask: CharacterMask): Uint8Array =>
  Uint8Array.from({ length: 129 }, (_, code) => ((mask >> BigInt(code)) & 1n ? 1 : 0));
