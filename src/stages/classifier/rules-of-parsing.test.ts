import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { logTypesOf } from '../../../testing/log-types.ts';
import type { JsonValue } from '../../domain/json.ts';
import type { Payload } from '../../domain/record.ts';
import { parsers } from '../../parsers/index.ts';
import { compileClassifier } from './classifier.ts';

const compile = (schemas: object | string, acceptBareRecords = false) =>
  compileClassifier(logTypesOf(schemas), { parsers, acceptBareRecords });

function classified(schemas: object | string, payload: Payload, acceptBareRecords = false) {
  const found = compile(schemas, acceptBareRecords).classify(payload);
  return found.outcome === 'classified'
    ? { logType: found.logType.name, records: found.records, invalid: found.invalid }
    : undefined;
}

const json = (schema: object, configuration: object = {}) => ({
  'a:b': { parser: 'json', schema, configuration },
});

describe('keys', () => {
  const nested = { m: { x: 'string', y: 'integer' } };

  test.each<[string, object, object, string, boolean]>([
    ['all there', { a: 'string' }, {}, '{"a":"x"}', true],
    ['one too many', { a: 'string' }, {}, '{"a":"x","b":null}', false],
    ['none', { a: 'string' }, {}, '{}', false],
    [
      'an optional one missing',
      { a: {}, b: {} },
      { optional_top_level_keys: ['b'] },
      '{"a":1}',
      true,
    ],
    ['a map whole', nested, {}, '{"m":{"x":"a","y":"1"}}', true],
    ['a map that lacks one', nested, {}, '{"m":{"x":"a"}}', false],
    ['a map with one too many', nested, {}, '{"m":{"x":"a","y":1,"z":1}}', false],
    ['null for a map', nested, {}, '{"m":null}', false],
    ['an empty map', nested, {}, '{"m":{}}', false],
    ['a list for a map', nested, {}, '{"m":[]}', false],
    ['text for a map', nested, {}, '{"m":""}', false],
    ['an optional map missing', nested, { optional_top_level_keys: ['m'] }, '{}', true],
    ['an optional map of null', nested, { optional_top_level_keys: ['m'] }, '{"m":null}', false],
    ['a schema of anything', {}, {}, '{"whatever":[1]}', true],
    ['an unknown optional key', { a: {} }, { optional_top_level_keys: ['b'] }, '{"a":1}', false],
    ['a record of null', { a: {} }, {}, 'null', false],
    [
      'tolerance inside as well',
      nested,
      { unknown_keys: 'keep' },
      '{"m":{"x":"a","y":1,"z":1}}',
      true,
    ],
  ])('%s', (_, schema, configuration, text, fits) => {
    expect(classified(json(schema, configuration), text) !== undefined).toBe(fits);
  });

  test('unknown keys of inner maps are kept or dropped like those at the top', () => {
    const text = '{"m":{"x":"a","y":1,"z":1.0},"n":2}';

    expect(classified(json(nested, { unknown_keys: 'keep' }), text)?.records).toEqual([
      { m: { x: 'a', y: 1, z: 1 }, n: 2 },
    ]);
    expect(classified(json(nested, { unknown_keys: 'drop' }), text)?.records).toEqual([
      { m: { x: 'a', y: 1 } },
    ]);
  });

  test('an absent optional field of each type has its default, and null stays null', () => {
    const schema = {
      s: 'string',
      i: 'integer',
      f: 'float',
      b: 'boolean',
      a: {},
      l: [],
      m: { x: {} },
      u: 'ip',
    };
    const optional_top_level_keys = Object.keys(schema);

    expect(
      classified(json({ ...schema, k: {} }, { optional_top_level_keys }), '{"k":1}')?.records,
    ).toEqual([{ s: '', i: 0, f: 0, b: false, a: {}, l: [], m: {}, u: null, k: 1 }]);
    expect(
      classified(json({ s: 'string', l: [] }, { optional_top_level_keys }), '{"s":null,"l":null}'),
    ).toBeUndefined();
    expect(
      classified(
        json({ s: 'string', l: [] }, { optional_top_level_keys: ['s', 'l'] }),
        '{"s":null,"l":null}',
      )?.records,
    ).toEqual([{ s: null, l: null }]);
  });

  test('what is no object is taken by a schema of anything', () => {
    expect(classified(json({}), 'plain text')?.records).toEqual([{ value: 'plain text' }]);
    expect(classified(json({}), '[1.0]')?.records).toEqual([{ value: [1] }]);
    expect(classified(json({}), '12')?.records).toEqual([{ value: 12 }]);
  });
});

describe('falsy values', () => {
  test.each(['string', 'integer', 'float', 'boolean', [], 'unsupported'])('in %j stay', (type) => {
    for (const text of ['null', '""', '0', '0.0', 'false', '{}', '[]']) {
      const records = classified(json({ f: type }), `{"f":${text}}`)?.records;
      expect(records).toEqual([{ f: JSON.parse(text) as JsonValue }]);
    }
  });

  test('do not include what is not a number', () => {
    const of = (type: unknown) => classified(json({ f: type }), '{"f":NaN}')?.records[0]?.['f'];

    expect(of('string')).toBe('nan');
    expect(of('float')).toBeNaN();
    expect(of('boolean')).toBe(false);
    expect(of('integer')).toBeUndefined();
    expect(of([])).toBeUndefined();
    expect(of('unsupported')).toBeUndefined();
  });
});

describe('the envelope', () => {
  const configuration = {
    envelope_keys: { owner: 'integer', host: 'string', place: { city: 'string' } },
    optional_envelope_keys: ['host'],
    json_path: 'rows[*]',
  };
  const schemas = json({ a: 'string' }, configuration);
  const payload = { owner: '7', place: { city: 'x' }, rows: [{ a: 'y' }], more: 1 };

  test('is converted and filled in, whatever else stands beside it', () => {
    expect(classified(schemas, payload)?.records).toEqual([
      { a: 'y', 'streamalert:envelope_keys': { owner: 7, host: '', place: { city: 'x' } } },
    ]);
  });

  test.each([
    ['lacks a key', { ...payload, owner: undefined }],
    ['has one that cannot be converted', { ...payload, owner: 'x' }],
    ['has a map with one key too many', { ...payload, place: { city: 'x', street: 'y' } }],
    ['has no map where one must be', { ...payload, place: null }],
  ])('that %s fits nothing', (_, content) => {
    expect(classified(schemas, JSON.stringify(content))).toBeUndefined();
  });

  test('goes with a record that is the payload itself, whose keys it shares', () => {
    const own = json({ a: 'string' }, { envelope_keys: { a: 'string' } });

    expect(classified(own, '{"a":"x"}')?.records).toEqual([
      { a: 'x', 'streamalert:envelope_keys': { a: 'x' } },
    ]);
  });

  test('cannot go with text', () => {
    const kv = {
      'a:b': { parser: 'kv', schema: { a: 'string' }, configuration: { envelope_keys: { b: {} } } },
    };

    expect(classified(kv, 'a=1')).toBeUndefined();
    expect(classified(kv, '{"a":1,"b":2}')).toBeUndefined();
  });
});

describe('paths', () => {
  const at = (json_path: string, more: object = {}) =>
    json({ a: 'integer' }, { json_path, ...more });

  test.each<[string, Payload, number]>([
    ['rows[*]', '{"rows":[{"a":1},{"a":2}]}', 2],
    ['row', '{"row":{"a":1}}', 1],
    ['[*]', '[{"a":1},{"a":2}]', 2],
    ['[*]', [{ a: 1 }], 1],
    ['@', '{"a":1}', 1],
    ['@', '[{"a":1}]', 1],
    ['rows[?a > `1`]', '{"rows":[{"a":1},{"a":2}]}', 1],
    ['rows[*]', '{"rows":[]}', 0],
    ['rows[*]', '{"rows":[null]}', 0],
    ['row', '{"row":{}}', 0],
    ['row', '{"row":0}', 0],
    ['[*]', '{"a":1}', 0],
    ['rows[*]', '[{"a":1}]', 0],
    ['rows[*]', 'text', 0],
  ])('%s in %j', (path, payload, count) => {
    expect(classified(at(path), payload)?.records.length ?? 0).toBe(count);
  });

  test('a list at the root is not divided without one', () => {
    expect(classified(json({ a: 'integer' }), '[{"a":1}]')).toBeUndefined();
  });

  test('embedded text may also be the payload itself', () => {
    expect(classified(at('@', { embedded_json: true }), '"{\\"a\\":\\"1\\"}"')?.records).toEqual([
      { a: 1 },
    ]);
  });

  test('numbers in embedded text keep their spelling and digits', () => {
    const schemas = json({ s: 'string', n: {} }, { json_path: 'rows[*]', embedded_json: true });
    const rows = ['{"s":1.0,"n":1.0}', '{"s":12345678901234567890,"n":12345678901234567890}'];

    for (const payload of [{ rows }, JSON.stringify({ rows })]) {
      expect(compile(schemas).classifyExactly(payload)).toMatchObject({
        records: [
          { s: '1.0', n: 1 },
          { s: '12345678901234567890', n: 12345678901234567890n },
        ],
      });
    }
  });

  test('an invalid record is kept as it came, with its reason', () => {
    const found = classified(at('rows[*]'), '{"rows":[{"a":1},{"a":"x","b":1.0},5]}');

    expect(found?.invalid).toEqual([
      {
        index: 1,
        reason: 'unknown b; a: expected integer, found "x"',
        nearest: {
          logType: 'a:b',
          missingKeys: [],
          unknownKeys: ['b'],
          wrongTypes: ['a: expected integer, found "x"'],
          other: [],
        },
        raw: { a: 'x', b: 1 },
      },
      {
        index: 2,
        reason: 'expected an object, found 5',
        nearest: {
          logType: 'a:b',
          missingKeys: [],
          unknownKeys: [],
          wrongTypes: [],
          other: ['expected an object, found 5'],
        },
        raw: 5,
      },
    ]);
  });
});

describe('a text field with JSON inside', () => {
  const schemas = json(
    { a: 'string' },
    { json_regex_key: 'line', envelope_keys: { host: 'string' }, optional_envelope_keys: ['host'] },
  );

  test.each<[JsonValue, boolean]>([
    ['x {"a":"b"} y', true],
    ['x {"a":"b"} {"a":"c"}', false],
    ['["a","b"]', false],
    ['{"a":"b"', false],
    ['', false],
    [null, false],
    [{ a: 'b' }, false],
  ])('%j', (line, fits) => {
    expect(classified(schemas, { line, other: 1 }) !== undefined).toBe(fits);
  });

  test('brings its envelope', () => {
    expect(classified(schemas, { line: 'x {"a":"b"}', host: 'h' })?.records).toEqual([
      { a: 'b', 'streamalert:envelope_keys': { host: 'h' } },
    ]);
    expect(classified(schemas, '"text {\\"a\\":1}"')).toBeUndefined();
  });
});

describe('text', () => {
  const csv = (schema: object, configuration: object = {}) => ({
    'a:b': { parser: 'csv', schema, configuration },
  });

  test('for a text parser is taken as it is', () => {
    expect(classified(csv({ a: 'string' }), '"x"')?.records).toEqual([{ a: 'x' }]);
    expect(classified(csv({ a: 'integer' }), '12')?.records).toEqual([{ a: 12 }]);
    expect(
      classified({ 'a:b': { parser: 'kv', schema: { '"x': 'string' } } }, '"x=1"')?.records,
    ).toEqual([{ '"x': '1"' }]);
  });

  test.each([['csv'], ['kv'], ['syslog']])('is all that %s reads', (parser) => {
    const schemas = { 'a:b': { parser, schema: { a: 'string' } } };

    expect(classified(schemas, { a: 'x' })).toBeUndefined();
    expect(classified(schemas, ['a'])).toBeUndefined();
  });

  test('of several CSV rows gives good and bad ones', () => {
    const found = classified(csv({ a: 'string', b: 'integer' }), 'x,1\n\ny,"2"\nz\nw,no\n');

    expect(found?.records).toEqual([
      { a: 'x', b: 1 },
      { a: 'y', b: 2 },
    ]);
    expect(found?.invalid).toMatchObject([
      { index: 1, reason: 'a blank line, the schema has 2', raw: '' },
      { index: 3, nearest: { other: ['1 columns, the schema has 2'] }, raw: 'z' },
      { index: 4, reason: 'b: expected integer, found "no"', raw: { a: 'w', b: 'no' } },
    ]);
  });

  test('with a carriage return in a CSV line is one bad record after the good ones', () => {
    expect(classified(csv({ a: 'string' }), 'x\ny\rz\nw')).toMatchObject({
      records: [{ a: 'x' }],
      invalid: [{ index: 1, raw: 'x\ny\rz\nw' }],
    });
  });

  test('in a nested CSV column is divided once more', () => {
    const schema = { date: 'string', message: { app: 'string', role: 'string' } };

    expect(classified(csv(schema), '"Jan 1","chef,web"')?.records).toEqual([
      { date: 'Jan 1', message: { app: 'chef', role: 'web' } },
    ]);
    expect(classified(csv(schema), '"Jan 1","chef"')).toBeUndefined();
    expect(classified(csv({ a: 'string', b: {} }), 'x,')).toBeUndefined();
    expect(classified(csv({ a: 'string', b: [] }), 'x,')?.records).toEqual([{ a: 'x', b: '' }]);
    expect(classified(csv({ a: 'string', b: [] }), 'x,y')).toBeUndefined();
  });

  test.each<[string, Payload]>([
    ['of the wrong kind', { rows: [1] }],
    ['that is not there', { other: 1 }],
    ['at no object', 'x,1'],
  ])('at a path %s fits no CSV', (_, payload) => {
    const schemas = csv({ a: 'string', b: 'integer' }, { json_path: 'rows[*]' });

    expect(classified(schemas, payload)).toBeUndefined();
  });

  test.each([
    ['Jan 1 19:35:33 web sshd: x', false],
    ['Jan 01 193533 web sshd: x', true],
    ['Jan 01 19:35:33 web sshd[1][2]: x', true],
    ['Jan 01 19:35:33 web sshd[]: x', false],
    ['Jan 01 19:35:33 web sshd[1]x: x', false],
    ['Jan 01 19:35:33 web sshd:x', false],
    ['Jan 01 19:35:33 web sshd: x: y\r\n', true],
    ['Jan 01 19:35:33 wéb ssh/d: x', true],
    ['Jan 01 19:35 web sshd: x', false],
    ['Ja 01 19:35:33 web sshd: x', false],
    ['Jan 01 19:35:33  sshd: x', false],
    ['Jan 01 19:35:33', false],
    ['', false],
  ])('syslog %j: %s', (line, fits) => {
    const schema = {
      timestamp: 'string',
      host: 'string',
      application: 'string',
      message: 'string',
    };

    expect(classified({ 'a:b': { parser: 'syslog', schema } }, line) !== undefined).toBe(fits);
  });
});

describe('bytes', () => {
  const schemas = { ...json({ f: 'string' }), 'c:d': { parser: 'kv', schema: { f: 'string' } } };
  const text = '{"f":"ä😀"}';
  const utf32 = (order: 'LE' | 'BE', mark: boolean) => {
    const points = Array.from(`${mark ? '\uFEFF' : ''}${text}`, (each) => each.codePointAt(0) ?? 0);
    const buffer = Buffer.alloc(points.length * 4);
    for (const [index, point] of points.entries()) {
      if (order === 'LE') buffer.writeUInt32LE(point, index * 4);
      else buffer.writeUInt32BE(point, index * 4);
    }
    return buffer;
  };

  test.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, little end first', Buffer.from(text, 'utf16le')],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(text, 'utf16le').swap16()],
    ['UTF-32, little end first', utf32('LE', false)],
    ['UTF-32 with a mark', utf32('LE', true)],
    ['UTF-32, big end first', utf32('BE', false)],
    ['UTF-32, big end first, with a mark', utf32('BE', true)],
    ['a part of a larger buffer', new Uint8Array(Buffer.from(`xx${text}yy`)).subarray(2, -2)],
  ])('in %s are read', (_, bytes) => {
    expect(classified(schemas, bytes)?.records).toEqual([{ f: 'ä😀' }]);
  });

  test('that hold no JSON are UTF-8 and nothing else', () => {
    expect(classified(schemas, Buffer.from('f=\0x'))?.records).toEqual([{ f: '\0x' }]);
    expect(compile(schemas).classify(Buffer.from('f=x', 'utf16le'))).toMatchObject({
      outcome: 'unclassified',
    });
    expect(compile(schemas).classify(Buffer.from([0x66, 0x3d, 0xc3]))).toMatchObject({
      reason: 'not UTF-8',
    });
  });
});

describe('bare records', () => {
  const schemas = {
    'a:wrapped': {
      parser: 'json',
      schema: { a: 'integer' },
      configuration: {
        json_path: 'rows[*].text',
        embedded_json: true,
        envelope_keys: { owner: 'string' },
      },
    },
    'a:lines': {
      parser: 'csv',
      schema: { a: 'integer', b: 'string' },
      configuration: { json_path: 'rows[*]' },
    },
    'a:loose': {
      parser: 'json',
      schema: { a: 'integer', b: {} },
      configuration: { optional_top_level_keys: ['b'], json_path: '[*]' },
    },
  };

  test('are taken without path and envelope', () => {
    expect(classified(schemas, '{"a":"1"}', true)).toEqual({
      logType: 'a:wrapped',
      records: [{ a: 1 }],
      invalid: [],
    });
    expect(classified(schemas, '1,x', true)).toMatchObject({
      logType: 'a:lines',
      records: [{ a: 1, b: 'x' }],
    });
    expect(classified(schemas, '{"a":"1"}', false)).toBeUndefined();
  });

  test('come after every schema that fits whole', () => {
    const payload = '[{"a":1}]';

    expect(classified(schemas, payload, true)?.logType).toBe('a:loose');
  });

  test('are explained as such', () => {
    const fitting = compile(schemas, true)
      .explain('{"a":1}')
      .filter(({ fits }) => fits);

    expect(fitting.map(({ logType }) => logType)).toEqual(['a:wrapped', 'a:loose']);
  });

  test('are told what they lack', () => {
    expect(compile(schemas, true).classify('{"a":"x"}')).toMatchObject({
      nearest: { logType: 'a:wrapped', wrongTypes: ['a: expected integer, found "x"'] },
    });
  });
});

describe('the nearest schema', () => {
  test('is described anew for each payload of the same keys', () => {
    const classifier = compile(json({ a: 'integer', b: 'float' }, { log_patterns: { a: '1*' } }));
    const detailOf = (text: string) => {
      const found = classifier.classify(text);
      return found.outcome === 'unclassified' ? found.detail : undefined;
    };

    expect(detailOf('{"a":"x","b":1}')).toBe('nearest is a:b: a: expected integer, found "x"');
    expect(detailOf('{"a":1,"b":"y"}')).toBe('nearest is a:b: b: expected float, found "y"');
    expect(detailOf('{"a":2,"b":1}')).toBe(
      'nearest is a:b: "a" fits none of its log_patterns "1*", found 2',
    );
    expect(detailOf('{"z":2}')).toBe('no schema is near');
    expect(detailOf('{"a":2')).toBe('looks like JSON and is not; it may be cut off');
  });

  test('says how many columns a line has', () => {
    const schemas = { 'a:b': { parser: 'csv', schema: { a: 'string', b: 'string', c: 'string' } } };

    expect(compile(schemas).classify('x,y')).toMatchObject({
      nearest: { logType: 'a:b', other: ['2 columns, the schema has 3'] },
    });
  });

  test('names the two schemas that fit one payload', () => {
    const schemas = { ...json({ a: {} }), 'c:d': { parser: 'json', schema: { a: 'string' } } };

    expect(compile(schemas).explain('{"a":"x"}')).toEqual([
      { logType: 'a:b', fits: true, records: 1, nearMiss: null },
      { logType: 'c:d', fits: true, records: 1, nearMiss: null },
    ]);
  });
});

describe('names that look like code', () => {
  test.each([
    '"];throw 1;//',
    "'+alert(1)+'",
    '${x}',
    '\\',
    '\u2028',
    '__proto__',
    'constructor',
    '0',
  ])('%j is a field like any other', (name) => {
    const text = JSON.stringify(name);
    for (const parser of ['json', 'csv', 'kv']) {
      const schemas = `{${text}:{"parser":"${parser}","schema":{${text}:"integer","b":{${text}:"string"}},"configuration":{"optional_top_level_keys":["b"],"normalization":{"x":[${text}]}}}}`;
      if (parser === 'json') {
        const record = classified(schemas, `{${text}:"5"}`)?.records[0] ?? {};
        expect(Object.entries(record)).toContainEqual([name, 5]);
        expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
      } else expect(() => classified(schemas, 'a,b')).not.toThrow();
    }
  });
});
