import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncPath, writeDurably } from '../durable-file.ts';
import type { StagedBatch } from './staging.ts';
import type { WrittenFile } from './write-parquet.ts';

/**
 * What a flush has decided: once it is on disk, the files are part of the history and the batches are not staged any
 * more, whatever happens in between. A crash before leaves everything as it was.
 */
interface Entry {
  readonly moves: readonly WrittenFile[];
  readonly keys: readonly string[];
  readonly staged: readonly string[];
}

/** What is remembered of a flush that is done. */
interface Flush {
  readonly keys: ReadonlySet<string>;
  readonly files: readonly string[];
}

export interface Journal {
  /** Moves what was written in place. When this throws, `completePending` goes on with it. */
  publish(moves: readonly WrittenFile[], batches: readonly StagedBatch[]): void;
  /**
   * Goes on with what was interrupted, which comes before anything else is written; gives back the staged files that
   * are done with.
   */
  completePending(): readonly string[];
  /** Parquet files that the batch with this key went into, if it was flushed of late. */
  filesOf(key: string): readonly string[] | undefined;
}

/**
 * A batch that was flushed and not committed comes again at the next start, under its key. That can be no more than
 * the newest batch of a run, so a short memory of flushes is enough to know it.
 */
const rememberedFlushesMax = 64;

export function openJournal(folder: string, historyFolder: string, stagingFolder: string): Journal {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pending = join(folder, 'pending.json');
  const remembered: Flush[] = [];
  const remember = ({ keys, moves }: Entry) => {
    remembered.push({ keys: new Set(keys), files: moves.map(({ to }) => join(historyFolder, to)) });
    remembered.splice(0, remembered.length - rememberedFlushesMax);
  };

  const complete = (entry: Entry) => {
    moveInPlace(entry.moves, historyFolder);
    for (const file of entry.staged) rmSync(join(stagingFolder, file), { force: true });
    const number = Number(flushesIn(folder).at(-1)?.slice(0, 16) ?? 0) + 1;
    renameSync(pending, join(folder, `${String(number).padStart(16, '0')}.json`));
    syncPath(folder);
    remember(entry);
    for (const old of flushesIn(folder).slice(0, -rememberedFlushesMax)) rmSync(join(folder, old));
  };

  const completePending = () => {
    if (!existsSync(pending)) return [];
    const entry = readEntry(pending);
    complete(entry);
    return entry.staged;
  };

  for (const file of flushesIn(folder)) remember(readEntry(join(folder, file)));

  return {
    publish(moves, batches) {
      const entry: Entry = {
        moves,
        keys: batches.map(({ key }) => key),
        staged: batches.map(({ file }) => file),
      };
      for (const { from } of moves) syncPath(from);
      writeDurably(pending, JSON.stringify(entry));
      complete(entry);
    },
    completePending,
    filesOf(key) {
      const flushes = remembered.filter(({ keys }) => keys.has(key));
      if (flushes.length === 0) return undefined;
      return flushes.flatMap(({ files }) => files).filter((file) => existsSync(file));
    },
  };
}

const flushesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => /^\d{16}\.json$/.test(name))
    .toSorted();

/** Written by `publish` and whole, because it was renamed into place. */
const readEntry = (file: string): Entry => JSON.parse(readFileSync(file, 'utf8')) as Entry;

function moveInPlace(moves: readonly WrittenFile[], historyFolder: string) {
  const folders = new Set<string>();
  for (const { from, to } of moves) {
    const target = join(historyFolder, to);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    // What is not there any more was moved before the interruption.
    if (existsSync(from)) renameSync(from, target);
    folders.add(dirname(target)).add(dirname(dirname(target)));
  }
  for (const folder of folders) syncPath(folder);
  if (moves.length > 0) syncPath(historyFolder);
}
