import {
  closeSync,
  fchmodSync,
  fchownSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Writes a whole file or leaves what was there; it is on disk under its name when this returns. A file that was there
 * keeps its rights, and its owner where the operating system allows it.
 */
export function writeDurably(file: string, content: Uint8Array | string): void {
  replaceFile(file, content, ownerOnly);
  syncPath(dirname(file));
}

/**
 * The same for a file that another user may need: throws only where the old file is still there, and says what else went
 * wrong.
 */
export function replaceShared(file: string, content: string, mode = ownerOnly): readonly string[] {
  const warnings = replaceFile(file, content, mode);
  try {
    syncPath(dirname(file));
    return warnings;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return [
      ...warnings,
      `${file} is written, but its folder cannot be brought to the disk (${code}): after a power cut the old file may be there again.\n  Make the folder readable for yourself.`,
    ];
  }
}

/** Where links lead in the end, to a file or to the place of one. */
export function linkTarget(file: string): string {
  if (!isLink(file)) return file;
  // Links in a circle are refused here.
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) return realpathSync(file);
  return linkTarget(resolve(dirname(file), readlinkSync(file)));
}

function isLink(file: string): boolean {
  try {
    return lstatSync(file).isSymbolicLink();
  } catch {
    // Whoever opens it is told what is wrong.
    return false;
  }
}

const ownerOnly = 0o600;

function replaceFile(file: string, content: Uint8Array | string, mode: number): readonly string[] {
  const aside = `${file}.tmp`;
  try {
    const former = statSync(file, { throwIfNoEntry: false });
    const descriptor = openSync(aside, 'w', mode);
    let warnings: readonly string[] = [];
    try {
      writeFileSync(descriptor, content);
      if (former !== undefined) warnings = keepRights(descriptor, file, former);
      fdatasyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(aside, file);
    return warnings;
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

/** A service that runs as another user goes on reading its file. */
function keepRights(
  descriptor: number,
  file: string,
  { uid, gid, mode }: Stats,
): readonly string[] {
  const made = fstatSync(descriptor);
  const chowned = (owner: number) => {
    try {
      fchownSync(descriptor, owner, gid);
      return true;
    } catch {
      // Only root may give files away, and to a group only its members.
      return false;
    }
  };
  const isKept = (made.uid === uid && made.gid === gid) || chowned(uid);
  const hasGroup = isKept || made.gid === gid || chowned(made.uid);
  const rights = mode & 0o777;
  // Another group gets no more than everybody has.
  const kept = hasGroup ? rights : rights & (0o707 | ((rights & 0o007) << 3));
  if ((made.mode & 0o777) !== kept) fchmodSync(descriptor, kept);
  if (isKept) return [];
  const now = `user ${made.uid}${hasGroup ? '' : ` and group ${made.gid}`}`;
  return [
    `${file} belonged to user ${uid} and group ${gid}, and belongs to ${now} now: a service that runs as user ${uid} may not be able to read it.\n  Give it back: sudo chown ${uid}:${gid} ${file}`,
  ];
}

/** Makes a file's content, or the names that were added to a folder, durable. */
export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
