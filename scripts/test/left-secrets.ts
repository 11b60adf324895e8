import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { leaksIn } from '../../testing/canary.ts';

/** Larger files are of measurements, and have no alerts of tests with credentials in them. */
const bytesMax = 64 * 1024 * 1024;

/** Files that are there to hold credentials are called so; the run's own notes have the names of tests. */
const exempt = /credentials|^progress\.ndjson$/;

/** Every file below a folder that has the word of the tests' credentials in it, in whatever form. */
export function filesWithSecrets(folder: string): readonly string[] {
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !exempt.test(entry.name))
      // Others' packages use the word as they like.
      .filter((entry) => !/[\\/]node_modules([\\/]|$)/.test(entry.parentPath))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => leaksIn(contentOf(file)).length > 0)
  );
}

/** Nothing of what is too large, or belongs to somebody else as whom a test ran. */
function contentOf(file: string): Buffer {
  try {
    return statSync(file).size <= bytesMax ? readFileSync(file) : Buffer.alloc(0);
  } catch {
    return Buffer.alloc(0);
  }
}

/** What vitest says of files and tests, whose names may have the word in them. */
const title = /^\s*[✓×↓❯→]|\.test\.ts/u;

/** Every line of what a run printed that has the word in it. */
export const linesWithSecrets = (printed: string): readonly string[] =>
  stripVTControlCharacters(printed)
    .split('\n')
    .filter((line) => !title.test(line) && leaksIn(line).length > 0);
