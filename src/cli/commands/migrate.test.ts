import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type ConfigFiles, textOfFile } from '../../../testing/config-trees.ts';
import { formerConfigurations } from '../../../testing/former-configurations.ts';
import { runCli } from '../../../testing/run-cli.ts';
import { migrate } from './migrate.ts';

/** A working directory with these files below conf/. */
function project(files: ConfigFiles, dir = 'conf'): string {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'migrate-')));
  for (const [name, content] of Object.entries(files)) {
    const path = join(cwd, dir, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, textOfFile(content));
  }
  return cwd;
}

/** The command in this process, with what it printed. Directories are absolute. */
async function run(options: object, { color = false } = {}) {
  const printed: string[] = [];
  const prepared = migrate.prepare({ arguments: {}, options: { ...options } });
  if (prepared.outcome === 'refused') throw new Error('the options were refused');
  const terminal = {
    print: (text: string) => void printed.push(text),
    error: (text: string) => void printed.push(text),
    write: () => undefined,
    progress: () => undefined,
    isInteractive: false,
    width: 100,
    color,
  };
  const status = await prepared.run({
    terminal,
    cwd: '/',
    env: {},
    configDir: undefined,
    packageRoot: '/',
    version: '0',
    debug: false,
  });
  return { status, stdout: printed.join('\n') };
}

const release14 = formerConfigurations['1.4'] ?? {};

test('without --write the changes are shown, and nothing is written', async () => {
  const cwd = project(release14);
  const { status, stdout, stderr } = await runCli(['migrate'], { cwd });

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain(
    '--- conf/clusters/production.json\n+++ conf/clusters/production.json\n@@ ',
  );
  expect(stdout).toContain('--- conf/sources.json\n+++ /dev/null\n');
  expect(stdout).toContain(
    '# renamed, with the same content\n--- conf/logs.json\n+++ conf/schemas/logs.json\n',
  );
  expect(stdout).toMatch(
    /modules\.stream_alert\.rule_processor\.memory +now classifier_config\.memory: 256/,
  );
  expect(stdout).toMatch(
    /Nothing was written\.\nIt loads: 1 cluster, 2 data sources, 1 log type\./,
  );
  expect(stdout).toContain('npx streamalert migrate --from conf --write');
  expect(stdout).not.toContain('\u001b');
  expect(readdirSync(cwd)).toEqual(['conf']);
  expect(existsSync(join(cwd, 'conf/sources.json'))).toBe(true);
});

test('on a terminal the changes have colours', async () => {
  const from = join(project(release14), 'conf');
  const { stdout } = await run({ from }, { color: true });

  expect(stdout).toContain('\u001b[32m+');
  expect(stdout).toContain('\u001b[31m-');
});

test('--write writes it, and a second time there is nothing to do', async () => {
  const cwd = project(release14);
  const first = await runCli(['migrate', '--write'], { cwd });
  const second = await runCli(['migrate', '--write'], { cwd });
  const check = await runCli(['config', 'check'], { cwd });

  expect(first.status).toBe(0);
  expect(first.stdout).toContain(
    'Written to conf. What stood there is kept in conf.before-migration.',
  );
  expect(first.stdout).toContain('rm -r conf && mv conf.before-migration conf');
  expect(second).toMatchObject({
    status: 0,
    stdout: 'conf: nothing to migrate, everything is in the current form.\n',
  });
  expect(check.status).toBe(0);
  expect(check.stdout).not.toContain('old form');
});

test('--from and --to leave the original alone', async () => {
  const cwd = project(release14, 'old/conf');
  const [from, to] = [join(cwd, 'old/conf'), join(cwd, 'conf')];
  const { status, stdout } = await run({ from, to, write: true });

  expect(status).toBe(0);
  expect(stdout).toContain(`Written to ${to}.\n`);
  expect(existsSync(join(to, 'clusters/production.json'))).toBe(true);
  expect(existsSync(join(from, 'sources.json'))).toBe(true);
  expect(readdirSync(cwd).sort()).toEqual(['conf', 'old']);
});

const undecided = {
  ...release14,
  'clusters/other.json': {
    modules: { stream_alert: { rule_processor: { memory: 128, timeout: 10 } } },
  },
};

test('what a person has to decide is named, and nothing is written before', async () => {
  const open = { ...undecided, 'sources.json': { s3: { wharf: { logs: ['tram'] } } } };
  const from = join(project(open), 'conf');
  const { status, stdout } = await run({ from, write: true });

  expect(status).toBe(1);
  expect(stdout).toMatch(
    /Needs your decision\n +\/.*\/sources\.json\n +\d+:\d+ +error +s3\.wharf +cannot tell/,
  );
  expect(stdout).toContain('Nothing was written.');
  expect(existsSync(join(from, 'sources.json'))).toBe(true);
});

test('several clusters are no matter for a person when their names tell what they read', async () => {
  const { status, stdout } = await run({ from: join(project(undecided), 'conf') });

  expect(status).toBe(0);
  expect(stdout).not.toContain('Needs your decision');
});

test('a file that is no JSON comes first', async () => {
  const from = join(project({ ...release14, 'clusters/production.json': '{"id": ' }), 'conf');
  const { status, stdout } = await run({ from, write: true });

  expect(status).toBe(1);
  expect(stdout).toMatch(/Needs your decision\n[^]*no valid JSON/);
  expect(existsSync(join(from, 'sources.json'))).toBe(true);
});

test('--json is for programs', async () => {
  const from = join(project(release14), 'conf');
  const { status, stdout } = await run({ from, json: true });
  const { changes, notices, ...rest } = JSON.parse(stdout);

  expect(status).toBe(0);
  expect(rest).toEqual({
    from,
    to: from,
    written: false,
    backup: null,
    loads: true,
    decisions: [],
    errors: [],
  });
  expect(changes).toContainEqual(
    expect.objectContaining({ action: 'rename', file: 'schemas/logs.json', from: 'logs.json' }),
  );
  expect(notices).toContainEqual(
    expect.objectContaining({
      level: 'migration',
      file: 'clusters/production.json',
      path: 'modules.stream_alert.rule_processor.memory',
      to: { file: 'clusters/production.json', path: 'classifier_config.memory' },
      value: '256',
    }),
  );
});

test('folders that cannot be are refused', async () => {
  const from = join(project(release14), 'conf');

  await expect(run({ from: `${from}/nowhere` })).rejects.toThrow('there is no directory');
  await expect(run({ from, to: `${from}/new`, write: true })).rejects.toThrow('lies inside');
  await expect(run({ from, to: `${from}/logs.json` })).rejects.toThrow('is a file');
});
