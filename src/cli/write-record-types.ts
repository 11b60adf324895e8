import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordTypesDeclaration } from '../config/record-types.ts';
import type { LogType } from '../domain/log-type.ts';

/** The name of the generated file with the record types, at a project's root. */
export const recordTypesFile = 'streamalert-env.d.ts';

/** Brings the record types of a project up to date; says whether they were not. */
export function writeRecordTypes(root: string, logTypes: readonly LogType[]): boolean {
  const file = join(root, recordTypesFile);
  const declaration = recordTypesDeclaration(logTypes);
  const isFresh = existsSync(file) && readFileSync(file, 'utf8') === declaration;
  if (!isFresh) writeFileSync(file, declaration);
  return !isFresh;
}
