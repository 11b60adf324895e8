import { globSync } from 'node:fs';
import { join } from 'node:path';
import { importsOf, violations } from './import-rules/check.ts';

const root = join(import.meta.dirname, '..');
const files = globSync('{src,rules,matchers,publishers,testing}/**/*.ts', { cwd: root }).sort();
const found = violations(importsOf(files, root));
for (const line of found) console.error(line);
console.log(`import rules: ${files.length} files, ${found.length} violations`);
process.exitCode = found.length === 0 ? 0 : 1;
