import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DocumentScanner } from './document-scanner.ts';

/** Scans the text in pieces, as they come from a disk: what was found is dropped after each. */
function documentsOf(text: string, pieceBytes = Number.POSITIVE_INFINITY): string[] {
  const scanner = new DocumentScanner();
  const bytes = Buffer.from(text);
  const found: string[] = [];
  let held = Buffer.alloc(0);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const from = held.length;
    held = Buffer.concat([held, bytes.subarray(at, at + pieceBytes)]);
    for (const { start, end } of scanner.scan(held, from)) {
      found.push(held.toString('utf8', start, end));
    }
    const used = scanner.openStart() ?? held.length;
    scanner.moveBy(used);
    held = held.subarray(used);
  }
  if (scanner.openStart() !== undefined) found.push(`open: ${held.toString('utf8')}`);
  return found;
}

describe('a document scanner', () => {
  test.each([
    ['{"a":1}\n {"b":[2,{}]}{"c":"x"}', ['{"a":1}', '{"b":[2,{}]}', '{"c":"x"}']],
    ['{"a":"} \\" \\\\"}{"b":1}', ['{"a":"} \\" \\\\"}', '{"b":1}']],
    ['[{"a":1} , {"b":2}\n]', ['{"a":1}', '{"b":2}']],
    ['[]', []],
    ['[ [1,2], [3] ]', ['[1,2]', '[3]']],
    ['[1, "two, ]", null,true]', ['1', '"two, ]"', 'null', 'true']],
    ['[{"a":1}] [{"b":2}]', ['{"a":1}', '{"b":2}']],
    ['{"a":1},{"b":2},', ['{"a":1}', '{"b":2}']],
    ['\u001e{"a":1}\n\u001e{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['{"a":1}\n\ufeff{"b":2}', ['{"a":1}', '{"b":2}']],
    ['{"a":1} and text {\n{"b":2}', ['{"a":1}', 'and text {', '{"b":2}']],
    ['{"a":1}}\n{"b":2}', ['{"a":1}', '}', '{"b":2}']],
    ['{"a":{"b":1}', ['open: {"a":{"b":1}']],
  ])('finds the values of %j', (text, documents) => {
    expect(documentsOf(text)).toEqual(documents);
    for (const pieceBytes of [1, 2, 3, 7]) {
      expect(documentsOf(text, pieceBytes)).toEqual(documents);
    }
  });

  test.each([
    ['{"cut":"line\n{"a":[1,{"b":"}\\""}]}', ['{"cut":"line', '{"a":[1,{"b":"}\\""}]}']],
    ['{"a":"x\n{ "b":1}', ['{"a":"x', '{ "b":1}']],
    ['{"a":"x\n{y\n\n{"}', ['{"a":"x\n{y\n', 'open: {"}']],
  ])('%j is cut at the same place however the bytes come', (text, documents) => {
    for (const pieceBytes of [1, 2, 3, 5, 100]) {
      expect(documentsOf(text, pieceBytes)).toEqual(documents);
    }
  });

  test.each([
    ['in a key', '{"a":1, "b\n{"c":2}\n', ['{"a":1, "b', '{"c":2}']],
    ['behind a value', '{"a":{"b":1}\n{"c":2}\n', ['{"a":{"b":1}\n', '{"c":2}']],
    ['behind a comma', '{"a":1,\n{"c":2}\n', ['{"a":1,\n', '{"c":2}']],
    ['behind a brace', '{"a":{\n{"c":2}\n', ['{"a":{\n', '{"c":2}']],
  ])('begins anew below a document that is cut off %s', (_, text, documents) => {
    expect(documentsOf(text)).toEqual(documents);
  });

  test('takes objects at the beginning of lines for elements where they are', () => {
    const text = '{"Records":\n[\n{"a":1},\n{"b":\n{}},\n[\n{}]]}';

    expect(documentsOf(text)).toEqual([text]);
  });

  test('keeps a text with a line feed in it together', () => {
    const text = '{"message":"one\ntwo {\n"}';

    expect(documentsOf(`${text} {}`)).toEqual([text, '{}']);
  });

  test('finds any values again, however they are written and cut', () => {
    const container = fc.oneof(
      fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }),
      fc.array(fc.jsonValue(), { maxLength: 4 }).map((list) => ({ list })),
    );
    const separator = fc.constantFrom('', '\n', ' ', '\r\n\r\n', ',', ' ,\n');
    const indent = fc.constantFrom(undefined, 1, '\t');

    fc.assert(
      fc.property(
        fc.array(fc.tuple(container, separator, indent)),
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        (values, pieceBytes, inArray) => {
          const texts = values.map(([value, , space]) => JSON.stringify(value, null, space));
          const text = inArray
            ? `[${texts.join(',\n')}]`
            : texts.map((json, index) => json + (values[index]?.[1] ?? '')).join('');

          expect(documentsOf(text, pieceBytes)).toEqual(texts);
        },
      ),
    );
  });
});
