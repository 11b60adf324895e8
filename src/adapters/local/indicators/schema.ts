import { StreamAlertError } from '../../../domain/errors.ts';
import type { Database } from '../sqlite/database.ts';
import { integer } from '../sqlite/row.ts';

/** Each brings the file one version on. What has been released is never changed, only followed by another. */
const migrations: readonly string[] = [
  `
  -- The value first: it is what is asked for, and it spreads a feed over the pages as little as possible.
  CREATE TABLE indicators (
    value TEXT NOT NULL,
    type TEXT NOT NULL,
    feed TEXT NOT NULL,
    source TEXT NOT NULL,
    sub_type TEXT,
    confidence INTEGER,
    note TEXT,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    expires_at INTEGER,
    PRIMARY KEY (value, type, feed, source)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE feeds (
    feed TEXT PRIMARY KEY,
    attempted_at INTEGER,
    succeeded_at INTEGER,
    problem TEXT,
    failing_since INTEGER,
    resume TEXT,
    unfinished INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE changes (version INTEGER NOT NULL) STRICT;
  INSERT INTO changes VALUES (1);
  `,
];

/** Brings a file to the newest version; one of a later release is refused. */
export function migrateIndicators(database: Database, file: string): void {
  const row = database.statement('PRAGMA user_version').get();
  const version = row === undefined ? 0 : integer(row, 'user_version');
  if (version > migrations.length) {
    throw new StreamAlertError(
      'STATE_UNAVAILABLE',
      `${file} was written by a later release of StreamAlert`,
      {
        hint: 'Use that release, or move the file away: indicators are then imported and fetched anew.',
      },
    );
  }
  for (const [index, migration] of migrations.entries()) {
    if (index < version) continue;
    database.transaction(() => {
      // Another process may have been quicker.
      const now = database.statement('PRAGMA user_version').get();
      if (now !== undefined && integer(now, 'user_version') > index) return;
      database.execute(migration);
      database.execute(`PRAGMA user_version = ${index + 1}`);
    });
  }
}
