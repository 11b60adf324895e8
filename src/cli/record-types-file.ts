import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordTypesDeclaration } from '../config/record-types.ts';
import type { LogType } from '../domain/log-type.ts';

export const recordTypesName = 'streamalert-env.d.ts';

/** The declaration file beside `conf/`, and whether it says what the schemas say. */
export function recordTypesFile(root: string, logTypes: readonly LogType[]) {
  const path = join(root, recordTypesName);
  const content = recordTypesDeclaration(logTypes);
  return {
    path,
    isFresh: () => current(path) === content,
    write: () => writeFileSync(path, content),
  };
}

/** Writes the file when it is stale; true when it was. */
export function refreshRecordTypes(root: string, logTypes: readonly LogType[]): boolean {
  const file = recordTypesFile(root, logTypes);
  if (file.isFresh()) return false;
  file.write();
  return true;
}

function current(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
