import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RuleNames, recordTypesDeclaration } from '../config/record-types.ts';

/** The name of the generated file with the record types, at a project's root. */
export const recordTypesFile = 'streamalert-env.d.ts';

/** Brings the record types of a project up to date; says whether they were not. */
export function writeRecordTypes(root: string, names: RuleNames): boolean {
  const isFresh = areRecordTypesFresh(root, names);
  if (!isFresh) writeFileSync(join(root, recordTypesFile), recordTypesDeclaration(names));
  return !isFresh;
}

/** Whether the record types of a project say what its schemas say. */
export function areRecordTypesFresh(root: string, names: RuleNames): boolean {
  const file = join(root, recordTypesFile);
  return existsSync(file) && readFileSync(file, 'utf8') === recordTypesDeclaration(names);
}
