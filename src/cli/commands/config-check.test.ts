import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../../testing/run-cli.ts';

function project(files: Readonly<Record<string, unknown>>): string {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'check-')));
  for (const [name, content] of Object.entries(files)) {
    const path = join(cwd, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(content, null, 2));
  }
  return cwd;
}

const wrong = {
  'conf/global.json': {
    account: { aws_account_id: '123456789012', prefix: 'acme', region: 'us-east-1' },
    general: { rule_locations: 'rules', matcher_locations: [] },
  },
  'conf/lambda.json': {},
  'conf/clusters/prod.json': {
    id: 'prod',
    classifier_config: {},
    data_sources: { kinesis: { stream: ['acmee'] } },
  },
  'conf/schemas/acme.json': { acme: { parser: 'json', schema: { a: 'strin' } } },
};

test('everything that is wrong is told at once, with file, place and key', async () => {
  const { status, stdout, stderr } = await runCli(['config', 'check'], { cwd: project(wrong) });

  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toMatch(/conf\/global\.json\n +\d+:\d+ +error +general\.rule_locations/);
  expect(stdout).toMatch(/data_sources\.kinesis\.stream\[0\][^]*Did you mean "acme"\?/);
  expect(stdout).toMatch(/errors?[^\n]*Nothing was changed\.\n$/);
});

test('--json is for programs', async () => {
  const { status, stdout } = await runCli(['config', 'check', '--json'], { cwd: project(wrong) });

  expect(status).toBe(1);
  const { valid, findings } = JSON.parse(stdout);
  expect(valid).toBe(false);
  expect(findings[0]).toMatchObject({ level: 'load', file: expect.stringContaining('conf/') });
});

test('without a configuration there is nothing to check', async () => {
  const { status, stderr } = await runCli(['config', 'check'], { cwd: project({}) });

  expect(status).toBe(2);
  expect(stderr).toContain('there is no conf/ here');
});
