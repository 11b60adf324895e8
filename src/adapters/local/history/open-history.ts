import { join } from 'node:path';
import { isStreamAlertError, reasonOf, StreamAlertError } from '../../../domain/errors.ts';
import type { FlushOutcome, History } from '../../../ports/history.ts';
import { columnsOf, type DeclaredField } from './columns.ts';
import { type Flushed, flushBatches } from './flush.ts';
import { openJournal } from './journal.ts';
import { openStaging, type StagedBatch } from './staging.ts';
import { withWholeCharacters } from './whole-characters.ts';

export interface HistoryOptions {
  /** The history stands in its folder `history`, what is not Parquet yet in `history-staging`. */
  readonly dataDir: string;
  /** Log type → declared top-level fields, which become columns of their own beside the whole record. */
  readonly columns: ReadonlyMap<string, readonly DeclaredField[]>;
}

/**
 * Opens or creates the history of a data directory. What is being written stands in a folder of its own, so that whoever
 * searches meets whole files only. A flush that was interrupted is completed.
 */
export function openHistory({ dataDir, columns }: HistoryOptions): History {
  const folder = join(dataDir, 'history');
  const stagingFolder = join(dataDir, 'history-staging');
  const batchFolder = join(stagingFolder, 'batches');
  const refuse: (error: unknown) => never = refusal(stagingFolder);
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      return refuse(error);
    }
  };
  const journal = guard(() => openJournal(join(stagingFolder, 'flushes'), folder, batchFolder));
  const staging = guard(() => openStaging(batchFolder));
  const completePending = () => guard(() => staging.remove(journal.completePending()));
  completePending();
  const columnsByLogType = new Map(
    [...columns].map(([logType, fields]) => [logType, columnsOf(fields)]),
  );
  let flushing: Promise<unknown> = Promise.resolve();

  const flush = async (): Promise<FlushOutcome> => {
    const kept = new Map<StagedBatch, string>();
    let files = 0;
    completePending();
    const batches = staging.batches();
    staging.hold(batches);
    try {
      for await (const flushed of flushBatches(batches, {
        stagingFolder: batchFolder,
        outFolder: join(stagingFolder, 'out'),
        columns: columnsByLogType,
        journal,
      })) {
        files += take(flushed, kept);
        if (flushed.outcome === 'written') staging.remove(flushed.batches.map(({ file }) => file));
      }
    } finally {
      staging.release();
    }
    return { files, kept: summaryOf(kept) };
  };

  return {
    append: (key, lines) => guard(() => staging.put(key, withWholeCharacters(lines))),
    flush() {
      const flushed = flushing.then(flush).catch(refuse);
      flushing = flushed.catch(() => {});
      return flushed;
    },
    stagedBytes: () => staging.batches().reduce((sum, { bytes }) => sum + bytes, 0),
    async close() {
      await flushing;
    },
  };
}

function take(flushed: Flushed, kept: Map<StagedBatch, string>): number {
  if (flushed.outcome === 'written') return flushed.files;
  for (const batch of flushed.batches) kept.set(batch, flushed.reason);
  return 0;
}

function summaryOf(kept: ReadonlyMap<StagedBatch, string>): FlushOutcome['kept'] {
  if (kept.size === 0) return undefined;
  const bytes = [...kept.keys()].reduce((sum, batch) => sum + batch.bytes, 0);
  return { batches: kept.size, bytes, reasons: [...new Set(kept.values())] };
}

const refusal = (folder: string) => (error: unknown) => {
  if (isStreamAlertError(error)) throw error;
  const message = `the history in ${folder} cannot be written (${reasonOf(error)})`;
  throw new StreamAlertError('STATE_UNAVAILABLE', message, {
    cause: error,
    hint: 'Look at the disk of the data directory (space, quota, permissions). Nothing that was acknowledged is lost; it is written when there is room again.',
  });
};
