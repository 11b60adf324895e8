import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forEachPayload } from '../../../sources/file/split-payloads.ts';
import { readFile } from '../inputs/read-logs.ts';
import { readAgain } from './read-again.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-again-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const long = JSON.stringify({ filler: 'é'.repeat(1_500_000) });
const bytes = Buffer.byteLength(long);
const origin = (delivery: string, service = 'file') => ({
  service,
  resource: 'logs',
  cluster: null,
  delivery,
});

test('a payload that was too large to keep is read again where it stands, packed or not', async () => {
  const plain = join(folder, 'a.log');
  const packed = join(folder, 'a.log.gz');
  writeFileSync(plain, `{"a":1}\n\n${long}\n{"b":2}\n`);
  writeFileSync(packed, gzipSync(`{"a":1}\n\n${long}\n{"b":2}\n`));

  for (const path of [plain, packed]) {
    expect(await readAgain({ origin: origin(path), position: '3', bytes })).toEqual({
      outcome: 'found',
      payload: long,
    });
  }
});

test('positions count what is inside of captured events of AWS, as they did when it was first read', async () => {
  const path = join(folder, 'captured.json');
  const queue = {
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:111122223333:logs',
  };
  const bodies = ['{"a":1}', long, '{"b":2}'];
  const message = (body: string, id: number) => ({
    messageId: `m-${id}`,
    receiptHandle: 'r',
    body,
    ...queue,
  });
  writeFileSync(path, `${JSON.stringify({ Records: bodies.map(message) })}\n`);
  const positions = new Map<unknown, number>();
  for await (const item of readFile(path)) {
    if (item.kind !== 'batch') continue;
    forEachPayload(item.batch, (payload, position) => positions.set(payload, position));
  }
  const position = positions.get(long);

  expect([...positions.keys()]).toEqual(bodies);
  expect(await readAgain({ origin: origin(path), position: String(position), bytes })).toEqual({
    outcome: 'found',
    payload: long,
  });
});

test.each([
  ['a file that is gone', { position: '3' }, /not there any more/, undefined],
  ['a file that has changed', { position: '3' }, /cannot be read as it was/, 'a\nb\nshort\n'],
  ['a place behind its end', { position: '99' }, /cannot be read as it was/, `${long}\n`],
  ['a place that is no number', { position: 'x' }, /cannot be read as it was/, `${long}\n`],
])('%s is said', async (_, { position }, why, content) => {
  const path = join(folder, 'b.log');
  if (content !== undefined) writeFileSync(path, content);

  expect(await readAgain({ origin: origin(path), position, bytes })).toEqual({
    outcome: 'not found',
    why: expect.stringMatching(why),
  });
});

test('what came another way than from a file is said, even where a file has its name', async () => {
  const path = join(folder, 'c.log');
  writeFileSync(path, `${long}\n`);

  expect(await readAgain({ origin: origin(path, 'http'), position: '1', bytes })).toEqual({
    outcome: 'not found',
    why: expect.stringContaining('came by http'),
  });
});
