import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { jsonSchemas } from './json-schemas.ts';

const parsers = [
  { type: 'json', options: z.object({}), takes: ['json_path'] },
  {
    type: 'csv',
    options: z.object({
      delimiter: z.string().length(1).describe('what stands between columns').default(','),
    }),
    takes: [],
  },
  {
    type: 'kv',
    options: z.object({ delimiter: z.string().min(1).default(' ').describe('between pairs') }),
    takes: [],
  },
];

const schemas = jsonSchemas({
  parsers,
  outputServices: [{ service: 'file', shape: 'map', summary: 'Append to a file' }],
});

/** What an editor would say: the schema is read back and asked. */
const accepts = (name: string, content: unknown): boolean =>
  z.fromJSONSchema(JSON.parse(JSON.stringify(schemas[name]))).safeParse(content).success;

describe('JSON Schemas for editors', () => {
  test('there is one for each file', () => {
    expect(Object.keys(schemas)).toEqual([
      'cluster.schema.json',
      'global.schema.json',
      'lambda.schema.json',
      'lookup-tables.schema.json',
      'normalized-types.schema.json',
      'outputs.schema.json',
      'schemas.schema.json',
      'scheduled-queries.schema.json',
      'threat-intel.schema.json',
    ]);
  });

  test('every key has a text for the editor to show', () => {
    const silent: string[] = [];
    const walk = (schema: unknown, path: string): void => {
      const { properties, additionalProperties, items, anyOf } = Object(schema);
      for (const [key, inner] of Object.entries(properties ?? {})) {
        const { description, $ref, allOf } = Object(inner);
        if (!description && !$ref && !allOf) silent.push(`${path}.${key}`);
        walk(inner, `${path}.${key}`);
      }
      walkAll([additionalProperties, items, ...(anyOf ?? [])], path);
    };
    const walkAll = (all: readonly unknown[], path: string) => {
      for (const schema of all) if (schema) walk(schema, path);
    };
    for (const [name, schema] of Object.entries(schemas)) walk(schema, name);
    expect(silent).toEqual([]);
  });

  test('a cluster that loads is accepted, a misspelt key is not', () => {
    const cluster = {
      $schema: '../../schemas/cluster.schema.json',
      data_sources: { http: { a: ['b'] } },
      classifier_config: { memory: '128', timeout: 60, log_level: 'INFO' },
      modules: { kinesis: { streams: { shards: 1, retention: 24 } }, s3_events: { b: [] } },
    };
    expect(accepts('cluster.schema.json', cluster)).toBe(true);
    expect(accepts('cluster.schema.json', { ...cluster, data_source: {} })).toBe(false);
    expect(accepts('cluster.schema.json', { data_sources: {} })).toBe(false);
    expect(accepts('cluster.schema.json', { ...cluster, data_sources: { s4: {} } })).toBe(false);
    const short = { kinesis: { streams: { shards: 1, retention: 23 } } };
    expect(accepts('cluster.schema.json', { ...cluster, modules: short })).toBe(false);
  });

  test('a log type knows its parsers, types, options and those of parsers', () => {
    const withConfiguration = (configuration: object, parser = 'csv') => ({
      $schema: 'x',
      'a:b': { parser, schema: { id: 'string', x: { y: [], z: {} } }, configuration },
    });
    const name = 'schemas.schema.json';
    expect(accepts(name, withConfiguration({}))).toBe(true);
    const all = {
      delimiter: ';',
      unknown_keys: 'keep',
      time_field: { path: ['x', 'y'], format: 'syslog' },
      log_patterns: { id: ['a*', 'b*'], x: { y: 'c' } },
      normalization: {
        who: ['id'],
        where: [{ path: ['x'], condition: { path: ['id'], is: 'a' } }],
      },
      envelope_keys: { e: 'integer' },
      priority: 1,
    };
    expect(accepts(name, withConfiguration(all))).toBe(true);
    expect(accepts(name, withConfiguration({ unknown_keys: 'kept' }))).toBe(false);
    expect(accepts(name, withConfiguration({ delimeter: ';' }))).toBe(false);
    expect(accepts(name, withConfiguration({}, 'xml'))).toBe(false);
    expect(accepts(name, { a: { parser: 'json', schema: { id: 'int' } } })).toBe(false);
    expect(JSON.stringify(schemas[name])).toContain(
      'csv: what stands between columns; kv: between pairs',
    );
  });

  test('outputs know the services that are built in, and let extensions have others', () => {
    const name = 'outputs.schema.json';
    expect(accepts(name, { file: { alerts: 'a.jsonl' }, slack: ['soc'], pigeon: [1] })).toBe(true);
    expect(accepts(name, { file: ['alerts'] })).toBe(false);
  });

  test('former keys are marked as such', () => {
    expect(schemas['global.schema.json']).toMatchObject({
      properties: {
        threat_intel: { deprecated: true, description: expect.stringContaining('write') },
      },
    });
  });
});
