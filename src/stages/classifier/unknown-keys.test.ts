import { describe, expect, test } from 'vitest';
import { logTypesOf } from '../../../testing/log-types.ts';
import { parsers } from '../../parsers/index.ts';
import { compileClassifier } from './classifier.ts';

type Policy = 'reject' | 'keep' | 'drop';

/** The log type that takes a text, and its records; undefined when none does. */
function taken(schemas: object, text: string) {
  const options = { parsers, acceptBareRecords: false };
  const result = compileClassifier(logTypesOf(schemas), options).classify(text);
  if (result.outcome === 'unclassified') return undefined;
  return { name: result.logType.name, records: result.records };
}

interface More {
  readonly schema?: object;
  readonly parser?: string;
  readonly [option: string]: unknown;
}

const recordUnder = (
  policy: Policy,
  text: string,
  { schema = { a: 'integer' }, parser = 'json', ...configuration }: More = {},
) =>
  taken(
    { 'a:b': { schema, parser, configuration: { ...configuration, unknown_keys: policy } } },
    text,
  )?.records[0];

describe('a key at the top that the schema lacks', () => {
  test.each<[Policy, object | undefined]>([
    ['reject', undefined],
    ['keep', { a: 1, x: { y: '5' }, z: '7' }],
    ['drop', { a: 1 }],
  ])('%s', (policy, expected) => {
    expect(recordUnder(policy, '{"a":"1","x":{"y":"5"},"z":"7"}')).toEqual(expected);
  });

  test('is not converted when it is kept, and keeps its digits', () => {
    const logTypes = logTypesOf({
      'a:b': { schema: { a: {} }, parser: 'json', configuration: { unknown_keys: 'keep' } },
    });
    const classifier = compileClassifier(logTypes, { parsers, acceptBareRecords: false });
    const result = classifier.classifyExactly('{"a":1,"big":12345678901234567890,"t":"True"}');

    expect(result.outcome === 'classified' && result.records).toEqual([
      { a: 1, big: 12345678901234567890n, t: 'True' },
    ]);
  });

  test('may have any name', () => {
    const text = '{"a":1,"__proto__":{"a":2},"constructor":3,"toString":4,"":5}';
    const kept = recordUnder('keep', text);

    expect(Object.keys(kept ?? {})).toEqual(['a', '__proto__', 'constructor', 'toString', '']);
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
    expect(recordUnder('drop', text)).toEqual({ a: 1 });
    expect(recordUnder('reject', text)).toBeUndefined();
  });

  test('never stands in for a field that is missing', () => {
    expect(recordUnder('keep', '{"b":1,"c":2}')).toBeUndefined();
    expect(recordUnder('drop', '{"A":1}')).toBeUndefined();
  });

  test('does not save a record whose fields have the wrong type', () => {
    expect(recordUnder('keep', '{"a":"x","z":1}')).toBeUndefined();
  });

  test('goes with optional fields that are absent', () => {
    const more = { schema: { a: 'integer', b: 'string' }, optional_top_level_keys: ['b'] };

    expect(recordUnder('keep', '{"a":1,"z":2}', more)).toEqual({ a: 1, b: '', z: 2 });
    expect(recordUnder('drop', '{"a":1,"z":2}', more)).toEqual({ a: 1, b: '' });
    expect(recordUnder('reject', '{"a":1,"z":2}', more)).toBeUndefined();
  });
});

describe('what normalisation finds cannot be brought along', () => {
  const forged = '{"a":1,"z":2,"streamalert_normalization":{"ip_address":[]}}';

  test.each<[Policy, object | undefined]>([
    ['reject', undefined],
    ['keep', { a: 1, z: 2 }],
    ['drop', { a: 1 }],
  ])('%s', (policy, expected) => {
    expect(recordUnder(policy, forged)).toEqual(expected);
  });

  test('to a schema that takes anything', () => {
    expect(recordUnder('reject', forged, { schema: {} })).toEqual({ a: 1, z: 2 });
  });

  test('even where the schema lists the key', () => {
    const schema = { a: 'integer', streamalert_normalization: {} };
    const more = { schema, optional_top_level_keys: ['streamalert_normalization'] };
    const expected = { a: 1, streamalert_normalization: {} };

    expect(recordUnder('drop', forged, more)).toEqual(expected);
    expect(recordUnder('drop', '{"a":1}', more)).toEqual(expected);
    expect(recordUnder('drop', forged, { schema })).toEqual(expected);
    expect(recordUnder('drop', '{"a":1}', { schema })).toBeUndefined();
  });

  test('by a column', () => {
    const schema = { a: 'integer', streamalert_normalization: 'string', b: 'string' };

    expect(recordUnder('reject', '1,x,y', { schema, parser: 'csv' })).toEqual({
      a: 1,
      streamalert_normalization: '',
      b: 'y',
    });
  });

  test('but a map inside may have a key of that name', () => {
    const inner = '{"m":{"streamalert_normalization":{"x":1}}}';

    expect(recordUnder('keep', inner, { schema: { m: {} } })).toEqual(JSON.parse(inner));
  });
});

describe('a key in a map that the schema describes', () => {
  const more = { schema: { m: { a: 'integer', n: { b: 'string' } } } };
  const text = '{"m":{"a":1,"x":2,"n":{"b":"c","y":3}}}';

  test.each<[Policy, object | undefined]>([
    ['reject', undefined],
    ['keep', { m: { a: 1, n: { b: 'c', y: 3 }, x: 2 } }],
    ['drop', { m: { a: 1, n: { b: 'c' } } }],
  ])('%s', (policy, expected) => {
    expect(recordUnder(policy, text, more)).toEqual(expected);
  });

  test('may not be missing under any of them', () => {
    for (const policy of ['reject', 'keep', 'drop'] as const) {
      expect(recordUnder(policy, '{"m":{"n":{"b":"c"}}}', more)).toBeUndefined();
    }
  });

  test("inside {} and [] is nobody's concern", () => {
    const open = { schema: { m: {}, l: [] } };

    expect(recordUnder('reject', '{"m":{"x":1},"l":[{"y":2}]}', open)).toEqual({
      m: { x: 1 },
      l: [{ y: 2 }],
    });
  });
});

describe('the envelope', () => {
  const more = {
    json_path: 'rows[*]',
    envelope_keys: { at: 'string', by: { who: 'string' } },
    optional_envelope_keys: ['by'],
  };

  test('takes no key that it does not declare, whatever becomes of those of records', () => {
    for (const policy of ['reject', 'keep', 'drop'] as const) {
      expect(recordUnder(policy, '{"at":"x","other":1,"rows":[{"a":1}]}', more)).toEqual({
        a: 1,
        'streamalert:envelope_keys': { at: 'x', by: {} },
      });
    }
  });

  test('has maps inside to which the same applies', () => {
    const text = '{"at":"x","by":{"who":"ana","id":7},"rows":[{"a":1}]}';
    const envelope = (policy: Policy) =>
      recordUnder(policy, text, more)?.['streamalert:envelope_keys'];

    expect(envelope('reject')).toBeUndefined();
    expect(envelope('keep')).toEqual({ at: 'x', by: { who: 'ana', id: 7 } });
    expect(envelope('drop')).toEqual({ at: 'x', by: { who: 'ana' } });
  });

  test('is not replaced by a key of the record that has its name', () => {
    const text = '{"at":"x","rows":[{"a":1,"streamalert:envelope_keys":{"at":"forged"}}]}';

    expect(recordUnder('keep', text, more)?.['streamalert:envelope_keys']).toEqual({
      at: 'x',
      by: {},
    });
    expect(recordUnder('drop', text, more)?.['streamalert:envelope_keys']).toMatchObject({
      at: 'x',
    });
  });
});

describe('text', () => {
  test('rows of CSV have exactly the columns of the schema under any of them', () => {
    const more = { schema: { a: 'integer', b: 'string' }, parser: 'csv' };
    for (const policy of ['reject', 'keep', 'drop'] as const) {
      expect(recordUnder(policy, '1,x', more)).toEqual({ a: 1, b: 'x' });
      expect(recordUnder(policy, '1,x,y', more)).toBeUndefined();
    }
  });

  test('key-value lines have as many pairs as the schema has fields, of any name where it is let through', () => {
    const more = {
      schema: { a: 'integer', b: 'string' },
      parser: 'kv',
      optional_top_level_keys: ['b'],
    };

    expect(recordUnder('reject', 'a=1 z=2', more)).toBeUndefined();
    expect(recordUnder('keep', 'a=1 z=2', more)).toEqual({ a: 1, b: '', z: '2' });
    expect(recordUnder('drop', 'a=1 z=2', more)).toEqual({ a: 1, b: '' });
    expect(recordUnder('keep', 'a=1 b=x z=2', more)).toBeUndefined();
  });

  test('syslog lines have four fields, those the schema lacks among them', () => {
    const text = 'Mar 14 08:00:00 web-1 cron: done';
    const more = {
      schema: { timestamp: 'string', host: 'string', message: 'string' },
      parser: 'syslog',
    };

    expect(recordUnder('reject', text, more)).toBeUndefined();
    expect(recordUnder('keep', text, more)).toMatchObject({ application: 'cron' });
    expect(recordUnder('drop', text, more)).toEqual({
      timestamp: 'Mar 14 08:00:00',
      host: 'web-1',
      message: 'done',
    });
  });
});

describe('of two schemas that fit', () => {
  const loose = {
    schema: { a: 'integer' },
    parser: 'json',
    configuration: { unknown_keys: 'keep' },
  };
  const strict = { schema: { a: 'integer', b: 'string' }, parser: 'json' };
  const text = '{"a":1,"b":"x"}';

  test('the one that is tried first takes the record, however loose it is', () => {
    expect(taken({ 'a:loose': loose, 'a:strict': strict }, text)?.name).toBe('a:loose');
    expect(taken({ 'a:strict': strict, 'a:loose': loose }, text)?.name).toBe('a:strict');
  });

  test('a priority puts the strict one first', () => {
    const first = { ...strict, configuration: { priority: 0 } };

    expect(taken({ 'a:loose': loose, 'a:strict': first }, text)?.name).toBe('a:strict');
  });

  test('the loose one takes what the strict one lets go', () => {
    const both = { 'a:strict': strict, 'a:loose': loose };

    expect(taken(both, '{"a":1,"b":"x","c":2}')?.name).toBe('a:loose');
    expect(taken(both, '{"a":1}')?.name).toBe('a:loose');
    expect(taken(both, '{"c":1}')).toBeUndefined();
  });

  test('explaining names both', () => {
    const logTypes = logTypesOf({ 'a:loose': loose, 'a:strict': strict });
    const reports = compileClassifier(logTypes, { parsers, acceptBareRecords: false }).explain(
      text,
    );

    expect(reports.map(({ logType, fits }) => [logType, fits])).toEqual([
      ['a:loose', true],
      ['a:strict', true],
    ]);
  });
});
