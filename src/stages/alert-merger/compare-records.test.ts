import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import { commonPart, differingPart, isEqual, withoutKeys } from './compare-records.ts';

test('keys are left out at every level of maps, and lists stay whole', () => {
  const record = { user: 1, a: { user: 2, b: { user: 3, c: 4 } }, list: [{ user: 5 }] };

  expect(withoutKeys(record, new Set(['user']))).toEqual({
    a: { b: { c: 4 } },
    list: [{ user: 5 }],
  });
});

test.each<[string, JsonObject, JsonObject, JsonObject]>([
  [
    'equal values',
    { a: 1, b: [1, { c: null }] },
    { b: [1, { c: null }], a: 1 },
    { a: 1, b: [1, { c: null }] },
  ],
  ['values of different kinds', { a: 1, b: true }, { a: '1', b: 1 }, {}],
  ['maps that differ in part', { a: { x: 1, y: 2 } }, { a: { x: 1, y: 3 } }, { a: { x: 1 } }],
  ['maps that differ altogether', { a: { x: 1 } }, { a: { y: 1 } }, {}],
  ['lists that differ in part', { a: [1, 2] }, { a: [1, 3] }, {}],
  ['empty maps', { a: {} }, { a: {} }, { a: {} }],
  ['a key that only one has', { a: 1 }, {}, {}],
  ['hostile keys', JSON.parse('{"__proto__": {"a": 1}}'), {}, {}],
  ['integers of any size', { a: 2n ** 70n }, { a: 2n ** 70n }, { a: 2n ** 70n }],
])('what two records with %s have in common', (_name, a, b, common) => {
  expect(commonPart(a, b)).toEqual(common);
  expect(commonPart(b, a)).toEqual(common);
});

test.each<[string, JsonObject, JsonObject, JsonObject]>([
  ['all of it when nothing is common', { a: 1, b: {} }, {}, { a: 1, b: {} }],
  ['nothing when all is common', { a: 1, b: { c: 2 } }, { a: 1, b: { c: 2 } }, {}],
  ['the rest of a map', { a: { x: 1, y: 2 } }, { a: { x: 1 } }, { a: { y: 2 } }],
])('a record differs by %s', (_name, record, common, difference) => {
  expect(differingPart(record, common)).toEqual(difference);
});

const name = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
const { map } = fc.letrec<{ value: JsonValue; map: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue>(1, '1', true, null),
    fc.array(tie('value'), { maxLength: 2 }),
    tie('map'),
  ),
  map: fc.dictionary(name, tie('value'), { maxKeys: 3 }),
}));

/** Lays one map over another, maps inside maps as well. */
const laidOver = (base: JsonObject, over: JsonObject): JsonObject => {
  const entries = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    const below = entries.get(key);
    const areMaps = [value, below].every(
      (each) => typeof each === 'object' && each !== null && !Array.isArray(each),
    );
    entries.set(key, areMaps ? laidOver(below as JsonObject, value as JsonObject) : value);
  }
  return Object.fromEntries(entries);
};

describe('for any records', () => {
  test('the common part and the difference make the record again', () => {
    fc.assert(
      fc.property(map, map, (a, b) => {
        const common = commonPart(a, b);
        for (const record of [a, b]) {
          expect(isEqual(laidOver(common, differingPart(record, common)), record)).toBe(true);
        }
      }),
    );
  });

  test('the common part of several does not depend on their order', () => {
    fc.assert(
      fc.property(fc.tuple(map, map, map), ([a, b, c]) => {
        const forwards = [a, b, c].reduce(commonPart);
        const backwards = [c, b, a].reduce(commonPart);
        expect(isEqual(forwards, backwards)).toBe(true);
      }),
    );
  });
});
