import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logTypesOf } from '../../../testing/log-types.ts';
import type { Payload } from '../../domain/record.ts';
import { parsers } from '../../parsers/index.ts';
import { compileClassifier } from './classifier.ts';

const schemas = {
  'a:json': { parser: 'json', schema: { a: 'string', b: 'integer', c: {}, d: { e: 'float' } } },
  'a:path': {
    parser: 'json',
    schema: { a: 'integer', b: [] },
    configuration: { json_path: 'rows[*].text', embedded_json: true, envelope_keys: { d: {} } },
  },
  'a:expression': {
    parser: 'json',
    schema: { a: 'string' },
    configuration: { json_path: 'max(@)' },
  },
  'a:inside': { parser: 'json', schema: { a: 'string' }, configuration: { json_regex_key: 'a' } },
  'a:csv': {
    parser: 'csv',
    schema: { a: 'string', b: { c: 'integer', d: [] }, e: 'boolean' },
    configuration: { escapechar: '\\', log_patterns: { a: ['*[a-z]?'], b: { c: '1*' } } },
  },
  'a:kv': { parser: 'kv', schema: { a: 'integer', __proto__x: 'string' } },
  'a:syslog': {
    parser: 'syslog',
    schema: { timestamp: 'string', host: 'string', application: 'string', message: 'string' },
  },
};

const classifier = compileClassifier(logTypesOf(schemas), { parsers, acceptBareRecords: true });
const everything = compileClassifier(
  logTypesOf({ ...schemas, 'z:anything': { parser: 'json', schema: {} } }),
  { parsers, acceptBareRecords: true },
);

function survives(payload: Payload) {
  for (const each of [classifier, everything]) {
    expect(each.classify(payload).outcome).toMatch(/classified/);
    expect(each.classifyExactly(payload).outcome).toMatch(/classified/);
    expect(each.explain(payload).length).toBeGreaterThan(0);
  }
}

describe('no payload makes the classifier throw', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    'a',
    '\\',
    '\n',
    '\r',
    ' ',
    '1',
    '.0',
    'NaN',
    '=',
  ];
  const keys = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'rows', 'text', '__proto__', 'constructor');
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 0, 1.5, 1e21, '', '12', '{"a":1}', '[1]', 'x'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 5 }),
    ),
  }));

  test('whatever text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), survives));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...pieces), maxLength: 40 }), survives),
      { numRuns: 1000 },
    );
  });

  test('whatever bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), survives));
    const first = fc.constantFrom(
      [0xff, 0xfe],
      [0xfe, 0xff],
      [0, 0, 0xfe, 0xff],
      [0x7b, 0],
      [0, 0x7b],
    );
    fc.assert(
      fc.property(first, fc.uint8Array({ maxLength: 9 }), (mark, rest) => {
        survives(new Uint8Array([...mark, ...rest]));
      }),
    );
  });

  test('whatever document', () => {
    fc.assert(
      fc.property(value, (document) => {
        survives(JSON.stringify(document));
        if (typeof document === 'object' && document !== null) survives(document as Payload);
      }),
      { numRuns: 500 },
    );
  });

  test('text cut off anywhere', () => {
    const text = '{"a":"x","b":"1.0","c":{"d":[1.0,NaN]},"d":{"e":"1"}}';

    for (let end = 0; end <= text.length; end++) survives(text.slice(0, end));
  });
});

describe('nesting', () => {
  const nested = (levels: number) => ({
    text: `{"a":"x","b":1,"d":{"e":1},"c":${'['.repeat(levels)}${']'.repeat(levels)}}`,
  });

  test('is taken as deep as anything sensible goes', () => {
    expect(classifier.classify(nested(890).text).outcome).toBe('classified');
    expect(classifier.classifyExactly(nested(890).text).outcome).toBe('classified');
  });

  test.each([905, 5000, 200_000])('of %d levels is refused', (levels) => {
    const { text } = nested(levels);
    const wide = text.replace('"x"', '"x}{["');

    for (const payload of [text, wide, text.replace('"x"', '1.0'), Buffer.from(text)]) {
      expect(classifier.classify(payload)).toMatchObject({ reason: 'too deep' });
      expect(classifier.classifyExactly(payload)).toMatchObject({ reason: 'too deep' });
      expect(classifier.explain(payload)[0]?.nearMiss?.other).toEqual(['too deep']);
    }
  });

  test('of a document that came as an object is refused as well', () => {
    let deep: Payload = [];
    for (let level = 0; level < 20_000; level++) deep = [deep];

    expect(classifier.classify({ c: deep })).toMatchObject({ reason: 'too deep' });
  });

  test('inside embedded text keeps that record out', () => {
    const text = `{"a":1,"b":${'['.repeat(2000)}${']'.repeat(2000)}}`;
    const rows = [{ text: '{"a":1,"b":[]}' }, { text }];

    expect(classifier.classify({ rows, d: 1 })).toMatchObject({
      outcome: 'classified',
      invalid: [{ index: 1, raw: text }],
    });
  });
});

describe('size', () => {
  const within = (milliseconds: number, payload: Payload) => {
    const start = performance.now();
    survives(payload);
    expect(performance.now() - start).toBeLessThan(milliseconds);
  };

  test.each([
    ['an endless syslog host', `Jan 10 19:35:33 ${'a-'.repeat(200_000)}`],
    ['endless brackets', `Jan 10 19:35:33 a b${'[1]'.repeat(200_000)}`],
    ['a column of quotes', '"'.repeat(400_001)],
    ['endless columns', ','.repeat(400_000)],
    ['endless pairs', 'a=1 '.repeat(100_000)],
    ['a line of a pattern', `${'a'.repeat(200_000)}!,"1,",x`],
    [
      'a float of digits',
      JSON.stringify({ a: 'x', b: 1, c: 1, d: { e: `${'1'.repeat(400_000)}x` } }),
    ],
    ['an integer of digits', JSON.stringify({ a: 'x', b: '1'.repeat(100_000), c: 1, d: { e: 1 } })],
    ['line ends in a column', `x,"${'\n'.repeat(200_000)}x"\ny,"1,",x`],
    ['endless braces in a text', JSON.stringify({ a: '{'.repeat(400_000) })],
    ['an endless list', JSON.stringify(Array.from({ length: 100_000 }, () => 1))],
    ['endless keys', `{${Array.from({ length: 50_000 }, (_, n) => `"k${n}":1`).join(',')}}`],
    ['numbers that take the place of a number that is none', `[NaN,${'1e-9990,'.repeat(50_000)}1]`],
  ])('%s takes no longer than its length warrants', (_, text) => {
    within(8000, text);
  });
});

describe('a payload that fits nothing', () => {
  const logTypes = logTypesOf({ 'a:b': { parser: 'json', schema: { a: 'string' } } });
  const single = compileClassifier(logTypes, { parsers, acceptBareRecords: true });

  test.each(['[123456789012345678901]', '123456789012345678901', '[{"b":1e400}]', 'null'])(
    '%s is told of with every digit kept as well',
    (payload) => {
      expect(single.classifyExactly(payload)).toMatchObject({ outcome: 'unclassified' });
      expect(single.classify(payload)).toMatchObject({ outcome: 'unclassified' });
    },
  );

  test('is not compared with schemas when its keys are endless', () => {
    const long = JSON.stringify({ ['k'.repeat(100_000)]: 1, b: 2 });

    expect(single.classify(long)).toMatchObject({
      detail: 'too large or too varied to look for the nearest schema',
      nearest: null,
    });
  });
});
