import type { Clock } from '../../../ports/clock.ts';
import type { StateStore } from '../../../ports/state-store.ts';
import { findFiles } from '../../../sources/file/find-files.ts';
import type { InputItem } from './input-item.ts';
import { readDelivery } from './read-delivery.ts';
import { readFile } from './read-logs.ts';

export interface FileInput {
  /** The data source of the configuration that the files belong to. */
  readonly resource: string;
  readonly cluster: string | null;
  readonly paths: readonly string[];
  readonly state: StateStore;
  readonly clock: Clock;
  /** Called once every file is committed, those that were before included. */
  readonly onDone: () => void;
}

/** The files of a data source, each from where the last run stopped. */
export async function* fileInput(input: FileInput): AsyncGenerator<InputItem> {
  const { resource, cluster, paths, state, clock, onDone } = input;
  const { files } = await findFiles(paths);
  let open = files.length;
  if (open === 0) onDone();
  const settled = () => {
    open--;
    if (open === 0) onDone();
  };
  for (const { path } of files) {
    const origin = { service: 'file', resource, cluster, delivery: path };
    const context = { state, arrival: clock.now, settled };
    yield* readDelivery(origin, (from) => readFile(path, { from }), context);
  }
}
