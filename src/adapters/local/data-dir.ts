import { accessSync, constants, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { reasonOf, StreamAlertError } from '../../domain/errors.ts';

/** The folder that holds all that the embedded runtime keeps, for one process at a time. */
export interface DataDir {
  /** Absolute. */
  readonly path: string;
  /** Lets another process have it. */
  close(): void;
}

/**
 * Creates the folder where it is missing, readable by its owner alone, and takes it for this process.
 *
 * The lock is SQLite's lock on an empty file: the operating system gives it back when the process ends, however it
 * ends, so that no lock outlives its owner and a process number that is used again (always 1 in a container) deceives
 * nobody. The file `pid` beside it is for people.
 */
export function openDataDir(path: string): DataDir {
  const folder = resolve(path);
  createFolder(folder);
  const lock = takeLock(folder);
  return { path: folder, close: () => lock.isOpen && lock.close() };
}

/** How the process is called that has the folder; undefined when none has. Takes nothing away from anybody. */
export function ownerOfDataDir(path: string): string | undefined {
  const file = join(path, 'lock');
  if (!isFile(file)) return undefined;
  const lock = new DatabaseSync(file, { readOnly: true, timeout: 0 });
  try {
    // To read is refused while another process has the lock.
    lock.exec('SELECT 1 FROM sqlite_schema');
    return undefined;
  } catch (error) {
    if (isBusy(error)) return ownerIn(join(path, 'pid'));
    throw error;
  } finally {
    lock.close();
  }
}

const anotherPlace = 'or choose another place with --data-dir';

function createFolder(folder: string) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusable(folder, error);
  }
}

function unusable(folder: string, error: unknown): StreamAlertError {
  if (isFile(folder)) {
    return new StreamAlertError('STATE_UNAVAILABLE', `the data directory ${folder} is a file`, {
      cause: error,
      hint: `Move the file away ${anotherPlace}.`,
    });
  }
  const message = `the data directory ${folder} cannot be created or written (${reasonOf(error)})`;
  return new StreamAlertError('STATE_UNAVAILABLE', message, {
    cause: error,
    hint: `Make it writable for the user that runs StreamAlert, ${anotherPlace}.`,
  });
}

const isFile = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** A command that looks whether the folder is taken reads the lock for a moment. */
const lookMilliseconds = 100;

function takeLock(folder: string): DatabaseSync {
  const pidFile = join(folder, 'pid');
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(folder, 'lock'), { timeout: lookMilliseconds });
    lock.exec('BEGIN EXCLUSIVE');
    writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
    return lock;
  } catch (error) {
    lock?.close();
    if (!isBusy(error)) throw unusable(folder, error);
    const message = `the data directory ${folder} is in use by another StreamAlert (process ${ownerIn(pidFile)})`;
    throw new StreamAlertError('STATE_UNAVAILABLE', message, {
      cause: error,
      hint: `Stop that process, ${anotherPlace}.`,
    });
  }
}

/** SQLITE_BUSY */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === 5;

function ownerIn(pidFile: string): string {
  try {
    return readFileSync(pidFile, 'utf8').trim();
  } catch {
    // It has the lock and has not written its number yet.
    return 'unknown';
  }
}
