import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logTypesOf } from '../../../testing/log-types.ts';
import type { JsonObject, JsonValue } from '../../domain/json.ts';
import { valuesForNormalizedType } from '../../domain/normalized-values.ts';
import { compileNormalizer } from './normalizer.ts';

const schema = {
  gate: 'integer',
  badge: 'string',
  weight: 'float',
  meta: {},
  at: { height: 'float' },
};

/** The normalisation of a record, with ids counted up. */
function normalized(normalization: object | undefined, record: object) {
  const configuration = {
    envelope_keys: { owner: 'string', load: 'float' },
    json_path: 'rows[*]',
    ...(normalization && { normalization }),
  };
  const [logType] = logTypesOf({ 'turnstile:entry': { parser: 'json', schema, configuration } });
  if (logType === undefined) throw new Error('the schema was refused');
  let ids = 0;
  const copy = structuredClone(record) as JsonObject;
  compileNormalizer([logType], () => `id-${++ids}`).normalize(copy, logType);
  return copy['streamalert_normalization'];
}

describe('normalisation', () => {
  test('gathers values under the name of their type, in configured order', () => {
    const normalization = {
      user_identity: [
        {
          path: ['badge'],
          function: 'badge number',
          condition: { path: ['gate'], not_in: ['99'] },
        },
      ],
      place: ['meta', 'hall'],
    };

    const record = { gate: 12, badge: '7041', meta: { hall: ['E', 'W'] } };

    expect(normalized(normalization, record)).toEqual({
      streamalert_record_id: 'id-1',
      user_identity: [{ function: 'badge number', values: ['7041'] }],
      place: [{ function: null, values: ['E', 'W'] }],
    });
  });

  test('is not there for a log type that declares none', () => {
    expect(normalized(undefined, { badge: 'x' })).toBeUndefined();
  });

  test('is empty, without an id, where nothing is found', () => {
    expect(normalized({ a: ['meta', 'x'] }, { badge: 'x', meta: {} })).toEqual({});
    expect(normalized({ a: [] }, { badge: 'x' })).toEqual({});
  });

  test('says what is kept out of the artifacts only where it is', () => {
    const entries = [
      { path: ['badge'], send_to_artifacts: false },
      { path: ['gate'], send_to_artifacts: true },
    ];

    expect(normalized({ a: entries }, { badge: 'x', gate: 1 })).toMatchObject({
      a: [
        { function: null, values: ['x'], send_to_artifacts: false },
        { function: null, values: ['1'] },
      ],
    });
  });

  test('keeps duplicates', () => {
    const entries = [{ path: ['badge'] }, { path: ['meta', 'badge'] }];

    expect(normalized({ a: entries }, { badge: 'x', meta: { badge: 'x' } })).toMatchObject({
      a: [{ values: ['x'] }, { values: ['x'] }],
    });
  });

  test.each<[string, JsonValue, JsonValue[] | undefined]>([
    ['text', 'x', ['x']],
    ['a number', 80, ['80']],
    ['an integer beyond what a double holds', 12345678901234567890n, ['12345678901234567890']],
    ['a fraction', 1.5, ['1.5']],
    ['true', true, ['True']],
    ['a map', { a: [1, 'b'] }, ['{"a": [1, "b"]}']],
    ['a list, whose elements stay', [80, null, { a: 1 }], [80, null, { a: 1 }]],
    ['no number', Number.NaN, ['nan']],
    ['null', null, undefined],
    ['an empty text', '', undefined],
    ['zero', 0, undefined],
    ['false', false, undefined],
    ['an empty map', {}, undefined],
    ['an empty list', [], undefined],
  ])('of %s', (_, value, values) => {
    const result = normalized({ a: ['meta', 'x'] }, { meta: { x: value } });

    expect(result).toEqual(
      (values && { streamalert_record_id: 'id-1', a: [{ function: null, values }] }) || {},
    );
  });

  test('writes a whole number of a float field as a float', () => {
    const paths = { a: ['weight'], b: ['at', 'height'], c: ['streamalert:envelope_keys', 'load'] };
    const envelope = { 'streamalert:envelope_keys': { load: 3 } };

    expect(normalized(paths, { weight: 5, at: { height: 1 }, ...envelope })).toMatchObject({
      a: [{ values: ['5.0'] }],
      b: [{ values: ['1.0'] }],
      c: [{ values: ['3.0'] }],
    });
  });

  test.each<[string, JsonValue]>([
    ['text', 'text'],
    ['a number', 1],
    ['null', null],
    ['a list', ['a']],
  ])('finds nothing behind %s on the way', (_, meta) => {
    expect(normalized({ a: ['meta', 'length'], b: ['meta', '0', 'a'] }, { meta })).toEqual({});
  });

  test('takes hostile names as plain ones', () => {
    const paths = JSON.parse(
      '{"__proto__":["badge"],"a":["constructor"],"b":["meta","__proto__","x"],"c":["meta","toString"]}',
    ) as object;
    const meta = JSON.parse('{"__proto__":{"x":"y"}}') as object;

    const result = normalized(paths, { badge: 'n', meta }) as object;

    expect(Object.keys(result)).toEqual(['streamalert_record_id', '__proto__', 'b']);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });

  test('no record makes it throw', () => {
    const value = fc.jsonValue() as fc.Arbitrary<JsonValue>;
    const paths = {
      a: ['badge', 'x', 'y'],
      b: [{ path: ['meta'], condition: { path: ['at', 'x'], is: 'a' } }],
    };

    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('badge', 'meta', 'at', 'x'), value), (record) => {
        expect(normalized(paths, record)).toBeTypeOf('object');
      }),
      { numRuns: 100 },
    );
  });
});

describe('a condition', () => {
  const holds = (condition: object, record: object) =>
    Object.keys(
      normalized({ a: [{ path: ['badge'], condition }] }, { badge: 'x', ...record }) as object,
    ).length > 0;

  test.each<[string, object, JsonValue, boolean]>([
    ['is', { is: 'north' }, 'North', true],
    ['is', { is: 'north' }, 'south', false],
    ['is', { is: 'North' }, 'North', false],
    ['is', { is: '5' }, 5, true],
    ['is', { is: 'true' }, true, true],
    ['is_not', { is_not: 'north' }, 'South', true],
    ['is_not', { is_not: 'north' }, 'NORTH', false],
    ['in', { in: ['north', 'south'] }, 'South', true],
    ['in', { in: ['north', 'south'] }, 'sou', false],
    ['in', { in: 'north south' }, 'sou', true],
    ['not_in', { not_in: ['north'] }, 'South', true],
    ['not_in', { not_in: ['north'] }, 'North', false],
    ['not_in', { not_in: 'north south' }, 'sou', false],
    ['contains', { contains: 'ort' }, 'North', true],
    ['contains', { contains: 'x' }, 'North', false],
    ['not_contains', { not_contains: 'x' }, 'North', true],
    ['not_contains', { not_contains: 'ort' }, 'NORTH', false],
    ['contains', { contains: '"e", ' }, ['E', 'W'], true],
    ['the first of two', { is: 'north', is_not: 'north' }, 'north', true],
  ])('%s %j on %j: %s', (_, operator, value, expected) => {
    expect(holds({ path: ['meta', 'side'], ...operator }, { meta: { side: value } })).toBe(
      expected,
    );
  });

  test.each([
    { is: 'x' },
    { is_not: 'x' },
    { in: ['x'] },
    { not_in: ['x'] },
    { contains: 'x' },
    { not_contains: 'x' },
  ])('%j is false where there is nothing', (operator) => {
    for (const meta of [
      {},
      { side: '' },
      { side: null },
      { side: 0 },
      { side: [] },
      'side',
      ['side'],
    ]) {
      expect(holds({ path: ['meta', 'side'], ...operator }, { meta })).toBe(false);
    }
    expect(holds({ path: ['meta', 'toString'], ...operator }, { meta: {} })).toBe(false);
  });

  test('that is empty is none', () => {
    expect(holds({}, {})).toBe(true);
  });
});

describe('the values of a normalised type', () => {
  test('are all its values, each once by kind and value', () => {
    const record = {
      streamalert_normalization: {
        streamalert_record_id: 'id',
        ip: [
          { function: null, values: ['10.0.0.1', '1', 1, { a: 1 }] },
          { function: 'other', values: ['10.0.0.1', true, { a: 1 }, null] },
        ],
      },
    };

    expect(valuesForNormalizedType(record, 'ip')).toEqual([
      '10.0.0.1',
      '1',
      1,
      { a: 1 },
      true,
      null,
    ]);
  });

  test.each<[string, JsonObject]>([
    ['no normalisation', {}],
    ['an empty one', { streamalert_normalization: {} }],
    ['another type', { streamalert_normalization: { user: [{ function: null, values: ['x'] }] } }],
    ['something else there', { streamalert_normalization: 'text' }],
  ])('are none with %s', (_, record) => {
    expect(valuesForNormalizedType(record, 'ip')).toEqual([]);
    expect(valuesForNormalizedType(record, 'constructor')).toEqual([]);
    expect(valuesForNormalizedType(record, 'streamalert_record_id')).toEqual([]);
  });
});

describe('normalisation in the form before release 3.2', () => {
  const fields = {
    pump: 'string',
    valve: [],
    port: 'integer',
    at: { valve: 'string', deep: { pump: 'string' } },
    any: {},
  };
  const types = [
    { type: 'host', names: ['pump', 'valve'] },
    { type: 'port', names: ['port'] },
  ];

  function former(record: object, configuration: object = {}, namedFields = types) {
    const [declared] = logTypesOf({ orchard: { parser: 'json', schema: fields, configuration } });
    if (declared === undefined) throw new Error('the schema was refused');
    const logType = { ...declared, namedFields };
    const copy = structuredClone(record) as JsonObject;
    compileNormalizer([logType], () => 'id').normalize(copy, logType);
    return copy['streamalert_normalization'];
  }

  const element = (...values: readonly JsonValue[]) => [
    { function: null, values, send_to_artifacts: false },
  ];

  test('finds fields by name at any depth, each value once and in order', () => {
    const record = { pump: 'a', any: { x: { valve: ['v2', 'v1', '', null] }, pump: 'a' } };

    expect(former(record)).toEqual({ streamalert_record_id: 'id', host: element('a', 'v1', 'v2') });
  });

  test('finds fields in declared maps', () => {
    const record = { pump: '', valve: [], port: 0, at: { valve: 'v', deep: { pump: 'p' } } };

    expect(former(record)).toEqual({
      streamalert_record_id: 'id',
      host: element('p', 'v'),
      port: element(0),
    });
  });

  test('goes through maps, not through lists of them; a map is no value', () => {
    expect(former({ any: { list: [{ pump: 'a' }], pump: { other: 'b' } } })).toEqual({});
    expect(former({ any: { pump: { valve: 'b' } } })).toMatchObject({ host: element('b') });
  });

  test('keeps zero and false, leaves out null and the empty text', () => {
    expect(former({ any: { pump: [0, false, null, '', 'x'] } })).toMatchObject({
      host: element(0, false, 'x'),
    });
  });

  test('one name may stand for several types', () => {
    const both = [
      { type: 'a', names: ['pump', 'pump'] },
      { type: '__proto__', names: ['pump'] },
    ];

    const result = Object(former({ pump: 'x' }, {}, both));
    expect(Object.keys(result)).toEqual(['streamalert_record_id', 'a', '__proto__']);
    expect(result.a).toEqual(element('x'));
  });

  test('looks at what a schema lets pass, and at the envelope', () => {
    const keep = { unknown_keys: 'keep' };
    const outer = { json_path: 'rows[*]', envelope_keys: { valve: 'string' } };
    const record = { pump: 'a', extra: { pump: 'b' } };

    expect(former(record, keep)).toMatchObject({ host: element('a', 'b') });
    expect(former(record)).toMatchObject({ host: element('a') });
    expect(former({ pump: 'a', 'streamalert:envelope_keys': { valve: 'v' } }, outer)).toMatchObject(
      {
        host: element('a', 'v'),
      },
    );
  });

  test('does not apply where the log type has a normalisation of its own', () => {
    const own = { normalization: { place: ['pump'] } };

    expect(former({ pump: 'a' }, own)).toEqual({
      streamalert_record_id: 'id',
      place: [{ function: null, values: ['a'] }],
    });
  });

  test('values can be asked for by their type', () => {
    const record = { pump: 'a' } as JsonObject;
    const normalization = former(record);

    expect(
      valuesForNormalizedType(
        { ...record, streamalert_normalization: normalization ?? null },
        'host',
      ),
    ).toEqual(['a']);
  });

  test('a record of a hundred thousand levels does not exhaust the stack', () => {
    let deep: JsonObject = { pump: 'bottom' };
    for (let level = 0; level < 100_000; level++) deep = { x: deep };
    const [declared] = logTypesOf({ orchard: { parser: 'json', schema: fields } });
    if (declared === undefined) throw new Error('the schema was refused');
    const record: JsonObject = { any: deep };

    compileNormalizer([{ ...declared, namedFields: types }], () => 'id').normalize(
      record,
      declared,
    );

    expect(record['streamalert_normalization']).toMatchObject({ host: element('bottom') });
  });

  test('finds the same as a search of the whole record', () => {
    const names = fc.constantFrom('pump', 'valve', 'port', 'x', '__proto__', 'constructor');
    const { any } = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('a', 'b', '', null, 0, 1, true),
        fc.array(tie('any'), { maxLength: 3 }),
        fc
          .array(fc.tuple(names, tie('any')), { maxLength: 4 })
          .map((all) => Object.fromEntries(all)),
      ),
    }));
    fc.assert(
      fc.property(any, fc.constantFrom('a', ''), (content, pump) => {
        const record = {
          pump,
          valve: [],
          port: 1,
          any: content,
          at: { valve: 'v', deep: { pump: 'p' } },
        };
        expect(former(record)).toEqual(former(record, { unknown_keys: 'keep' }));
      }),
    );
  });
});
