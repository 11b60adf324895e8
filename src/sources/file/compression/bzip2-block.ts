import type { BitReader } from './bit-reader.ts';

/** What is wrong with a block, or its bytes. */
export type Block =
  | { readonly outcome: 'bytes'; readonly bytes: Uint8Array }
  | { readonly outcome: 'damaged'; readonly what: string };

const damaged = (what: string): Block => ({ outcome: 'damaged', what });

/** The longest code and the number of symbols that share one choice of code table, by the format. */
const codeBitsMax = 20;
const symbolsPerSelector = 50;

/** Unpacks one bzip2 block; the reader stands behind the block's magic number. */
export function readBlock(bits: BitReader, blockBytesMax: number): Block {
  const checksum = bits.read(16) * 0x10000 + bits.read(16);
  if (bits.read(1) === 1) return damaged('it is randomised, as only very old programs wrote it');
  const origin = bits.read(24);

  const used = usedBytes(bits);
  const tables = readTables(bits, used.length + 2);
  if (tables === undefined) return damaged('a code table is not valid');

  const sorted = readSymbols(bits, used, tables, blockBytesMax);
  if (sorted === undefined) return damaged('its codes are not valid');
  if (origin >= sorted.length) return damaged('its first byte is outside of it');

  const bytes = unrun(unsort(sorted, origin), sorted.length);
  if (checksumOf(bytes) !== checksum) return damaged('its checksum does not fit');
  return { outcome: 'bytes', bytes };
}

function usedBytes(bits: BitReader): readonly number[] {
  const groups = bits.read(16);
  const used: number[] = [];
  for (let group = 0; group < 16; group++) {
    if ((groups & (0x8000 >> group)) === 0) continue;
    const members = bits.read(16);
    for (let i = 0; i < 16; i++) if ((members & (0x8000 >> i)) !== 0) used.push(group * 16 + i);
  }
  return used;
}

/** Codes up to this length, nearly all that occur, are looked up; longer ones are worked out bit by bit. */
const quickBits = 10;

/** Canonical codes: of the codes with n bits, the first, the last and where their symbols begin. */
interface CodeTable {
  /** By the next `quickBits` bits: symbol × 32 + length of its code, or 0 where the code is longer. */
  readonly quick: Uint16Array;
  readonly symbols: Uint16Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly start: Int32Array;
}

interface Tables {
  readonly tables: readonly CodeTable[];
  /** Which table is next, for each run of symbols. */
  readonly selectors: Uint8Array;
}

function readTables(bits: BitReader, symbolCount: number): Tables | undefined {
  const tableCount = bits.read(3);
  const selectorCount = bits.read(15);
  if (tableCount < 2 || tableCount > 6 || selectorCount === 0) return undefined;

  const order = Array.from({ length: tableCount }, (_, index) => index);
  const selectors = new Uint8Array(selectorCount);
  for (let i = 0; i < selectorCount; i++) {
    let place = 0;
    while (bits.read(1) === 1) if (++place >= tableCount) return undefined;
    const [chosen = 0] = order.splice(place, 1);
    order.unshift(chosen);
    selectors[i] = chosen;
  }

  const tables: CodeTable[] = [];
  for (let table = 0; table < tableCount; table++) {
    const lengths = new Uint8Array(symbolCount);
    let length = bits.read(5);
    for (let symbol = 0; symbol < symbolCount; symbol++) {
      while (bits.read(1) === 1) {
        length += bits.read(1) === 0 ? 1 : -1;
        if (length < 1 || length > codeBitsMax) return undefined;
      }
      lengths[symbol] = length;
    }
    tables.push(codeTable(lengths));
  }
  return { tables, selectors };
}

function codeTable(lengths: Uint8Array): CodeTable {
  const symbols = new Uint16Array(lengths.length);
  const first = new Int32Array(codeBitsMax + 1);
  const last = new Int32Array(codeBitsMax + 1).fill(-1);
  const start = new Int32Array(codeBitsMax + 1);
  const quick = new Uint16Array(1 << quickBits);
  let code = 0;
  let count = 0;
  for (let length = 1; length <= codeBitsMax; length++) {
    first[length] = code;
    start[length] = count;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      symbols[count++] = symbol;
      if (length <= quickBits) {
        const from = code << (quickBits - length);
        quick.fill(symbol * 32 + length, from, from + (1 << (quickBits - length)));
      }
      code++;
    }
    last[length] = code - 1;
    code <<= 1;
  }
  return { quick, symbols, first, last, start };
}

/** Undoes the codes, the runs of the first byte and move-to-front. */
function readSymbols(
  bits: BitReader,
  used: readonly number[],
  { tables, selectors }: Tables,
  blockBytesMax: number,
): Uint8Array | undefined {
  const out = new Uint8Array(blockBytesMax);
  const front = Uint8Array.from(used);
  const endOfBlock = used.length + 1;
  let size = 0;
  let run = 0;
  let runBit = 1;

  for (const selector of selectors) {
    const table = tables[selector];
    if (table === undefined) return undefined;
    for (let i = 0; i < symbolsPerSelector; i++) {
      const symbol = readSymbol(bits, table);
      if (symbol < 0) return undefined;
      if (symbol <= 1) {
        run += runBit << symbol;
        runBit <<= 1;
        if (run > blockBytesMax) return undefined;
        continue;
      }
      if (run > 0) {
        if (size + run > blockBytesMax) return undefined;
        out.fill(front[0] ?? 0, size, size + run);
        size += run;
        run = 0;
        runBit = 1;
      }
      if (symbol === endOfBlock) return out.subarray(0, size);
      if (size === blockBytesMax) return undefined;
      const place = symbol - 1;
      const byte = front[place] ?? 0;
      front.copyWithin(1, 0, place);
      front[0] = byte;
      out[size++] = byte;
    }
  }
  return undefined;
}

function readSymbol(bits: BitReader, { quick, symbols, first, last, start }: CodeTable): number {
  const known = quick[bits.peek(quickBits)] ?? 0;
  if (known !== 0) {
    bits.drop(known & 31);
    return known >> 5;
  }
  const code20 = bits.peek(codeBitsMax);
  for (let length = quickBits + 1; length <= codeBitsMax; length++) {
    const code = code20 >> (codeBitsMax - length);
    if (code <= (last[length] ?? -1)) {
      bits.drop(length);
      return symbols[(start[length] ?? 0) + code - (first[length] ?? 0)] ?? -1;
    }
  }
  return -1;
}

/** Undoes the Burrows-Wheeler transform. */
function unsort(sorted: Uint8Array, origin: number): Uint8Array {
  const places = new Uint32Array(256);
  for (const byte of sorted) places[byte] = (places[byte] ?? 0) + 1;
  let sum = 0;
  for (let byte = 0; byte < 256; byte++) {
    const count = places[byte] ?? 0;
    places[byte] = sum;
    sum += count;
  }

  const next = new Uint32Array(sorted.length);
  for (let i = 0; i < sorted.length; i++) {
    const byte = sorted[i] ?? 0;
    const place = places[byte] ?? 0;
    places[byte] = place + 1;
    next[place] = i;
  }

  const out = new Uint8Array(sorted.length);
  let at = next[origin] ?? 0;
  for (let i = 0; i < out.length; i++) {
    out[i] = sorted[at] ?? 0;
    at = next[at] ?? 0;
  }
  return out;
}

/** Undoes the first step of packing: four equal bytes are followed by how many more there are. */
function unrun(packed: Uint8Array, size: number): Uint8Array {
  let out = new Uint8Array(size * 2);
  let length = 0;
  let equal = 0;
  let previous = -1;
  for (const byte of packed) {
    if (length + 256 > out.length) out = grown(out);
    if (equal === 4) {
      out.fill(previous, length, length + byte);
      length += byte;
      equal = 0;
      previous = -1;
      continue;
    }
    equal = byte === previous ? equal + 1 : 1;
    previous = byte;
    out[length++] = byte;
  }
  return out.subarray(0, length);
}

function grown(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2 + 1024);
  larger.set(bytes);
  return larger;
}

const checksumTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = (value << 1) ^ (value < 0 ? 0x04c11db7 : 0);
  return value;
});

function checksumOf(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) {
    value = (value << 8) ^ (checksumTable[((value >>> 24) ^ (bytes[i] ?? 0)) & 0xff] ?? 0);
  }
  return ~value >>> 0;
}
