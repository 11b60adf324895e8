import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { OpenState } from '../../adapters/local/sqlite/open-state.ts';
import { StreamAlertError } from '../../domain/errors.ts';
import { existingState } from '../existing-state.ts';

/** The state with its rule table; says how to get one where there is none yet. */
export function existingRuleTable(cwd: string, dataDir: string): OpenState {
  if (!existsSync(join(resolve(cwd, dataDir), 'state.db'))) {
    throw new StreamAlertError('STATE_UNAVAILABLE', `there is no rule table in ${dataDir} yet`, {
      hint: [
        'Rules are entered when StreamAlert starts with rule staging on:',
        '  streamalert rule-staging enable --true',
        '  streamalert start',
        'Another data directory is named with --data-dir.',
      ].join('\n'),
    });
  }
  return existingState(cwd, dataDir);
}
