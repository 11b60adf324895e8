import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findFiles } from './find-files.ts';
import { isLogName } from './log-names.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(...names: readonly string[]) {
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
}

async function namesIn(...paths: readonly string[]): Promise<string[]> {
  const { files } = await findFiles(paths);
  return files.map(({ path }) => path.replace(`${folder}/`, ''));
}

describe('a folder', () => {
  test('gives the logs in it and in its folders, by name, and says what it left out', async () => {
    put('b.log', 'a.json', 'sub/deep/c.csv.gz', 'sub/a.txt', 'syslog', 'photo.png', 'LICENSE');

    const { files, leftOut, problems } = await findFiles([folder]);

    expect(files).toEqual(
      ['a.json', 'b.log', 'sub/a.txt', 'sub/deep/c.csv.gz', 'syslog'].map((name) => ({
        path: join(folder, name),
        bytes: name.length,
      })),
    );
    expect(leftOut).toEqual([join(folder, 'LICENSE'), join(folder, 'photo.png')]);
    expect(problems).toEqual([]);
  });

  test('has no hidden files and no installed packages', async () => {
    put('.hidden.log', '.git/a.log', 'node_modules/x/a.json', 'a.log');

    expect(await namesIn(folder)).toEqual(['a.log']);
  });

  test('that is linked to itself is read once', async () => {
    put('a.log', 'sub/b.log');
    symlinkSync('..', join(folder, 'sub/up'));
    symlinkSync('sub', join(folder, 'also-sub'));

    expect(await namesIn(folder)).toEqual(['a.log', 'also-sub/b.log']);
  });

  test('with a link that leads nowhere is read all the same', async () => {
    put('a.log');
    symlinkSync('gone.log', join(folder, 'b.log'));
    symlinkSync('loop.log', join(folder, 'loop.log'));

    const { files, problems } = await findFiles([folder]);

    expect(files).toHaveLength(1);
    expect(problems).toMatchObject([
      { path: join(folder, 'b.log'), hint: expect.stringContaining('a link may point') },
      { path: join(folder, 'loop.log'), reason: expect.stringContaining('leads back to itself') },
    ]);
  });

  test('with hostile names is read', async () => {
    put('__proto__.json', 'constructor', 'a b\n"c.log', 'ünï.log');

    expect(await namesIn(folder)).toEqual([
      '__proto__.json',
      'a b\n"c.log',
      'constructor',
      'ünï.log',
    ]);
  });
});

describe('paths', () => {
  test('are read in their order, each file once', async () => {
    put('a.log', 'b.log');
    linkSync(join(folder, 'b.log'), join(folder, 'c.log'));

    expect(await namesIn(join(folder, 'b.log'), folder, join(folder, 'a.log'))).toEqual([
      'b.log',
      'a.log',
    ]);
  });

  test('of files are read whatever their endings', async () => {
    put('evidence.bin', '.hidden');

    expect(await namesIn(join(folder, 'evidence.bin'), join(folder, '.hidden'))).toEqual([
      'evidence.bin',
      '.hidden',
    ]);
  });

  test('that do not exist are problems that say what to do', async () => {
    const { files, problems } = await findFiles([join(folder, 'gone')]);

    expect(files).toEqual([]);
    expect(problems).toEqual([
      {
        path: join(folder, 'gone'),
        reason: 'there is no such file or folder',
        hint: expect.stringContaining('Check the spelling'),
      },
    ]);
  });

  test('may be standard input', async () => {
    expect(await findFiles(['-'])).toMatchObject({ files: [{ path: '-', bytes: 0 }] });
  });
});

test('a folder that may not be read is a problem, the others are read', () => {
  put('open/a.log', 'closed/b.log');
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'closed'), 0o000);
  const script = `
    const { findFiles } = await import(${JSON.stringify(join(import.meta.dirname, 'find-files.ts'))});
    if (process.getuid?.() === 0) process.setuid(65534);
    console.log(JSON.stringify(await findFiles([${JSON.stringify(folder)}])));`;

  // In a process of its own, since the right to read everything is given up in it.
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  chmodSync(join(folder, 'closed'), 0o755);

  expect(run.stderr).toBe('');
  expect(JSON.parse(run.stdout)).toMatchObject({
    files: [{ path: join(folder, 'open/a.log') }],
    problems: [
      {
        path: join(folder, 'closed'),
        reason: 'no permission to read it',
        hint: expect.stringContaining('chmod -R u+rX'),
      },
    ],
  });
});

test.each([
  ['a.json', true],
  ['A.JSON.GZ', true],
  ['a.ndjson.zst', true],
  ['a.log.bz2', true],
  ['auth.log.1', true],
  ['auth.log.2.gz', true],
  ['app.log-20260314.gz', true],
  ['app.log.2026-03-14T11', true],
  ['syslog', true],
  ['syslog.1.gz', true],
  ['messages-20260314', true],
  ['a.png', false],
  ['a.json.png', false],
  ['archive.tar.gz', false],
  ['README.md', false],
  ['LICENSE', false],
  ['a.yml', false],
])('%s is a name of a log: %s', (name, expected) => {
  expect(isLogName(`/some/folder/${name}`)).toBe(expected);
});
