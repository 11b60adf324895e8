import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Real logs and the files of the original, which are too large to be kept with the source: in `../shared`, or wherever
 * STREAMALERT_TEST_DATA says.
 */
const folder =
  process.env['STREAMALERT_TEST_DATA'] ?? join(import.meta.dirname, '..', '..', 'shared');

export interface SharedData {
  readonly path: string;
  /** Tests are skipped where it is not; the reason has been printed. */
  readonly isHere: boolean;
}

export function sharedData(...parts: readonly string[]): SharedData {
  const named = join(folder, ...parts);
  const isHere = existsSync(named);
  const path = isHere ? realpathSync(named) : named;
  if (!isHere) console.log(`skipped: ${parts.join('/')} is not beside the checkout`);
  return { path, isHere };
}
