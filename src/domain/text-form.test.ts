import { expect, test } from 'vitest';
import type { JsonValue } from './json.ts';
import { isFalsy } from './falsy.ts';
import { floatForm, textForm } from './text-form.ts';

test.each<[JsonValue, string]>([
  ['x', 'x'],
  [12, '12'],
  [-7, '-7'],
  [1.5, '1.5'],
  [0.0001, '0.0001'],
  [0.00001, '1e-05'],
  [1.5e-7, '1.5e-07'],
  [1e16, '1e+16'],
  [1.5e300, '1.5e+300'],
  [Number.NaN, 'nan'],
  [Infinity, 'inf'],
  [-Infinity, '-inf'],
  [12345678901234567890n, '12345678901234567890'],
  [true, 'True'],
  [false, 'False'],
  [null, 'None'],
  [[1, 'a,b:', null, true, { c: [] }], '[1, "a,b:", null, true, {"c": []}]'],
  [{ a: 1n, b: Number.NaN }, '{"a": 1, "b": NaN}'],
])('text form %#', (value, text) => {
  expect(textForm(value)).toBe(text);
});

test('a whole number that was declared a float is written as one', () => {
  expect([5, -1, 1e15, 1e16, 2.5].map(floatForm)).toEqual([
    '5.0',
    '-1.0',
    '1000000000000000.0',
    '1e+16',
    '2.5',
  ]);
  expect(floatForm('x')).toBe('x');
});

test.each([[null], [undefined], [''], [0], [-0], [false], [{}], [[]]])('is falsy %#', (value) => {
  expect(isFalsy(value)).toBe(true);
});

test.each([['0'], [Number.NaN], [1n], [true], [{ a: null }], [[null]]])(
  'is not falsy %#',
  (value) => {
    expect(isFalsy(value)).toBe(false);
  },
);
