import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { registerContentHooks } from '../src/adapters/local/content-hooks.ts';
import { generatedFiles } from './docs/generated-files.ts';

/**
 * Writes everything that is derived from definitions: JSON Schemas, record types, reference pages. With `--check`
 * it only says what is stale.
 */
registerContentHooks();
const root = join(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const stale: string[] = [];

for (const [path, content] of await generatedFiles(root)) {
  const file = join(root, path);
  if (current(file) === content) continue;
  stale.push(path);
  if (check) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

if (check && stale.length > 0) console.error(`stale: ${stale.join(', ')}\nrun: npm run docs`);
else console.log(check ? 'generated files are fresh' : `written: ${stale.join(', ') || 'nothing'}`);
process.exitCode = check && stale.length > 0 ? 1 : 0;

function current(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
