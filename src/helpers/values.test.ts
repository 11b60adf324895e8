import { describe, expect, test } from 'vitest';
import { valuesForNormalizedType } from './normalized.ts';
import { lastHour, randomBool, safeJsonLoads } from './values.ts';

const now = 1_000_000;
const services = {
  now: () => now * 1_000 + 999,
  random: (probability: number) => probability > 0.5,
};

test.each<[unknown, number, boolean]>([
  [now, 1, true],
  [now - 3_600, 1, true],
  [now - 3_601, 1, false],
  [now - 7_200, 2, true],
  [now + 99_999, 1, true],
  [String(now), 1, true],
  [BigInt(now), 1, true],
  [now - 3_599.5, 1, true],
  [0, 1_000_000, false],
  ['', 1, false],
  [null, 1, false],
  ['x', 1, false],
  [Number.NaN, 1, false],
  [{}, 1, false],
])('%s is within the last %d hours: %s', (time, hours, expected) => {
  expect(lastHour(services, time, hours)).toBe(expected);
});

describe('chance', () => {
  test('is asked of the run', () => {
    expect(randomBool(services, 0.9)).toBe(true);
    expect(randomBool(services, 0.1)).toBe(false);
  });

  test.each([[-0.1], [1.1], [Number.NaN]])('has no probability of %d', (probability) => {
    expect(() => randomBool(services, probability)).toThrow(RangeError);
  });
});

test.each<[unknown, unknown]>([
  ['{"a":[1]}', { a: [1] }],
  ['1', 1],
  ['12345678901234567890', 12_345_678_901_234_567_890n],
  ['{', {}],
  ['', {}],
  [null, {}],
  [undefined, {}],
  [{ a: 1 }, {}],
])('the JSON text %j spells %o', (text, value) => {
  expect(safeJsonLoads(text)).toEqual(value);
});

test('values of a normalised type come each once, and none from what has none', () => {
  const record = {
    streamalert_normalization: { ip: [{ values: ['a', 'b'] }, { values: ['a', 1] }] },
  };

  expect(valuesForNormalizedType(record, 'ip')).toEqual(['a', 'b', 1]);
  expect(valuesForNormalizedType(record, 'user')).toEqual([]);
  expect(valuesForNormalizedType(undefined, 'ip')).toEqual([]);
});
