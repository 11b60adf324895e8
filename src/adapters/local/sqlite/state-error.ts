import { isStreamAlertError, StreamAlertError } from '../../../domain/errors.ts';

interface Trouble {
  readonly what: string;
  readonly hint: string;
}

const notWritable: Trouble = {
  what: 'cannot be written',
  hint: 'Make the data directory and the files in it writable for the user that runs StreamAlert, then start again.',
};

const damaged: Trouble = {
  what: 'is damaged or is no StreamAlert state',
  hint:
    'Nothing was changed. Restore the file from a backup, or move it away (with its -wal and -shm files) and start ' +
    'again: the inputs are then read from their beginning, and alerts that were sent before are sent again.',
};

const diskTrouble: Trouble = {
  what: 'cannot be read or written',
  hint: 'Look at the disk of the data directory (space, quota, errors). Nothing that was acknowledged is lost; start again.',
};

/** What SQLite's primary result codes mean to an operator. */
const troubles: ReadonlyMap<number, Trouble> = new Map([
  [
    5,
    {
      what: 'is held by another program',
      hint: 'Stop the other program that uses this data directory, or choose another one with --data-dir.',
    },
  ],
  [8, notWritable],
  [10, diskTrouble],
  [11, damaged],
  [
    13,
    {
      what: 'cannot grow: the disk is full',
      hint: 'Free space on the disk of the data directory, then start again. Nothing that was acknowledged is lost.',
    },
  ],
  [14, { ...notWritable, what: 'cannot be opened' }],
  [26, damaged],
]);

const fileTroubles: ReadonlyMap<string, Trouble> = new Map([
  ['EACCES', notWritable],
  ['EPERM', notWritable],
  ['EROFS', notWritable],
  ['EISDIR', { ...notWritable, what: 'is a folder, not a file' }],
  ['ENOENT', { ...notWritable, what: 'cannot be created: its folder does not exist' }],
  ['ENOSPC', diskTrouble],
]);

/** Translates what the disk or SQLite reports; anything else is a bug and stays as it is. */
export function stateError(file: string, error: unknown): unknown {
  if (isStreamAlertError(error) || !(error instanceof Error)) return error;
  const sqliteCode = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
  const fileCode = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // The low byte is the primary code; the rest says more than an operator can use.
  const trouble = troubles.get(sqliteCode & 0xff) ?? fileTroubles.get(fileCode);
  if (trouble === undefined) return error;

  const message = `the state file ${file} ${trouble.what} (${error.message})`;
  return new StreamAlertError('STATE_UNAVAILABLE', message, { cause: error, hint: trouble.hint });
}

/** For content of the state file that cannot have been written by us. */
export const damagedState = (what: string): StreamAlertError =>
  new StreamAlertError('STATE_UNAVAILABLE', `the state file is damaged: ${what}`, {
    hint: damaged.hint,
  });
