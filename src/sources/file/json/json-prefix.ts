/** What the first bytes of a possible JSON object or array come to. */
export type JsonPrefix =
  | { readonly state: 'complete'; readonly end: number }
  /** Correct so far; the value goes on beyond the bytes that are there. */
  | { readonly state: 'begun' }
  /** `nested`: how many objects and arrays inside of it were complete until then. */
  | { readonly state: 'invalid'; readonly at: number; readonly nested: number };

type Expected = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'next';

/** Reads one JSON object or array strictly, as far as the bytes go. */
export function jsonPrefix(bytes: Uint8Array, start: number): JsonPrefix {
  const closers: number[] = [];
  let at = start;
  let nested = 0;
  /** What may come next. */
  let expected = 'value' as Expected;
  const invalid = (): JsonPrefix => ({ state: 'invalid', at, nested });

  for (; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) continue;

    if (expected === 'colon') {
      if (byte !== 0x3a) return invalid();
      expected = 'value';
    } else if (byte === closers.at(-1) && (expected === 'next' || expected.startsWith('first'))) {
      closers.pop();
      if (closers.length === 0) return { state: 'complete', end: at + 1 };
      nested++;
      expected = 'next';
    } else if (expected === 'next') {
      if (byte !== 0x2c) return invalid();
      expected = closers.at(-1) === closeBrace ? 'key' : 'value';
    } else if (byte === 0x22) {
      const end = stringEnd(bytes, at);
      if (end === 'goes on') return { state: 'begun' };
      if (end === 'invalid') return invalid();
      at = end;
      expected = expected === 'key' || expected === 'first key' ? 'colon' : 'next';
    } else if (expected === 'key' || expected === 'first key') {
      return invalid();
    } else if (byte === 0x7b) {
      closers.push(closeBrace);
      expected = 'first key';
    } else if (byte === 0x5b) {
      closers.push(0x5d);
      expected = 'first value';
    } else {
      const end = scalarEnd(bytes, at);
      if (end === bytes.length) return { state: 'begun' };
      if (!scalar.test(Buffer.from(bytes.subarray(at, end)).toString('latin1'))) return invalid();
      at = end - 1;
      expected = 'next';
    }
  }
  return { state: 'begun' };
}

const closeBrace = 0x7d;
const scalar = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/** The place of the closing quote. */
function stringEnd(bytes: Uint8Array, start: number): number | 'goes on' | 'invalid' {
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x22) return at;
    if (byte < 0x20) return 'invalid';
    if (byte === 0x5c) at++;
  }
  return 'goes on';
}

function scalarEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && !endsScalar(bytes[at] ?? 0)) at++;
  return Math.max(at, start + 1);
}

// A blank, or one of , : ] } "
const endsScalar = (byte: number): boolean =>
  byte <= 0x20 || byte === 0x2c || byte === 0x3a || byte === 0x5d || byte === 0x7d || byte === 0x22;
