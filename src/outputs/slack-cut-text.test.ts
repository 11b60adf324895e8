import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutText } from './slack-cut-text.ts';

test.each([
  ['', 5, ['']],
  ['12345', 5, ['12345']],
  ['one\ntwo\nthree', 9, ['one\ntwo\n', 'three']],
  ['one two three', 9, ['one two ', 'three']],
  ['a b\nc d e f', 8, ['a b\n', 'c d e f']],
  ['1234567890', 4, ['1234', '5678', '90']],
  ['\n12345678', 4, ['\n123', '4567', '8']],
  ['abc&amp;def', 6, ['abc', '&amp;d', 'ef']],
  ['ab😀', 3, ['ab', '😀']],
])('%j in pieces of at most %d', (text, lengthMax, pieces) => {
  expect(cutText(text, lengthMax)).toEqual(pieces);
});

test('nothing is lost, nothing is too long, and no character is cut in two', () => {
  const piece = fc.constantFrom('a', 'b', ' ', '\n', '&amp;', '&lt;', '😀', '\t');
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 80 }),
      fc.integer({ min: 6, max: 20 }),
      (parts, max) => {
        const text = parts.join('');

        const pieces = cutText(text, max);

        expect(pieces.join('')).toBe(text);
        for (const cut of pieces) {
          expect(cut.length).toBeLessThanOrEqual(max);
          expect(cut.isWellFormed()).toBe(true);
          expect(cut).not.toMatch(/&[a-z]*$/);
          if (text !== '') expect(cut).not.toBe('');
        }
      },
    ),
  );
});
