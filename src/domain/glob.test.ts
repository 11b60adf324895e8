import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileGlob } from './glob.ts';

test.each([
  ['abc', 'abc', true],
  ['abc', 'ABC', false],
  ['abc', 'abcd', false],
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['a*', 'a\nb\r\n', true],
  ['*c', 'abc', true],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['*b*', 'abc', true],
  ['1.*.*', '1.0.0', true],
  ['1.*.*', '1.0', false],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['a?c', 'a😀c', true],
  ['[abc]', 'b', true],
  ['[a-c]x', 'bx', true],
  ['[!a-c]', 'd', true],
  ['[!a-c]', 'b', false],
  ['[]]', ']', true],
  ['[!]]', 'a', true],
  ['[a-]', '-', true],
  ['[*]', '*', true],
  ['[*]', 'a', false],
  ['[abc', '[abc', true],
  ['[', '[', true],
  ['a[', 'a[', true],
  ['[^a]', '^', true],
  ['a.c', 'abc', false],
  ['(a+)+$', '(a+)+$', true],
])('%j and %j: %s', (pattern, text, expected) => {
  expect(compileGlob(pattern)(text)).toBe(expected);
});

test('a pattern takes what the regular expression of the same meaning takes', () => {
  const piece = fc.constantFrom('*', '?', 'a', 'b', '[ab]', '[!a]', '.');
  const pattern = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.', '\n', '😀'), maxLength: 8 });
  const meaning = (glob: string) =>
    new RegExp(
      `^${glob.replaceAll('.', '\\.').replaceAll('[!', '[^').replaceAll('*', '.*').replaceAll('?', '.')}$`,
      'su',
    );

  fc.assert(
    fc.property(pattern, text, (glob, value) => {
      expect(compileGlob(glob)(value)).toBe(meaning(glob).test(value));
    }),
    { numRuns: 2000 },
  );
});

test('many runs in a pattern do not take exponential time', () => {
  const start = performance.now();

  expect(compileGlob(`${'*a'.repeat(30)}b?`)('a'.repeat(20_000))).toBe(false);

  expect(performance.now() - start).toBeLessThan(1000);
});
