import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ended, outputOf, runCli, spawnCli } from '../testing/run-cli.ts';

let folder = '';
let running: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-start-'));
});
afterEach(async () => {
  if (running !== undefined && running.exitCode === null) {
    running.kill('SIGKILL');
    await ended(running);
  }
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const dataDir = () => join(folder, 'data');

/** Starts the runtime and waits until it listens; gives what it said and where it listens. */
async function start(...args: string[]) {
  const child = spawnCli(['start', '--port', '0', '--data-dir', dataDir(), ...args]);
  running = child;
  const said = await outputOf(child, 'Listening.');
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '';
  return { child, said, url };
}

async function stop(child: ChildProcess): Promise<number | null> {
  child.kill('SIGINT');
  return ended(child);
}

const post = (url: string, source: string, body: string) =>
  fetch(`${url}/ingest/${source}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${readFileSync(join(dataDir(), 'token'), 'utf8').trim()}` },
    body,
  });

interface Status {
  ledger: {
    resource: string;
    tally: Record<'records' | 'classified' | 'quarantined' | 'filtered', number>;
  }[];
  deliveries: Record<string, number>;
}

async function status(): Promise<Status> {
  const { stdout } = await runCli(['status', '--data-dir', dataDir(), '--json']);
  return JSON.parse(stdout) as Status;
}

const alertIds = async (): Promise<string[]> => {
  const { stdout } = await runCli([
    'alerts',
    'list',
    '--data-dir',
    dataDir(),
    '--json',
    '--limit',
    '10000',
  ]);
  return (JSON.parse(stdout) as { alert: { id: string } }[]).map(({ alert }) => alert.id);
};

const trailStopped = (n: number) =>
  JSON.stringify({
    eventVersion: '1.09',
    userIdentity: { type: 'IAMUser', userName: 'mallory', accountId: '111122223333' },
    eventTime: '2026-03-14T11:00:00Z',
    eventSource: 'cloudtrail.amazonaws.com',
    eventName: 'StopLogging',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '203.0.113.7',
    userAgent: 'aws-cli/2',
    requestParameters: { name: 'org-trail' },
    responseElements: null,
    requestID: `r-${n}`,
    eventID: `e-${n}`,
    eventType: 'AwsApiCall',
    recipientAccountId: '111122223333',
  });

test('the sample tells its story once: started again it does not alert again', async () => {
  const first = await start('--sample');
  expect(await stop(first.child)).toBe(0);
  const ids = await alertIds();
  const before = await status();

  const second = await start('--sample');
  expect(await stop(second.child)).toBe(0);

  expect(first.said).toContain('CRITICAL');
  expect(first.said).toMatch(/in [\d,]+ = classified [\d,]+ \+ quarantined 6 \+ filtered 0/);
  expect(second.said).not.toContain('CRITICAL');
  expect(ids.length).toBeGreaterThan(10);
  expect(await alertIds()).toEqual(ids);
  expect((await status()).ledger).toEqual(before.ledger);
  expect(existsSync(join(dataDir(), 'history', 'cloudtrail_events'))).toBe(true);
  expect(existsSync(join(dataDir(), 'alerts.jsonl'))).toBe(true);
});

test('what is posted is classified, raises alerts, and is counted', async () => {
  const { child, url } = await start();

  const answer = await post(url, 'sample', `${trailStopped(1)}\nnot a log at all\n`);
  await outputOf(child, 'stopped trail org-trail');
  await stop(child);

  const [entry] = (await status()).ledger;
  expect(answer.status).toBe(202);
  expect(entry?.tally).toMatchObject({ records: 2, classified: 1, quarantined: 1, filtered: 0 });
  expect(await alertIds()).not.toHaveLength(0);
});

test('killed in the middle, nothing is lost and nothing alerts twice', async () => {
  const { child, url } = await start();
  const total = 4000;
  const body = Array.from({ length: total }, (_, n) => trailStopped(n)).join('\n');

  const posted = await post(url, 'sample', body);
  child.kill('SIGKILL');
  await ended(child);
  const again = await start();
  await expect
    .poll(async () => (await status()).ledger.reduce((sum, { tally }) => sum + tally.records, 0), {
      timeout: 20_000,
      interval: 500,
    })
    .toBe(total);
  await stop(again.child);

  const ids = await alertIds();
  expect(posted.status).toBe(202);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(total);
}, 60_000);

test('a second runtime on the same data directory is refused', async () => {
  await start();

  const second = await runCli(['start', '--port', '0', '--data-dir', dataDir()]);

  expect(second.status).toBe(1);
  expect(second.stderr).toContain('in use by another StreamAlert');
  expect(second.stderr).toContain('--data-dir');
});

test('a port in use is named, with what to do', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => holder.once('listening', listening));
  const address = holder.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const { status: code, stderr } = await runCli([
    'start',
    '--port',
    `${port}`,
    '--data-dir',
    dataDir(),
  ]);
  holder.close();

  expect(code).toBe(1);
  expect(stderr).toContain(`port ${port} is in use`);
  expect(stderr).toContain('--port');
});

test('a data directory that is a file is refused', async () => {
  writeFileSync(dataDir(), 'occupied');

  const { status: code, stderr } = await runCli(['start', '--port', '0', '--data-dir', dataDir()]);

  expect(code).toBe(1);
  expect(stderr).toContain('is a file');
});

test('all that is wrong with the configuration is told at once', async () => {
  const conf = join(folder, 'conf');
  mkdirSync(join(conf, 'schemas'), { recursive: true });
  mkdirSync(join(conf, 'clusters'));
  writeFileSync(
    join(conf, 'global.json'),
    '{"account":{"aws_account_id":"111122223333","prefix":"acme","region":"eu-west-1"},"generel":{}}',
  );
  writeFileSync(join(conf, 'lambda.json'), '{}');
  writeFileSync(
    join(conf, 'clusters/prod.json'),
    '{"data_sources":{"kinesys":{"s":["a"]}},"classifier_config":{}}',
  );
  writeFileSync(
    join(conf, 'schemas/a.json'),
    '{"a:b":{"parser":"jason","schema":{"x":"timestamp"}}}',
  );

  const { status: code, stderr } = await runCli([
    '--config-dir',
    conf,
    'start',
    '--port',
    '0',
    '--data-dir',
    dataDir(),
  ]);

  expect(code).toBe(1);
  for (const text of ['kinesys', 'kinesis', 'jason', 'json', 'config check']) {
    expect(stderr).toContain(text);
  }
});
