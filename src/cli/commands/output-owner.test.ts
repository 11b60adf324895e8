import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canary, outputProject } from '../../../testing/output-project.ts';
import type { CliRun } from '../../../testing/run-cli.ts';

const url = `https://hooks.example.com/${canary}`;
const key = { STREAMALERT_SECRETS_KEY: 'ab'.repeat(32) };

/** Nobody has this number, so it has no home folder either. */
const service = 54_321;

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn('skipped: only root may run a command as another user');

/** The command line as the user of a service runs it, with no more than this environment. */
function runAsService(root: string, words: string, env: NodeJS.ProcessEnv): Promise<CliRun> {
  const node = join(import.meta.dirname, '../../../node_modules/.bin/node');
  const program = join(import.meta.dirname, '../../../bin/streamalert.js');
  const child = spawn(node, [program, ...words.split(' ')], {
    cwd: root,
    uid: service,
    gid: service,
    env: { PATH: process.env['PATH'], NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (texts.stderr += chunk.toString()));
  return new Promise((resolve) => {
    child.on('close', (status) => resolve({ status, ...texts }));
  });
}

/** A project that the service may read and, where it is said, write. */
function sharedProject(outputs: unknown = {}) {
  const project = outputProject(outputs);
  chmodSync(project.root, 0o755);
  const folder = join(project.root, '.streamalert');
  mkdirSync(folder);
  return { ...project, folder, secrets: join(folder, 'secrets.json') };
}

test.skipIf(!isRoot)(
  'what root changes stays with the user that runs the service, with its rights',
  async () => {
    const { root, run, secrets, folder } = sharedProject();
    const outputs = join(root, 'conf/outputs.json');
    await run(`output set slack soc --set url=${url}`, { env: key });
    for (const file of [folder, secrets, outputs]) chownSync(file, service, service);
    chmodSync(secrets, 0o640);
    chmodSync(outputs, 0o664);

    const { status, stderr } = await run(`output set slack ops --set url=${url}`, { env: key });

    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stderr).not.toContain('chown');
    for (const [file, mode] of [
      [secrets, 0o640],
      [outputs, 0o664],
    ] as const) {
      const { uid, gid, mode: found } = statSync(file);
      expect({ uid, gid, mode: found & 0o777 }).toEqual({ uid: service, gid: service, mode });
    }
    const got = await runAsService(root, 'output get slack --reveal --json', key);
    expect(JSON.parse(got.stdout)).toEqual([
      { descriptor: 'soc', url },
      { descriptor: 'ops', url },
    ]);
  },
);

test.skipIf(!isRoot)('what cannot be given back is told, and gets no further rights', async () => {
  const { root, run, secrets, folder } = sharedProject();
  const outputs = join(root, 'conf/outputs.json');
  await run(`output set slack soc --set url=${url}`, { env: key });
  for (const place of [folder, join(root, 'conf')]) chmodSync(place, 0o777);
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o666);
  chmodSync(secrets, 0o664);
  chmodSync(outputs, 0o666);

  const words = `output set slack ops --set url=${url}`;
  const { status, stderr } = await runAsService(root, words, key);

  expect({ status, stderr }).toMatchObject({ status: 0 });
  for (const file of [secrets, 'conf/outputs.json']) {
    expect(stderr).toContain(`warning: ${file} belonged to user 0 and group 0`);
    expect(stderr).toContain(`sudo chown 0:0 ${file}`);
  }
  expect(statSync(secrets).mode & 0o777).toBe(0o644);
  expect(stderr).not.toContain(canary);
});

test.skipIf(!isRoot)(
  'a folder that cannot be brought to the disk is told; key and credentials stay',
  async () => {
    const { root, folder, secrets, write } = sharedProject();
    const config = join(root, 'config');
    mkdirSync(config);
    const outputs = join(root, 'conf/outputs.json');
    for (const place of [folder, config, join(root, 'conf'), outputs]) {
      chownSync(place, service, service);
    }
    // It may be written to, but not opened.
    chmodSync(folder, 0o300);
    const env = { XDG_CONFIG_HOME: config };

    const first = await runAsService(root, `output set slack soc --set url=${url}`, env);

    expect(first).toMatchObject({
      status: 0,
      stderr: expect.stringContaining(`warning: ${secrets} is written`),
    });
    expect(first.stderr).not.toContain('nothing was changed');
    const got = await runAsService(root, 'output get slack --reveal --json', env);
    expect(JSON.parse(got.stdout)).toEqual([{ descriptor: 'soc', url }]);

    const rotated = await runAsService(root, 'output rotate-key', env);
    expect(rotated).toMatchObject({ status: 0, stderr: expect.stringContaining('is written') });
    const [name = ''] = readdirSync(join(config, 'streamalert/keys'));
    expect(readFileSync(join(config, 'streamalert/keys', name), 'utf8').trim()).not.toMatch(/\n/);
    write('conf/outputs.json', { slack: ['soc'] });
    const again = await runAsService(root, 'output get slack --reveal --json', env);
    expect(JSON.parse(again.stdout)).toEqual([{ descriptor: 'soc', url }]);
  },
);

test.skipIf(!isRoot)('a file that the service may not read says whose fault it is', async () => {
  const { root, run, folder } = sharedProject();
  await run(`output set slack soc --set url=${url}`, { env: key });
  for (const mode of [0o755, 0o700]) {
    chmodSync(folder, mode);

    const { status, stdout, stderr } = await runAsService(root, 'output verify --all', key);

    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain('secrets.json cannot be read (EACCES)');
    expect(stdout).toContain('Make it readable for the user that runs StreamAlert');
  }
});

test.skipIf(!isRoot)('a user without a home folder is told to name a key', async () => {
  const { root, folder } = sharedProject();
  const outputs = join(root, 'conf/outputs.json');
  for (const place of [folder, join(root, 'conf'), outputs]) chownSync(place, service, service);
  const words = `output set slack soc --set url=${url}`;

  const { status, stderr } = await runAsService(root, words, {});

  expect(status).toBe(1);
  expect(stderr).toContain('no home folder');
  expect(stderr).toContain('Set HOME, or name a key with STREAMALERT_SECRETS_KEY_FILE.');
  expect(existsSync(join(folder, 'secrets.json'))).toBe(false);
  writeFileSync(join(folder, 'key'), key.STREAMALERT_SECRETS_KEY, { mode: 0o644 });
  const named = { STREAMALERT_SECRETS_KEY_FILE: join(folder, 'key') };
  expect((await runAsService(root, words, named)).status).toBe(0);
});
