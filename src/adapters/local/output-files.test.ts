import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localOutputFiles } from './output-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-output-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');

test('appends lines in their order, below the data directory or at an absolute path', async () => {
  const files = localOutputFiles(join(folder, 'data'));

  await files.appendLine('out/alerts.jsonl', '1');
  await files.appendLine('out/alerts.jsonl', '2');
  await files.appendLine(join(folder, 'elsewhere.jsonl'), '3');

  expect(read('data', 'out', 'alerts.jsonl')).toBe('1\n2\n');
  expect(read('elsewhere.jsonl')).toBe('3\n');
});

test('many lines at once are all written, whole and in order', async () => {
  const files = localOutputFiles(folder);
  const lines = Array.from({ length: 500 }, (_, index) => `${index} ${'x'.repeat(index)}`);

  await Promise.all(lines.map((line) => files.appendLine('alerts.jsonl', line)));

  expect(read('alerts.jsonl')).toBe(`${lines.join('\n')}\n`);
});

test('the file is readable by its owner alone', async () => {
  await localOutputFiles(folder).appendLine('alerts.jsonl', '1');

  expect(statSync(join(folder, 'alerts.jsonl')).mode & 0o777).toBe(0o600);
});

test('half a line that a killed process left does not swallow the next one', async () => {
  writeFileSync(join(folder, 'alerts.jsonl'), '{"whole":1}\n{"half":');

  await localOutputFiles(folder).appendLine('alerts.jsonl', '{"next":2}');

  expect(read('alerts.jsonl')).toBe('{"whole":1}\n{"half":\n{"next":2}\n');
});

test.each(['../alerts.jsonl', 'a/../../alerts.jsonl', '', '.', 'a\0b'])(
  'a path that leads out of the data directory is refused: %j',
  async (path) => {
    const files = localOutputFiles(join(folder, 'data'));

    await expect(files.appendLine(path, '1')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  },
);

test('a line that cannot be written fails, and the next one is tried again', async () => {
  const files = localOutputFiles(folder);
  writeFileSync(join(folder, 'taken'), '');

  await expect(files.appendLine('taken/alerts.jsonl', '1')).rejects.toThrow();
  rmSync(join(folder, 'taken'));
  await files.appendLine('taken/alerts.jsonl', '2');

  expect(read('taken', 'alerts.jsonl')).toBe('2\n');
});
