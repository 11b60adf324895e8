import { chunkSource } from './chunk-source.ts';
import { type BitReader, bitReader } from './bit-reader.ts';
import type { ByteSource, Chunk, Damage } from '../byte-source.ts';
import { readBlock } from './bzip2-block.ts';

/** More than the largest packed block has, so that a block that ends sooner is cut off. */
const packedBlockBytesMax = 3 * 1024 * 1024;

/** Unpacks bzip2 with all its streams, block by block; Node has no decoder for it. */
export function bzip2Source(source: ByteSource): ByteSource {
  return chunkSource(unpackStreams(source), source);
}

async function* unpackStreams(source: ByteSource): AsyncGenerator<Chunk> {
  const input = inputWindow(source);
  let bits = await input.slide();
  let blockBytesMax = 0;
  let out = 0;

  const step = (): Uint8Array | 'end' | 'nothing' | { readonly what: string } => {
    if (blockBytesMax === 0) {
      bits.align();
      if (input.isAtEnd()) return 'end';
      const level = bits.read(24) === 0x425a68 ? bits.read(8) - 0x30 : 0;
      if (level < 1 || level > 9) return { what: 'is followed by something else' };
      blockBytesMax = level * 100_000;
    }
    const magic = `${bits.read(24).toString(16)} ${bits.read(24).toString(16)}`;
    if (magic === '177245 385090') {
      bits.read(16);
      bits.read(16);
      blockBytesMax = 0;
      return bits.overran() ? { what: 'is cut off' } : 'nothing';
    }
    if (bits.overran()) return { what: 'is cut off' };
    if (magic !== '314159 265359') {
      return { what: 'is damaged (no block begins where one should)' };
    }
    const block = readBlock(bits, blockBytesMax);
    if (bits.overran()) return { what: 'is cut off' };
    return block.outcome === 'bytes' ? block.bytes : { what: `is damaged (${block.what})` };
  };

  for (;;) {
    const at = input.bytesBehind();
    const found = step();
    if (found === 'end') break;
    if (found instanceof Uint8Array) {
      out += found.length;
      yield { outcome: 'bytes', bytes: found };
    } else if (found !== 'nothing') {
      const detail = `the bzip2 data ${found.what} after ${at} bytes: the ${out} bytes that it unpacks to until there were read, the rest is lost. Copy the file again from where it came from, or try bzip2recover.`;
      yield { outcome: 'damaged', damage: { reason: 'unreadable', detail } };
      return;
    }
    bits = await input.slide();
  }
  const damage = input.damage();
  if (damage !== undefined) yield { outcome: 'damaged', damage };
}

/** The packed bytes from where we are on: enough of them for any one block, or all that is left. */
function inputWindow(source: ByteSource) {
  let window = new Uint8Array(packedBlockBytesMax * 2);
  let size = 0;
  let behind = 0;
  let ended = false;
  let damage: Damage | undefined;
  let bits: BitReader = bitReader(window.subarray(0, 0));

  return {
    async slide(): Promise<BitReader> {
      const used = bits.bitOffset() >> 3;
      if (!ended && size - used < packedBlockBytesMax) {
        const firstBit = bits.bitOffset() & 7;
        window.copyWithin(0, used, size);
        size -= used;
        behind += used;
        await fill();
        bits = bitReader(window.subarray(0, size), firstBit);
      }
      return bits;
    },
    isAtEnd: () => ended && bits.bitOffset() >= size * 8,
    bytesBehind: () => behind + (bits.bitOffset() >> 3),
    damage: () => damage,
  };

  async function fill() {
    while (!ended && size < packedBlockBytesMax) {
      const chunk = await source.next();
      if (chunk.outcome === 'damaged') damage = chunk.damage;
      if (chunk.outcome !== 'bytes') {
        ended = true;
        break;
      }
      if (size + chunk.bytes.length > window.length) {
        const larger = new Uint8Array(size + chunk.bytes.length);
        larger.set(window.subarray(0, size));
        window = larger;
      }
      window.set(chunk.bytes, size);
      size += chunk.bytes.length;
    }
  }
}
