import { expect, test } from 'vitest';
import { checkJsonPath } from './json-path.ts';

const expressionOf = (written: string) => {
  const checked = checkJsonPath(written);
  return checked.outcome === 'valid' ? checked.expression : checked.message;
};

test.each([
  ['Records[*]'],
  ['[*]'],
  ['a.b'],
  ['"detail-type"'],
  ['a[?b==`1`].c'],
  ['length(a)'],
  ['@'],
])('%s is a JMESPath expression', (expression) => {
  expect(checkJsonPath(expression)).toEqual({ outcome: 'valid', expression, wasConverted: false });
});

test.each([
  ['$', '@'],
  ['$.rows[*]', 'rows[*]'],
  ['$[*].a', '[*].a'],
  ["$.a['x y'].b", 'a."x y".b'],
  ["$.a.'x y'", 'a."x y"'],
  ['$.a.*', 'a.*'],
  ['$.a[1:2]', 'a[1:2]'],
])('JSONPath %s becomes %s', (written, expression) => {
  expect(checkJsonPath(written)).toEqual({ outcome: 'valid', expression, wasConverted: true });
});

test.each([['$..a'], ['$.a[?(@.b)]'], ['$.a|$.b'], ['$.a[1,2]']])(
  'JSONPath %s has no counterpart',
  (written) => {
    expect(expressionOf(written)).toContain(`${JSON.stringify(written)} is JSONPath`);
  },
);

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
