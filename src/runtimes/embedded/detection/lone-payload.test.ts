import { describe, expect, test } from 'vitest';
import type { LogType } from '../../../domain/log-type.ts';
import { parsers } from '../../../parsers/index.ts';
import { lonePayloads } from './lone-payload.ts';

const logType = (changes: Partial<LogType>): LogType => ({
  name: 'a:b',
  category: 'a',
  parser: 'json',
  fields: [{ name: 'n', type: { kind: 'integer' } }],
  optionalKeys: new Set(),
  envelope: [],
  optionalEnvelopeKeys: new Set(),
  embeddedJson: false,
  unknownKeys: 'reject',
  parserOptions: {},
  usable: true,
  file: 'schemas/a.json',
  ...changes,
});

describe('a payload of one record', () => {
  const lone = lonePayloads(parsers);

  test('has all that stood around the list, and of the list that record alone', () => {
    const payload = '{"Records":[{"n":1},{"n":"x","id":12345678901234567890,"f":1.0}],"at":"eu"}';

    const found = lone(payload, logType({ jsonPath: 'Records[*]' }), 1);

    expect(found).toBe('{"Records":[{"n":"x","id":12345678901234567890,"f":1.0}],"at":"eu"}');
  });

  test('is found where the list lies deeper, and beside other lists', () => {
    const payload = '{"tags":["a","b"],"detail":{"rows":[{"n":1},{"n":"x"}]}}';

    expect(lone(payload, logType({ jsonPath: 'detail.rows[*]' }), 1)).toBe(
      '{"tags":["a","b"],"detail":{"rows":[{"n":"x"}]}}',
    );
  });

  test('is found where the list is all there is', () => {
    expect(lone('[{"n":1},{"n":"x"}]', logType({ jsonPath: '[*]' }), 1)).toBe('[{"n":"x"}]');
  });

  test('is found where records are JSON inside of text', () => {
    const payload = JSON.stringify({
      logEvents: [{ message: '{"n":1}' }, { message: '{"n":"x"}' }],
    });
    const ofText = logType({ jsonPath: 'logEvents[*].message', embeddedJson: true });

    expect(lone(payload, ofText, 1)).toBe('{"logEvents":[{"message":"{\\"n\\":\\"x\\"}"}]}');
  });

  test('is the row itself where there are several in a text', () => {
    const rows = logType({
      parser: 'csv',
      fields: ['a', 'b'].map((name) => ({ name, type: { kind: 'string' } })),
    });

    expect(lone('1,2\n1,2,3\n4,5', rows, 1)).toBe('1,2,3');
  });

  test('keeps keys that objects have by nature', () => {
    const payload = '{"__proto__":{"x":1},"Records":[{"n":1},{"n":"x","constructor":2}]}';

    expect(lone(payload, logType({ jsonPath: 'Records[*]' }), 1)).toBe(
      '{"__proto__":{"x":1},"Records":[{"n":"x","constructor":2}]}',
    );
  });

  test.each([
    [
      'a path that gives another record when the list is shorter',
      '{"r":[{"n":1},{"n":2}]}',
      'r[1:]',
    ],
    ['text that is no document', 'not a document', 'r[*]'],
    ['a document that is cut off', '{"r":[{"n":1},', 'r[*]'],
    ['records that a path puts together', '{"a":{"n":1},"b":{"n":"x"}}', '[a, b]'],
  ])('is not guessed for %s', (_, payload, jsonPath) => {
    expect(lone(payload, logType({ jsonPath }), 1)).toBeUndefined();
  });

  test('is not looked for in bytes and for parsers that are not there', () => {
    expect(lone(new Uint8Array([0xff]), logType({}), 0)).toBeUndefined();
    expect(lone('{}', logType({ parser: 'unknown' }), 0)).toBeUndefined();
  });
});
