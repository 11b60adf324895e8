import { isAbsolute, join } from 'node:path';
import { placeOfFrame } from '../../domain/place.ts';
import type { Place } from '../../domain/rule.ts';

/** Our own modules are on every stack; what the operator looks for is their file. */
const ownFolder = join(import.meta.dirname, '..', '..', '/');

/** Whether a file is one of the project's, and none of this program. */
export const isProjectFile = (file: string): boolean =>
  isAbsolute(file) && !file.startsWith(ownFolder);

/** The innermost place of a stack trace that stands in a file of the project. */
export const projectPlace = (stack: string | undefined): Place | undefined =>
  (stack ?? '')
    .split('\n')
    .flatMap((frame) => placeOfFrame(frame) ?? [])
    .find(({ file }) => isProjectFile(file) && !file.includes('/node_modules/'));
