/** Writes `samples/` anew. The same program writes the same bytes, so a change of it shows as a change of them. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sampleFiles } from './samples/sample-files.ts';

const folder = join(import.meta.dirname, '..', 'samples');

for (const name of new Set(sampleFiles.map(({ path }) => path.split('/')[0] ?? ''))) {
  rmSync(join(folder, name), { recursive: true, force: true });
}
for (const { path, text } of sampleFiles) {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, path.endsWith('.gz') ? gzipSync(text, { level: 9 }) : text);
}
