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
