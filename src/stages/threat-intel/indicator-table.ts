import type { IndicatorType } from '../../domain/indicator.ts';
import { type IpAddress, networkText, parseNetwork } from '../../domain/ip-address.ts';
import {
  hashed,
  hashHex,
  hashHost,
  hashHostOfUrl,
  hashIpv4,
  hashIpv6,
  hashText,
} from './indicator-hash.ts';

/**
 * Which values are listed, as 64-bit hashes in shared memory: 17 MB for a million, once for all workers. A value that
 * is not in it is not listed; one that is in it is looked up where the indicators are kept.
 *
 * The first words say how many hashes there are and which lengths of networks; then come pairs of words, by open
 * addressing with linear probing, at most half of them taken. Two zeros are an empty place.
 */
const header = { count: 0, ipv4Lengths: 1, ipv6Lengths: 3, words: 8 } as const;

/** As many places as hashes at least, so that a look ends after one or two steps. */
const placesPerHash = 2;
const placesMin = 1024;

export interface IndicatorTableBuilder {
  /** A value in its normal form. */
  add(type: IndicatorType, value: string): void;
  /** What was added, ready to be shared. Nothing can be added afterwards. */
  finish(): SharedArrayBuffer;
}

/** A table that is being filled; `countExpected` only spares growing. */
export function indicatorTableBuilder(countExpected = 0): IndicatorTableBuilder {
  let words = emptyWords(placesFor(countExpected));
  const insert = () => {
    const { low, high } = hashed;
    if (!put(words, low, high)) return;
    words[header.count] = (words[header.count] ?? 0) + 1;
    if ((words[header.count] ?? 0) * placesPerHash > placesIn(words)) words = grown(words);
  };
  return {
    add(type, value) {
      if (type === 'ip') {
        const network = parseNetwork(value);
        if (network === undefined) return;
        const { base, prefixBits } = network;
        noteLength(words, typeof base === 'number' ? header.ipv4Lengths : ipv6Word, prefixBits);
        if (typeof base === 'number') hashIpv4(base >>> 0, prefixBits);
        else hashIpv6(partsOf(base, newParts), prefixBits);
      } else hashText(type, value);
      insert();
      // The hosts of URLs are there as well, since a URL takes long to be brought into its form.
      if (type === 'url' && hashHostOfUrl(value)) insert();
    },
    finish: () => words.buffer,
  };
}

const ipv6Word = header.ipv6Lengths;
const newParts = new Uint32Array(4);

type Words = Uint32Array<SharedArrayBuffer>;

const placesFor = (count: number): number => {
  let places = placesMin;
  while (places < count * placesPerHash) places *= 2;
  return places;
};

const placesIn = (words: Words): number => (words.length - header.words) / 2;

const emptyWords = (places: number): Words =>
  new Uint32Array(new SharedArrayBuffer((header.words + places * 2) * 4));

/** False when the hash is there already. */
function put(words: Words, low: number, high: number): boolean {
  const mask = placesIn(words) - 1;
  for (let place = low & mask; ; place = (place + 1) & mask) {
    const at = header.words + place * 2;
    if (words[at] === low && words[at + 1] === high) return false;
    if (words[at] !== 0 || words[at + 1] !== 0) continue;
    words[at] = low;
    words[at + 1] = high;
    return true;
  }
}

function grown(words: Words): Words {
  const larger = emptyWords(placesIn(words) * 2);
  larger.set(words.subarray(0, header.words));
  for (let at = header.words; at < words.length; at += 2) {
    const low = words[at] ?? 0;
    const high = words[at + 1] ?? 0;
    if (low !== 0 || high !== 0) put(larger, low, high);
  }
  return larger;
}

/** The lengths of networks that occur are bits of a few words; there are 33 for IPv4 and 129 for IPv6. */
function noteLength(words: Words, first: number, prefixBits: number): void {
  const at = first + (prefixBits >>> 5);
  words[at] = (words[at] ?? 0) | (1 << (prefixBits & 31));
}

function lengthsIn(words: Words, first: number, longest: number): readonly number[] {
  const lengths: number[] = [];
  for (let bits = longest; bits >= 0; bits--) {
    if (((words[first + (bits >>> 5)] ?? 0) & (1 << (bits & 31))) !== 0) lengths.push(bits);
  }
  return lengths;
}

/** The 32-bit parts of an IPv6 address, the highest first. */
function partsOf(address: bigint, parts: Uint32Array): Uint32Array {
  for (let index = 0; index < 4; index++) {
    parts[index] = Number((address >> BigInt(96 - 32 * index)) & 0xffff_ffffn);
  }
  return parts;
}

/** Answers from shared memory. Nothing is allocated for a value that is not listed, but for IPv6 addresses. */
export class IndicatorTable {
  readonly count: number;
  readonly #words: Words;
  readonly #mask: number;
  readonly #ipv4Lengths: readonly number[];
  readonly #ipv6Lengths: readonly number[];
  readonly #parts = new Uint32Array(4);
  readonly #masked = new Uint32Array(4);

  constructor(buffer: SharedArrayBuffer) {
    this.#words = new Uint32Array(buffer);
    this.#mask = placesIn(this.#words) - 1;
    this.count = this.#words[header.count] ?? 0;
    this.#ipv4Lengths = lengthsIn(this.#words, header.ipv4Lengths, 32);
    this.#ipv6Lengths = lengthsIn(this.#words, header.ipv6Lengths, 128);
  }

  /** A URL or the like, in its normal form. */
  hasText(type: IndicatorType, value: string): boolean {
    hashText(type, value);
    return this.#has();
  }

  /** Whether any URL of a URL's host is listed; true as well where that cannot be told at a glance. */
  mayHaveUrl(text: string): boolean {
    return !hashHostOfUrl(text) || this.#has();
  }

  /** A host in any case; undefined for one that has to be brought into its normal form first. */
  hasHost(text: string): boolean | undefined {
    return hashHost(text) ? this.#has() : undefined;
  }

  /** Hexadecimal digits in any case. */
  hasHash(type: 'md5' | 'sha1' | 'sha256', text: string): boolean {
    return hashHex(type, text) && this.#has();
  }

  /** Listed networks, of one address as well, that an address lies in, as they are listed; undefined for none. */
  networksOf(address: IpAddress): readonly string[] | undefined {
    return typeof address === 'number' ? this.#ipv4(address) : this.#ipv6(address);
  }

  #ipv4(address: number): readonly string[] | undefined {
    let found: string[] | undefined;
    const lengths = this.#ipv4Lengths;
    for (let index = 0; index < lengths.length; index++) {
      const prefixBits = lengths[index] ?? 32;
      // A shift by 32 is a shift by 0 in this language; networks as wide as that are not taken in.
      const masked = ((address >>> (32 - prefixBits)) << (32 - prefixBits)) >>> 0;
      const base = prefixBits === 32 ? address >>> 0 : masked;
      hashIpv4(base, prefixBits);
      if (this.#has()) found = [...(found ?? []), listedText(base, prefixBits)];
    }
    return found;
  }

  #ipv6(address: bigint): readonly string[] | undefined {
    if (this.#ipv6Lengths.length === 0) return undefined;
    partsOf(address, this.#parts);
    let found: string[] | undefined;
    for (const prefixBits of this.#ipv6Lengths) {
      for (let index = 0; index < 4; index++) {
        const kept = Math.min(32, Math.max(0, prefixBits - 32 * index));
        const mask = kept === 0 ? 0 : (0xffff_ffff << (32 - kept)) >>> 0;
        this.#masked[index] = (this.#parts[index] ?? 0) & mask;
      }
      hashIpv6(this.#masked, prefixBits);
      if (this.#has()) found = [...(found ?? []), listedText(address, prefixBits)];
    }
    return found;
  }

  #has(): boolean {
    const { low, high } = hashed;
    const words = this.#words;
    for (let place = low & this.#mask; ; place = (place + 1) & this.#mask) {
      const at = header.words + place * 2;
      const there = words[at];
      if (there === low && words[at + 1] === high) return true;
      if (there === 0 && words[at + 1] === 0) return false;
    }
  }
}

/** `203.0.113.7`, or `203.0.113.0/24` for a network of several addresses. */
function listedText(base: IpAddress, prefixBits: number): string {
  const text = networkText({ base, prefixBits });
  const isOne = prefixBits === (typeof base === 'number' ? 32 : 128);
  return isOne ? text.slice(0, text.indexOf('/')) : text;
}
