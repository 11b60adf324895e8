import type { Random } from '../../bench/random.ts';

/** Bytes on which readers of data tend to stumble. */
const tokens = [
  '',
  '\0',
  '\n',
  '\r',
  '\r\n',
  '\\',
  '"',
  "'",
  '""',
  '{',
  '}',
  '[',
  ']',
  '{}',
  '[]',
  ',',
  ';',
  ':',
  '=',
  '|',
  '\t',
  ' ',
  '<',
  '>',
  '</',
  '/>',
  '<!--',
  '<![CDATA[',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  '&#0;',
  '#',
  '#Fields: a b',
  '#separator \\x09',
  '__proto__',
  'constructor',
  'null',
  'true',
  'NaN',
  '-Infinity',
  '-0',
  '1e400',
  '9007199254740993',
  '123456789012345678901234567890',
  '1.0',
  '\ufeff',
  '\u2028',
  '\ud800',
  '\u{1f600}',
  'CEF:0|',
  'LEEF:2.0|',
  '\x1e',
].map((text) => Buffer.from(text));

const rawTokens = [
  Buffer.from([0xff]),
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xc3]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0x1f, 0x8b, 0x08]),
  Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
  Buffer.from('BZh9'),
  Buffer.from('PAR1'),
  Buffer.from([0xf3, 0x89, 0x9a, 0xc2]),
  Buffer.alloc(8, 0xff),
];

type Mutation = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

const spliced = (bytes: Buffer, from: number, to: number, middle: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(to)]);

const mutations: readonly Mutation[] = [
  // Another value of one byte.
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[random.int(copy.length)] = random.int(256);
    return copy;
  },
  // A token, put in or over something.
  (bytes, random) => {
    const at = random.int(bytes.length + 1);
    const token = random.pick(random.chance(0.8) ? tokens : rawTokens);
    return spliced(bytes, at, random.chance(0.5) ? at : at + token.length, token);
  },
  // Cut off, at either end.
  (bytes, random) => {
    const at = random.int(bytes.length + 1);
    return random.chance(0.5) ? bytes.subarray(0, at) : bytes.subarray(at);
  },
  // A part less.
  (bytes, random) => {
    const at = random.int(bytes.length + 1);
    return spliced(bytes, at, at + 1 + random.int(20), Buffer.alloc(0));
  },
  // A part many times.
  (bytes, random) => {
    const at = random.int(bytes.length + 1);
    const part = bytes.subarray(at, at + 1 + random.int(30));
    const times = random.pick([2, 3, 50, 1000]);
    return spliced(bytes, at, at, Buffer.concat(Array.from({ length: times }, () => part)));
  },
  // A part of another seed.
  (bytes, random, other) => {
    const at = random.int(bytes.length + 1);
    const from = random.int(other.length + 1);
    return spliced(bytes, at, at, other.subarray(from, from + random.int(200)));
  },
];

/** More would only repeat what smaller inputs show. */
const bytesMax = 200_000;

/** A seed, changed in a few places. */
export function mutate(seed: Buffer, other: Buffer, random: Random): Buffer {
  let bytes = seed;
  for (let left = 1 + random.int(6); left > 0; left--) {
    bytes = random.pick(mutations)(bytes, random, other);
  }
  return bytes.subarray(0, bytesMax);
}
