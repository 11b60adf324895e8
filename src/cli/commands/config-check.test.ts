import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { runCli } from '../../../testing/run-cli.ts';

function project(files: Readonly<Record<string, unknown>>): string {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'check-')));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(cwd, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return cwd;
}

const f = { memory: 128, timeout: 60 };

const sound = {
  'conf/global.json': {
    account: { aws_account_id: '123456789012', prefix: 'acme', region: 'us-east-1' },
    general: { rule_locations: [], matcher_locations: [] },
  },
  'conf/lambda.json': {
    alert_merger_config: f,
    alert_processor_config: f,
    athena_partitioner_config: { file_format: 'parquet' },
    rules_engine_config: f,
  },
  'conf/clusters/prod.json': {
    id: 'prod',
    classifier_config: { ...f, enable_custom_metrics: true },
    data_sources: { kinesis: { stream: ['acme'] } },
  },
  'conf/schemas/acme.json': { acme: { parser: 'json', schema: { a: 'string' } } },
};

const wrong = {
  ...sound,
  'conf/global.json': {
    ...sound['conf/global.json'],
    general: { rule_locations: 'rules', matcher_locations: [] },
  },
  'conf/clusters/prod.json': {
    ...sound['conf/clusters/prod.json'],
    data_sources: { kinesis: { stream: ['acmee'] } },
  },
  'conf/schemas/acme.json': { acme: { parser: 'json', schema: { a: 'strin' } } },
};

const check = (files: Readonly<Record<string, unknown>>, ...options: readonly string[]) =>
  runCli(['config', 'check', ...options], { cwd: project(files) });

describe('config check', () => {
  test('says in one line that nothing is wrong, and what there is', async () => {
    const { status, stdout } = await check({ ...sound, 'conf/outputs.json': { slack: ['soc'] } });

    expect(status).toBe(0);
    expect(stdout).toBe('conf: ok. 1 cluster, 1 log type, 1 output.\n');
  });

  test('everything that is wrong is told at once, with file, place and key', async () => {
    const { status, stdout, stderr } = await check(wrong);

    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/conf\/global\.json\n +\d+:\d+ +error +general\.rule_locations/);
    expect(stdout).toMatch(/data_sources\.kinesis\.stream\[0\][^]*Did you mean "acme"\?/);
    expect(stdout).toMatch(/warning +acme\.schema\.a[^]*Did you mean "string"\?/);
    expect(stdout).toMatch(/errors?[^\n]*Nothing was changed\.\n$/);
  });

  test('what refuses only a build is told, and counts with --build', async () => {
    const { alert_merger_config: _without, ...lambda } = sound['conf/lambda.json'];
    const files = { ...sound, 'conf/lambda.json': lambda };

    const usual = await check(files);
    const strict = await check(files, '--build');

    expect([usual.status, strict.status]).toEqual([0, 1]);
    for (const { stdout } of [usual, strict]) {
      expect(stdout).toMatch(/build +required configuration missing in lambda\.json: alert_merger/);
      expect(stdout).toContain('1 to correct before a build. Nothing was changed.');
    }
    expect((await check(sound, '--build')).status).toBe(0);
  });

  test('warnings and old forms refuse nothing, with --build either', async () => {
    const cluster = { ...sound['conf/clusters/prod.json'], id: 'other', region: 'us-east-1' };
    const files = { ...sound, 'conf/clusters/prod.json': cluster };

    const { status, stdout } = await check(files, '--build');

    expect(status).toBe(0);
    expect(stdout).toContain('1 warning, 1 old form.');
  });
});

describe('config check --json', () => {
  const file = join(import.meta.dirname, '../../../docs/reference/config-check.schema.json');
  const report = z.fromJSONSchema(JSON.parse(readFileSync(file, 'utf8')));

  test('has the documented shape', async () => {
    const { status, stdout } = await check(wrong, '--json');

    const printed: unknown = JSON.parse(stdout);
    expect(status).toBe(1);
    expect(report.safeParse(printed).error).toBeUndefined();
    expect(printed).toMatchObject({
      version: 1,
      dir: 'conf',
      valid: false,
      buildable: false,
      findings: [
        { level: 'load', file: 'conf/global.json', path: 'general.rule_locations', line: 8 },
        { level: 'build', file: 'conf/clusters/prod.json' },
        { level: 'warning', suggestion: 'string' },
        { level: 'warning', suggestion: 'acme' },
      ],
    });
  });

  test('says valid and buildable where nothing is wrong', async () => {
    const { status, stdout } = await check(sound, '--json', '--build');

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, buildable: true, findings: [] });
  });

  test('refuses a report of another shape, so that the schema says something', () => {
    const sample = { version: 1, dir: 'conf', valid: true, buildable: true };
    expect(report.safeParse({ ...sample, findings: [] }).success).toBe(true);
    expect(report.safeParse({ ...sample, findings: [{ level: 'grave' }] }).success).toBe(false);
    expect(report.safeParse(sample).success).toBe(false);
  });
});

describe('directories', () => {
  test('without a configuration there is nothing to check', async () => {
    const { status, stderr } = await check({});

    expect(status).toBe(2);
    expect(stderr).toContain('there is no conf/ here');
  });

  test('another one is named by -c, or by the environment', async () => {
    const elsewhere = Object.fromEntries(
      Object.entries(sound).map(([name, content]) => [name.replace('conf/', 'other/'), content]),
    );
    const cwd = project(elsewhere);

    const byOption = await runCli(['-c', 'other', 'config', 'check'], { cwd });
    const env = { STREAMALERT_CONFIG_DIR: 'other' };
    const byVariable = await runCli(['config', 'check'], { cwd, env });
    const absent = await runCli(['-c', 'nowhere', 'config', 'check'], { cwd, env });

    expect([byOption.status, byVariable.status, absent.status]).toEqual([0, 0, 2]);
    expect(byOption.stdout).toContain('other: ok.');
    expect(byVariable.stdout).toContain('other: ok.');
    expect(absent.stderr).toContain('there is no directory "nowhere"');
  });

  test('an empty one says what is missing', async () => {
    const cwd = project({});
    mkdirSync(join(cwd, 'conf'));

    const { status, stdout } = await runCli(['config', 'check'], { cwd });

    expect(status).toBe(1);
    for (const missing of ['global.json', 'lambda.json', 'clusters/<name>.json', 'schemas/']) {
      expect(stdout).toContain(missing);
    }
    expect(stdout).toContain('3 errors, 1 warning.');
  });

  test('a file that is no JSON is told with line and column, and the others are checked', async () => {
    const { status, stdout } = await check({
      ...wrong,
      'conf/lambda.json': '{\n  "alert_merger_config": {\n    "memory": 128,\n  }\n}',
    });

    expect(status).toBe(1);
    expect(stdout).toMatch(
      /conf\/lambda\.json\n +3:18 +error +no valid JSON: a comma is not allowed/,
    );
    expect(stdout).toContain('general.rule_locations');
  });

  test('a file of 50 megabytes is refused', async () => {
    const { status, stdout } = await check({
      ...sound,
      'conf/schemas/big.json': `{"a": "${'x'.repeat(50 * 1024 * 1024)}"}`,
    });

    expect(status).toBe(1);
    expect(stdout).toMatch(/conf\/schemas\/big\.json\n +error +has 52428809 bytes/);
  });

  test('a file that cannot be read is refused, and nothing crashes', async () => {
    const cwd = project(sound);
    rmSync(join(cwd, 'conf/global.json'));
    mkdirSync(join(cwd, 'conf/global.json'));
    const folder = await runCli(['config', 'check'], { cwd });
    expect(folder.status).toBe(1);
    expect(folder.stdout).toContain('global.json is missing');

    // Permissions do not stop the superuser.
    if (process.getuid?.() === 0) return;
    chmodSync(join(cwd, 'conf/lambda.json'), 0);
    const locked = await runCli(['config', 'check'], { cwd });
    expect(locked.stdout).toMatch(/conf\/lambda\.json\n +error +may not be read by this user/);
  });
});
