import { describe, expect, test } from 'vitest';
import { containsAny, endsWithAny, matchesAny, pathMatchesAny, startsWithAny } from './text.ts';

test('what is no text matches nothing', () => {
  for (const helper of [startsWithAny, endsWithAny, containsAny, matchesAny, pathMatchesAny]) {
    for (const value of [undefined, null, 1, true, {}, ['a']]) {
      expect(helper(value, ['a', '', '*', 'undefined'])).toBe(false);
    }
  }
});

test('one of several beginnings, endings or parts is enough', () => {
  expect(startsWithAny('abc', ['x', 'ab'])).toBe(true);
  expect(startsWithAny('abc', ['bc'])).toBe(false);
  expect(endsWithAny('abc', new Set(['x', 'bc']))).toBe(true);
  expect(endsWithAny('abc', ['ab'])).toBe(false);
  expect(containsAny('abc', ['x', 'b'])).toBe(true);
  expect(containsAny('abc', ['B'])).toBe(false);
  expect(containsAny('abc', [])).toBe(false);
});

describe('shell patterns', () => {
  test.each([
    ['abc', 'abc', true],
    ['abc', 'a*', true],
    ['abc', '*b*', true],
    ['abc', 'b*', false],
    ['abc', 'a?c', true],
    ['abc', 'a[bx]c', true],
    ['abc', 'a[!b]c', false],
    ['abc', 'ABC', false],
    ['a/b', 'a*', true],
    ['', '*', true],
  ])('%j against %j is %s', (text, pattern, fits) => {
    expect(matchesAny(text, [pattern])).toBe(fits);
    expect(matchesAny(text, new Set(['nothing', pattern]))).toBe(fits);
  });

  test('that would take a backtracking matcher ages are answered at once', () => {
    const started = performance.now();

    expect(matchesAny('a'.repeat(5_000), [`${'*a'.repeat(30)}b`])).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('path patterns', () => {
  test.each([
    ['/Users/ann/path/to/file', '/Users/*/path/*/file', true],
    ['/Users/ann/x/path/to/file', '/Users/*/path/*/file', false],
    ['/Users/ann/bin/nc', 'bin/n*', true],
    ['/Users/ann/bin/nc', 'nc', true],
    ['/Users/ann/bin/nc', '*', true],
    ['/Users/ann/bin/nc', 'ann/nc', false],
    ['/Users/ann/bin/nc', '/bin/nc', false],
    ['bin/nc', '/bin/nc', false],
    ['bin/nc', 'usr/bin/nc', false],
    ['/a//b/./c/', '/a/b/c', true],
    ['/a', '/*', true],
    ['/a/b', '/*', false],
    ['/a', '', false],
    ['', 'a', false],
  ])('%j against %j is %s', (path, pattern, fits) => {
    expect(pathMatchesAny(path, ['no/such/pattern', pattern])).toBe(fits);
  });
});
