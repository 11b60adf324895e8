import { compile, type JSONValue, search, TreeInterpreter } from '@jmespath-community/jmespath';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileJsonPath, pathStart } from './json-path.ts';

const document = {
  Records: [{ a: 1 }, null, { a: null }],
  logEvents: [{ message: 'x' }, { other: 1 }, 'text', { message: { deep: [1, [2]] } }],
  'b-c': [{ d: 1 }],
  a: { 'b-c': [{ d: 1 }, { d: 2 }], constructor: 1 },
};

describe('a JMESPath expression', () => {
  test.each([
    ['@', document],
    ['Records[*]', [{ a: 1 }, { a: null }]],
    ['Records[*].a', [1]],
    ['logEvents[*].message', ['x', { deep: [1, [2]] }]],
    ['logEvents[*].message.deep[*]', [[1, [2]]]],
    ['a."b-c"[*].d', [1, 2]],
    ['"b-c"[*]', [{ d: 1 }]],
    ['a.missing.b', null],
    ['Records.a', null],
    ['a[*]', null],
    ['toString', null],
    ['a.hasOwnProperty', null],
    ['length(Records)', 3],
    ['Records[?a == `1`]', [{ a: 1 }]],
    ['sum(a)', null],
    ['logEvents[].message', ['x', { deep: [1, [2]] }]],
  ])('%s selects what it names', (expression, selected) => {
    expect(compileJsonPath(expression)(document)).toEqual(selected);
  });

  test('[*] stands for the elements of a list at the root', () => {
    expect(compileJsonPath('[*]')([1, null, 2])).toEqual([1, 2]);
    expect(compileJsonPath('[*]')({ a: 1 })).toBeNull();
  });

  test('own code for plain paths selects what the library does', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const path = fc
      .array(fc.oneof(name, fc.constant('[*]'), fc.constant('"b-c"')), { minLength: 1 })
      .map((steps) => steps.join('.').replaceAll('.[*]', '[*]'));
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(null, 1, 'x', false),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c', 'b-c'), tie('value')),
      ),
    }));

    fc.assert(
      fc.property(path, value, (expression, content) => {
        const expected = TreeInterpreter.search(compile(expression), content as JSONValue) ?? null;
        expect(compileJsonPath(expression)(content as never)).toEqual(expected);
      }),
    );
  });

  test.each([
    ['Records[*]', { key: 'Records' }],
    ['"b-c".d', { key: 'b-c' }],
    ['[*]', 'list'],
    ['@', 'any value'],
    ['a || b', 'any value'],
    ['length(a)', 'any value'],
    ['a.', 'any value'],
  ])('%s begins at %j', (expression, start) => {
    expect(pathStart(expression)).toEqual(start);
  });
});

test.each([
  ['{"Events":[{"a":1},{"a":2}]}', [1, 2]],
  ['{"a":7}', 7],
  ['{"Events":[],"a":7}', 7],
  ['{"Events":[{"a":0}],"a":7}', [0]],
  ['{"b":1}', null],
])('alternatives of plain paths select as the library does: %s', (text, selected) => {
  const content = JSON.parse(text);

  expect(compileJsonPath('Events[*].a || a')(content)).toEqual(selected);
  expect(search(content, 'Events[*].a || a')).toEqual(selected);
});
