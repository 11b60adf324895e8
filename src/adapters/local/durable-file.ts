import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Writes a whole file or leaves what was there; it is on disk under its name when this returns. */
export function writeDurably(file: string, content: Uint8Array | string): void {
  const aside = `${file}.tmp`;
  try {
    const descriptor = openSync(aside, 'w', 0o600);
    try {
      writeFileSync(descriptor, content);
      fdatasyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(aside, file);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
  syncPath(dirname(file));
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
