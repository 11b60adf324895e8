import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { ended, outputOf, runCli, spawnCli } from '../../testing/run-cli.ts';

const root = join(import.meta.dirname, '../..');

test('help of the program and its version come from the package', async () => {
  const help = await runCli(['--help']);
  const version = await runCli(['--version']);

  expect(help).toMatchObject({ status: 0, stderr: '' });
  expect(help.stdout).toContain('streamalert scan');
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('wrong usage is told on standard error, status 2', async () => {
  const { status, stdout, stderr } = await runCli(['tset']);

  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('Did you mean: streamalert test');
});

test('the interrupt signal ends a command that does not listen for it with status 130', async () => {
  const child = spawnCli(['test', '--skip-types', '--repeat', '1000'], root);
  await outputOf(child, 'Repetition # 2');
  child.kill('SIGINT');

  expect(await ended(child)).toBe(130);
});

/** A Node on the search path that is too old to run the program. */
const oldNode = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .filter((file) => !file.includes('node_modules') && existsSync(file))
  .find((file) => {
    const [major = 0, minor = 0] = execFileSync(file, ['-p', 'process.versions.node'])
      .toString()
      .split('.')
      .map(Number);
    return major < 22 || (major === 22 && minor < 18);
  });
if (!oldNode) console.log('skipped: there is no Node older than 22.18 on the search path');

function folderWithProgram(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bin-')));
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  return folder;
}

function runOld(folder: string, ...args: readonly string[]) {
  try {
    const file = join(folder, 'bin/streamalert.js');
    const stdout = execFileSync(oldNode ?? '', [file, ...args], { cwd: folder, stdio: 'pipe' });
    return { status: 0, stdout: stdout.toString(), stderr: '' };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: Buffer; stderr: Buffer };
    return { status, stdout: stdout.toString(), stderr: stderr.toString() };
  }
}

test.skipIf(!oldNode)('an old Node without a newer one beside it is one clear line', () => {
  const { status, stdout, stderr } = runOld(folderWithProgram(), '--help');

  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^streamalert needs Node 22\.18 or newer and this is v\d.*node@24\n$/);
});

test.skipIf(!oldNode)(
  'an old Node hands over to the node package and keeps its exit status',
  () => {
    const folder = folderWithProgram();
    const node = join(folder, 'node_modules/node');
    mkdirSync(join(node, 'bin'), { recursive: true });
    writeFileSync(join(node, 'package.json'), '{ "version": "24.0.0" }');
    writeFileSync(join(node, 'bin/node'), '#!/bin/sh\nshift\necho "new node: $*"\nexit 7\n', {
      mode: 0o755,
    });

    expect(runOld(folder, 'scan', 'a b')).toEqual({
      status: 7,
      stdout: 'new node: scan a b\n',
      stderr: '',
    });
  },
);

test.skipIf(!oldNode)('a node package that is too old itself is passed over', () => {
  const folder = folderWithProgram();
  const node = join(folder, 'node_modules/node');
  mkdirSync(join(node, 'bin'), { recursive: true });
  writeFileSync(join(node, 'package.json'), '{ "version": "20.0.0" }');
  writeFileSync(join(node, 'bin/node'), '#!/bin/sh\nexit 7\n', { mode: 0o755 });

  expect(runOld(folder, '--help').status).toBe(1);
});

test('output that nobody reads to its end is no error', async () => {
  const child = spawnCli(['test', '--verbose', '--skip-types'], root);
  await outputOf(child, 'File:');
  child.stdout?.destroy();

  expect(await ended(child)).not.toBe(null);
  expect(child.signalCode).toBe(null);
});
