import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { ended, outputOf, runCli, spawnCli } from '../testing/run-cli.ts';

let folder = '';
let running: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-drift-'));
  const put = (path: string, content: object) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(content));
  };
  put('conf/global.json', {
    account: { aws_account_id: '111122223333', prefix: 'acme', region: 'eu-west-1' },
    general: { rule_locations: [], matcher_locations: [], publisher_locations: [] },
  });
  put('conf/schemas/gate.json', {
    'gate:entry': {
      schema: { gate: 'integer', at: 'string' },
      parser: 'json',
      configuration: { unknown_keys: 'keep', time_field: 'at' },
    },
    'door:entry': { schema: { door: 'integer', at: 'string' }, parser: 'json' },
  });
  put('conf/clusters/local.json', {
    id: 'local',
    data_sources: { http: { gates: ['gate', 'door'] } },
    classifier_config: {},
  });
  put('conf/outputs.json', {});
  put('conf/lambda.json', {});
});

afterEach(async () => {
  if (running !== undefined && running.exitCode === null) {
    running.kill('SIGKILL');
    await ended(running);
  }
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const lines = (...records: readonly object[]): string =>
  records.map((record) => JSON.stringify(record)).join('\n');

const at = '2026-03-14T08:00:00Z';
const changed = lines(
  { gate: 1, at },
  { gate: 2, at, tls: { version: '1.3' } },
  { gate: 3, at: '0001-01-01T00:00:00Z' },
  { door: 1, at, side: 'north' },
);

test('a scan names keys that schemas lack, for people and for programs', async () => {
  writeFileSync(join(folder, 'gate.jsonl'), changed);
  mkdirSync(join(folder, 'rules'));
  writeFileSync(
    join(folder, 'rules/any.ts'),
    "import { rule } from 'streamalert';\nexport const any = rule({ name: 'any', description: 'Any', severity: 'low', logs: ['gate:entry'], matches: () => false });\n",
  );
  const scan = (...args: string[]) =>
    runCli(['scan', 'gate.jsonl', '--rules', 'rules', ...args], { cwd: folder });

  const table = await scan();
  expect(table.stdout.replaceAll(/\s+/g, ' ')).toContain(
    'gate:entry carries 1 key its schema lacks: tls (map, about 33 %) (estimated from 3 records)',
  );
  expect(table.stdout.replaceAll(/\s+/g, ' ')).toContain(
    'door:entry would fit but for 1 key its schema lacks: side (text, 1 record), all in quarantine',
  );
  expect(table.stdout).toContain('npx streamalert schema diff gate:entry FILE');

  const { stdout } = await scan('--format', 'json', '--since', '2020-01-01');
  const report = JSON.parse(stdout);
  expect(report.drift).toEqual([
    {
      logType: 'gate:entry',
      sampled: 3,
      furtherKeys: 0,
      keys: [{ path: ['tls'], types: ['map'], estimatedShare: 1 / 3 }],
      rejected: [],
    },
    {
      logType: 'door:entry',
      sampled: 0,
      furtherKeys: 0,
      keys: [],
      rejected: [{ path: ['side'], types: ['text'], records: 1 }],
    },
  ]);
  expect(report.timeProblems).toEqual([{ logType: 'gate:entry', problem: 'absurd', count: 1 }]);
  const schema = readFileSync(
    join(import.meta.dirname, '../docs/reference/scan-report.schema.json'),
    'utf8',
  );
  expect(z.fromJSONSchema(JSON.parse(schema)).safeParse(report).error).toBeUndefined();
});

test('the running product warns of a new key once, and keeps count of it', async () => {
  const begin = async () => {
    const child = spawnCli(['start', '--port', '0', '--data-dir', 'data'], folder);
    running = child;
    const said = await outputOf(child, 'Listening.');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '';
    const token = readFileSync(join(folder, 'data/token'), 'utf8').trim();
    const post = (body: string) =>
      fetch(`${url}/ingest/gates`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body,
      });
    return { child, post };
  };
  const { child, post } = await begin();

  const warned = outputOf(child, /records with it go to quarantine\n.*\n/);
  await post(changed);
  const said = await warned;
  expect(said).toContain('http:gates carries a new key that gate:entry lacks: tls (map)');

  const quiet = outputOf(child, /carries a new key that gate:entry lacks: other/);
  await post(lines({ gate: 4, at, tls: {} }));
  await post(lines({ gate: 5, at, other: 1 }));
  expect(await quiet).not.toContain('lacks: tls');
  child.kill('SIGINT');
  await ended(child);

  const { stdout } = await runCli(['status', '--data-dir', 'data', '--json'], { cwd: folder });
  const { drift, timeProblems } = JSON.parse(stdout);
  expect(drift).toMatchObject([
    { logType: 'door:entry', keys: [{ path: ['side'], found: 'rejected', count: 1 }] },
    {
      resource: 'gates',
      logType: 'gate:entry',
      sampled: 5,
      keys: [
        { path: ['tls'], found: 'sampled', count: 2, types: ['map'] },
        { path: ['other'], found: 'sampled', count: 1 },
      ],
    },
  ]);
  expect(timeProblems).toMatchObject([{ logType: 'gate:entry', problem: 'absurd', count: 1 }]);

  // What is in quarantine is kept and compared without a file; what was classified is compared in files.
  const status = await runCli(['status', '--data-dir', 'data'], { cwd: folder });
  expect(said).toMatch(/records with it go to quarantine\n.*schema diff door:entry\n/);
  expect(status.stdout).toMatch(/in quarantine: {2}npx streamalert schema diff door:entry\n/);
  expect(status.stdout).toMatch(/see more: {2}npx streamalert schema diff gate:entry FILE\n/);
});
