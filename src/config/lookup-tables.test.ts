import { describe, expect, test } from 'vitest';
import type { Finding } from '../domain/finding.ts';
import { topOf } from './cursor.ts';
import { parseJson } from './json-tree.ts';
import { tableFormatOf, tableSettings } from './lookup-table-settings.ts';
import { readLookupTables } from './lookup-tables.ts';

function read(tables: Record<string, unknown>, enabled = true) {
  const parsed = parseJson(JSON.stringify({ enabled, tables }));
  if (parsed.outcome === 'refused') throw new Error(parsed.message);
  const findings: Finding[] = [];
  const result = readLookupTables(topOf(parsed.root, 'conf/lookup_tables.json', findings));
  return {
    result,
    findings,
    told: findings.map(({ level, path, message }) => `${level} ${path}: ${message}`),
  };
}

describe('a table that is a file', () => {
  test.each([
    [{ path: 'a.json' }],
    [{ path: 'a.JSON.gz' }],
    [{ path: 'a.csv.gz', key_column: 'k' }],
    [
      {
        path: 'a.txt',
        format: 'csv',
        key_column: 'k',
        value_column: 'v',
        cache_refresh_minutes: 0,
      },
    ],
    [{ path: '/srv/a.data', format: 'json' }],
  ])('%j is in order', (table) => {
    expect(read({ a: { driver: 'file', ...table } }).told).toEqual([]);
  });

  test.each([
    [{}, 'load tables.a: lacks path'],
    [{ path: '' }, 'load tables.a.path: must not be empty'],
    [
      { path: 'a.txt' },
      'load tables.a.path: its name ends in none of .json, .csv, .json.gz, .csv.gz; add "format": "json" or "csv"',
    ],
    [
      { path: 'a.csv' },
      'load tables.a: lacks key_column: the column of the CSV file whose text is the key',
    ],
    [
      { path: 'a.json', key_column: 'k' },
      'warning tables.a.key_column: is for CSV files; a JSON file is a map already',
    ],
    [
      { path: 'a.json', format: 'xml' },
      'load tables.a.format: expected one of "json", "csv", found "xml"',
    ],
    [
      { path: 'a.json', cache_refresh_minutes: -1 },
      'load tables.a.cache_refresh_minutes: expected minutes (0 or more), found -1',
    ],
    [{ path: 'a.json', bucket: 'b' }, expect.stringContaining('warning tables.a.bucket')],
  ])('%j: %s', (table, message) => {
    expect(read({ a: { driver: 'file', ...table } }).told).toEqual([message]);
  });
});

describe('a table of SQLite', () => {
  const whole = { path: 'a.db', table: 't', key_column: 'k', value_column: 'v' };

  test.each([[{}], [whole]])('%j is in order', (table) => {
    expect(read({ a: { driver: 'sqlite', ...table } }).told).toEqual([]);
  });

  test.each([
    [
      { path: 'a.db', table: 't' },
      'load tables.a: lacks key_column, value_column, which go with "path"',
    ],
    [
      { table: 't' },
      'load tables.a: has table and no "path" of an existing database; without "path" the table is kept in the data directory',
    ],
    [{ ...whole, path: '' }, 'load tables.a.path: must not be empty'],
  ])('%j: %s', (table, message) => {
    expect(read({ a: { driver: 'sqlite', ...table } }).told).toEqual([message]);
  });
});

test('an unknown driver is refused with the nearest one', () => {
  const { findings } = read({ a: { driver: 'sqlit' }, b: { driver: 'sqlite' } });

  expect(findings).toMatchObject([
    { level: 'load', path: 'tables.a.driver', suggestion: 'sqlite' },
  ]);
});

test('tables come with their defaults, numbers and switches also from text', () => {
  const { result } = read({
    s: { driver: 's3', bucket: 'b', key: 'k' },
    z: { driver: 's3', bucket: 'b', key: 'k', compression: 'gzip', cache_refresh_minutes: '5' },
    d: { driver: 'dynamodb', table: 't', partition_key: 'p', value_key: 'v' },
    c: {
      driver: 'dynamodb',
      table: 't',
      partition_key: 'p',
      value_key: 'v',
      consistent_read: 'true',
    },
    f: { driver: 'file', path: 'a.json' },
  });

  const settings = tableSettings(result);
  expect(settings.get('s')).toMatchObject({ compression: false, cache_refresh_minutes: 10 });
  expect(settings.get('z')).toMatchObject({ compression: true, cache_refresh_minutes: 5 });
  expect(settings.get('d')).toMatchObject({
    key_delimiter: ':',
    consistent_read: false,
    cache_refresh_minutes: 3,
    cache_maximum_key_count: 0,
  });
  expect(settings.get('c')).toMatchObject({ consistent_read: true });
  expect(settings.get('f')).toMatchObject({ cache_refresh_minutes: 1 });
});

test('there are no tables while they are switched off, whatever is wrong with them', () => {
  const { result, findings } = read({ a: { driver: 'nonsense' } }, false);

  expect(findings.map(({ level }) => level)).toEqual(['warning']);
  expect(tableSettings(result).size).toBe(0);
});

test.each([
  ['a.json', 'json'],
  ['a.CSV.GZ', 'csv'],
  ['a.json.zip', undefined],
  ['json', undefined],
])('%s is %s by its name', (path, format) => {
  expect(tableFormatOf(path)).toBe(format);
});
