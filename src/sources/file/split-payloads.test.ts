import { describe, expect, test } from 'vitest';
import type { Framing } from '../../domain/batch.ts';
import { payloadSequence } from '../payload-sequence.ts';
import { forEachPayload } from './split-payloads.ts';

function payloadsOf(bytes: Uint8Array, framing: Framing, firstPosition = 1) {
  const found: [payload: string | Uint8Array, position: number, bytes: number][] = [];
  forEachPayload({ bytes, framing, firstPosition }, (payload, position, size) => {
    found.push([payload, position, size]);
  });
  return found;
}

describe('lines', () => {
  test('end at a line feed, with or without a carriage return; the last one needs none', () => {
    expect(payloadsOf(Buffer.from('one\ntwo\r\nthree'), 'lines')).toEqual([
      ['one', 1, 3],
      ['two', 2, 3],
      ['three', 3, 5],
    ]);
  });

  test('that are blank are no payloads and keep their position', () => {
    expect(payloadsOf(Buffer.from('\n \t\r\nthree\n\n\nsix\n'), 'lines', 11)).toEqual([
      ['three', 13, 5],
      ['six', 16, 3],
    ]);
  });

  test('keep blanks at both ends', () => {
    expect(payloadsOf(Buffer.from('  a b \n'), 'lines')).toEqual([['  a b ', 1, 6]]);
  });

  test('are counted in bytes, not in characters', () => {
    expect(payloadsOf(Buffer.from('naïve ✓ 😀\nplain\n'), 'lines')).toEqual([
      ['naïve ✓ 😀', 1, 15],
      ['plain', 2, 5],
    ]);
  });

  test('that are not UTF-8 come as bytes; the lines beside them come as text', () => {
    const bytes = Buffer.concat([Buffer.from('café\n'), Buffer.from([0x63, 0xe9, 0x0a])]);

    expect(payloadsOf(bytes, 'lines')).toEqual([
      ['café', 1, 5],
      [new Uint8Array([0x63, 0xe9]), 2, 2],
    ]);
  });

  test('are found in a view into a larger buffer', () => {
    const whole = Buffer.from('xxxone\ntwoyyy');

    expect(payloadsOf(whole.subarray(3, 10), 'lines').map(([text]) => text)).toEqual([
      'one',
      'two',
    ]);
  });

  test('of an empty batch are none', () => {
    expect(payloadsOf(new Uint8Array(0), 'lines')).toEqual([]);
  });
});

describe('documents', () => {
  test('that were put in a sequence come out as they were', () => {
    const documents = ['{"a":\n 1}', '[]', '"é"', '{}'];
    const bytes = payloadSequence(documents.map((text) => Buffer.from(text)));

    expect(payloadsOf(bytes, 'documents', 5)).toEqual([
      ['{"a":\n 1}', 5, 9],
      ['[]', 6, 2],
      ['"é"', 7, 4],
      ['{}', 8, 2],
    ]);
  });

  test('that nobody has looked at are told apart here', () => {
    const text = '{"a":"}\\"{"}\n{"b":[1,\n2]}{"c":3} {"d":';

    expect(payloadsOf(Buffer.from(text), 'documents').map(([payload]) => payload)).toEqual([
      '{"a":"}\\"{"}',
      '{"b":[1,\n2]}',
      '{"c":3}',
      '{"d":',
    ]);
  });
});
