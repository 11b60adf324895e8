import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ReadItem, type ReadOptions, readBatches, readBytes } from './read-batches.ts';
import { forEachPayload } from './split-payloads.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-batches-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function fileOf(content: string | Uint8Array): string {
  const path = join(folder, `file-${files++}`);
  writeFileSync(path, content);
  return path;
}

interface Read {
  readonly items: readonly ReadItem[];
  /** `position text` */
  readonly payloads: readonly string[];
  readonly quarantined: readonly Extract<ReadItem, { kind: 'quarantined' }>[];
  readonly framings: ReadonlySet<string>;
}

async function readPath(path: string, options?: ReadOptions): Promise<Read> {
  const items: ReadItem[] = [];
  let before = options?.from ?? { offset: -1, nextPosition: 1 };
  const payloads: string[] = [];
  const quarantined: Extract<ReadItem, { kind: 'quarantined' }>[] = [];
  const framings = new Set<string>();
  for await (const item of readBatches(path, options)) {
    items.push(item);
    expect(item.offset).toBeGreaterThan(before.offset);
    expect(item.nextPosition).toBeGreaterThan(before.nextPosition);
    before = item;
    if (item.kind === 'quarantined') {
      quarantined.push(item);
      continue;
    }
    expect(item.batch.bytes.byteLength).toBe(item.batch.bytes.buffer.byteLength);
    framings.add(item.batch.framing);
    forEachPayload(item.batch, (payload, position) => {
      payloads.push(
        `${position} ${typeof payload === 'string' ? payload : `bytes ${payload.join()}`}`,
      );
    });
  }
  return { items, payloads, quarantined, framings };
}

const read = (content: string | Uint8Array, options?: ReadOptions) =>
  readPath(fileOf(content), options);

const lines = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `line ${index + 1} ${'x'.repeat(index % 50)}`);

const numbered = (texts: readonly string[]): string[] =>
  texts.map((text, index) => `${index + 1} ${text}`);

describe('a file of lines', () => {
  test('comes in batches of whole lines that follow one another', async () => {
    const texts = lines(5000);

    const { items, payloads } = await read(`${texts.join('\n')}\n`, { batchBytes: 1000 });

    expect(payloads).toEqual(numbered(texts));
    expect(items.length).toBeGreaterThan(50);
    expect(items.at(-1)).toMatchObject({ nextPosition: 5001, offset: texts.join('\n').length + 1 });
  });

  test('may lack its last line feed, begin with a mark and end lines as Windows does', async () => {
    const { payloads } = await read('\ufeffone\r\n\r\nthree');

    expect(payloads).toEqual(['1 one', '3 three']);
  });

  test('with nothing in it has no items', async () => {
    expect((await read('')).items).toEqual([]);
    expect((await read(gzipSync(''))).items).toEqual([]);
    expect((await read('\n\n\n')).payloads).toEqual([]);
  });

  test('keeps lines that are not UTF-8 as bytes', async () => {
    const { payloads } = await read(Buffer.from([0x61, 0x0a, 0xff, 0x0a, 0x62]));

    expect(payloads).toEqual(['1 a', '2 bytes 255', '3 b']);
  });

  test('goes on behind a line that is too long, which is reported with its size', async () => {
    const texts = ['before', 'y'.repeat(50_000), 'after', 'z'.repeat(20_001), ''];

    for (const batchBytes of [100, 4096, 1_000_000]) {
      const { payloads, quarantined } = await read(texts.join('\n'), {
        batchBytes,
        lineBytesMax: 20_000,
      });

      expect(payloads).toEqual(['1 before', '3 after']);
      expect(quarantined).toMatchObject([
        { position: '2', reason: 'too long', bytes: 50_001, nextPosition: 3 },
        { position: '4', reason: 'too long', bytes: 20_002, offset: 70_016 },
      ]);
      expect(quarantined[0]?.detail).toContain('20000 are allowed; it begins with "yyyy');
    }
  });

  test('may end in a line that is too long', async () => {
    const { payloads, quarantined } = await read(`ok\n${'y'.repeat(300)}`, { lineBytesMax: 100 });

    expect(payloads).toEqual(['1 ok']);
    expect(quarantined).toMatchObject([{ position: '2', reason: 'too long', bytes: 300 }]);
  });

  test('takes a line that is exactly as long as allowed', async () => {
    const line = 'y'.repeat(100);

    const { payloads } = await read(`${line}\n${line}`, { lineBytesMax: 100 });

    expect(payloads).toEqual([`1 ${line}`, `2 ${line}`]);
  });

  test('never holds a line of 200 MB in memory', async () => {
    const path = fileOf('before\n');
    const megabyte = Buffer.alloc(1024 * 1024, 'y');
    for (let n = 0; n < 200; n++) writeFileSync(path, megabyte, { flag: 'a' });
    writeFileSync(path, '\nafter\n', { flag: 'a' });
    const buffersBefore = process.memoryUsage().arrayBuffers;
    let buffersMost = 0;

    const payloads: string[] = [];
    const quarantined: ReadItem[] = [];
    for await (const item of readBatches(path)) {
      buffersMost = Math.max(buffersMost, process.memoryUsage().arrayBuffers);
      if (item.kind === 'quarantined') quarantined.push(item);
      else forEachPayload(item.batch, (text) => void payloads.push(String(text)));
    }

    expect(payloads).toEqual(['before', 'after']);
    expect(quarantined).toMatchObject([{ position: '2', bytes: 200 * 1024 * 1024 + 1 }]);
    expect(buffersMost - buffersBefore).toBeLessThan(100 * 1024 * 1024);
  });
});

describe('a table with rows that go over several lines', () => {
  const head = 'time,message\n1,"one\nand ""two"""\n';

  test('comes in rows', async () => {
    const rows = ['time,message', '1,"one\nand ""two"""', '2,plain', '3,"x\r\n\r\ny"', '4,last'];

    for (const batchBytes of [10, 1_000_000]) {
      const { payloads } = await read(`\ufeff${rows.join('\r\n')}`, { batchBytes });

      expect(payloads).toEqual(numbered(rows));
    }
  });

  test('of many megabytes comes in rows', async () => {
    const rows = lines(60_000).map((text, index) => `${index},"${text}\n${text}"`);

    const { payloads, items } = await read(gzipSync(rows.join('\n')));

    expect(payloads).toEqual(numbered(rows));
    expect(items.length).toBeGreaterThan(3);
  });

  test('loses one line, not the rest, to a quote that is not closed', async () => {
    const some = lines(3_000).map((text, index) => `${index},${text}`);
    const more = lines(60_000).map((text, index) => `${index},${text}`);
    const rows = ['time,message', '1,"one\nand ""two"""', ...some, '2,"oops', ...more];

    const { payloads } = await read(`${rows.join('\n')}\n`);

    expect(payloads).toEqual(numbered(rows));
  });

  test('reports a line that is too long and goes on', async () => {
    const rows = lines(3_000).map((text, index) => `${index},${text}`);
    const long = `2,${'y'.repeat(3_000_000)}`;

    const { payloads, quarantined } = await read(`${head}${rows.join('\n')}\n${long}\n3,after\n`, {
      lineBytesMax: 1_500_000,
    });

    expect(payloads.at(-1)).toBe('3004 3,after');
    expect(quarantined).toMatchObject([
      { position: '3003', reason: 'too long', bytes: long.length + 1 },
    ]);
  });

  test('that is cut off says so and keeps the row that was cut', async () => {
    const rows = lines(20_000).map((text, index) => `${index},"${text}\n${text}"`);
    const packed = gzipSync(rows.join('\n'));

    const { payloads, quarantined } = await read(packed.subarray(0, packed.length / 2));

    expect(payloads.length).toBeGreaterThan(1000);
    expect(payloads).toEqual(numbered(rows).slice(0, payloads.length));
    expect(quarantined).toMatchObject([{ reason: 'unreadable' }]);
    expect(rows[payloads.length]?.startsWith(quarantined[0]?.raw ?? '')).toBe(true);
  });
});

describe('a file of JSON documents', () => {
  test.each([
    ['one object', '{"Records":[{"a":1},{"a":2}]}\n', ['{"Records":[{"a":1},{"a":2}]}']],
    ['pretty-printed objects', '{\n "a": 1\n}\n{\n "a": 2\n}', ['{\n "a": 1\n}', '{\n "a": 2\n}']],
    ['an array', '[{"a":1},\n {"a":2}]', ['{"a":1}', '{"a":2}']],
    ['objects with nothing between them', '{"a":1}{"a":2}', ['{"a":1}', '{"a":2}']],
  ])('%s', async (_, text, documents) => {
    for (const batchBytes of [4, 1_000_000]) {
      const { payloads, framings } = await read(text, { batchBytes });

      expect(payloads).toEqual(numbered(documents));
      expect([...framings]).toEqual(['documents']);
    }
  });

  test('a large array comes in several batches', async () => {
    const texts = lines(2000).map((text) => JSON.stringify({ text }));

    const { items, payloads } = await read(`[${texts.join(',')}]`, { batchBytes: 1000 });

    expect(payloads).toEqual(numbered(texts));
    expect(items.length).toBeGreaterThan(50);
  });

  test.each([
    ['document', '{"a":1}{"b":{"c":2', '{"b":{"c":2', 'not JSON'],
    ['element', '[{"a":1},{"b":', '{"b":', 'not JSON'],
    ['array', '[{"a":1},', undefined, 'unreadable'],
  ])('that ends in the middle of a %s says so', async (_, text, raw, reason) => {
    const { payloads, quarantined } = await read(text);

    expect(payloads).toEqual(['1 {"a":1}']);
    expect(quarantined).toMatchObject([{ position: '2', reason }]);
    expect(quarantined[0]?.raw).toBe(raw);
    expect(quarantined[0]?.detail).toContain('copy it again');
  });

  test('with a control character that its separator uses is not torn apart', async () => {
    const { payloads, quarantined } = await read('{"a":1}{"b":"\u001e"}{"c":3}');

    expect(payloads).toEqual(['1 {"a":1}', '3 {"c":3}']);
    expect(quarantined).toMatchObject([
      { position: '2', reason: 'not JSON', raw: '{"b":"\u001e"}' },
    ]);
  });

  test('goes on behind a document that is too long', async () => {
    const long = `{"text":"${'y'.repeat(50_000)}"}`;

    for (const batchBytes of [1000, 1_000_000]) {
      const { payloads, quarantined } = await read(`{"a":1}${long}{"b":2}`, {
        batchBytes,
        documentBytesMax: 20_000,
      });

      expect(payloads).toEqual(['1 {"a":1}', '3 {"b":2}']);
      expect(quarantined).toMatchObject([
        { position: '2', reason: 'too long', bytes: long.length, nextPosition: 3 },
      ]);
    }
  });

  test('with a deep document does not fail', async () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;

    const { payloads } = await read(`${deep}{"b":1}`);

    expect(payloads).toEqual([`1 ${deep}`, '2 {"b":1}']);
  });
});

const record = (index: number) => ({ index, text: 'a ] } , " \\'.repeat(index % 90) });

async function recordsOf(text: string, options?: ReadOptions) {
  const { payloads, quarantined } = await read(text, options);
  const documents = payloads.map((payload) => JSON.parse(payload.slice(payload.indexOf(' '))));
  return { documents, quarantined };
}

describe('a delivery file with very many records', () => {
  test('is cut into documents with some of them each and all that stands around them', async () => {
    const records = Array.from({ length: 12_000 }, (_, index) => record(index));
    const text = JSON.stringify({ owner: 'me', Records: records, next: { token: [1, 2] } });
    expect(text.length).toBeGreaterThan(5_000_000);

    const { documents, quarantined } = await recordsOf(text);

    expect(quarantined).toEqual([]);
    expect(documents.length).toBeGreaterThan(3);
    expect(documents.flatMap(({ Records }) => Records)).toEqual(records);
    for (const document of documents) {
      expect(document).toMatchObject({ owner: 'me', next: { token: [1, 2] } });
    }
  });

  test('is cut while it is read when it is larger than memory should hold', async () => {
    const records = Array.from({ length: 50_000 }, (_, index) => record(index));
    const text = `${JSON.stringify({ owner: 'me', Records: records, last: 1 }, null, 1)}\n{"a":1}`;
    expect(text.length).toBeGreaterThan(20_000_000);

    const { documents, quarantined } = await recordsOf(text);

    expect(quarantined).toEqual([]);
    expect(documents.at(-1)).toEqual({ a: 1 });
    expect(documents.at(-2)).toMatchObject({ owner: 'me', last: 1 });
    expect(documents.every((document) => 'a' in document || document.owner === 'me')).toBe(true);
    expect(documents.flatMap(({ Records = [] }) => Records)).toEqual(records);
  });

  test('that is cut off keeps the records before', async () => {
    const records = Array.from({ length: 50_000 }, (_, index) => record(index));
    const text = JSON.stringify({ Records: records });

    const { documents, quarantined } = await recordsOf(text.slice(0, 19_000_000));

    const found = documents.flatMap(({ Records }) => Records);
    expect(found.length).toBeGreaterThan(30_000);
    expect(found).toEqual(records.slice(0, found.length));
    expect(quarantined).toMatchObject([{ reason: 'not JSON' }]);
  });
});

describe('a packed file', () => {
  const texts = lines(20_000);
  const text = `${texts.join('\n')}\n`;

  test.each([
    ['gzip', gzipSync(text)],
    ['gzip in two members', Buffer.concat([gzipSync(text.slice(0, 9)), gzipSync(text.slice(9))])],
    ['gzip with zeros behind it', Buffer.concat([gzipSync(text), Buffer.alloc(512)])],
    ['zlib', deflateSync(text)],
    ['zstd', zstdCompressSync(text)],
    [
      'zstd in several frames',
      Buffer.concat([
        zstdCompressSync(text.slice(0, 9)),
        Buffer.from('502a4d180300000061626300'.slice(0, 22), 'hex'),
        zstdCompressSync(text.slice(9)),
      ]),
    ],
    ['gzip in gzip', gzipSync(gzipSync(text))],
  ])('%s', async (_, packed) => {
    for (const batchBytes of [3000, 1_000_000]) {
      const { payloads, quarantined } = await read(packed, { batchBytes });

      expect(quarantined).toEqual([]);
      expect(payloads).toEqual(numbered(texts));
    }
  });

  test('larger than the reader takes at once', async () => {
    // Digits that do not repeat, so that the packed file is large as well.
    let seed = 1;
    const many = Array.from({ length: 250_000 }, () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return String(seed).padStart(10, '0');
    });
    const packed = gzipSync(many.join('\n'));
    expect(packed.length).toBeGreaterThan(500_000);

    const { payloads } = await read(packed);

    expect(payloads).toEqual(numbered(many));
  });

  test.each([
    ['gzip', gzipSync(text)],
    ['zlib', deflateSync(text)],
    ['zstd', zstdCompressSync(text)],
  ])('of %s that is cut off gives all that can be unpacked, then says so', async (name, packed) => {
    const { payloads, quarantined } = await read(packed.subarray(0, packed.length * 0.7));

    expect(payloads.length).toBeGreaterThan(texts.length * 0.3);
    expect(payloads).toEqual(numbered(texts).slice(0, payloads.length));
    expect(quarantined).toHaveLength(1);
    expect(quarantined[0]).toMatchObject({
      reason: 'unreadable',
      position: String(payloads.length + 1),
      detail: expect.stringContaining(`the ${name} data is cut off`),
    });
    // The line that was cut in two is kept.
    expect(texts[payloads.length]?.startsWith(quarantined[0]?.raw ?? '')).toBe(true);
  });

  test('that is damaged in the middle gives all before that, then says so', async () => {
    const noisy = Array.from({ length: 90_000 }, (_, index) => `${(index * 7_919) % 100_003} x`);
    const packed = gzipSync(noisy.join('\n'));
    const place = Math.floor(packed.length * 0.6);
    packed.fill(0xff, place, place + 20);

    const { payloads, quarantined } = await read(packed);

    expect(quarantined).toMatchObject([
      { reason: 'unreadable', detail: expect.stringMatching(/gzip data is damaged after \d+/) },
    ]);
    expect(payloads.length).toBeGreaterThan(noisy.length * 0.55);
    expect(payloads.slice(0, noisy.length * 0.55)).toEqual(
      numbered(noisy).slice(0, noisy.length * 0.55),
    );
  });

  test.each([
    ['gzip', gzipSync(text)],
    ['zlib', deflateSync(text)],
    ['zstd', zstdCompressSync(text)],
  ])('of %s with something else behind it is read to its end and says so', async (_, packed) => {
    const { payloads, quarantined } = await read(
      Buffer.concat([packed, Buffer.from('something else')]),
    );

    expect(payloads).toEqual(numbered(texts));
    expect(quarantined).toMatchObject([{ reason: 'unreadable', position: '20001' }]);
  });

  test('that unpacks to more than any log would is stopped', async () => {
    // Zeros, packed twice: 60 kB that unpack to 70 MB that unpack to 70 GB.
    const megabyte = Buffer.alloc(1024 * 1024, 'a');
    const line = Buffer.alloc(1024 * 1024, 'a\n');
    const bomb = zstdCompressSync(Buffer.concat([line, ...Array(90).fill(megabyte)]));
    expect(bomb.length).toBeLessThan(20_000);

    const { quarantined } = await read(bomb);

    expect(quarantined.at(-1)).toMatchObject({
      reason: 'unreadable',
      detail: expect.stringContaining('more than 1000 times its size'),
    });
  });

  test('of documents tells what was left when it was cut off', async () => {
    const packed = gzipSync(`[${texts.map((line) => JSON.stringify({ line })).join(',')}]`);

    const { payloads, quarantined } = await read(packed.subarray(0, packed.length / 2));

    expect(payloads.length).toBeGreaterThan(1000);
    expect(quarantined).toMatchObject([
      { reason: 'unreadable', position: String(payloads.length + 1) },
    ]);
  });

  test('is recognised by its content, not by its letters', async () => {
    const { payloads } = await read('x^2 + y^2\nBZh9 is how bzip2 begins\n');

    expect(payloads).toEqual(['1 x^2 + y^2', '2 BZh9 is how bzip2 begins']);
  });
});

describe('text of other kinds', () => {
  const text = 'one\r\nzwölf ✓ 😀\r\n';
  const littleEndian = Buffer.from(text, 'utf16le');

  test.each([
    ['UTF-16, little-endian', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, big-endian', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(littleEndian)],
    ['big-endian UTF-16 without a mark', Buffer.from(littleEndian).swap16()],
  ])('%s', async (_, bytes) => {
    const { payloads } = await read(bytes, { batchBytes: 7 });

    expect(payloads).toEqual(['1 one', '2 zwölf ✓ 😀']);
  });

  test.each([
    ['PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'a PDF document'],
    ['zip', Buffer.from('504b03041400', 'hex'), 'a zip archive'],
    ['Windows event log', Buffer.from('ElfFile\0\0\0'), 'evtx_dump'],
    ['packet capture', Buffer.from('d4c3b2a102000400', 'hex'), 'a packet capture'],
    ['Parquet', Buffer.from('PAR1\u0015\u0004'), 'a Parquet file'],
    ['SQLite', Buffer.from('SQLite format 3\0'), 'a SQLite database'],
    ['anything else', Buffer.from(Array.from({ length: 900 }, (_, i) => (i * i) % 256)), 'binary'],
    ['a zip archive in gzip', gzipSync(Buffer.from('504b03041400', 'hex')), 'a zip archive'],
  ])('of which none is there: %s', async (_, bytes, words) => {
    const { payloads, quarantined } = await read(bytes);

    expect(payloads).toEqual([]);
    expect(quarantined).toHaveLength(1);
    expect(quarantined[0]).toMatchObject({ reason: 'unreadable', position: '1' });
    expect(quarantined[0]?.detail).toContain(words);
  });

  test('with a stray zero is read', async () => {
    const log = `${'a line of a log\n'.repeat(50)}torn \0 line\n`;

    expect((await read(log)).payloads).toHaveLength(51);
  });
});

describe('reading that was interrupted', () => {
  test.each([
    ['lines', lines(3000).join('\n')],
    ['lines with a mark', `\ufeff${lines(3000).join('\r\n')}`],
    ['packed lines', gzipSync(lines(3000).join('\n'))],
    ['UTF-16', Buffer.from(`\ufeff${lines(3000).join('\n')}`, 'utf16le')],
    [
      'documents',
      lines(3000)
        .map((line) => JSON.stringify({ line }, null, 1))
        .join('\n'),
    ],
    [
      'a table',
      lines(3000)
        .map((line, index) => `${index},"${line}\n"`)
        .join('\n'),
    ],
    ['an array', JSON.stringify(lines(3000).map((line) => ({ line })))],
    [
      'a line too long',
      `${lines(1500).join('\n')}\n${'y'.repeat(9000)}\n${lines(1500).join('\n')}`,
    ],
  ])('goes on behind any item: %s', async (_, content) => {
    const path = fileOf(content);
    const options = { batchBytes: 5000, lineBytesMax: 8000 };
    const { items, payloads, quarantined } = await readPath(path, options);
    expect(items.length).toBeGreaterThan(5);

    for (const stop of [0, 3, items.length - 2, items.length - 1]) {
      const { offset = 0, nextPosition = 0 } = items[stop] ?? {};
      const rest = await readPath(path, { ...options, from: { offset, nextPosition } });

      const isLater = (position: string) => Number.parseInt(position, 10) >= nextPosition;
      expect(rest.payloads).toEqual(payloads.filter(isLater));
      expect(rest.quarantined.map(({ position }) => position)).toEqual(
        quarantined.map(({ position }) => position).filter(isLater),
      );
    }
  });
});

describe('reading that had ended', () => {
  const packed = gzipSync(lines(3000).join('\n'));

  test.each([
    ['lines', lines(3000).join('\n')],
    ['packed lines that are cut off', packed.subarray(0, packed.length / 2)],
    ['packed lines with something behind them', Buffer.concat([packed, Buffer.from('more')])],
    ['documents that are cut off', '{"a":1}{"b":'],
    ['an array that is cut off', '[{"a":1},'],
    ['a PDF document', '%PDF-1.7'],
  ])('finds nothing more and tells nothing twice: %s', async (_, content) => {
    const path = fileOf(content);
    const { items } = await readPath(path);
    const { offset = 0, nextPosition = 0 } = items.at(-1) ?? {};

    expect((await readPath(path, { from: { offset, nextPosition } })).items).toEqual([]);
  });
});

describe('a path', () => {
  test('that is gone is an item that says so', async () => {
    const { quarantined } = await readPath(join(folder, 'gone.log'));

    expect(quarantined).toMatchObject([
      { reason: 'unreadable', detail: expect.stringContaining('is not there any more') },
    ]);
  });

  test('of a folder is an item that says so', async () => {
    const { quarantined } = await readPath(folder);

    expect(quarantined).toMatchObject([{ reason: 'unreadable' }]);
  });

  test('tells how far on disk the reading is', async () => {
    const text = lines(100_000).join('\n');

    const { items } = await read(text, { batchBytes: 10_000 });

    expect(items.at(-1)?.bytesOnDisk).toBe(text.length);
    expect(items[0]?.bytesOnDisk).toBeLessThan(text.length);
  });
});

test('bytes in memory are read as files are', async () => {
  const bytes = gzipSync(`${lines(40_000).join('\n')}\n`);

  const positions: number[] = [];
  for await (const item of readBytes(bytes, { batchBytes: 100_000 })) {
    if (item.kind === 'batch')
      forEachPayload(item.batch, (_, position) => positions.push(position));
  }

  expect(positions).toEqual(Array.from({ length: 40_000 }, (_, index) => index + 1));
});
