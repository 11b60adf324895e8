import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type OpenIndicatorStore,
  openIndicatorStore,
} from '../../adapters/local/indicators/indicator-store.ts';
import type { IndicatorStore } from '../../ports/indicator-store.ts';
import { indicatorsFile } from '../../runtimes/embedded/threat-intel/threat-intelligence.ts';
import { usageError } from '../report-error.ts';

/** Works with the indicators of a data directory; a running StreamAlert notices within seconds. */
export async function withIndicators<Result>(
  cwd: string,
  dataDir: string,
  work: (store: IndicatorStore) => Promise<Result> | Result,
): Promise<Result> {
  const folder = resolve(cwd, dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return use(openIndicatorStore(indicatorsFile(folder)), work);
}

/** The same for commands that make no sense before there is something. */
export async function withExistingIndicators<Result>(
  cwd: string,
  dataDir: string,
  work: (store: IndicatorStore) => Promise<Result> | Result,
): Promise<Result> {
  const file = indicatorsFile(resolve(cwd, dataDir));
  if (!existsSync(file)) {
    throw usageError(
      `there are no indicators in ${dataDir}`,
      'Import some: streamalert threat-intel import FILE, or name the folder with --data-dir.',
    );
  }
  return use(openIndicatorStore(file), work);
}

async function use<Result>(
  { store, close }: OpenIndicatorStore,
  work: (store: IndicatorStore) => Promise<Result> | Result,
): Promise<Result> {
  try {
    return await work(store);
  } finally {
    close();
  }
}
