import { resolve } from 'node:path';
import { ownerOfDataDir } from '../../adapters/local/data-dir.ts';

/** The process that runs on a data directory, if any. */
export const runningProcess = (cwd: string, dataDir: string): string | undefined =>
  ownerOfDataDir(resolve(cwd, dataDir));

/** When something that was written down is done: `done` is what happens, such as `told`. */
export function whenDone(cwd: string, dataDir: string, done: string): string {
  const owner = runningProcess(cwd, dataDir);
  return owner === undefined
    ? `No StreamAlert runs on ${dataDir}: it is ${done} at the next streamalert start.`
    : `The running StreamAlert (process ${owner}) does it within seconds.`;
}
