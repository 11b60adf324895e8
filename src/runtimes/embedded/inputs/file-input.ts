import type { Clock } from '../../../ports/clock.ts';
import type { StateStore } from '../../../ports/state-store.ts';
import { findFiles } from '../../../sources/file/find-files.ts';
import { readBatches } from '../../../sources/file/read-batches.ts';
import type { InputItem } from './input-item.ts';
import { readDelivery } from './read-delivery.ts';

export interface FileInput {
  /** The data source of the configuration that the files belong to. */
  readonly resource: string;
  readonly cluster: string | null;
  readonly paths: readonly string[];
  readonly state: StateStore;
  readonly clock: Clock;
}

/** The files of a data source, each from where the last run stopped. */
export async function* fileInput(input: FileInput): AsyncGenerator<InputItem> {
  const { resource, cluster, paths, state, clock } = input;
  const { files } = await findFiles(paths);
  for (const { path } of files) {
    const origin = { service: 'file', resource, cluster, delivery: path };
    yield* readDelivery(origin, (from) => readBatches(path, { from }), { state, clock });
  }
}
