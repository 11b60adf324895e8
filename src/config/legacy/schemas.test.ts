import { describe, expect, test } from 'vitest';
import { migrated } from '../../../testing/config-trees.ts';

const schema = { id: 'string', h: 'float' };

/** One log type of `logs.json` after the migration, and what was told. */
function one(definition: object) {
  const { files, told, notices } = migrated({ 'logs.json': { 'silo:level': definition } });
  const file = files['schemas/logs.json'];
  return { definition: Object(file)['silo:level'], file, told, notices };
}

describe('logs.json', () => {
  test('becomes a schema file with its log types in the same order', () => {
    const types = {
      b: { schema, parser: 'json' },
      '2': { schema, parser: 'json' },
      a: { schema, parser: 'json' },
    };
    const { files, told } = migrated({
      'logs.json':
        '{"b": {"schema": {}, "parser": "json"}, "2": {"schema": {"y": "string", "1": "string"}, "parser": "csv"}}',
    });

    expect(Object.keys(files)).toEqual(['schemas/logs.json']);
    expect(files['schemas/logs.json']).toHaveProperty('b');
    expect(told.migration).toEqual(['logs.json: ']);
    expect(migrated({ 'logs.json': types }).files['schemas/logs.json']).toEqual(types);
  });

  test('is read alone: other schemas are left out with a warning', () => {
    const { files, told } = migrated({ 'logs.json': {}, 'schemas/x.json': { x: {} } });

    expect(files).toEqual({ 'schemas/logs.json': {} });
    expect(told.warning).toEqual(['schemas/x.json: ']);
  });
});

describe('hints', () => {
  test('a text under records is the path to them', () => {
    const { definition, notices } = one({
      schema,
      parser: 'json',
      hints: { records: '$.rows[*]' },
    });

    expect(definition).toEqual({ schema, parser: 'json', configuration: { json_path: 'rows[*]' } });
    expect(notices).toContainEqual(
      expect.objectContaining({
        level: 'migration',
        file: 'logs.json',
        path: 'silo:level.hints.records',
        to: { file: 'logs.json', path: 'silo:level.configuration.json_path' },
        value: '"rows[*]"',
      }),
    );
  });

  test('a list under records is a pattern of the field records', () => {
    const { definition } = one({ schema, parser: 'csv', hints: { records: ['a*'] } });

    expect(definition.configuration).toEqual({ log_patterns: { records: ['a*'] } });
  });

  test('patterns of fields join those that are there; of one field the new ones count', () => {
    const { definition, told } = one({
      schema,
      parser: 'csv',
      delimiter: '|',
      hints: { id: ['north*'], h: ['1*'], in: { x: ['y'] } },
      configuration: { log_patterns: { h: ['2*'] } },
    });

    expect(definition).toEqual({
      schema,
      parser: 'csv',
      configuration: {
        log_patterns: { h: ['2*'], id: ['north*'], in: { x: ['y'] } },
        delimiter: '|',
      },
    });
    expect(told.warning).toEqual(['logs.json: silo:level.hints.h']);
  });

  test('the envelope of release 1.2 has types, not patterns', () => {
    const { definition } = one({
      schema,
      parser: 'json',
      hints: { envelope: { owner: 'integer', at: {} } },
    });

    expect(definition.configuration).toEqual({ envelope_keys: { owner: 'integer', at: {} } });
    const patterns = one({ schema, parser: 'csv', hints: { envelope: { owner: ['a*'] } } });
    expect(patterns.definition.configuration).toEqual({
      log_patterns: { envelope: { owner: ['a*'] } },
    });
  });

  test.each([[{}], [null], [[]]])('%j is removed', (hints) => {
    const { definition, told } = one({ schema, parser: 'json', hints });

    expect(definition).toEqual({ schema, parser: 'json' });
    expect(told.migration).toContain('logs.json: silo:level.hints');
  });

  test('a list of them is left to a person', () => {
    expect(one({ schema, parser: 'csv', hints: ['a'] }).told.load).toEqual([
      'logs.json: silo:level.hints',
    ]);
  });
});

describe('options beside the schema', () => {
  test('delimiter and separator move to configuration; null is the default', () => {
    const kv = one({ schema, parser: 'kv', delimiter: ';', separator: null });

    expect(kv.definition).toEqual({ schema, parser: 'kv', configuration: { delimiter: ';' } });
  });

  test('what configuration has already counts', () => {
    const { definition, told } = one({
      schema,
      parser: 'csv',
      delimiter: ';',
      configuration: { delimiter: '|' },
    });

    expect(definition.configuration).toEqual({ delimiter: '|' });
    expect(told.warning).toEqual(['logs.json: silo:level.delimiter']);
  });

  test('gzip-json is json', () => {
    expect(one({ schema, parser: 'gzip-json' }).definition.parser).toBe('json');
  });

  test('a configuration that is no map keeps what would have moved into it', () => {
    const definition = { schema, parser: 'csv', delimiter: '|', configuration: 'x' };

    expect(one(definition).definition).toEqual(definition);
  });

  test('a definition without parser or schema is not guessed', () => {
    expect(one({ hints: {} }).definition).toEqual({});
  });
});

describe('optional keys with types', () => {
  test('join the schema in their order, and are listed by name', () => {
    const { definition, told } = one({
      schema,
      parser: 'json',
      configuration: { optional_top_level_keys: { speed: 'integer', h: 'integer', tags: [] } },
    });

    expect(Object.entries(definition.schema)).toEqual([
      ['id', 'string'],
      ['h', 'float'],
      ['speed', 'integer'],
      ['tags', []],
    ]);
    expect(definition.configuration).toEqual({ optional_top_level_keys: ['speed', 'h', 'tags'] });
    expect(told.warning).toEqual(['logs.json: silo:level.configuration.optional_top_level_keys.h']);
  });

  test('of the envelope join the envelope', () => {
    const { definition } = one({
      schema,
      parser: 'json',
      configuration: { optional_envelope_keys: { site: 'string' } },
    });

    expect(definition.configuration).toEqual({
      optional_envelope_keys: ['site'],
      envelope_keys: { site: 'string' },
    });
  });

  test('a list is the current form', () => {
    const definition = {
      schema,
      parser: 'json',
      configuration: { optional_top_level_keys: ['h'] },
    };

    expect(migrated({ 'schemas/a.json': { a: definition } }).notices).toEqual([]);
  });
});

describe('json_path', () => {
  test('is converted in schema files too, and JMESPath stays as it is', () => {
    const of = (json_path: string) =>
      migrated({
        'schemas/a.json': { a: { schema, parser: 'json', configuration: { json_path } } },
      });

    expect(of('$.a[*]').files).toMatchObject({
      'schemas/a.json': { a: { configuration: { json_path: 'a[*]' } } },
    });
    expect(of("a.'x y'").files).toMatchObject({
      'schemas/a.json': { a: { configuration: { json_path: 'a."x y"' } } },
    });
    expect(of("a[?b=='c']|[0]").notices).toEqual([]);
  });

  test.each(['$..rows', '$.a,$.b', '$.a[?(@.b)]'])(
    '%s is left to a person, in hints and in place',
    (written) => {
      expect(one({ schema, parser: 'json', hints: { records: written } }).told.load).toEqual([
        'logs.json: silo:level.hints.records',
      ]);
      const { told, notices } = one({
        schema,
        parser: 'json',
        configuration: { json_path: written },
      });
      expect(told.load).toEqual(['logs.json: silo:level.configuration.json_path']);
      expect(notices[0]?.message).toContain(JSON.stringify(written));
    },
  );
});

test('CSV from a bucket had a header line once', () => {
  const cluster = {
    data_sources: { s3: { wharf: ['crane'] }, kinesis: { k: ['crane'] } },
    classifier_config: { enable_custom_metrics: true },
  };
  const logs = (more: object) => ({
    'logs.json': { 'crane:log': { schema, parser: 'csv', ...more } },
    'clusters/prod.json': cluster,
  });

  const place = 'clusters/prod.json: data_sources.s3.wharf';
  expect(migrated(logs({ delimiter: '|' })).told.migration).toContain(place);
  expect(migrated(logs({})).told.migration).not.toContain(place);
});

test('thousands of log types are no matter of minutes', () => {
  const definition = { schema, parser: 'csv', delimiter: '|', hints: { id: ['a*'] } };
  const logs = Object.fromEntries(
    Array.from({ length: 3_000 }, (_, index) => [`silo:${index}`, definition]),
  );

  const { files, notices } = migrated({ 'logs.json': logs });

  expect(notices).toHaveLength(6_001);
  expect(Object.keys(Object(files['schemas/logs.json']))).toHaveLength(3_000);
}, 5_000);
