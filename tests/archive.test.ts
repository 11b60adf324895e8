import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ended, outputOf, runCli, spawnCli } from '../testing/run-cli.ts';

let folder = '';
let running: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-archive-'));
  const files = {
    'conf/global.json':
      '{"account":{"aws_account_id":"111122223333","prefix":"acme","region":"eu-west-1"}}',
    'conf/lambda.json': '{}',
    'conf/outputs.json': '{}',
    'conf/clusters/local.json':
      '{"id":"local","data_sources":{"http":{"gates":["gate"]}},"classifier_config":{}}',
    'conf/schemas/gate.json': '{"gate:entry":{"schema":{"gate":"integer"},"parser":"json"}}',
    'rules/gate.ts': `import { rule } from 'streamalert';
      export const any = rule({ name: 'any_gate', description: 'Any', severity: 'low',
        logs: ['gate:entry'], where: { gate: 1 }, outputs: ['aws-firehose:alerts'] });`,
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
});

afterEach(async () => {
  if (running !== undefined && running.exitCode === null) {
    running.kill('SIGKILL');
    await ended(running);
  }
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

test('an alert that goes to the archive alone is delivered as soon as it is stored', async () => {
  const child = spawnCli(['start', '--port', '0', '--data-dir', 'data'], folder);
  running = child;
  const said = await outputOf(child, 'Listening.');
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '';
  const token = readFileSync(join(folder, 'data/token'), 'utf8').trim();
  await fetch(`${url}/ingest/gates`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: '{"gate":1}',
  });

  const list = async () => {
    const { stdout } = await runCli(['alerts', 'list', '--data-dir', 'data', '--json'], {
      cwd: folder,
    });
    return JSON.parse(stdout);
  };
  await expect.poll(list, { timeout: 15_000, interval: 300 }).toMatchObject([
    {
      alert: { ruleName: 'any_gate' },
      deliveries: [{ output: 'aws-firehose:alerts', state: 'delivered', lastError: null }],
    },
  ]);
  child.kill('SIGINT');
  expect(await ended(child)).toBe(0);
}, 30_000);
