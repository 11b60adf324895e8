import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../testing/run-cli.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-bad-input-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const event = JSON.stringify({
  eventVersion: '1.09',
  userIdentity: { type: 'IAMUser', userName: 'mallory', accountId: '111122223333' },
  eventTime: '2026-03-14T11:10:00Z',
  eventSource: 'cloudtrail.amazonaws.com',
  eventName: 'StopLogging',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'aws-cli/2',
  requestParameters: null,
  responseElements: null,
  requestID: 'r',
  eventID: 'e',
  eventType: 'AwsApiCall',
  recipientAccountId: '111122223333',
});
const withKeys = (keys: string) => `${event.slice(0, -1)},${keys}}`;
const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const letters = (megabytes: number) => gzipSync(Buffer.alloc(megabytes * 1024 * 1024, 0x61));
const notification = {
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: 'arn:aws:sns:eu-west-1:111122223333:doors:1',
      Sns: {
        Type: 'Notification',
        MessageId: '95df01b4',
        TopicArn: 'arn:aws:sns:eu-west-1:111122223333:doors',
        Message: 'this is {no JSON',
        Timestamp: '2026-03-14T11:10:00.000Z',
      },
    },
  ],
};

interface Case {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly classified: number;
  /** Why the rest is in quarantine. */
  readonly reasons: Readonly<Record<string, number>>;
}

const cases = (): Case[] => [
  {
    name: 'bomb.jsonl.gz',
    content: gzipSync(letters(300)),
    classified: 0,
    reasons: { unreadable: 1 },
  },
  {
    name: 'nested.jsonl',
    content: `${nested(10_000)}\n${event}\n`,
    classified: 1,
    reasons: { 'too deep': 1 },
  },
  {
    name: 'nested-field.jsonl',
    content: `${withKeys(`"x":${nested(10_000)}`)}\n${event}\n`,
    classified: 1,
    reasons: { 'too deep': 1 },
  },
  {
    name: 'large-document.json',
    content: withKeys(`"additionalEventData":{"z":"${'x'.repeat(18 * 1024 * 1024)}"}`),
    classified: 1,
    reasons: {},
  },
  {
    name: 'utf-8.jsonl',
    content: Buffer.concat([Buffer.from(`${event}\n`), Buffer.from([0x7b, 0xff, 0x7d, 0x0a])]),
    classified: 1,
    reasons: { 'not UTF-8': 1 },
  },
  {
    name: 'utf-16.jsonl',
    content: Buffer.from(`\ufeff${event}\n`, 'utf16le'),
    classified: 1,
    reasons: {},
  },
  { name: 'mark.jsonl', content: `\ufeff${event}\n`, classified: 1, reasons: {} },
  {
    name: 'open-quote.csv',
    content: 'a,b,c\n1,"open,2\n3,4,5\n',
    classified: 0,
    reasons: { 'no schema fits': 3 },
  },
  {
    name: 'case.jsonl',
    content: withKeys('"EventName":"a","EVENTNAME":"b"'),
    classified: 1,
    reasons: {},
  },
  { name: 'not-a-number.jsonl', content: withKeys('"z":NaN'), classified: 1, reasons: {} },
  {
    name: 'twice.jsonl',
    content: withKeys('"eventName":"DeleteTrail"'),
    classified: 1,
    reasons: {},
  },
  {
    name: 'behind.jsonl.gz',
    content: Buffer.concat([gzipSync(`${event}\n`), Buffer.from('something behind it')]),
    classified: 1,
    reasons: { unreadable: 1 },
  },
  {
    name: 'padded.jsonl.gz',
    content: Buffer.concat([gzipSync(`${event}\n`), Buffer.alloc(512)]),
    classified: 1,
    reasons: {},
  },
  {
    name: 'message.json',
    content: JSON.stringify(notification),
    classified: 0,
    reasons: { 'no schema fits': 1 },
  },
  { name: 'nothing.json', content: '', classified: 0, reasons: {} },
  { name: 'nothing.json.gz', content: gzipSync(''), classified: 0, reasons: {} },
  { name: 'only-a-mark.json', content: '\ufeff', classified: 0, reasons: {} },
];

interface Report {
  summary: Record<'in' | 'classified' | 'quarantined' | 'filtered', number>;
  quarantine: { reason: string; count: number }[];
  alerts: { source: { path: string } }[];
}

/** A report writes `NaN` as its record has it, which plain JSON cannot read. */
const reportIn = (text: string) => JSON.parse(text) as Report;

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

test('a folder of hostile files is read to its end, and each record is counted with its reason', async () => {
  mkdirSync(join(folder, 'all'));
  const all = cases();
  for (const { name, content } of all) writeFileSync(join(folder, 'all', name), content);

  const { stdout, stderr } = await runCli([
    'scan',
    '--format',
    'json',
    '--workers',
    '1',
    join(folder, 'all'),
  ]);

  const { summary, quarantine, alerts } = reportIn(stdout);
  const expected = new Map<string, number>();
  for (const { reasons } of all) {
    for (const [reason, count] of Object.entries(reasons)) {
      expected.set(reason, (expected.get(reason) ?? 0) + count);
    }
  }
  const found = new Map<string, number>();
  for (const { reason, count } of quarantine) found.set(reason, (found.get(reason) ?? 0) + count);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  expect(summary.classified).toBe(sum(all.map(({ classified }) => classified)));
  expect(summary.quarantined).toBe(sum([...expected.values()]));
  expect(summary.in).toBe(summary.classified + summary.quarantined + summary.filtered);
  for (const { name, classified } of all) {
    const raised = alerts.some(({ source }) => source.path.endsWith(`/${name}`));
    expect([name, raised]).toEqual([name, classified > 0]);
  }
  expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
}, 30_000);
