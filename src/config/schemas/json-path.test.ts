import { expect, test } from 'vitest';
import { checkJsonPath, isJsonPath } from './json-path.ts';

test.each([
  ['Records[*]'],
  ['[*]'],
  ['a.b'],
  ['"detail-type"'],
  ['a[?b==`1`].c'],
  ['length(a)'],
  ['@'],
])('%s is a JMESPath expression', (expression) => {
  expect(checkJsonPath(expression)).toEqual({ outcome: 'valid' });
});

test('what begins with $ is JSONPath, whatever this library makes of it', () => {
  expect(['$', '$.a', '$[*]'].map(isJsonPath)).toEqual([true, true, true]);
  expect(['a', '$a', '@', '"$.a"'].map(isJsonPath)).toEqual([false, false, false, false]);
});

test.each([
  ['', 'empty'],
  ['a.b[', 'character 5'],
  ['a..b', 'character 3'],
  ['a b', 'character 3'],
  ['a.b]', 'character 4'],
  ['"x', 'character 1'],
  ['a[?b==`', 'character 7'],
  ['nosuch(@)', 'no function "nosuch" at character 1'],
  ['a.lenght(b)', 'no function "lenght" at character 3'],
])('%j is refused with its place', (written, place) => {
  expect(checkJsonPath(written)).toMatchObject({
    outcome: 'invalid',
    message: expect.stringContaining(place),
  });
});
