import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../durable-file.ts';

/** The lines of one batch, waiting to become Parquet. */
export interface StagedBatch {
  readonly file: string;
  /** Hash of the batch's key. */
  readonly key: string;
  readonly bytes: number;
}

/** Batches that are on disk and not in the history yet, one file each. */
export interface Staging {
  put(key: string, lines: Uint8Array): void;
  /** Oldest first. */
  batches(): readonly StagedBatch[];
  /** Stops `put` from removing the files of these batches, which are being read. */
  hold(batches: readonly StagedBatch[]): void;
  release(): void;
  /** Removes batches by the names of their files. */
  remove(files: readonly string[]): void;
}

export function openStaging(folder: string): Staging {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const staged = findBatches(folder);
  let number = Math.max(0, ...staged.map(({ file }) => numberOf(file)));
  let held = new Set<StagedBatch>();

  const remove = (files: readonly string[]) => {
    for (const file of files) {
      rmSync(join(folder, file), { force: true });
      const index = staged.findIndex((batch) => batch.file === file);
      if (index >= 0) staged.splice(index, 1);
    }
  };
  /** Removes all but the newest batch of a key. */
  const removeReplaced = (key: string) => {
    const free = staged.filter((batch) => batch.key === key && !held.has(batch));
    remove(free.slice(0, -1).map(({ file }) => file));
  };
  const removeAllReplaced = () => {
    for (const key of new Set(staged.map((batch) => batch.key))) removeReplaced(key);
  };
  // A crash may have come between writing a batch and removing the one that it replaces.
  removeAllReplaced();

  return {
    put(name, lines) {
      const key = keyHash(name);
      number++;
      const file = `${String(number).padStart(16, '0')}-${key}.ndjson`;
      writeDurably(join(folder, file), lines);
      staged.push({ file, key, bytes: lines.byteLength });
      removeReplaced(key);
    },
    batches: () => [...staged],
    hold(batches) {
      held = new Set(batches);
    },
    release() {
      held = new Set();
      removeAllReplaced();
    },
    remove,
  };
}

const nameOf = /^(\d{16})-([\da-f]{32})\.ndjson$/;

const numberOf = (file: string): number => Number(nameOf.exec(file)?.[1] ?? 0);

function findBatches(folder: string): StagedBatch[] {
  const names = readdirSync(folder);
  // What was being written when the process ended was never acknowledged.
  for (const name of names) if (name.endsWith('.tmp')) rmSync(join(folder, name), { force: true });
  return names
    .flatMap((file) => {
      const key = nameOf.exec(file)?.[2];
      return key === undefined ? [] : [{ file, key, bytes: statSync(join(folder, file)).size }];
    })
    .toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

/** Keys hold paths and may be longer than a file's name; two that differ must never meet. */
const keyHash = (key: string): string =>
  createHash('sha256').update(key).digest('hex').slice(0, 32);
