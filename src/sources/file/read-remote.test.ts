import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type ReadItem, type ReadOptions, readRemote } from './read-batches.ts';
import { forEachPayload } from './split-payloads.ts';

/** Bytes as a client hands them over: in pieces of any size, perhaps with an end before their end. */
async function* pieces(bytes: Uint8Array, size: number, failAt = Infinity) {
  for (let at = 0; at < bytes.length; at += size) {
    if (at >= failAt) throw new Error('connection reset');
    yield bytes.subarray(at, at + size);
  }
}

async function read(open: () => AsyncIterable<Uint8Array>, options: ReadOptions = {}) {
  const payloads: string[] = [];
  const failures: string[] = [];
  const items: ReadItem[] = [];
  for await (const item of readRemote({ name: 's3://logs/a b.json.gz', open }, options)) {
    items.push(item);
    if (item.kind === 'quarantined') failures.push(item.detail);
    else forEachPayload(item.batch, (payload) => payloads.push(String(payload)));
  }
  return { payloads, failures, items };
}

const lines = Array.from({ length: 3000 }, (_, id) => `{"id":${id},"text":"${id * 7919}"}`);
const packed = gzipSync(lines.join('\n'));

test('an object is read in bounded pieces by the same rules as a file', async () => {
  for (const size of [7, 1000, 1_000_000]) {
    const { payloads, failures } = await read(() => pieces(packed, size));

    expect(failures).toEqual([]);
    expect(payloads).toEqual(lines);
  }
});

test('a list of records is a payload for each, a delivery of CloudTrail is one', async () => {
  const list = await read(() => pieces(Buffer.from('[{"a":1},\n{"a":2}]'), 5));
  const trail = await read(() => pieces(gzipSync('{"Records":[{"a":1},{"a":2}]}'), 5));

  expect(list.payloads).toEqual(['{"a":1}', '{"a":2}']);
  expect(trail.payloads).toEqual(['{"Records":[{"a":1},{"a":2}]}']);
});

test('an object that is gone before it is read is a failure that names it', async () => {
  const { payloads, failures } = await read(() => pieces(packed, 10, 0));

  expect(payloads).toEqual([]);
  expect(failures).toEqual([
    's3://logs/a b.json.gz broke off after 0 bytes: Error: connection reset',
  ]);
});

test('what came before a connection broke off is not lost', async () => {
  const text = Buffer.from(lines.join('\n'));

  const { payloads, failures } = await read(() => pieces(text, 1000, 50_000));

  expect(payloads.length).toBeGreaterThan(1000);
  expect(payloads).toEqual(lines.slice(0, payloads.length));
  expect(failures).toEqual([expect.stringContaining('broke off after 50000 bytes')]);
});

test('what stands before the place where packed data is cut off comes out, and that is told', async () => {
  const { payloads, failures } = await read(() => pieces(packed.subarray(0, -3000), 512));

  expect(failures).toEqual([expect.stringContaining('the gzip data is cut off after')]);
  expect(payloads.length).toBeGreaterThan(500);
  expect(payloads).toEqual(lines.slice(0, payloads.length));
});

test('reading goes on from where it stopped', async () => {
  const whole = await read(() => pieces(packed, 512), { batchBytes: 9000 });
  const stop = whole.items[1];
  if (stop === undefined) throw new Error('more items were expected');

  const rest = await read(() => pieces(packed, 512), { batchBytes: 9000, from: stop });

  expect(rest.payloads).toEqual(lines.slice(stop.nextPosition - 1));
});
