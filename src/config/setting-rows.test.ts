import { expect, test } from 'vitest';
import { outputs } from '../outputs/index.ts';
import { parsers } from '../parsers/index.ts';
import { details } from './definition.ts';
import { fileDefinitions, jsonSchemas } from './json-schemas.ts';
import { settingRows } from './setting-rows.ts';

const definitions = fileDefinitions({ parsers, outputServices: outputs });
const rows = Object.entries(definitions).flatMap(([file, definition]) =>
  settingRows(definition).map((row) => ({ file, ...row })),
);
const rowOf = (file: string, path: string) =>
  rows.find((row) => row.file === file && row.path === path);

test('every key of every file has a meaning and says what may stand there', () => {
  const silent = rows.filter(({ meaning, expected }) => meaning === '' || expected === '');
  expect(silent.map(({ file, path }) => `${file} ${path}`)).toEqual([]);
  expect(rows.length).toBeGreaterThan(400);
});

test('a key has its type, default, unit and whether it is needed', () => {
  expect(rowOf('global', 'infrastructure.alerts_firehose.buffer_interval')).toMatchObject({
    expected: 'seconds (60 to 900)',
    byDefault: '300',
    unit: 'seconds',
    needed: false,
    isFormer: false,
  });
  expect(rowOf('global', 'terraform.bucket_name')?.byDefault).toBe(
    '"<prefix>-streamalert-terraform-state"',
  );
  expect(rowOf('cluster', 'modules.kinesis.streams.shards')?.needed).toBe(true);
  expect(rowOf('cluster', 'modules.cloudwatch')?.isFormer).toBe(true);
  expect(rowOf('schemas', '<name>.configuration.normalization.<name>[].path')).toBeDefined();
});

test('every bounded number of seconds, days, hours … says its unit', () => {
  const names = /(?:seconds|_secs|minutes|hours|days|period|timeout|memory|interval)$/;
  const isNumber = /^(?:seconds|minutes|hours|days|megabytes|a (?:whole )?number)\b/;
  const silent = rows.filter(
    ({ path, expected, unit }) => names.test(path) && isNumber.test(expected) && unit === undefined,
  );
  expect(silent.map(({ file, path }) => `${file} ${path}`)).toEqual([]);
});

test('an editor is told the unit, and a default that depends on the deployment is only told', () => {
  const schemas = jsonSchemas({ parsers, outputServices: outputs });
  const firehose = Object(schemas['global.schema.json']).properties.infrastructure.properties
    .alerts_firehose;
  expect(firehose.default).toBeUndefined();
  expect(firehose.properties.buffer_interval).toMatchObject({
    description: 'How long is waited before it is written (seconds)',
    default: 300,
  });
  expect(firehose.properties.bucket_name.default).toBeUndefined();
  expect(firehose.properties.bucket_name.description).toContain(
    'When absent: "<prefix>-streamalerts"',
  );
  expect(details.get(definitions.global)?.level).toBe('load');
});
