import { describe, expect, test } from 'vitest';
import type { ByteSource } from '../byte-source.ts';
import { bzip2Source } from './bzip2.ts';

// Made with `bzip2` from the texts that the tests name.
const twoLines = 'QlpoOTFBWSZTWYsT4YQAAATRgAAQQAAPJZwAIAAhoTIxlCAaAJEqMZVoywSC/VfxdyRThQkIsT4YQA==';
const thirdLine = 'QlpoOTFBWSZTWXY3nUoAAAVRgAAQQAAGZRQAIAAxADAgA9JVAkCZeLuSKcKEg7G86lA=';
const runsOfLetters =
  'QlpoOTFBWSZTWRj8lsQAAAVBAeAQPgAAgAAIIAAxADAr9FDymnJPXsT1aKCpjYx4aNo+LuSKcKEgMfktiA==';
const nothing = 'QlpoORdyRThQkAAAAAA=';
/** `bzip2 -1`, three blocks. */
const threeBlocks =
  'QlpoMTFBWSZTWQDAbuIAuYLRgAAQQAAi5wwAMAC2kQNA0BNVTRo0aBSqGmRo9FUK6SUkciqFZFURuoKjFQVG6gqPKgFaFUK2KoVwKoVsVQrQqhWBVCtwqhWCCox9UFR+YoKyTKayhVJTVgDWzaMAACCAAEXOGABgAW1CBoGgJqqDRk0ClU0DTJoVQrtJSR0KoVgVRGqgqOqgqNVBUZqAVkVQrjYqhXIqhWxCozUFRioKjaoKjFQVG6gqPzFBWSZTWWDDEUoAJxnRgAAQQAAi5wwAIACQIGgaAmqppoaNPZSDMQhcykHUpB9KQZlIPpSDSpB5qUg2qQcSkG5SD2UgxKQbpSDEpB0qQfi7kinChIc0h8yg';

const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64');

/** Gives the bytes in chunks of one size, as a disk might. */
function sourceOf(bytes: Uint8Array, chunkBytes: number): ByteSource {
  let at = 0;
  return {
    async next() {
      if (at >= bytes.length) return { outcome: 'end' };
      const chunk = bytes.slice(at, at + chunkBytes);
      at += chunk.length;
      return { outcome: 'bytes', bytes: chunk };
    },
    bytesOnDisk: () => at,
    close: async () => {},
  };
}

async function unpack(packed: Uint8Array, chunkBytes = 1000) {
  const source = bzip2Source(sourceOf(packed, chunkBytes));
  const parts: Buffer[] = [];
  for (;;) {
    const chunk = await source.next();
    if (chunk.outcome === 'bytes') {
      parts.push(Buffer.from(chunk.bytes));
      continue;
    }
    const text = Buffer.concat(parts).toString('latin1');
    return { text, damage: chunk.outcome === 'damaged' ? chunk.damage.detail : undefined };
  }
}

describe('bzip2', () => {
  test.each([
    ['a short text', twoLines, 'first line\nsecond line\n'],
    [
      'runs of equal bytes of all lengths',
      runsOfLetters,
      `aaa\nbbbb\nccccc\n${'d'.repeat(259)}\n${'e'.repeat(1000)}\n`,
    ],
    ['nothing', nothing, ''],
    ['several blocks', threeBlocks, 'the same line again\n'.repeat(12_000)],
  ])('unpacks %s', async (_, packed, text) => {
    expect(await unpack(bytesOf(packed))).toEqual({ text, damage: undefined });
    expect(await unpack(bytesOf(packed), 1)).toEqual({ text, damage: undefined });
  });

  test('unpacks streams that were put one behind the other', async () => {
    const packed = Buffer.concat([twoLines, thirdLine, threeBlocks].map(bytesOf));

    const { text, damage } = await unpack(packed);

    expect(damage).toBeUndefined();
    expect(text).toBe(
      `first line\nsecond line\nthird line\n${'the same line again\n'.repeat(12_000)}`,
    );
  });

  test('gives the blocks before the place where it is cut off, and says so', async () => {
    const packed = bytesOf(threeBlocks);

    const { text, damage } = await unpack(packed.subarray(0, packed.length - 30));

    expect(text.length).toBeGreaterThan(99_000);
    expect('the same line again\n'.repeat(12_000).startsWith(text)).toBe(true);
    expect(damage).toContain('is cut off');
  });

  test.each([
    [12, 'a changed block'],
    [30, 'changed codes'],
  ])('never passes on a block that was changed (byte %i: %s)', async (place) => {
    const packed = bytesOf(twoLines);
    packed[place] = (packed[place] ?? 0) ^ 0x55;

    const { text, damage } = await unpack(packed);

    expect(text).toBe('');
    expect(damage).toMatch(/is damaged|is cut off/);
  });

  test('tells of something else behind the data', async () => {
    const { text, damage } = await unpack(Buffer.concat([bytesOf(thirdLine), Buffer.from('hi!')]));

    expect(text).toBe('third line\n');
    expect(damage).toContain('is followed by something else');
  });
});
