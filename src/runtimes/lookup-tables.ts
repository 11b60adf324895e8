import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { systemClock } from '../adapters/local/clock.ts';
import { fileSource } from '../adapters/local/lookup-tables/file-source.ts';
import { sqliteTable } from '../adapters/local/lookup-tables/sqlite-table.ts';
import {
  openTableDatabase,
  type TableDatabase,
  tableDatabaseName,
} from '../adapters/local/lookup-tables/table-database.ts';
import type { Config } from '../config/config.ts';
import {
  tableFormatOf,
  type TableSettings,
  tableSettings,
} from '../config/lookup-table-settings.ts';
import type { LookupTable, LookupTables } from '../ports/lookup-tables.ts';
import type { TableFormat } from '../stages/lookup-tables/decode-table.ts';
import { tableBytesMax } from '../stages/lookup-tables/decode-table.ts';
import { keyedTable } from '../stages/lookup-tables/keyed-table.ts';
import { joinTables } from '../stages/lookup-tables/lookup-tables.ts';
import { type PastVersions, pastVersions } from '../stages/lookup-tables/past-versions.ts';
import { type ProblemLog, problemLog } from '../stages/lookup-tables/problem-log.ts';
import { ephemeralTable, nullTable, unusableTable } from '../stages/lookup-tables/small-tables.ts';
import { wholeTable } from '../stages/lookup-tables/whole-table.ts';

export interface LookupTableOptions {
  readonly config: Pick<Config, 'dir' | 'lookupTables' | 'account'>;
  /** Absent: nothing is kept on this machine, so that tables of the data directory cannot be asked … */
  readonly dataDir?: string;
  /** … unless they count as empty then, as for a scan of a project that nothing was kept of. */
  readonly withoutDataDir?: 'empty';
  /** Of what is read no versions are kept: for runs that are no part of the history of a project. */
  readonly keepsVersions?: false;
  readonly env: NodeJS.ProcessEnv;
}

/** The tables of a project one by one, and what is wrong with them. Nothing is read before it is asked for. */
export interface OpenTables {
  readonly byName: ReadonlyMap<string, LookupTable>;
  readonly problems: ProblemLog;
  close(): void;
}

/** The tables of a project as rules ask them. Nothing is read before `refresh` or the first question. */
export async function openLookupTables(options: LookupTableOptions): Promise<LookupTables> {
  const { byName, problems, close } = await openTables(options);
  const { enabled } = options.config.lookupTables;
  const joined = joinTables(byName, problems, enabled ? 'enabled' : 'disabled');
  return { ...joined, close };
}

export async function openTables(options: LookupTableOptions): Promise<OpenTables> {
  const settings = [...tableSettings(options.config.lookupTables)];
  const problems = problemLog(systemClock);
  const database = settings.length > 0 ? openedDatabase(options, problems) : undefined;
  const { keepsVersions = true } = options;
  const past = database && keepsVersions ? pastVersions(database.history) : undefined;
  const tables: [string, LookupTable][] = [];
  for (const [name, table] of settings) {
    const report = (reason: string) => problems.add(name, reason);
    tables.push([name, await openTable(table, { ...options, name, database, past, report })]);
  }
  return {
    byName: new Map(tables),
    problems,
    close() {
      for (const [, table] of tables) table.close();
      database?.close();
    },
  };
}

/** Tables that need no data directory go on without it. */
function openedDatabase(
  { dataDir }: LookupTableOptions,
  problems: ProblemLog,
): TableDatabase | undefined {
  if (dataDir === undefined) return undefined;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return openTableDatabase(join(dataDir, tableDatabaseName), systemClock);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.add(tableDatabaseName, `${reason}; replays see tables as they are now`);
    return undefined;
  }
}

interface Opening extends LookupTableOptions {
  readonly name: string;
  readonly database: TableDatabase | undefined;
  readonly past: PastVersions | undefined;
  readonly report: (reason: string) => void;
}

const minute = 60_000;

async function openTable(settings: TableSettings, opening: Opening): Promise<LookupTable> {
  switch (settings.driver) {
    case 's3':
      return s3Table(settings, opening);
    case 'dynamodb':
      return dynamodbTable(settings, opening);
    case 'file':
      return fileTable(settings, opening);
    case 'sqlite':
      return tableOfSqlite(settings, opening);
    case 'null':
      return nullTable(opening.name);
    case 'ephemeral':
      return ephemeralTable();
  }
}

type Settings<Driver> = Extract<TableSettings, { driver: Driver }>;

/** The AWS SDK is only loaded where a table needs it. */
async function s3Table(settings: Settings<'s3'>, opening: Opening): Promise<LookupTable> {
  const { s3Source } = await import('../adapters/aws/lookup-tables/s3-source.ts');
  const { bucket, key, compression, cache_refresh_minutes } = settings;
  const place = awsPlace(opening, 'AWS_ENDPOINT_URL_S3');
  const source = s3Source({ ...place, bucket, key, bytesMax: tableBytesMax });
  return wholeTable(source, {
    ...wholeTableOptions(opening, cache_refresh_minutes),
    format: { kind: 'json' },
    isCompressed: compression,
  });
}

async function dynamodbTable(
  settings: Settings<'dynamodb'>,
  opening: Opening,
): Promise<LookupTable> {
  const { dynamodbSource } = await import('../adapters/aws/lookup-tables/dynamodb-source.ts');
  const { sort_key } = settings;
  const source = dynamodbSource({
    ...awsPlace(opening, 'AWS_ENDPOINT_URL_DYNAMODB'),
    name: opening.name,
    table: settings.table,
    partitionKey: settings.partition_key,
    valueKey: settings.value_key,
    ...(sort_key === undefined ? {} : { sortKey: sort_key }),
    keyDelimiter: settings.key_delimiter,
    consistentRead: settings.consistent_read,
  });
  return keyedTable(source, {
    refreshMilliseconds: settings.cache_refresh_minutes * minute,
    keysMax: settings.cache_maximum_key_count,
    clock: systemClock,
    report: opening.report,
  });
}

function fileTable(settings: Settings<'file'>, opening: Opening): LookupTable {
  const { path } = settings;
  const source = fileSource({
    path: resolve(rootOf(opening), path),
    shownPath: path,
    bytesMax: tableBytesMax,
  });
  return wholeTable(source, {
    ...wholeTableOptions(opening, settings.cache_refresh_minutes),
    format: formatOf(settings),
    isCompressed: /\.gz$/i.test(path),
  });
}

function formatOf({ path, format, key_column, value_column }: Settings<'file'>): TableFormat {
  if ((format ?? tableFormatOf(path)) !== 'csv') return { kind: 'json' };
  return {
    kind: 'csv',
    keyColumn: key_column ?? '',
    ...(value_column === undefined ? {} : { valueColumn: value_column }),
  };
}

function tableOfSqlite(settings: Settings<'sqlite'>, opening: Opening): LookupTable {
  const { path, table = '', key_column = '', value_column = '' } = settings;
  const { name, database, report } = opening;
  if (path !== undefined) {
    return sqliteTable({
      name,
      path: resolve(rootOf(opening), path),
      shownPath: path,
      table,
      keyColumn: key_column,
      valueColumn: value_column,
      clock: systemClock,
      report,
    });
  }
  if (database !== undefined) return database.table(name);
  const id = `sqlite:${name}`;
  if (opening.dataDir === undefined && opening.withoutDataDir === 'empty') {
    return { ...nullTable(name), driver: 'sqlite', id };
  }
  const why = opening.dataDir === undefined ? 'there is none here' : 'it cannot be opened';
  return unusableTable('sqlite', id, `it is kept in the data directory, and ${why}`);
}

const wholeTableOptions = ({ name, past, report }: Opening, refreshMinutes: number) => ({
  name,
  refreshMilliseconds: refreshMinutes * minute,
  clock: systemClock,
  report,
  ...(past === undefined ? {} : { past }),
});

const rootOf = ({ config }: Opening): string => dirname(resolve(config.dir));

function awsPlace({ env, config }: Opening, endpointVariable: string) {
  const region = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || config.account.region;
  return {
    region: region || 'us-east-1',
    hasOwnEndpoint: Boolean(env['AWS_ENDPOINT_URL'] || env[endpointVariable]),
  };
}
