import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonItems } from './json-items.ts';

/** The text of each element, and of the values of its keys. */
function found(text: string, listKey?: string) {
  return findJsonItems(text, listKey).map(({ start, entries }) => ({
    begin: text.slice(start, start + 1),
    entries: entries.map((entry) => [entry.key, text.slice(entry.start, entry.end)]),
  }));
}

test('elements of a list and the values of their keys are found where they stand', () => {
  const text = ' [ {"a": 1, "b" : { "a": [2, "]"] } } , [ {"c": 3} ], "x,{" , {} ]';

  expect(found(text)).toEqual([
    {
      begin: '{',
      entries: [
        ['a', '1'],
        ['b', '{ "a": [2, "]"] }'],
      ],
    },
    { begin: '[', entries: [] },
    { begin: '"', entries: [] },
    { begin: '{', entries: [] },
  ]);
});

test('quoted quotation marks, and keys that stand twice, are taken as they are', () => {
  expect(found('[{"a\\"\\\\": "\\\\", "data": 1, "data": 2}]')[0]?.entries).toEqual([
    ['a"\\', '"\\\\"'],
    ['data', '1'],
    ['data', '2'],
  ]);
});

test('the list may stand under a key, and of two the last one counts', () => {
  const text =
    '{"x": [{"a": 0}], "records": [{"a": 1}], "records": [{"a": 2}, {"b": 3}], "y": {"records": [4]}}';

  expect(found(text, 'records').map(({ entries }) => entries)).toEqual([
    [['a', '2']],
    [['b', '3']],
  ]);
});

test('any list of any JSON is found as it was written', () => {
  const keys = fc.constantFrom('data', 'a', '__proto__', 'ä"');
  const item = fc.oneof(fc.jsonValue(), fc.dictionary(keys, fc.jsonValue()));
  fc.assert(
    fc.property(fc.array(item), fc.constantFrom(0, 2), fc.boolean(), (list, indent, isBelow) => {
      const text = JSON.stringify(isBelow ? { records: list } : list, null, indent);

      const items = findJsonItems(text, isBelow ? 'records' : undefined);

      expect(items).toHaveLength(list.length);
      for (const [index, { entries }] of items.entries()) {
        const read = entries.map(({ key, start, end }) => [
          key,
          JSON.parse(text.slice(start, end)),
        ]);
        const value: unknown = list[index];
        const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
        expect(read).toEqual(isMap ? Object.entries(JSON.parse(JSON.stringify(value))) : []);
      }
    }),
  );
});
