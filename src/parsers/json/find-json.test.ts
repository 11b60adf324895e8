import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJson } from './find-json.ts';

test.each([
  ['ovend[88] note: {"oven":"left", "deg":"210"}', '{"oven":"left", "deg":"210"}'],
  ['<10> app[1]: {"a":"x","b":"y"}', '{"a":"x","b":"y"}'],
  ['job[7]: {"a": 1}', '{"a": 1}'],
  ['job[7]: {"a": [1, 2]}', '[7]: {"a": [1, 2]'],
  ['{"a":1} and {"b":2}', '{"a":1} and {"b":2}'],
  ['first line\n{"a":1} second', '{"a":1}'],
  ['{"a":\n1}', undefined],
  ['{}', undefined],
  ['{:}', undefined],
  ['{a:}', undefined],
  ['{a:b}', '{a:b}'],
  ['', undefined],
])('in %j it is %j', (text, found) => {
  expect(findJson(text)).toBe(found);
});

test('it is what the regular expression of the specification finds', () => {
  const text = fc.string({ unit: fc.constantFrom('{', '}', '[', ']', ':', ',', 'a', '\n', '"') });

  fc.assert(
    fc.property(text, (line) => {
      const expected = /\{[^\n]+[:,][^\n]+\}|\[[^\n]+[:,][^\n]+\]/.exec(line)?.[0];
      expect(findJson(line)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test('a hostile text takes no longer than its length warrants', () => {
  const start = performance.now();

  expect(findJson('{'.repeat(500_000))).toBeUndefined();
  expect(findJson(`${'['.repeat(500_000)}:${'}'.repeat(500_000)}`)).toBeUndefined();

  expect(performance.now() - start).toBeLessThan(2000);
});
