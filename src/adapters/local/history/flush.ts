import { join } from 'node:path';
import { reasonOf } from '../../../domain/errors.ts';
import type { Column } from './columns.ts';
import type { Journal } from './journal.ts';
import type { StagedBatch } from './staging.ts';
import { type WrittenFile, writeParquet } from './write-parquet.ts';

export interface FlushSettings {
  readonly stagingFolder: string;
  readonly outFolder: string;
  readonly columns: ReadonlyMap<string, readonly Column[]>;
  readonly journal: Journal;
}

export type Flushed =
  | {
      readonly outcome: 'written';
      readonly batches: readonly StagedBatch[];
      readonly files: number;
    }
  | { readonly outcome: 'kept'; readonly batches: readonly StagedBatch[]; readonly reason: string };

/** DuckDB holds about twice this in memory; a backlog is worked off in several goes. */
const groupBytesMax = 64 * 1024 * 1024;

/** Takes batches into the history, many at a time. One that cannot be read does not keep the others out. */
export async function* flushBatches(
  batches: readonly StagedBatch[],
  settings: FlushSettings,
): AsyncGenerator<Flushed, void> {
  for (const group of groupsOf(batches)) yield* flushGroup(group, settings);
}

async function* flushGroup(
  group: readonly StagedBatch[],
  settings: FlushSettings,
): AsyncGenerator<Flushed, void> {
  let written: readonly WrittenFile[];
  try {
    written = await write(group, settings);
  } catch (error) {
    const reason = reasonOf(error);
    // A line that is no JSON is looked for by halves; trouble of another kind would only be met again.
    if (group.length === 1 || !reason.includes('Invalid Input Error')) {
      yield { outcome: 'kept', batches: group, reason };
      return;
    }
    const half = Math.ceil(group.length / 2);
    yield* flushGroup(group.slice(0, half), settings);
    yield* flushGroup(group.slice(half), settings);
    return;
  }
  settings.journal.publish(written, group);
  yield { outcome: 'written', batches: group, files: written.length };
}

function write(group: readonly StagedBatch[], settings: FlushSettings) {
  const { stagingFolder, outFolder, columns, journal } = settings;
  const pathsOf = (some: readonly StagedBatch[]) =>
    some.map(({ file }) => join(stagingFolder, file));
  const { repeated = [], fresh = [] } = Object.groupBy(group, ({ key }) =>
    journal.filesOf(key) === undefined ? 'fresh' : 'repeated',
  );
  return writeParquet({
    files: pathsOf(fresh),
    fileBytesMax: Math.max(...group.map(({ bytes }) => bytes)),
    repeated: pathsOf(repeated),
    known: [...new Set(repeated.flatMap(({ key }) => journal.filesOf(key) ?? []))],
    columns,
    folder: outFolder,
  });
}

function* groupsOf(batches: readonly StagedBatch[]): Generator<readonly StagedBatch[], void> {
  let group: StagedBatch[] = [];
  let bytes = 0;
  for (const batch of batches) {
    if (group.length > 0 && bytes + batch.bytes > groupBytesMax) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(batch);
    bytes += batch.bytes;
  }
  if (group.length > 0) yield group;
}
