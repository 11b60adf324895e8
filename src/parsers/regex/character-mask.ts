import type { CharacterSet } from './syntax.ts';

/** A set of characters as bits: one for each ASCII character, one for all others together, one for the text's end. */
export type CharacterMask = bigint;

const otherBit = 1n << 128n;
export const endBit: CharacterMask = 1n << 129n;

const asciiCharacters = 128;

export function maskOf(set: CharacterSet): CharacterMask {
  let mask = 0n;
  for (const [from, to] of set) {
    const end = Math.min(to + 1, asciiCharacters);
    if (from < end) mask |= (1n << BigInt(end)) - (1n << BigInt(from));
    if (to >= asciiCharacters) mask |= otherBit;
  }
  return mask;
}

export const hasBit = (mask: CharacterMask, code: number): boolean =>
  ((mask >> BigInt(code)) & 1n) === 1n;

/** By character code, 128 standing for all beyond ASCII: 1 for those in the mask. */
export function tableOf(mask: CharacterMask): Uint8Array {
  const bits = mask.toString(2);
  return Uint8Array.from({ length: asciiCharacters + 1 }, (_, code) =>
    bits[bits.length - 1 - code] === '1' ? 1 : 0,
  );
}
