import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson, plainValue } from './json-tree.ts';

const parsed = (text: string) => {
  const result = parseJson(text);
  if (result.outcome === 'refused') throw new Error(result.message);
  return result;
};

const keysOf = (text: string) => {
  const { root } = parsed(text);
  return root.kind === 'map' ? [...root.entries.keys()] : [];
};

describe('reading JSON with places', () => {
  test('keys that look like numbers stay where the file has them', () => {
    expect(keysOf('{"2": 1, "x": 1, "1": 1}')).toEqual(['2', 'x', '1']);
  });

  test('__proto__ and constructor are ordinary keys', () => {
    expect(keysOf('{"__proto__": 1, "constructor": 2}')).toEqual(['__proto__', 'constructor']);
    const plain = plainValue(parsed('{"__proto__": {"polluted": true}}').root);
    expect(Object.hasOwn(Object(plain), '__proto__')).toBe(true);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('a value knows its line and column, and so does its key', () => {
    const { root } = parsed('{\r\n  "a": [1,\n    "x"]\n}');
    const entry = root.kind === 'map' ? root.entries.get('a') : undefined;
    expect(entry?.keyPosition).toEqual({ line: 2, column: 3 });
    expect(entry?.value.position).toEqual({ line: 2, column: 8 });
    const items = entry?.value.kind === 'list' ? entry.value.items : [];
    expect(items.map(({ position }) => position)).toEqual([
      { line: 2, column: 9 },
      { line: 3, column: 5 },
    ]);
  });

  test('a whole number beyond 2^53 keeps its digits', () => {
    expect(plainValue(parsed('[123456789012345678901234567890, 5, 1.5]').root)).toEqual([
      123456789012345678901234567890n,
      5,
      1.5,
    ]);
  });

  test('the last of two equal keys counts, in the place of the first, and both are told', () => {
    const { root, duplicates } = parsed('{"a": 1, "b": [{"c": 1, "c": 2}], "a": 3}');
    expect(plainValue(root)).toEqual({ a: 3, b: [{ c: 2 }] });
    expect(root.kind === 'map' && [...root.entries.keys()]).toEqual(['a', 'b']);
    expect(duplicates).toEqual([
      { path: ['b', 0, 'c'], position: { line: 1, column: 25 } },
      { path: ['a'], position: { line: 1, column: 35 } },
    ]);
  });

  test('a byte order mark at the beginning is no mistake', () => {
    expect(plainValue(parsed('\uFEFF{"a": 1}').root)).toEqual({ a: 1 });
  });

  test.each([
    ['', 'empty', 1, 1],
    ['  \n ', 'empty', 2, 2],
    ['{"a": 1,}', 'comma is not allowed before }', 1, 8],
    ['[1,\n2,\n]', 'comma is not allowed before ]', 2, 2],
    ['{"a": 1 "b": 2}', 'expected a comma or }', 1, 9],
    ['{"a": 1', '} is missing', 1, 8],
    ['{"a"', 'colon', 1, 5],
    ['{"a": }', 'expected a value', 1, 7],
    ["{'a': 1}", 'double quotation marks', 1, 2],
    ['{a: 1}', 'double quotation marks', 1, 2],
    ['{"a": 01}', 'expected a comma or }', 1, 8],
    ['{"a": 1.}', 'number', 1, 7],
    ['{"a": "x', 'no closing quotation mark', 1, 7],
    ['{"a": "\\x"}', 'escape', 1, 7],
    ['{"a": "\\u12"}', 'hexadecimal', 1, 7],
    ['{"a": "\u0001"}', 'control character', 1, 7],
    ['{"a": NaN}', 'expected a value', 1, 7],
    ['{"a": 1} x', 'after the end', 1, 10],
    ['// hello\n{}', 'comments are not allowed', 1, 1],
    ['{"a": /* hm */ 1}', 'comments are not allowed', 1, 7],
    ['not json', 'expected a value', 1, 1],
  ])('%j is refused with its place', (text, message, line, column) => {
    expect(parseJson(text)).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining(message),
      position: { line, column },
    });
  });

  test('a hostile depth is refused and does not exhaust the stack', () => {
    for (const text of ['['.repeat(1_000_000), '{"a":'.repeat(500_000)]) {
      expect(parseJson(text)).toMatchObject({ message: expect.stringContaining('nested') });
    }
  });

  test('agrees with JSON.parse about everything that is JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(plainValue(parsed(text).root)).toEqual(
          JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
            typeof value === 'number' &&
            /^-?\d+$/.test(context?.source ?? '') &&
            !Number.isSafeInteger(value)
              ? BigInt(context?.source ?? 0)
              : value,
          ),
        );
      }),
    );
  });

  test('refuses what JSON.parse refuses, whatever comes', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', ':', ',', '"a"', '1', 'null', ' ', '"', '-');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(parseJson(text).outcome).toBe(isJson ? 'parsed' : 'refused');
      }),
      { numRuns: 2000 },
    );
  });
});
