import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'streamalert-watch-')));
afterAll(() => rmSync(folder, { recursive: true }));

/** In a process of its own, since code is ended in the main thread of its process. */
async function run(script: string): Promise<unknown> {
  const file = join(folder, 'run.mjs');
  writeFileSync(
    file,
    `import { watchCode } from ${JSON.stringify(import.meta.resolve('./code-watch.ts'))};
     const watch = watchCode(400);
     const told = [];
     ${script}
     await watch.close();
     console.log(JSON.stringify(told));`,
  );
  const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: 20_000 });
  return JSON.parse(stdout);
}

test('code that never comes back is ended where it is, and what called it goes on', async () => {
  const told = await run(`
    told.push(await watch.within(() => 'quick'));
    told.push(await watch.within(() => { for (;;); }));
    told.push(await watch.within(async () => { await null; for (;;); }));
    told.push(await watch.within(() => /^(a+)+$/.test('a'.repeat(50) + 'b')));
    told.push(await watch.within(() => new Promise(() => {})));
    told.push(await watch.within(() => { throw new Error('own'); }).catch(({ message }) => message));
    told.push(await watch.within(async () => (await import('node:fs')).existsSync('/')));
  `);

  const at = { file: join(folder, 'run.mjs') };
  expect(told).toMatchObject([
    { outcome: 'done', value: 'quick' },
    { outcome: 'out of time', place: { ...at, line: 6 } },
    { outcome: 'out of time', place: { ...at, line: 7 } },
    { outcome: 'out of time', place: { ...at, line: 8 } },
    { outcome: 'out of time' },
    'own',
    { outcome: 'done', value: true },
  ]);
}, 30_000);

test('code that works in many short pieces is not ended', async () => {
  const told = await run(`
    const pieces = async () => {
      const end = Date.now() + 350;
      while (Date.now() < end) await new Promise((next) => setImmediate(next));
      return 'done';
    };
    for (let round = 0; round < 3; round++) told.push(await watch.within(pieces));
  `);

  expect(told).toMatchObject(Array.from({ length: 3 }, () => ({ outcome: 'done' })));
}, 30_000);
