import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson, parseSpelledJson, SpelledNumber, stringifyJson } from './exact-json.ts';

describe('reading JSON exactly', () => {
  test.each([
    ['123456789012345678901234567890', 123456789012345678901234567890n],
    ['-9007199254740993', -9007199254740993n],
    ['9007199254740991', 9007199254740991],
    ['[1.0, 1e3, 1e400]', [1, 1000, Infinity]],
    ['{"a":{"b":[12345678901234567890]}}', { a: { b: [12345678901234567890n] } }],
    ['{"a":1,"a":2}', { a: 2 }],
    ['[NaN, -Infinity ,Infinity]', [Number.NaN, -Infinity, Infinity]],
    ['{"NaN":"Infinity \\" NaN","b":NaN}', { NaN: 'Infinity " NaN', b: Number.NaN }],
    ['[NaN,1e-999,1e-999999]', [Number.NaN, 0, 0]],
    ['[NaN,12345678901234567890]', [Number.NaN, 12345678901234567890n]],
  ])('%s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  test.each([
    '',
    '{',
    'NaN1',
    '1NaN',
    '-NaN',
    '{NaN:1}',
    '[+Infinity]',
    '"NaN',
    'nan',
    '[NaN',
    "{'a':NaN}",
  ])('%j is refused', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  test('hostile keys are plain data', () => {
    const value = parseJson('{"__proto__":{"admin":12345678901234567890}}') as object;

    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test('the spelling of numbers can be kept', () => {
    expect(parseSpelledJson('[1.0,2,0.0,12345678901234567890,1.5]')).toEqual([
      new SpelledNumber('1.0'),
      2,
      0,
      12345678901234567890n,
      1.5,
    ]);
    expect(parseSpelledJson('[NaN,1.0]')).toEqual([Number.NaN, new SpelledNumber('1.0')]);
  });
});

describe('writing JSON', () => {
  test('an integer keeps all its digits', () => {
    expect(stringifyJson({ a: [12345678901234567890n] })).toBe('{"a":[12345678901234567890]}');
  });

  test('what is not finite is written as the original does', () => {
    expect(stringifyJson([Number.NaN, -Infinity, { a: Infinity, b: null }, '~NaN', 1n])).toBe(
      '[NaN,-Infinity,{"a":Infinity,"b":null},"~NaN",1]',
    );
  });

  test('keys can be sorted, levels indented and everything kept within ASCII', () => {
    const value = JSON.parse('{"b":{"d":1,"c":2},"a":["ä😀"],"__proto__":1}') as object;

    expect(stringifyJson(value, { sorted: true })).toBe(
      '{"__proto__":1,"a":["ä😀"],"b":{"c":2,"d":1}}',
    );
    expect(stringifyJson({ a: 1n }, { indent: 2 })).toBe('{\n  "a": 1\n}');
    expect(stringifyJson(value, { ascii: true })).toContain('"\\u00e4\\ud83d\\ude00"');
    expect(stringifyJson(undefined)).toBe('null');
  });

  test('what is written is read again as it was', () => {
    const leaf = fc.oneof(
      fc.bigInt().filter((value) => !Number.isSafeInteger(Number(value))),
      fc.double().map((value) => value + 0),
      fc.string({ unit: fc.constantFrom('N', 'a', '~', '"', '\\', 'ä', '\u0000', '1', 'e') }),
      fc.constantFrom<unknown>('NaN', '~NaN', '-Infinity', null, true),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('value')),
        fc.dictionary(fc.constantFrom('a', 'NaN', '__proto__', '~Infinity'), tie('value')),
      ),
    }));
    const options = fc.record({
      indent: fc.constantFrom(0, 2),
      sorted: fc.boolean(),
      ascii: fc.boolean(),
    });

    fc.assert(
      fc.property(value, options, (content, how) => {
        // A double beyond 2^53 is written as an integer, and read as one.
        const expected = parseJson(stringifyJson(content));
        expect(parseJson(stringifyJson(content, how))).toEqual(expected);
        expect(stringifyJson(expected)).toBe(stringifyJson(parseJson(stringifyJson(expected))));
      }),
    );
    fc.assert(
      fc.property(fc.array(leaf), (content) => {
        const isDouble = (item: unknown) => typeof item === 'number' && Number.isInteger(item);
        fc.pre(!content.some((item) => isDouble(item) && !Number.isSafeInteger(item)));
        expect(parseJson(stringifyJson(content))).toEqual(
          content.map((item) => (item === 0 ? 0 : item)),
        );
      }),
    );
  });

  test('for others, numbers that are not finite are texts, and all else is as it was', () => {
    const value = { a: Number.NaN, b: [Infinity, -Infinity], c: 12345678901234567890n, d: null };

    expect(stringifyJson(value, { strict: true })).toBe(
      '{"a":"NaN","b":["Infinity","-Infinity"],"c":12345678901234567890,"d":null}',
    );
    expect(stringifyJson({ a: null, b: 1 }, { strict: true })).toBe('{"a":null,"b":1}');
  });
});
