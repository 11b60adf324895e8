import { z } from 'zod';
import { check } from './check.ts';
import type { LookupTables } from './config.ts';
import {
  type Cursor,
  child,
  entriesOf,
  keyProblem,
  problem,
  textOf,
  unknownName,
} from './cursor.ts';
import { anything, flag, integer, mapOf, number, oneOf, section, text } from './definition.ts';
import { tableFormatOf, tableFormats } from './lookup-table-settings.ts';
import { isJsonObject } from '../domain/json.ts';
import { plainValue } from './json-tree.ts';
import { shown } from './shown.ts';
import { defaultOf } from './with-defaults.ts';

const refresh = (byDefault: number) =>
  number('How long an answer is trusted', 0, { level: 'load', unit: 'minutes' }).default(byDefault);

const s3 = section(
  {
    driver: anything('s3'),
    bucket: text('Bucket of the file', { level: 'load' }),
    key: text('Key of the file', { level: 'load' }),
    compression: anything(
      '"gzip" (or any other text, or true) when the file is compressed',
    ).default(false),
    cache_refresh_minutes: refresh(10),
  },
  'A JSON file in S3',
);

const dynamodb = section(
  {
    driver: anything('dynamodb'),
    table: text('Name of the table', { level: 'load' }),
    partition_key: text('Its partition key', { level: 'load' }),
    value_key: text('The attribute that is the answer', { level: 'load' }),
    sort_key: text('Its sort key', { level: 'load' }),
    key_delimiter: text('Divides a lookup key into partition and sort key', {
      level: 'load',
    }).default(':'),
    consistent_read: flag('Read what was written a moment ago, at twice the price').default(false),
    cache_refresh_minutes: refresh(3),
    cache_maximum_key_count: integer('Most keys kept in memory; 0 is no limit', [0], {
      level: 'load',
    }).default(0),
  },
  'A DynamoDB table',
);

const file = section(
  {
    driver: anything('file'),
    path: text('The file, relative to the folder that holds conf/', { level: 'load' }),
    format: oneOf(tableFormats, 'How to read it; when absent as its name ends', { level: 'load' }),
    key_column: text('CSV: the column whose text is the key', { level: 'load' }),
    value_column: text('CSV: the column that is the answer; when absent the whole row is', {
      level: 'load',
    }),
    cache_refresh_minutes: refresh(1),
  },
  'A JSON or CSV file of this machine, also compressed with gzip',
);

const sqlite = section(
  {
    driver: anything('sqlite'),
    path: text('An existing database; when absent the table is kept in the data directory', {
      level: 'load',
    }),
    table: text('Its table', { level: 'load' }),
    key_column: text('The column of that table that is the key', { level: 'load' }),
    value_column: text('The column that is the answer', { level: 'load' }),
  },
  'A table of SQLite',
);

const other = section({ driver: anything('null or ephemeral') }, 'A table in memory');

const drivers = { s3, dynamodb, file, sqlite, null: other, ephemeral: other } as const;

const driverNames = ['s3', 'dynamodb', 'file', 'sqlite', 'null', 'ephemeral'] as const;

/** Without a table of one of these there is nothing to look up. */
const lasting: readonly string[] = ['s3', 'dynamodb', 'file', 'sqlite'];

/** Keys that the drivers cannot do without. */
const neededKeys: Readonly<Record<string, readonly string[]>> = {
  s3: ['bucket', 'key'],
  dynamodb: ['table', 'partition_key', 'value_key'],
  file: ['path'],
};

const topLevel = { enabled: flag('Whether rules may look things up').default(false) };

const lookupTablesDefinition = section({ ...topLevel, tables: anything('Tables') }, 'Lookups');

/** `lookup_tables.json`, for editors. */
export const lookupTablesFileDefinition = section(
  {
    ...topLevel,
    tables: mapOf(
      section(
        {
          ...s3.shape,
          ...file.shape,
          ...dynamodb.shape,
          table: text('dynamodb: name of the table; sqlite: the table of the database at "path"'),
          path: text(
            'file: the file; sqlite: an existing database. Relative to the folder that holds conf/',
          ),
          key_column: text('file (CSV) and sqlite: the column whose text is the key'),
          value_column: text('file (CSV) and sqlite: the column that is the answer'),
          cache_refresh_minutes: number(
            'How long an answer is trusted; when absent 10 for s3, 3 for dynamodb, 1 for file',
            0,
            { unit: 'minutes' },
          ),
          driver: z.enum(driverNames).describe('Where it is kept'),
        },
        'A table',
      ),
      'Tables by the name that rules use',
    ),
  },
  'Tables in which rules look things up',
);

/** `lookup_tables.json` (configuration.md 7). While it is switched off, a mistake inside is only a warning. */
export function readLookupTables(cursor: Cursor): LookupTables {
  const enabled = check(cursor, lookupTablesDefinition)?.enabled ?? false;
  const tables = child(cursor, 'tables');
  if (tables && tables.node.kind !== 'map') {
    problem(tables, enabled ? 'load' : 'warning', `expected a map, found ${shown(tables)}`);
  }
  const kinds = entriesOf(tables).map(([, table]) => checkTable(table, enabled));
  if (enabled && !kinds.some((kind) => kind !== undefined && lasting.includes(kind))) {
    const message = 'is enabled, but has no table with driver s3, dynamodb, file or sqlite';
    keyProblem(tables ?? cursor, 'warning', message);
  }
  return {
    enabled,
    tables: Object.fromEntries(entriesOf(tables).flatMap(([name, table]) => settings(name, table))),
  };
}

/** A table as the file has it, with the defaults of its driver and what compression means. */
function settings(
  name: string,
  { node }: Cursor,
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  const content = plainValue(node);
  if (!isJsonObject(content)) return [];
  const given = Object.entries(content).filter(([, value]) => value !== null);
  const driver = driverNames.find((each) => each === content['driver']);
  const defaults = Object.entries(driver === undefined ? {} : drivers[driver].shape).flatMap(
    ([key, declared]) => {
      const value = declared instanceof z.ZodType ? defaultOf(declared) : undefined;
      return value === undefined ? [] : [[key, value] as const];
    },
  );
  const table: Record<string, unknown> = Object.fromEntries([...defaults, ...given]);
  if (driver === 's3') table['compression'] = table['compression'] ? 'gzip' : false;
  return [[name, table]];
}

const notEmpty = ['key_delimiter', 'path', 'key_column', 'value_column'];

function checkFile(table: Cursor) {
  const path = child(table, 'path');
  const name = textOf(path) ?? '';
  const given = textOf(child(table, 'format'));
  const format = given ?? tableFormatOf(name);
  if (path && name !== '' && format === undefined) {
    const ends = 'its name ends in none of .json, .csv, .json.gz, .csv.gz';
    problem(path, 'load', `${ends}; add "format": "json" or "csv"`);
  }
  if (format === 'csv' && child(table, 'key_column') === undefined) {
    keyProblem(table, 'load', 'lacks key_column: the column of the CSV file whose text is the key');
  }
  if (format === 'json') {
    for (const key of ['key_column', 'value_column']) {
      const column = child(table, key);
      if (column) keyProblem(column, 'warning', 'is for CSV files; a JSON file is a map already');
    }
  }
}

const sqliteColumns = ['table', 'key_column', 'value_column'];

/** A database of somebody else is described in full, one of our own not at all. */
function checkSqlite(table: Cursor) {
  const isForeign = child(table, 'path') !== undefined;
  const given = sqliteColumns.filter((key) => child(table, key) !== undefined);
  const missing = sqliteColumns.filter((key) => !given.includes(key));
  if (isForeign && missing.length > 0) {
    keyProblem(table, 'load', `lacks ${missing.join(', ')}, which go with "path"`);
  }
  if (!isForeign && given.length > 0) {
    const what = `has ${given.join(', ')} and no "path" of an existing database`;
    keyProblem(table, 'load', `${what}; without "path" the table is kept in the data directory`);
  }
}

function checkTable(table: Cursor, enabled: boolean): string | undefined {
  const findings: Cursor['findings'] = [];
  const quiet = { ...table, findings };
  const driver = child(quiet, 'driver');
  const name = textOf(driver);
  const known = driverNames.find((each) => each === name);
  if (table.node.kind !== 'map') {
    problem(quiet, 'load', `expected a map { "driver": …, … }, found ${shown(table)}`);
  } else if (known === undefined) {
    const what = `unrecognised driver; one of ${driverNames.join(', ')}`;
    if (driver && name !== undefined) unknownName(driver, 'load', 'driver', name, driverNames);
    else problem(driver ?? quiet, 'load', driver ? what : `"driver" is missing: ${what}`);
  } else {
    check(quiet, drivers[known]);
    const missing = (neededKeys[known] ?? []).filter((key) => child(quiet, key) === undefined);
    if (missing.length > 0) keyProblem(quiet, 'load', `lacks ${missing.join(', ')}`);
    for (const key of notEmpty) {
      const value = child(quiet, key);
      if (value && textOf(value) === '') problem(value, 'load', 'must not be empty');
    }
    if (known === 'file') checkFile(quiet);
    if (known === 'sqlite') checkSqlite(quiet);
  }
  table.findings.push(
    ...findings.map((finding) => (enabled ? finding : ({ ...finding, level: 'warning' } as const))),
  );
  return known;
}
