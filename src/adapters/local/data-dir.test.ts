import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataDir, ownerOfDataDir } from './data-dir.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-data-dir-'));
  path = join(folder, 'a', 'data');
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

const refusal = (message: RegExp, hint: RegExp) =>
  expect.objectContaining({
    code: 'STATE_UNAVAILABLE',
    message: expect.stringMatching(message),
    hint: expect.stringMatching(hint),
  });

/** Another process that takes the folder and keeps it until it is killed. */
async function holder() {
  const holding = `
    const { openDataDir } = await import(process.argv[1]);
    globalThis.held = openDataDir(process.argv[2]);
    process.stdout.write('has it');
    setInterval(() => {}, 1000);
  `;
  const adapter = new URL('./data-dir.ts', import.meta.url).href;
  const script = ['--no-warnings', '--input-type=module', '--eval', holding, adapter, path];
  const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

test('a missing folder is created for its owner alone', () => {
  const dataDir = openDataDir(path);

  expect(dataDir.path).toBe(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  dataDir.close();
});

test('a folder is had by one at a time, in one process too', () => {
  const dataDir = openDataDir(path);

  expect(() => openDataDir(path)).toThrow(refusal(/is in use/, /Stop that process/));

  dataDir.close();
  dataDir.close();
  openDataDir(path).close();
});

test('whoever has the folder is known, and looking takes it from nobody', () => {
  expect(ownerOfDataDir(path)).toBeUndefined();

  const dataDir = openDataDir(path);
  expect(ownerOfDataDir(path)).toBe(String(process.pid));
  expect(() => openDataDir(path)).toThrow(refusal(/is in use/, /Stop that process/));
  dataDir.close();

  expect(ownerOfDataDir(path)).toBeUndefined();
  openDataDir(path).close();
});

test('the folder of a running process is refused with its number, that of a killed one is taken over', async () => {
  const child = await holder();
  const closed = once(child, 'close');

  expect(() => openDataDir(path)).toThrow(
    refusal(new RegExp(`in use by another StreamAlert \\(process ${child.pid}\\)`), /--data-dir/),
  );

  child.kill('SIGKILL');
  await closed;
  openDataDir(path).close();
});

test('the number of a living process left behind by a dead one deceives nobody', () => {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'pid'), `${process.ppid}\n`);
  writeFileSync(join(path, 'lock'), '');

  const dataDir = openDataDir(path);

  expect(readFileSync(join(path, 'pid'), 'utf8')).toBe(`${process.pid}\n`);
  dataDir.close();
});

test('a file in its place is refused and left as it is', () => {
  path = join(folder, 'file');
  writeFileSync(path, 'mine');

  expect(() => openDataDir(path)).toThrow(refusal(/file is a file/, /Move the file away/));
  expect(() => openDataDir(join(path, 'below'))).toThrow(refusal(/cannot be created/, /writable/));
  expect(existsSync(path)).toBe(true);
});

test.skipIf(process.getuid?.() === 0)('a folder that cannot be written is refused', () => {
  chmodSync(folder, 0o500);

  expect(() => openDataDir(path)).toThrow(refusal(/cannot be created or written/, /writable/));
});
