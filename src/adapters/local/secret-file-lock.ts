import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { reasonOf, StreamAlertError } from '../../domain/errors.ts';

/** Whoever changes credentials holds it for a moment; an AWS store may take a few tries. */
const waitMilliseconds = 60_000;
const tryMilliseconds = 20;

/**
 * Does the work while nobody else holds the lock, an empty file of that name. It is SQLite's lock, which the operating
 * system gives back when the process ends, however it ends. Not for work inside of other work under the same lock.
 */
export async function withLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const lock = await taken(file);
  try {
    return await work();
  } finally {
    lock.close();
  }
}

async function taken(file: string): Promise<DatabaseSync> {
  const folder = dirname(file);
  const until = Date.now() + waitMilliseconds;
  for (;;) {
    const lock = opened(file);
    try {
      lock.exec('BEGIN EXCLUSIVE');
      return lock;
    } catch (error) {
      lock.close();
      if (!isBusy(error)) throw unusable(folder, error);
      if (Date.now() > until) {
        throw new StreamAlertError(
          'STATE_UNAVAILABLE',
          `somebody else changes the credentials in ${folder} for more than a minute`,
          { hint: 'Look for another "streamalert output" that still runs.' },
        );
      }
    }
    await wait(tryMilliseconds);
  }
}

function opened(file: string): DatabaseSync {
  const folder = dirname(file);
  try {
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    return new DatabaseSync(file, { timeout: 0 });
  } catch (error) {
    throw unusable(folder, error);
  }
}

const unusable = (folder: string, error: unknown): StreamAlertError =>
  new StreamAlertError('STATE_UNAVAILABLE', `${folder} cannot be written (${reasonOf(error)})`, {
    cause: error,
    hint: 'Make it writable for yourself, look at the space on the disk, or name another place with STREAMALERT_SECRETS_FILE.',
  });

/** SQLITE_BUSY */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === 5;
