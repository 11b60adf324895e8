import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ended, outputOf, runCli, spawnCli } from '../testing/run-cli.ts';

let folder = '';
let running: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-aws-'));
});
afterEach(async () => {
  if (running !== undefined && running.exitCode === null) {
    running.kill('SIGKILL');
    await ended(running);
  }
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const stopLogging = (id: string) => ({
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
  requestID: id,
  eventID: id,
  eventType: 'AwsApiCall',
  recipientAccountId: '111122223333',
});

const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString('base64');

interface Report {
  readonly summary: Readonly<Record<'in' | 'classified' | 'quarantined' | 'filtered', number>>;
  readonly quarantine: readonly { readonly detail: string; readonly example: { raw?: string } }[];
}

async function scan(name: string, content: string): Promise<Report> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const { stdout } = await runCli(['scan', path, '--format', 'json']);
  return JSON.parse(stdout) as Report;
}

test('a captured event of Lambda is scanned for the records inside of it', async () => {
  const data = [
    gzipSync(JSON.stringify({ Records: [stopLogging('1'), stopLogging('2')] })),
    '%%%',
    JSON.stringify(stopLogging('3')),
  ];
  const event = {
    Records: data.map((item, index) => ({
      kinesis: { sequenceNumber: `${index}`, data: item === '%%%' ? item : base64(item) },
      eventSource: 'aws:kinesis',
      eventSourceARN: 'arn:aws:kinesis:eu-west-1:111122223333:stream/s',
    })),
  };

  const { summary, quarantine } = await scan('kinesis-event.json', JSON.stringify(event, null, 2));

  expect(summary).toMatchObject({ in: 4, classified: 3, quarantined: 1, filtered: 0 });
  expect(quarantine[0]?.detail).toContain('not base64');
});

test('lines that only describe others count as filtered, and the ledger balances', async () => {
  const text = '#Version: 1.0\n#Fields: date no-such-column\n2026-03-14 x\n2026-03-14 y\n';

  const { summary, quarantine } = await scan('u_ex260314.log', text);

  expect(summary.in).toBe(summary.classified + summary.quarantined + summary.filtered);
  expect(summary).toMatchObject({ in: 4, filtered: 2 });
  for (const { example } of quarantine)
    expect(example.raw).toContain('#Fields: date no-such-column\n');
});

test('what Firehose delivers is classified once, however often it is sent', async () => {
  const dataDir = join(folder, 'data');
  const child = spawnCli(['start', '--port', '0', '--data-dir', dataDir]);
  running = child;
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(await outputOf(child, 'Listening.'))?.[0] ?? '';
  const body = JSON.stringify({
    requestId: 'r-1',
    timestamp: 1_774_000_000_000,
    records: [stopLogging('1'), stopLogging('2')].map((record) => ({
      data: base64(JSON.stringify(record)),
    })),
  });
  const post = () =>
    fetch(`${url}/ingest/firehose/sample`, {
      method: 'POST',
      headers: {
        'x-amz-firehose-request-id': 'r-1',
        'x-amz-firehose-access-key': readFileSync(join(dataDir, 'token'), 'utf8').trim(),
        'content-encoding': 'gzip',
      },
      body: gzipSync(body),
    });

  const answers = [await post(), await post()];
  await outputOf(child, 'stopped trail org-trail');
  child.kill('SIGINT');
  await ended(child);

  expect(await answers[1]?.json()).toMatchObject({ requestId: 'r-1' });
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  const { stdout } = await runCli(['status', '--data-dir', dataDir, '--json']);
  const { ledger } = JSON.parse(stdout) as { ledger: { tally: Record<string, number> }[] };
  expect(ledger).toHaveLength(1);
  expect(ledger[0]?.tally).toMatchObject({ records: 2, classified: 2, quarantined: 0 });
});
