import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { stateError } from './state-error.ts';

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** A statement that is compiled once and reports failures of the disk as operating errors. */
export interface Statement {
  /** How many rows were changed. */
  run(...values: readonly SQLInputValue[]): number;
  get(...values: readonly SQLInputValue[]): Row | undefined;
  all(...values: readonly SQLInputValue[]): readonly Row[];
}

/** One connection to one file; everything is synchronous and in one thread, so nothing interleaves. */
export interface Database {
  statement(sql: string): Statement;
  execute(sql: string): void;
  /** All of it or nothing. It is on disk when this returns. Transactions do not nest. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Another process, such as a command that shows the state, may hold the file for a moment. */
const busyMillisecondsMax = 5_000;

/** After a burst the write-ahead log shrinks back to this. */
const logBytesMax = 64 * 1024 * 1024;

const settings = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA journal_size_limit = ${logBytesMax};
  PRAGMA temp_store = MEMORY;
  PRAGMA trusted_schema = OFF;
`;

export function openDatabase(file: string, busyMilliseconds = busyMillisecondsMax): Database {
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw stateError(file, error);
    }
  };
  const db = guard(() => {
    keepPrivate(file);
    const opened = new DatabaseSync(file, { timeout: busyMilliseconds });
    try {
      opened.exec(settings);
      return opened;
    } catch (error) {
      opened.close();
      throw error;
    }
  });
  return connection(db, guard);
}

function connection(db: DatabaseSync, guard: <T>(work: () => T) => T): Database {
  return {
    statement(sql) {
      const prepared = guard(() => db.prepare(sql));
      return {
        run: (...values) => guard(() => Number(prepared.run(...values).changes)),
        get: (...values) => guard(() => prepared.get(...values)),
        all: (...values) => guard(() => prepared.all(...values)),
      };
    },
    execute: (sql) => guard(() => db.exec(sql)),
    transaction: (work) =>
      guard(() => {
        // Immediate, so that waiting for another process happens here and not in the middle.
        db.exec('BEGIN IMMEDIATE');
        try {
          const result = work();
          db.exec('COMMIT');
          return result;
        } catch (error) {
          // SQLite has rolled back by itself where the disk was full.
          if (db.isTransaction) db.exec('ROLLBACK');
          throw error;
        }
      }),
    close() {
      if (db.isOpen) guard(() => db.close());
    },
  };
}

/** Alerts hold records of logs: readable by the owner alone. The journal files inherit the mode. */
function keepPrivate(file: string) {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}
