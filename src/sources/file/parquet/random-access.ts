import type { Damage, PeekSource, RandomAccess } from '../byte-source.ts';

/** What can only be read from front to back is held in memory up to this size. */
const heldBytesMax = 256 * 1024 * 1024;

/** A source's own access, or all of its bytes where it has none. */
export async function randomAccess(source: PeekSource): Promise<RandomAccess | Damage> {
  if (source.random !== undefined) return source.random;
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const chunk = await source.next();
    if (chunk.outcome === 'damaged') return chunk.damage;
    if (chunk.outcome === 'end') break;
    parts.push(chunk.bytes.slice());
    size += chunk.bytes.length;
    if (size > heldBytesMax) return tooLarge;
  }
  const whole = Buffer.concat(parts);
  return { size, read: async (start, end) => whole.subarray(start, end) };
}

const tooLarge: Damage = {
  reason: 'too long',
  detail: `Parquet data that cannot be read in parts (it is packed, or comes through a pipe) and is larger than ${heldBytesMax} bytes. Unpack it, save it to a file and name that`,
};
