import type { IndicatorType, KnownIndicatorType } from '../../domain/indicator.ts';

/**
 * The 64-bit hash that was computed last, in two halves. It is not returned, since a pair of numbers would be an object
 * for every value of every record.
 */
export const hashed = { low: 0, high: 0 };

const seeds: Readonly<Record<KnownIndicatorType, number>> = {
  ip: 0x1f83d9ab,
  domain: 0x5be0cd19,
  md5: 0x6a09e667,
  sha1: 0x3c6ef372,
  sha256: 0x510e527f,
  url: 0x243f6a88,
  cve: 0x13198a2e,
};

const lowFactor = 0x9e3779b1;
const highFactor = 0x85ebca77;
/** What the second half begins with beside the seed. */
const other = 0x2545f491;

/*
 * The two steps below stand in every loop as they are: the halves are local variables there, which a function that
 * took and gave both could not leave them.
 */
const mixedLow = (low: number, code: number): number => {
  const mixed = Math.imul(low ^ code, lowFactor);
  return mixed ^ (mixed >>> 15);
};

const mixedHigh = (high: number, code: number): number => {
  const mixed = Math.imul(high ^ code, highFactor);
  return (mixed << 13) | (mixed >>> 19);
};

function finish(low: number, high: number): void {
  let a = Math.imul(low ^ (low >>> 16), 0xc2b2ae35);
  a = (a ^ (a >>> 13)) >>> 0;
  let b = Math.imul(high ^ (high >>> 15), 0x27d4eb2f);
  b = (b ^ (b >>> 16)) >>> 0;
  // Both zero is what an empty place of a table looks like.
  hashed.low = a === 0 && b === 0 ? 1 : a;
  hashed.high = b;
}

const ownSeeds = new Map<string, number>();

/** Types that operators name get a seed out of their name. */
function seedOf(type: IndicatorType): number {
  if (Object.hasOwn(seeds, type)) return seeds[type as KnownIndicatorType];
  const known = ownSeeds.get(type);
  if (known !== undefined) return known;
  let seed = 0x3707344;
  for (let index = 0; index < type.length; index++) seed = mixedLow(seed, type.charCodeAt(index));
  ownSeeds.set(type, seed);
  return seed;
}

/** Hashes a value that is in its normal form. */
export function hashText(type: IndicatorType, text: string): void {
  let low = seedOf(type);
  let high = low ^ other;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = mixedLow(low, code);
    high = mixedHigh(high, code);
  }
  finish(low, high);
}

/** Hashes a host as if it were in lower case. False for one with characters that a host in normal form has not. */
export function hashHost(text: string): boolean {
  let low: number = seeds.domain;
  let high = low ^ other;
  let last = dot;
  for (let index = 0; index < text.length; index++) {
    let code = text.charCodeAt(index);
    if (code >= 65 && code <= 90) code |= 32;
    else if (!isHostCode(code)) return false;
    low = mixedLow(low, code);
    high = mixedHigh(high, code);
    last = code;
  }
  finish(low, high);
  return last !== dot && text.charCodeAt(0) !== dot;
}

const dot = 46;

/**
 * Hashes the host of a URL as if it were in lower case, without cutting it out. False where it is not written plainly,
 * as with a user before it or in IPv6.
 */
export function hashHostOfUrl(text: string): boolean {
  const scheme = text.indexOf('://');
  let low = urlHostSeed;
  let high = low ^ other;
  let last = dot;
  for (let index = scheme === -1 ? 0 : scheme + 3; index < text.length; index++) {
    let code = text.charCodeAt(index);
    if (code === slash || code === colon || code === question || code === hash) {
      // What stands before this colon may be a user, and the host comes behind a later `@`.
      if (code === colon && text.includes('@', index)) return false;
      break;
    }
    if (code >= 65 && code <= 90) code |= 32;
    else if (!isHostCode(code)) return false;
    low = mixedLow(low, code);
    high = mixedHigh(high, code);
    last = code;
  }
  finish(low, high);
  return last !== dot;
}

const urlHostSeed = 0x299f31d0;
const slash = 47;
const colon = 58;
const question = 63;
const hash = 35;

/** a to z, 0 to 9, `.` `-` `_` */
const isHostCode = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 48 && code <= 57) ||
  code === dot ||
  code === 45 ||
  code === 95;

/** Hashes hexadecimal digits as if they were in lower case. False for anything else. */
export function hashHex(type: 'md5' | 'sha1' | 'sha256', text: string): boolean {
  let low: number = seeds[type];
  let high = low ^ other;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const folded = code | 32;
    const isDigit = code >= 48 && code <= 57;
    if (!isDigit && !(folded >= 97 && folded <= 102)) return false;
    low = mixedLow(low, isDigit ? code : folded);
    high = mixedHigh(high, isDigit ? code : folded);
  }
  finish(low, high);
  return true;
}

/** Hashes an IPv4 network, of one address as well, by its number. */
export function hashIpv4(base: number, prefixBits: number): void {
  const low = seeds.ip;
  const high = low ^ other;
  finish(mixedLow(mixedLow(low, base), prefixBits), mixedHigh(mixedHigh(high, base), prefixBits));
}

/** Hashes an IPv6 network by the four parts of its number. */
export function hashIpv6(parts: Uint32Array, prefixBits: number): void {
  let low: number = seeds.ip;
  let high = low ^ other;
  for (let index = 0; index < 4; index++) {
    const part = parts[index] ?? 0;
    low = mixedLow(low, part);
    high = mixedHigh(high, part);
  }
  finish(mixedLow(low, prefixBits + 256), mixedHigh(high, prefixBits + 256));
}
