import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SpoolEntry } from '../../ports/spool.ts';
import { type OpenSpool, openSpool } from './spool.ts';

let folder: string;
const opened: OpenSpool[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-spool-'));
});
afterEach(async () => {
  for (const spool of opened.splice(0)) await spool.close();
  rmSync(folder, { recursive: true });
});

const clock = { now: () => 1_000 };

async function open(bytesMax?: number, path = folder): Promise<OpenSpool> {
  const spool = await openSpool(path, { clock, ...(bytesMax === undefined ? {} : { bytesMax }) });
  opened.push(spool);
  return spool;
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));

async function append(spool: OpenSpool, text: string): Promise<string> {
  const outcome = await spool.append('okta', bytesOf(text));
  if (outcome.outcome !== 'accepted') throw new Error(outcome.outcome);
  return outcome.delivery;
}

/** What is there now: the first `count` entries. */
async function take(spool: OpenSpool, count: number): Promise<readonly SpoolEntry[]> {
  const taken: SpoolEntry[] = [];
  if (count === 0) return taken;
  for await (const entry of spool.entries()) {
    taken.push(entry);
    if (taken.length === count) break;
  }
  return taken;
}

/** All that is there and nothing that comes later. */
async function takeAll(spool: OpenSpool): Promise<readonly SpoolEntry[]> {
  const last = await append(spool, 'the end');
  const taken: SpoolEntry[] = [];
  for await (const entry of spool.entries()) {
    if (entry.delivery === last) break;
    taken.push(entry);
  }
  return taken;
}

const textOf = (entry: SpoolEntry | undefined) =>
  entry?.kind === 'body' ? Buffer.from(entry.body).toString() : entry?.kind;
const segmentFiles = (path = folder) => readdirSync(path).toSorted();
const fileOf = (delivery: string) => join(folder, `${delivery.split(':')[0]}.log`);

describe('entries', () => {
  test('come back in order with their resource and time, also after a restart', async () => {
    const spool = await open();
    const first = await append(spool, 'one');
    const second = await append(spool, '');
    await spool.close();

    const again = await open();
    const entry = { kind: 'body', resource: 'okta', receivedAt: 1_000 };

    expect(await takeAll(again)).toEqual([
      { ...entry, delivery: first, body: bytesOf('one') },
      { ...entry, delivery: second, body: bytesOf('') },
    ]);
    expect(again.cutBytes).toBe(0);
  });

  test('reach a reader that waits', async () => {
    const spool = await open();
    const entries = spool.entries();
    const next = entries.next();
    await delay(5);

    const delivery = await append(spool, 'late');

    expect((await next).value).toMatchObject({ delivery });
    await entries.return();
  });

  test('end when the spool is closed, whether the reader waits or not', async () => {
    const spool = await open();
    await append(spool, 'one');
    await append(spool, 'two');
    const entries = spool.entries();
    await entries.next();

    await spool.close();

    expect((await entries.next()).done).toBe(true);
    await expect(spool.append('okta', bytesOf('three'))).rejects.toThrow(/closed/);
  });

  test('hold any bytes and any name of a resource', async () => {
    const spool = await open();
    const body = new Uint8Array(300_000).map((_, index) => index * 31);
    await spool.append('ünï/../code"', body);

    const [entry] = await take(spool, 1);

    expect(entry).toMatchObject({ resource: 'ünï/../code"' });
    expect(entry?.kind === 'body' && Buffer.compare(entry.body, body)).toBe(0);
  });
});

test('appends at the same time share a sync and are all kept in order', async () => {
  const spool = await open();

  const deliveries = await Promise.all(
    Array.from({ length: 500 }, (_, n) => append(spool, `body ${n}`)),
  );

  expect(deliveries.toSorted((a, b) => Number(a.split(':')[1]) - Number(b.split(':')[1]))).toEqual(
    deliveries,
  );
  expect((await take(spool, 500)).map(textOf)).toEqual(
    Array.from({ length: 500 }, (_, n) => `body ${n}`),
  );
});

describe('space', () => {
  test('is given back when all of a segment is settled', async () => {
    const spool = await open(400);
    const deliveries = [];
    for (const text of ['a', 'b', 'c']) deliveries.push(await append(spool, text.repeat(90)));
    expect(segmentFiles()).toHaveLength(3);
    const entries = spool.entries();
    for (const _ of deliveries) await entries.next();

    spool.settle(deliveries[1] ?? '');
    expect(spool.oldest()).toBe(deliveries[0]?.split(':')[0]);
    spool.settle(deliveries[0] ?? '');
    spool.settle(deliveries[2] ?? '');

    // The newest file stays: its name says which numbers have been given.
    expect(segmentFiles()).toEqual([`${deliveries[2]?.split(':')[0]}.log`]);
    expect(spool.oldest()).toBe(deliveries[2]?.split(':')[0]);
    await entries.return();
  });

  test('that is used up makes the spool full until something is settled', async () => {
    const spool = await open(400);
    const first = await append(spool, 'x'.repeat(100));
    await append(spool, 'x'.repeat(100));
    const body = bytesOf('x'.repeat(200));
    const entries = spool.entries();
    await entries.next();

    expect(await spool.append('okta', body)).toEqual({ outcome: 'full', retryAfterSeconds: 5 });
    spool.settle(first);

    expect(await spool.append('okta', body)).toMatchObject({ outcome: 'accepted' });
    expect(spool.bytes()).toBeLessThanOrEqual(400);
    await entries.return();
  });

  test('is found for one body that is larger than the spool', async () => {
    const spool = await open(400);
    const first = await append(spool, 'small');
    const large = bytesOf('x'.repeat(1_000));
    expect(await spool.append('okta', large)).toMatchObject({ outcome: 'full' });
    await take(spool, 1);
    spool.settle(first);

    expect(await spool.append('okta', large)).toMatchObject({ outcome: 'accepted' });
    expect(await spool.append('okta', bytesOf('x'))).toMatchObject({ outcome: 'full' });
  });

  test('what is settled in part comes again after a restart, whole segments do not', async () => {
    const spool = await open(400);
    const deliveries = [];
    for (const text of ['a', 'b', 'c']) deliveries.push(await append(spool, text.repeat(90)));
    await take(spool, 3);
    spool.settle(deliveries[0] ?? '');
    await spool.close();

    const again = await open(4_000);

    expect((await takeAll(again)).map(({ delivery }) => delivery)).toEqual(deliveries.slice(1));
  });
});

test('a name of a delivery is never given again, even in an emptied folder', async () => {
  const spool = await openSpool(folder, { clock: { now: () => 5_000 } });
  const before = await append(spool, 'one');
  await take(spool, 1);
  spool.settle(before);
  await spool.close();

  const again = await openSpool(folder, { clock: { now: () => 4_000 } });
  const second = await append(again, 'two');
  await again.close();
  for (const file of segmentFiles()) rmSync(join(folder, file));
  const emptied = await openSpool(folder, { clock: { now: () => 6_000 } });
  const third = await append(emptied, 'three');
  await emptied.close();

  expect([before, second, third].toSorted()).toEqual([before, second, third]);
  expect(new Set([before, second, third]).size).toBe(3);
});

/** Waits for the child's output to say enough; a child that ends before has failed. */
async function outputUntil(child: ChildProcess, output: () => string, enough: RegExp) {
  const { stdout } = child;
  while (!enough.test(output())) {
    if (child.exitCode !== null || stdout === null) throw new Error(`the child ended: ${output()}`);
    await Promise.race([once(stdout, 'data'), once(child, 'close')]);
  }
}
describe('after a crash', () => {
  test('a write that was cut off at any byte is cut out, all before it is there', async () => {
    const source = join(folder, 'source');
    const spool = await open(undefined, source);
    await append(spool, 'first');
    await append(spool, 'second SAsp');
    const last = await append(spool, 'last');
    await spool.close();
    const [name = ''] = segmentFiles(source);
    const whole = statSync(join(source, name)).size;

    for (let size = Number(last.split(':')[1]); size <= whole; size++) {
      const copy = join(folder, `cut-${size}`);
      cpSync(source, copy, { recursive: true });
      truncateSync(join(copy, name), size);

      const again = await open(undefined, copy);
      const expected = size === whole ? ['first', 'second SAsp', 'last'] : ['first', 'second SAsp'];
      expect((await takeAll(again)).map(textOf)).toEqual(expected);
      expect(again.cutBytes).toBe(size === whole ? 0 : size - Number(last.split(':')[1]));
      await again.close();
    }
  });

  test('damage in the middle is reported and what stands behind it is there', async () => {
    const spool = await open();
    const deliveries = [];
    for (const text of ['first', 'second', 'third']) deliveries.push(await append(spool, text));
    await spool.close();
    const file = fileOf(deliveries[0] ?? '');
    const content = readFileSync(file);
    const at = content.indexOf('second');
    content[at] = 0;
    writeFileSync(file, content);

    const again = await open();
    const entries = await takeAll(again);

    expect(entries.map(textOf)).toEqual(['first', 'damaged', 'third']);
    expect(entries.map(({ delivery }) => delivery)).toEqual(deliveries);
    expect(entries[1]).toMatchObject({ bytes: 32, detail: expect.stringContaining(file) });
  });

  test.each([29, 28, 27, 26, 25])(
    'damage of a mebibyte and %d bytes less is passed over',
    async (less) => {
      const spool = await open();
      const first = await append(spool, 'x'.repeat(1024 * 1024 - less));
      await append(spool, 'behind');
      await spool.close();
      const content = readFileSync(fileOf(first));
      content[10] = 0xff;
      writeFileSync(fileOf(first), content);

      expect((await takeAll(await open())).map(textOf)).toEqual(['damaged', 'behind']);
    },
  );

  test('everything that was acknowledged before a kill is there once', async () => {
    const appending = `
      const { openSpool } = await import(process.argv[1]);
      const spool = await openSpool(process.argv[2], { clock: Date });
      let n = 0;
      const sender = async () => {
        for (;;) {
          const body = Buffer.from('body ' + n++ + ' ' + 'x'.repeat(n % 3000));
          const { delivery } = await spool.append('okta', body);
          process.stdout.write(delivery + '\\n');
        }
      };
      for (let k = 0; k < 20; k++) sender();
    `;
    const adapter = new URL('./spool.ts', import.meta.url).href;
    const script = ['--input-type=module', '--eval', appending, adapter, folder];
    let acknowledged: readonly string[] = [];
    for (const milliseconds of [3, 17, 41]) {
      const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] });
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
      const closed = once(child, 'close');
      await outputUntil(child, () => output, /\n/);
      await delay(milliseconds);
      child.kill('SIGKILL');
      await closed;
      acknowledged = [...acknowledged, ...output.split('\n').slice(0, -1)];
    }

    const entries = await takeAll(await open());
    const deliveries = entries.map(({ delivery }) => delivery);

    expect(entries.every(({ kind }) => kind === 'body')).toBe(true);
    expect(new Set(deliveries).size).toBe(deliveries.length);
    expect(acknowledged.filter((delivery) => !deliveries.includes(delivery))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(20);
  });
});

test('a full disk refuses what is sent, says what to do and keeps what was accepted', async () => {
  const appending = `
    const { openSpool } = await import(process.argv[1]);
    const spool = await openSpool(process.argv[2], { clock: Date });
    let accepted = 0;
    try {
      for (;;) {
        await spool.append('okta', Buffer.alloc(30_000, 'x'));
        accepted++;
      }
    } catch ({ code, message, hint }) {
      // A smaller body finds its place in another file.
      const { outcome } = await spool.append('okta', Buffer.from('small'));
      process.stdout.write(JSON.stringify({ accepted, code, message, hint, outcome }));
    }
  `;
  const adapter = new URL('./spool.ts', import.meta.url).href;
  const limited = ['-c', 'ulimit -f 600; exec "$@"', 'sh', process.execPath];
  const script = ['--input-type=module', '--eval', appending, adapter, folder];
  const child = spawn('sh', [...limited, ...script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await once(child, 'close');

  const { accepted, ...answer } = JSON.parse(output);
  expect(answer).toEqual({
    code: 'STATE_UNAVAILABLE',
    message: expect.stringMatching(/input spool .* cannot be .*written/),
    hint: expect.stringMatching(/disk/),
    outcome: 'accepted',
  });
  const entries = await takeAll(await open());
  expect(entries.map(({ kind }) => kind)).toEqual(Array(accepted + 1).fill('body'));
});

test('a folder that cannot be had is refused with what to do', async () => {
  writeFileSync(join(folder, 'file'), '');

  await expect(open(undefined, join(folder, 'file', 'spool'))).rejects.toMatchObject({
    code: 'STATE_UNAVAILABLE',
    hint: expect.stringContaining('disk'),
  });
});
