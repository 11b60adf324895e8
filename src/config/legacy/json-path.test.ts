import { describe, expect, test } from 'vitest';
import { checkJsonPath } from '../schemas/json-path.ts';
import { jmesPathOf } from './json-path.ts';

describe('JSONPath as JMESPath', () => {
  test.each([
    ['$', '@'],
    ['$.rows[*]', 'rows[*]'],
    ['rows[*].cells[0]', 'rows[*].cells[0]'],
    ['$[*]', '[*]'],
    ['[*].a', '[*].a'],
    ['$.a[1:3].b', 'a[1:3].b'],
    ['$.a[-1]', 'a[-1]'],
    ['$.*', '*'],
    ['$.a.*.b', 'a.*.b'],
    ["$['x y'].b", '"x y".b'],
    ['$.a."x y"', 'a."x y"'],
    ["a.'x y'", 'a."x y"'],
    ["$['a,b']", '"a,b"'],
    ['$.detail-type', '"detail-type"'],
    ['$.@timestamp', '"@timestamp"'],
  ])('%s is %s', (jsonPath, expected) => {
    const expression = jmesPathOf(jsonPath);

    expect(expression).toBe(expected);
    expect(checkJsonPath(expression ?? '')).toMatchObject({ outcome: 'valid' });
  });

  test.each([
    '$..rows',
    'a..b',
    '$.a|$.b',
    '$.a[0,1]',
    '$.a[?(@.b)]',
    '$.a.`parent`',
    "$['a",
    '$.a[',
    '$.',
  ])('%s has no counterpart', (jsonPath) => {
    expect(jmesPathOf(jsonPath)).toBeUndefined();
  });
});
