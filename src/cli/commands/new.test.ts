import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../../testing/run-cli.ts';

const emptyFolder = () => realpathSync(mkdtempSync(join(tmpdir(), 'new-')));

const readJson = (...path: readonly string[]) => JSON.parse(readFileSync(join(...path), 'utf8'));

test('a new project is complete, and its own tests and configuration check pass', async () => {
  const cwd = emptyFolder();

  const made = await runCli(['new', 'My Detections'], { cwd });

  const project = join(cwd, 'My Detections');
  expect(made).toMatchObject({ status: 0, stderr: '' });
  expect(made.stdout).toContain("cd 'My Detections' && npm install");
  expect(readdirSync(project).sort()).toEqual([
    '.github',
    '.gitignore',
    '.vscode',
    'README.md',
    'conf',
    'matchers',
    'package.json',
    'rules',
    'streamalert-env.d.ts',
    'tsconfig.json',
  ]);
  expect(await runCli(['test', '--skip-types'], { cwd: project })).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(/^✓ 4 passed/),
  });
  const check = await runCli(['config', 'check'], { cwd: project });
  expect(check.status).toBe(0);
  // Only what no template can know is left to be written.
  expect(check.stdout.match(/ {2}(build|warning|error) {2}.*/g)).toHaveLength(2);
  expect(check.stdout).toMatch(/aws_account_id[^]*prefix/);
  expect((await runCli(['types', '--check'], { cwd: project })).status).toBe(0);
});

test('the manifest names this package, the compiler and a Node that runs both', async () => {
  const cwd = emptyFolder();
  await runCli(['new', '.'], { cwd });

  const manifest = readJson(cwd, 'package.json');
  expect(manifest.name).toMatch(/^new-[a-z0-9]+$/);
  expect(manifest.dependencies.streamalert).toMatch(/^file:/);
  expect(manifest.devDependencies.node).toMatch(/^24\./);
  expect(manifest.devDependencies.typescript).toMatch(/^\d/);
  expect(JSON.stringify(manifest)).not.toContain('{{');
});

test('editor settings name a JSON Schema for every kind of configuration file', async () => {
  const cwd = emptyFolder();
  await runCli(['new', '.'], { cwd });

  const settings = readJson(cwd, '.vscode/settings.json');
  const { jsonSchemas } = await import('../../config/json-schemas.ts');
  const offered = Object.keys(jsonSchemas({ parsers: [], outputServices: [] }));
  const named = settings['json.schemas'].map(({ url }: { url: string }) => url.split('/').at(-1));
  expect(named.sort()).toEqual(offered.sort());
});

test('a folder that holds something is refused, and nothing is written', async () => {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, 'mine'));
  writeFileSync(join(cwd, 'mine/precious.txt'), 'x');
  writeFileSync(join(cwd, 'a-file'), 'x');

  const full = await runCli(['new', 'mine'], { cwd });
  const file = await runCli(['new', 'a-file'], { cwd });

  expect(full.status).toBe(2);
  expect(full.stderr).toContain('"mine" is not empty (it holds precious.txt …)');
  expect(readdirSync(join(cwd, 'mine'))).toEqual(['precious.txt']);
  expect(file.status).toBe(2);
  expect(file.stderr).toContain('"a-file" is a file');
});

test('a fresh repository counts as empty', async () => {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, '.git'));

  expect((await runCli(['new', '.'], { cwd })).status).toBe(0);
});
