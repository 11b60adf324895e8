import { describe, expect, test } from 'vitest';
import { logTypesOf } from '../../testing/log-types.ts';
import { parsers } from '../parsers/index.ts';
import { schemaDrift } from './schema-drift.ts';
import { schemaPatch } from './schema-patch.ts';

const schemas = {
  'acme:audit': {
    schema: {
      id: 'integer',
      who: 'string',
      note: 'string',
      place: { city: 'string', zip: 'integer' },
    },
    parser: 'json',
    configuration: { optional_top_level_keys: ['note', 'place'], unknown_keys: 'keep' },
  },
  'acme:strict': {
    schema: { a: 'integer', b: 'string', c: 'float' },
    parser: 'json',
  },
  'acme:pairs': { schema: { t: 'integer', car: 'string' }, parser: 'kv' },
};

function driftOf(
  name: keyof typeof schemas,
  records: readonly unknown[],
  schema: object = schemas,
) {
  const logTypes = logTypesOf(schema);
  const logType = logTypes.find((each) => each.name === name);
  if (logType === undefined) throw new Error(`no ${name}`);
  const samples = records.map((record) => ({
    payload: typeof record === 'string' ? record : JSON.stringify(record),
  }));
  return { logType, drift: schemaDrift(samples, logType, logTypes, parsers) };
}

/** What a patch makes of the schemas above, and what still differs then. */
function patched(name: keyof typeof schemas, records: readonly unknown[]) {
  const text = `${JSON.stringify(schemas, undefined, 2)}\n`;
  const { drift, logType } = driftOf(name, records);
  const patch = schemaPatch(text, logType, drift);
  return { patch, after: driftOf(name, records, JSON.parse(patch.text)).drift };
}

describe('a schema that lets unknown keys pass', () => {
  const good = Array.from({ length: 8 }, (_, id) => ({ id, who: 'ana' }));

  test('is told about new keys with their share, types and an example', () => {
    const { drift } = driftOf('acme:audit', [
      ...good,
      { id: 8, who: 'bo', tls: { version: '1.3' } },
      { id: 9, who: 'bo', tls: null, __proto__x: 1 },
    ]);

    expect(drift).toMatchObject({ records: 10, fitting: 10, unlike: 0 });
    expect(drift.newKeys).toMatchObject([
      { path: ['tls'], count: 2, of: 10, example: '{"version":"1.3"}', type: 'any' },
      { path: ['__proto__x'], count: 1, type: 'integer' },
    ]);
    expect(drift.newKeys[0]?.kinds.toSorted()).toEqual(['map', 'null']);
  });

  test('is told about keys inside its maps', () => {
    const place = { city: 'Bonn', zip: 53111 };
    const { drift } = driftOf('acme:audit', [
      { id: 1, who: 'a', place: { ...place, country: 'DE' } },
    ]);

    expect(drift.newKeys).toMatchObject([{ path: ['place', 'country'], count: 1, of: 1 }]);
  });

  test('is told about other types, missing and vanished fields', () => {
    const { drift } = driftOf('acme:audit', [...good, { id: 'x-17', who: 'ana' }, { who: 'ana' }]);

    expect(drift.typeChanges).toMatchObject([
      { path: ['id'], declared: 'integer', count: 1, of: 9, kinds: ['text'], type: 'string' },
    ]);
    expect(drift.missing).toEqual([{ path: ['id'], count: 1 }]);
    expect(drift.vanished).toEqual([
      { path: ['note'], required: false },
      { path: ['place'], required: false },
    ]);
    expect(drift).toMatchObject({ records: 10, fitting: 8 });
  });

  test('is not told about records of others', () => {
    const { drift } = driftOf('acme:audit', [
      ...good,
      { a: 1, b: 'x', c: 1.5 },
      { q: 1 },
      'garbage',
    ]);

    expect(drift.others).toEqual(new Map([['acme:strict', 1]]));
    expect(drift).toMatchObject({ records: 8, unlike: 2, newKeys: [] });
  });

  test('is not drowned by thousands of different keys', () => {
    const records = Array.from({ length: 3000 }, (_, id) => ({ id, who: 'a', [`k${id}`]: 1 }));

    expect(driftOf('acme:audit', records).drift.newKeys).toHaveLength(500);
  });
});

test('a strict schema is told about the keys that keep its records out', () => {
  const { drift } = driftOf('acme:strict', [
    { a: 1, b: 'x', c: 1 },
    { a: 1, b: 'x', c: 1, d: 'new' },
  ]);

  expect(drift).toMatchObject({ records: 2, fitting: 1 });
  expect(drift.newKeys).toMatchObject([{ path: ['d'], count: 1 }]);
});

test('pairs of key and value are compared by their keys', () => {
  const { drift } = driftOf('acme:pairs', ['t=1 car=B', 't=x car=B', 't=1 car=C speed=9']);

  expect(drift.typeChanges).toMatchObject([{ path: ['t'], count: 1, example: '"x"' }]);
  expect(drift.newKeys).toMatchObject([{ path: ['speed'], count: 1 }]);
});

test('records in delivery files and in exports are compared as well', () => {
  const inside = {
    'acme:audit': {
      ...schemas['acme:audit'],
      configuration: { ...schemas['acme:audit'].configuration, json_path: 'Records[*]' },
    },
  };
  const record = { id: 1, who: 'a', extra: true };
  const { drift } = driftOf(
    'acme:audit',
    [{ Records: [record, record] }, record, { _source: record, _index: 'i' }],
    inside,
  );

  expect(drift).toMatchObject({ records: 4, fitting: 4 });
  expect(drift.newKeys).toMatchObject([{ path: ['extra'], count: 4 }]);
});

describe('a patch', () => {
  test('makes the schema fit, and nothing else of the file changes', () => {
    const { patch, after } = patched('acme:strict', [
      { a: 1, b: 'x', c: 1, d: { e: 1 } },
      { a: 'one', b: 'x', c: 1 },
      { a: 1, c: 'x' },
    ]);

    expect(after).toMatchObject({
      records: 3,
      fitting: 3,
      newKeys: [],
      missing: [],
      typeChanges: [],
    });
    expect(JSON.parse(patch.text)).toEqual({
      ...schemas,
      'acme:strict': {
        schema: { a: 'string', b: 'string', c: 'string', d: {} },
        parser: 'json',
        configuration: { optional_top_level_keys: ['d', 'b'] },
      },
    });
  });

  test('is written as operations too', () => {
    const { patch } = patched('acme:audit', [
      { id: 1, who: 'a', 'a/b~c': 1 },
      { id: 'x', who: 'a' },
    ]);

    expect(patch.operations).toEqual([
      { op: 'add', path: '/acme:audit/schema/a~1b~0c', value: 'integer' },
      { op: 'replace', path: '/acme:audit/schema/id', value: 'string' },
      {
        op: 'add',
        path: '/acme:audit/configuration/optional_top_level_keys/-',
        value: 'a/b~c',
      },
    ]);
  });

  test('opens a map whose keys vary, since nested fields cannot be optional', () => {
    const { patch, after } = patched('acme:audit', [
      { id: 1, who: 'a', place: { city: 'Bonn' } },
      { id: 1, who: 'a', place: { city: 'Bonn', zip: 53111 } },
    ]);

    expect(JSON.parse(patch.text)['acme:audit'].schema.place).toEqual({});
    expect(after.fitting).toBe(2);
  });

  test('changes nothing where nothing differs', () => {
    const { patch } = patched('acme:audit', [{ id: 1, who: 'a' }]);

    expect(patch.operations).toEqual([]);
  });

  test('leaves columns to the operator, who knows where they stand', () => {
    const csv = { 'acme:rows': { schema: { a: 'integer', b: 'string' }, parser: 'csv' } };
    const [logType] = logTypesOf(csv);
    if (logType === undefined) throw new Error('refused');
    const drift = schemaDrift(
      [{ payload: '1,x' }, { payload: 'y,x' }],
      logType,
      [logType],
      parsers,
    );

    expect(drift.typeChanges).toMatchObject([{ path: ['a'], count: 1 }]);
    const { text } = schemaPatch(JSON.stringify(csv), logType, drift);
    expect(JSON.parse(text)['acme:rows'].schema).toEqual({ a: 'string', b: 'string' });
  });
});
