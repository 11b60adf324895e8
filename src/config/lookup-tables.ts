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
import { anything, flag, integer, mapOf, number, section, text } from './definition.ts';
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

const other = section({ driver: anything('null or ephemeral') }, 'A table in memory');

const drivers = { s3, dynamodb, null: other, ephemeral: other } as const;

const driverNames = ['s3', 'dynamodb', 'null', 'ephemeral'] as const;

/** Keys that the drivers cannot do without. */
const neededKeys: Readonly<Record<string, readonly string[]>> = {
  s3: ['bucket', 'key'],
  dynamodb: ['table', 'partition_key', 'value_key'],
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
          ...dynamodb.shape,
          cache_refresh_minutes: number(
            'How long an answer is trusted; when absent 10 for s3, 3 for dynamodb',
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
  if (enabled && !kinds.some((kind) => kind === 's3' || kind === 'dynamodb')) {
    keyProblem(
      tables ?? cursor,
      'warning',
      'is enabled, but has no table with driver s3 or dynamodb',
    );
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
    const delimiter = child(quiet, 'key_delimiter');
    if (delimiter && textOf(delimiter) === '') problem(delimiter, 'load', 'must not be empty');
  }
  table.findings.push(
    ...findings.map((finding) => (enabled ? finding : ({ ...finding, level: 'warning' } as const))),
  );
  return known;
}
