import { statSync } from 'node:fs';
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { reasonOf, StreamAlertError } from '../../../domain/errors.ts';
import type { JsonValue } from '../../../domain/json.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { LookupTable, TableAnswer } from '../../../ports/lookup-tables.ts';

export interface SqliteTableOptions {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** The same as the operator wrote it. */
  readonly shownPath: string;
  readonly table: string;
  readonly keyColumn: string;
  readonly valueColumn: string;
  readonly clock: Clock;
  readonly report: (reason: string) => void;
}

/** Whether the file was replaced by another, or has come, is looked at this often. */
const lookMilliseconds = 10_000;

/** Somebody else may be writing to it. */
const busyMilliseconds = 5_000;

interface Opened {
  readonly database: DatabaseSync;
  readonly select: StatementSync;
  /** Which file this is, whatever stands under its name now. */
  readonly file: string;
}

/** A table of an SQLite database that somebody else keeps; it is only read, and always as it is now. */
export function sqliteTable(options: SqliteTableOptions): LookupTable {
  const { name, shownPath, clock, report } = options;
  const id = `sqlite:${shownPath}`;
  let opened: Opened | undefined;
  let failure = 'it is not open yet';
  let lookAt = Number.NEGATIVE_INFINITY;

  const look = () => {
    if (clock.now() < lookAt) return;
    lookAt = clock.now() + lookMilliseconds;
    try {
      const file = fileAt(options.path);
      if (opened?.file === file) return;
      const fresh = open(options, file);
      opened?.database.close();
      opened = fresh;
    } catch (error) {
      failure = `${id} cannot be read: ${reasonText(error)}`;
      report(opened === undefined ? failure : `${failure}; the file that was there answers`);
    }
  };
  const get = (key: string): TableAnswer => {
    look();
    if (opened === undefined) return { outcome: 'unavailable', reason: failure };
    const row = opened.select.get(key);
    if (row === undefined) return { outcome: 'nothing there' };
    return { outcome: 'found', value: jsonOf(row['value']) };
  };
  return {
    driver: 'sqlite',
    id,
    get,
    getAsync: async (key) => get(key),
    refresh: async () => look(),
    change: () =>
      Promise.reject(
        new StreamAlertError('USAGE', `the table "${name}" is only read here`, {
          hint: `Change ${shownPath} with the program that keeps it, such as sqlite3.`,
        }),
      ),
    close: () => opened?.database.close(),
  };
}

function open(options: SqliteTableOptions, file: string): Opened {
  const { path, table, keyColumn, valueColumn, report, shownPath } = options;
  const database = new DatabaseSync(path, { readOnly: true, timeout: busyMilliseconds });
  try {
    const columns = database
      .prepare('SELECT name FROM pragma_table_info(?)')
      .all(table)
      .map((row) => String(row['name']));
    if (columns.length === 0) throw new Error(`there is no table "${table}" in it`);
    for (const column of [keyColumn, valueColumn]) {
      if (columns.includes(column)) continue;
      throw new Error(`its table "${table}" has no column "${column}" (${columns.join(', ')})`);
    }
    const sql = `SELECT ${quoted(valueColumn)} AS value FROM ${quoted(table)} WHERE ${quoted(keyColumn)} = ? LIMIT 1`;
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all('');
    if (plan.some((row) => String(row['detail']).startsWith('SCAN'))) {
      const index = `CREATE INDEX … ON ${quoted(table)} (${quoted(keyColumn)})`;
      report(`each lookup reads the whole table in ${shownPath}: give it an index, ${index}`);
    }
    const select = database.prepare(sql);
    select.setReadBigInts(true);
    return { database, select, file };
  } catch (error) {
    database.close();
    throw error;
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function fileAt(path: string): string {
  const { dev, ino } = statSync(path, { bigint: true });
  return `${dev}:${ino}`;
}

function jsonOf(value: SQLOutputValue | undefined): JsonValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return value;
}

const reasonText = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
    ? 'there is no such file'
    : reasonOf(error);
