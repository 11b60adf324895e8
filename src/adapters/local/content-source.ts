import { readFileSync } from 'node:fs';
import { stripTypes } from './strip-types.ts';

/** The source of a module of content as it runs, without types; undefined when it cannot be read any more. */
export function contentSource(file: string): string | undefined {
  try {
    const source = readFileSync(file, 'utf8');
    return file.endsWith('.ts') ? stripTypes(source, file) : source;
  } catch {
    // The module is loaded and runs; only what its source would tell stays unknown.
    return undefined;
  }
}
