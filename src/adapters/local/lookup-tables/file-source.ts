import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StreamAlertError } from '../../../domain/errors.ts';
import type { SourceContent, TableSource } from '../../../ports/lookup-tables.ts';

export interface FileSourceOptions {
  /** Absolute. */
  readonly path: string;
  /** The same as the operator wrote it. */
  readonly shownPath: string;
  readonly bytesMax: number;
}

/** Somebody may write the file while it is read; it is looked at so often until it stands still. */
const readAttempts = 3;

/** A table that is a file of this machine. It is written aside and renamed, so that nobody reads half of it. */
export function fileSource({ path, shownPath, bytesMax }: FileSourceOptions): TableSource {
  const id = `file:${shownPath}`;
  return {
    driver: 'file',
    id,
    async read(seen) {
      try {
        return await readStill(path, bytesMax, seen);
      } catch (error) {
        throw unreadable(id, path, error);
      }
    },
    async write(bytes, seen) {
      try {
        return await replace(await realpath(path), bytes, seen);
      } catch (error) {
        throw unwritable(id, error);
      }
    },
  };
}

async function readStill(
  path: string,
  bytesMax: number,
  seen: string | undefined,
): Promise<SourceContent> {
  for (let attempt = 1; attempt <= readAttempts; attempt++) {
    // Not to wait for ever where somebody put a pipe.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const before = await handle.stat({ bigint: true });
      if (!before.isFile()) throw new Error('it is no file');
      if (markOf(before) === seen) return { outcome: 'unchanged' };
      const bytes = await readBounded(handle, before, bytesMax);
      const after = await handle.stat({ bigint: true });
      if (markOf(before) === markOf(after)) {
        return { outcome: 'read', bytes, mark: markOf(before) };
      }
    } finally {
      await handle.close();
    }
  }
  throw new Error('it changes while it is read; write it aside and rename it');
}

function readBounded(handle: FileHandle, { size }: BigIntStats, bytesMax: number) {
  if (size <= BigInt(bytesMax)) return handle.readFile();
  const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
  throw new Error(
    `it has ${megabytes(Number(size))} MB, and no more than ${megabytes(bytesMax)} MB are read into memory`,
  );
}

/** Differs for each writing, also within one tick of the clock when the file was renamed into place. */
const markOf = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string =>
  [dev, ino, size, mtimeNs, ctimeNs].join(':');

async function replace(
  path: string,
  bytes: Uint8Array,
  seen: string,
): Promise<'written' | 'changed'> {
  const { mode } = await stat(path);
  const aside = join(dirname(path), `.${basename(path)}.new`);
  const handle = await openAlone(aside, mode & 0o777);
  if (handle === undefined) return 'changed';
  // Renamed it is no longer ours: the next writer may have one of the same name by then.
  let isRenamed = false;
  try {
    try {
      await handle.writeFile(bytes);
      await handle.chmod(mode & 0o777);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    if (markOf(await stat(path, { bigint: true })) !== seen) return 'changed';
    await rename(aside, path);
    isRenamed = true;
  } finally {
    if (!isRenamed) await rm(aside, { force: true });
  }
  await syncFolder(dirname(path));
  return 'written';
}

/** A file that its writer left behind, since it ended in the middle. */
const leftBehindMilliseconds = 60_000;

/** The file that is written aside says by being there that somebody writes; undefined when somebody else does. */
async function openAlone(aside: string, mode: number): Promise<FileHandle | undefined> {
  try {
    return await open(aside, 'wx', mode);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const found = await stat(aside).catch(() => undefined);
    const isLeftBehind = found !== undefined && Date.now() - found.mtimeMs > leftBehindMilliseconds;
    if (isLeftBehind) await rm(aside, { force: true });
    return undefined;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unreadable(id: string, path: string, error: unknown): StreamAlertError {
  const hint = `Write the file (${path}), or change the table's "path" in conf/lookup_tables.json.`;
  return new StreamAlertError('INPUT_UNREADABLE', `${id} cannot be read: ${words(error)}`, {
    cause: error,
    hint,
  });
}

function unwritable(id: string, error: unknown): StreamAlertError {
  return new StreamAlertError('STATE_UNAVAILABLE', `${id} cannot be written: ${words(error)}`, {
    cause: error,
    hint: 'The file is as it was. Look at the rights and the space of its folder.',
  });
}

const wordsOfCodes: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ENXIO: 'it is no file',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read only',
};

function words(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return wordsOfCodes[code] ?? error.message;
}
