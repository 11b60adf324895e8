import { expect, test } from 'vitest';
import { oneLine, withoutControls } from './one-line.ts';

test.each([
  ['plain', 'plain', 'plain'],
  ['a  b', 'a  b', 'a b'],
  ['a\r\n\tb', 'a b', 'a b'],
  ['a \n b', 'a   b', 'a b'],
  ['\u001b[2Jx\u202ey\u2028z\u009b', ' [2Jx y z ', '[2Jx y z'],
  ['half \ud83d', 'half  ', 'half'],
  ['whole 😀', 'whole 😀', 'whole 😀'],
  ['', '', ''],
])('%j', (text, without, line) => {
  expect(withoutControls(text)).toBe(without);
  expect(oneLine(text)).toBe(line);
});

test('a long run of blanks costs no time', () => {
  const before = performance.now();

  expect(oneLine(`a${' '.repeat(500_000)}b`)).toBe('a b');
  expect(performance.now() - before).toBeLessThan(500);
});
