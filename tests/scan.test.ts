import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../testing/run-cli.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-scan-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stopLogging = (n: number) => ({
  eventVersion: '1.09',
  userIdentity: {
    type: 'IAMUser',
    arn: 'arn:aws:iam::111122223333:user/mallory',
    userName: 'mallory',
    accountId: '111122223333',
  },
  eventTime: `2026-03-14T11:${String(10 + n)}:00Z`,
  eventSource: 'cloudtrail.amazonaws.com',
  eventName: 'StopLogging',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'aws-cli/2',
  requestParameters: { name: 'org-trail', bigId: 0 },
  responseElements: null,
  requestID: `r-${n}`,
  eventID: `e-${n}`,
  eventType: 'AwsApiCall',
  recipientAccountId: '111122223333',
});

const place = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
};

interface Report {
  summary: Record<'in' | 'classified' | 'quarantined' | 'filtered', number> & {
    byLogType: Record<string, number>;
  };
  alerts: {
    id: string;
    ruleName: string;
    eventTime: string;
    source: { path: string; position: string };
    record: unknown;
  }[];
  quarantine: { reason: string; count: number; example: { path: string; position: string } }[];
  ruleErrors: { ruleName: string; reason: string; count: number }[];
}

async function scan(
  ...args: string[]
): Promise<{ status: number | null; report: Report; stderr: string }> {
  const { status, stdout, stderr } = await runCli(['scan', '--format', 'json', ...args]);
  return { status, report: JSON.parse(stdout) as Report, stderr };
}

test('a folder of deliveries in all forms is read and the same alert is found in each', async () => {
  const delivery = JSON.stringify({ Records: [stopLogging(1), stopLogging(2)] });
  place('forms/delivery.json', delivery);
  place('forms/deep/er/delivery.json.gz', gzipSync(delivery));
  place('forms/lines.jsonl.zst', zstdCompressSync(`${JSON.stringify(stopLogging(3))}\n`));
  place('forms/array.json', JSON.stringify([stopLogging(4)], null, 2));
  place('forms/notes.txt', '\n\n');

  const { status, report } = await scan(join(folder, 'forms'));

  const critical = report.alerts.filter(
    ({ ruleName }) => ruleName === 'cloudtrail_critical_api_calls',
  );
  expect(status).toBe(1);
  expect(report.summary).toMatchObject({ in: 6, classified: 6, quarantined: 0, filtered: 0 });
  expect(critical).toHaveLength(6);
  expect(new Set(report.alerts.map(({ id }) => id)).size).toBe(report.alerts.length);
  expect(critical.map(({ source }) => source.position).sort()).toEqual([
    '1',
    '1',
    '1:1',
    '1:1',
    '1:2',
    '1:2',
  ]);
});

test('the same data gives the same alert ids in every run, whatever the number of workers', async () => {
  const path = place(
    'stable/trail.jsonl',
    [1, 2, 3].map((n) => JSON.stringify(stopLogging(n))).join('\n'),
  );

  const one = await scan(path, '--workers', '1');
  const two = await scan(path, '--workers', '2');

  expect(one.report.alerts.length).toBeGreaterThan(0);
  expect(one.report.alerts.map(({ id }) => id)).toEqual(two.report.alerts.map(({ id }) => id));
});

test('whatever is wrong with a file, the others are read, everything is counted, and each trouble is named', async () => {
  const good = JSON.stringify(stopLogging(5));
  place('bad/good.jsonl', `${good}\n`);
  place('bad/empty.json', '');
  place('bad/truncated.jsonl.gz', gzipSync(`${good}\n`.repeat(2000)).subarray(0, -40));
  place('bad/binary.log', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 0, 0, 0, 9]));
  place(
    'bad/invalid-utf8.log',
    Buffer.concat([Buffer.from(`${good}\n`), Buffer.from([0xff, 0xfe, 0x80, 0x0a])]),
  );
  place('bad/cut.jsonl', `${good}\n${good.slice(0, 100)}`);
  place('bad/deep.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  place('bad/hostile.jsonl', '{"__proto__":{"polluted":true},"constructor":1}\n');

  const { report } = await scan(join(folder, 'bad'));

  const { in: records, classified, quarantined, filtered } = report.summary;
  const reasons = new Set(report.quarantine.map(({ reason }) => reason));
  expect(records).toBe(classified + quarantined + filtered);
  expect(classified).toBeGreaterThan(3);
  expect(report.quarantine.reduce((sum, { count }) => sum + count, 0)).toBe(quarantined);
  expect([...reasons]).toEqual(
    expect.arrayContaining(['unreadable', 'not UTF-8', 'not JSON', 'no schema fits', 'too deep']),
  );
  for (const name of [
    'truncated.jsonl.gz',
    'binary.log',
    'invalid-utf8.log',
    'cut.jsonl',
    'deep.json',
  ]) {
    expect(report.quarantine.map(({ example }) => example.path).join()).toContain(name);
  }
});

test('a line of 200 MB is quarantined without being held, and the lines around it are read', async () => {
  const path = join(folder, 'huge.jsonl');
  const out = createWriteStream(path);
  const good = `${JSON.stringify(stopLogging(6))}\n`;
  out.write(good);
  const block = Buffer.alloc(1024 * 1024, 0x61);
  for (let n = 0; n < 200; n++) if (!out.write(block)) await once(out, 'drain');
  out.end(`\n${good}`);
  await once(out, 'close');

  const { report } = await scan(path);
  rmSync(path);

  expect(report.summary).toMatchObject({ in: 3, classified: 2, quarantined: 1 });
  expect(report.quarantine).toMatchObject([{ reason: 'too long', example: { position: '2' } }]);
});

test('time and log types filter, and what is left out is counted', async () => {
  const path = place(
    'filter/trail.jsonl',
    [1, 2, 3].map((n) => JSON.stringify(stopLogging(n))).join('\n'),
  );

  const since = await scan(path, '--since', '2026-03-14T11:12Z');
  const until = await scan(path, '--until', '2026-03-14T11:12Z');
  const other = await scan(path, '--logs', 'okta');

  expect(since.report.summary).toMatchObject({ in: 3, classified: 2, filtered: 1 });
  expect(until.report.summary).toMatchObject({ in: 3, classified: 1, filtered: 2 });
  expect(other.report.summary).toMatchObject({ in: 3, classified: 0, filtered: 3 });
  expect(other.status).toBe(0);
});

test('digits beyond what a double holds reach the alert', async () => {
  const text = JSON.stringify(stopLogging(7)).replace('"bigId":0', '"bigId":12345678901234567890');
  const path = place('digits/trail.jsonl', text);

  const { stdout } = await runCli(['scan', path, '--format', 'json']);

  expect(stdout).toContain('12345678901234567890');
});

test('standard input is read, and a report can go to a file', async () => {
  const out = join(folder, 'report.ndjson');

  const { status, stdout } = await runCli(
    ['scan', '-', '--format', 'ndjson', '--out', out, '--fail-on', 'critical'],
    {
      input: JSON.stringify(stopLogging(8)),
    },
  );

  expect(status).toBe(0);
  expect(stdout).toBe('');
  expect(readFileSync(out, 'utf8')).toContain('cloudtrail_critical_api_calls');
});

test('rules of the user are run, and one that throws does not keep the others from alerting', async () => {
  const path = place('own/trail.jsonl', JSON.stringify(stopLogging(9)));
  const rules = join(folder, 'own-rules');
  place(
    'own-rules/rules.ts',
    `import { rule } from 'streamalert';
export const sound = rule({ name: 'sound', description: 'd', logs: ['cloudtrail:events'], where: { eventName: 'StopLogging' } });
export const broken = rule({
  name: 'broken',
  description: 'd',
  logs: ['cloudtrail:events'],
  matches: () => {
    throw new TypeError('no such field');
  },
});
`,
  );

  const { report } = await scan(path, '--rules', rules);

  expect(report.alerts.map(({ ruleName }) => ruleName)).toEqual(['sound']);
  expect(report.ruleErrors).toMatchObject([{ ruleName: 'broken', count: 1 }]);
  expect(report.ruleErrors[0]?.reason).toContain('no such field');
  expect(report.ruleErrors[0]?.reason).toContain('rules.ts:8');
});

test.each([
  [['scan'], 2, 'path'],
  [['scan', 'x', '--format', 'yaml'], 2, 'table, json, ndjson, sarif'],
  [['scan', 'x', '--since', 'yesterday'], 2, 'yesterday'],
  [['scan', '/no/such/folder'], 3, '/no/such/folder'],
])('%j ends with %i and says why', async (args, expected, text) => {
  const { status, stdout, stderr } = await runCli(args);

  expect(status).toBe(expected);
  expect(stdout + stderr).toContain(text);
});

test('rules that cannot be loaded are named, and a scan without them does not look clean', async () => {
  const path = place('left-out/trail.jsonl', '{"a": 1}\n');
  place(
    'left-out-rules/sound.ts',
    `import { rule } from 'streamalert';
export const sound = rule({ name: 'sound', description: 'd', logs: ['cloudtrail:events'], where: { eventName: 'x' } });
`,
  );
  place('left-out-rules/throws.ts', "throw new Error('at load');\n");
  place(
    'left-out-rules/unknown.ts',
    `import { rule } from 'streamalert';
export const a = rule({ name: 'unknown_type', description: 'd', logs: ['cloudtrail:evnts'], where: { x: 1 } });
export const b = rule({ name: 'sound', description: 'd', logs: ['cloudtrail:events'], where: { x: 1 } });
`,
  );

  const { status, stderr } = await scan(path, '--rules', join(folder, 'left-out-rules'));

  expect(status).toBe(3);
  expect(stderr).toContain('throws.ts');
  expect(stderr).toContain('at load');
  expect(stderr).toMatch(/cloudtrail:evnts.*cloudtrail:events/);
  expect(stderr).toContain('sound.ts');
});

test.each([
  [['--rules', '/no/such/rules'], '/no/such/rules'],
  [['--logs', 'clodtrail'], 'Did you mean "cloudtrail"?'],
])('a scan with %j is refused instead of finding nothing', async (args, text) => {
  const path = place('refused/trail.jsonl', '{"a": 1}\n');

  const { status, stderr } = await runCli(['scan', path, ...args]);

  expect(status).toBe(2);
  expect(stderr).toContain(text);
});

test('a configuration that cannot be loaded is explained', async () => {
  place('broken-conf/schemas/a.json', '{"a:b":{"parser":"jason","schema":{}}}');
  const path = place('refused/trail.jsonl', '{"a": 1}\n');

  const { status, stderr } = await runCli([
    '--config-dir',
    join(folder, 'broken-conf'),
    'scan',
    path,
  ]);

  expect(status).toBe(1);
  expect(stderr).toContain('Did you mean "json"?');
});
