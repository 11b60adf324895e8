import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import {
  type OpenState,
  openState,
  type StateOptions,
} from '../adapters/local/sqlite/open-state.ts';
import { usageError } from './report-error.ts';

export const dataDirOption = z
  .string()
  .default('.streamalert')
  .describe('folder for state and history, as `start` has it');

/** The state of an embedded runtime, running or not; several programs may read it at once. */
export function existingState(cwd: string, dataDir: string, options: StateOptions = {}): OpenState {
  const file = join(resolve(cwd, dataDir), 'state.db');
  if (!existsSync(file)) {
    throw usageError(
      `there is no state in ${dataDir}`,
      'Run "streamalert start" first, or name its folder with --data-dir.',
    );
  }
  return openState(file, options);
}
