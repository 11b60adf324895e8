import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../domain/json.ts';
import {
  fittingBytes,
  fittingMap,
  fittingText,
  jsonBytes,
  sendFitting,
  sendWithin,
} from './fitting.ts';

const alert = { id: 'a1' };

describe('a text', () => {
  test.each([
    ['short', 10, 'short'],
    ['0123456789', 10, '0123456789'],
    ['0123456789a', 10, '012345678…'],
    ['ab😀cdefghijk', 4, 'ab…'],
    ['x'.repeat(200), 100, `${'x'.repeat(63)}… (shortened; alert a1 has all of it)`],
  ])('%j in %d characters', (text, lengthMax, fitting) => {
    expect(fittingText(text, lengthMax, alert)).toBe(fitting);
  });

  test('never is too long', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 2, max: 200 }), (text, max) => {
        const fitting = fittingText(text, max, alert);

        expect(fitting.length).toBeLessThanOrEqual(max);
        expect(fitting.isWellFormed() || !text.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('a text whose bytes are counted', () => {
  test.each([
    ['éé', 4, 'éé'],
    ['éééé', 7, 'éé…'],
    ['ab😀cdefghijk', 7, 'ab…'],
    ['é'.repeat(200), 100, `${'é'.repeat(30)}… (shortened; alert a1 has all of it)`],
  ])('%j in %d bytes', (text, bytesMax, fitting) => {
    expect(fittingBytes(text, bytesMax, alert)).toBe(fitting);
  });

  test('never is too long', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 });
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 300 }), (given, max) => {
        const fitting = fittingBytes(given, max, alert);

        expect(Buffer.byteLength(fitting)).toBeLessThanOrEqual(max);
        expect(fitting.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('a map', () => {
  test('that fits is the same', () => {
    const content = { a: [1, { b: 2n ** 70n }] };

    expect(fittingMap(content, 100, alert)).toBe(content);
  });

  test('keeps the beginning of everything and says where the rest is', () => {
    const content = {
      text: 'x'.repeat(20_000),
      list: Array.from({ length: 50 }, () => 'y'.repeat(100)),
      small: true,
    };

    expect(fittingMap(content, 8_000, alert)).toEqual({
      text: `${'x'.repeat(1024)}…`,
      list: content.list,
      small: true,
      streamalert_shortened: 'shortened; alert a1 has all of it',
    });
    expect(fittingMap(content, 2_000, alert)).toMatchObject({
      list: [...Array.from({ length: 20 }, () => `${'y'.repeat(64)}…`), '… 30 more'],
    });
  });

  test('keeps nothing but the note where even names are too much', () => {
    const content = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`k${index}`.repeat(90), 1]),
    );

    expect(fittingMap(content, 80, alert)).toEqual({
      streamalert_shortened: 'shortened; alert a1 has all of it',
    });
  });

  test('of hostile names and any depth fits', () => {
    let deep: JsonObject = { end: 'x'.repeat(5_000) };
    for (let level = 0; level < 500; level++)
      deep = { ['__proto__']: deep, n: [deep['end'] ?? null] };
    const fitting = fittingMap(
      Object.fromEntries([
        ['__proto__', deep],
        ['a', 1],
      ]),
      4_000,
      alert,
    );

    expect(jsonBytes(fitting)).toBeLessThanOrEqual(4_000);
    expect(fitting).toMatchObject({ a: 1 });
  });

  test('always fits', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer({ min: 70, max: 400 }),
        (content, max) => {
          expect(jsonBytes(fittingMap(content as JsonObject, max, alert))).toBeLessThanOrEqual(max);
        },
      ),
    );
  });
});

describe('sending to a destination with a bound that nobody documents', () => {
  const takingUpTo = (bytesMax: number) => {
    const sizes: number[] = [];
    const send = async (content: JsonObject) => {
      sizes.push(jsonBytes(content));
      return jsonBytes(content) <= bytesMax;
    };
    return { sizes, send };
  };

  test('goes on until it is taken', async () => {
    const { sizes, send } = takingUpTo(40_000);

    const taken = await sendFitting({ a: 'x'.repeat(900_000) }, alert, send, (sent) => !sent);

    expect(taken).toBe(true);
    expect(sizes[0]).toBeGreaterThan(900_000);
    expect(sizes.at(-1)).toBeLessThanOrEqual(40_000);
  });

  test('does not send the same twice', async () => {
    const { sizes, send } = takingUpTo(0);

    expect(await sendFitting({ a: 1 }, alert, send, (sent) => !sent)).toBe(false);
    expect(sizes).toHaveLength(1);
  });

  test('with a form of its own sends no form that is not shorter', async () => {
    const sent: string[] = [];
    const send = async (text: string) => {
      sent.push(text);
      return text.length <= 2;
    };

    await sendWithin(
      [8, 6, 4, 2],
      (max) => 'x'.repeat(Math.min(max, 5)),
      send,
      (taken) => !taken,
    );

    expect(sent).toEqual(['xxxxx', 'xxxx', 'xx']);
  });
});
