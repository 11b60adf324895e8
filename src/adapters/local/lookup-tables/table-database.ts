import { StreamAlertError } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { LookupTable, TableHistory } from '../../../ports/lookup-tables.ts';
import { type Database, openDatabase } from '../sqlite/database.ts';
import { integer } from '../sqlite/row.ts';
import { keptTable } from './kept-table.ts';
import { versionHistory } from './version-history.ts';

/** The file of the data directory that holds tables of the driver `sqlite` and earlier versions of the others. */
export interface TableDatabase {
  readonly history: TableHistory;
  /** A table that is kept here, with the history of each key. */
  table(name: string): LookupTable;
  close(): void;
}

export const tableDatabaseName = 'lookup-tables.db';

/** Another process may write a version of many megabytes at this moment. */
const busyMilliseconds = 30_000;

/** Each brings the file one version on. What has been released is never changed, only followed by another. */
const migrations: readonly string[] = [
  `
  CREATE TABLE versions (
    table_name TEXT NOT NULL,
    since INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    format TEXT NOT NULL,
    stored_bytes INTEGER NOT NULL,
    content_id INTEGER NOT NULL,
    PRIMARY KEY (table_name, since)
  ) STRICT, WITHOUT ROWID;
  -- Beside the versions, so that looking for one does not go through all their content.
  CREATE TABLE version_contents (id INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT;

  CREATE TABLE kept_tables (
    name TEXT PRIMARY KEY,
    changed_at INTEGER NOT NULL,
    kept_since INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE kept_values (
    table_name TEXT NOT NULL,
    key TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER,
    value TEXT NOT NULL,
    PRIMARY KEY (table_name, key, since)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX kept_values_ended ON kept_values (table_name, until) WHERE until IS NOT NULL;
  `,
];

export function openTableDatabase(file: string, clock: Clock): TableDatabase {
  const database = openDatabase(file, busyMilliseconds);
  try {
    migrate(database, file);
    return {
      history: versionHistory(database, clock),
      table: (name) => keptTable(name, database, clock),
      close: () => database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: Database, file: string) {
  const version = () =>
    integer(database.statement('PRAGMA user_version').get() ?? {}, 'user_version');
  if (version() === migrations.length) return;
  database.transaction(() => {
    // Another process may have done it while this one waited for its turn.
    const from = version();
    if (from > migrations.length) {
      throw new StreamAlertError('STATE_UNAVAILABLE', `${file} was written by a later release`, {
        hint: 'Use that release, or move the file away: earlier versions of lookup tables are in it.',
      });
    }
    for (const migration of migrations.slice(from)) database.execute(migration);
    database.execute(`PRAGMA user_version = ${migrations.length}`);
  });
}
