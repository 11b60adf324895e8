import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ReadItem, readBatches, readBytes, readRemote } from '../read-batches.ts';
import { forEachPayload } from '../split-payloads.ts';

let folder: string;
let sql: (statement: string) => Promise<unknown>;
let close: () => void;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parquet-'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  sql = (statement) => connection.run(statement);
  close = () => {
    connection.closeSync();
    instance.closeSync();
  };
});
afterAll(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
/** Writes the rows of a query; gives the path. */
async function parquetOf(query: string, options = ''): Promise<string> {
  const path = join(folder, `${files++}.parquet`);
  await sql(`COPY (${query}) TO '${path}' (FORMAT parquet${options === '' ? '' : `, ${options}`})`);
  return path;
}

async function read(items: AsyncIterable<ReadItem>) {
  const payloads: string[] = [];
  const positions: number[] = [];
  const failures: string[] = [];
  const all: ReadItem[] = [];
  for await (const item of items) {
    all.push(item);
    if (item.kind === 'quarantined') failures.push(item.detail);
    else {
      forEachPayload(item.batch, (payload, position) => {
        payloads.push(String(payload));
        positions.push(position);
      });
    }
  }
  return { payloads, positions, failures, items: all };
}

const nested = `
  SELECT i AS id, 9007199254740993 + i AS large, 'name ' || i AS name, i % 2 = 0 AS even,
    i / 4 AS quarter, NULL::VARCHAR AS nothing,
    TIMESTAMP '2026-03-14 11:42:07.123456' + INTERVAL (i) SECOND AS at,
    DATE '2026-03-14' AS day, 12.30::DECIMAL(9, 2) AS small,
    -123456789012345678901234567.89::DECIMAL(38, 2) AS exact,
    [i, NULL, i + 1] AS numbers, [[1], [], NULL, [2, 3]] AS lists,
    {'user': {'name': 'alice', 'groups': ['a', 'b']}, 'ip': '198.51.100.7'} AS actor,
    [{'type': 'x', 'value': 1}, {'type': 'y', 'value': NULL}] AS observables,
    MAP {'k1': 'v1', '__proto__': 'v2'} AS labels,
    'text'::BLOB AS bytes, '\\xFF\\x00'::BLOB AS binary,
    '4ac7a9e9-607c-4c8a-84f3-843f0191e3fd'::UUID AS uuid,
    18446744073709551615::UBIGINT AS unsigned
  FROM range(3) t(i)`;

const firstRow = `{"id":0,"large":9007199254740993,"name":"name 0","even":true,"quarter":0,"nothing":null,"at":"2026-03-14T11:42:07.123456Z","day":"2026-03-14","small":12.30,"exact":-123456789012345678901234567.89,"numbers":[0,null,1],"lists":[[1],[],null,[2,3]],"actor":{"user":{"name":"alice","groups":["a","b"]},"ip":"198.51.100.7"},"observables":[{"type":"x","value":1},{"type":"y","value":null}],"labels":{"k1":"v1","__proto__":"v2"},"bytes":"text","binary":"/wA=","uuid":"4ac7a9e9-607c-4c8a-84f3-843f0191e3fd","unsigned":18446744073709551615}`;

describe('a Parquet file', () => {
  test.each(['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4_raw'])(
    'packed with %s comes as one document for each row',
    async (codec) => {
      const path = await parquetOf(nested, `COMPRESSION ${codec}`);

      const { payloads, positions, failures } = await read(readBatches(path));

      expect(failures).toEqual([]);
      expect(payloads[0]).toBe(firstRow);
      expect(payloads).toHaveLength(3);
      expect(positions).toEqual([1, 2, 3]);
    },
  );

  test('written in the second version of its pages reads the same', async () => {
    const path = await parquetOf(
      `SELECT 1000000 + i AS id, 'name ' || i AS name, [i, i + 1] AS numbers FROM range(5000) t(i)`,
      'PARQUET_VERSION v2',
    );

    const { payloads } = await read(readBatches(path));

    expect(payloads).toHaveLength(5000);
    expect(payloads[4999]).toBe('{"id":1004999,"name":"name 4999","numbers":[4999,5000]}');
  });

  test('of many row groups gives all rows in order, and goes on where it stopped', async () => {
    const query = `SELECT i AS id, repeat('x', (i % 50)::INT) AS text FROM range(30000) t(i)`;
    const path = await parquetOf(query, 'ROW_GROUP_SIZE 4096');

    const whole = await read(readBatches(path, { batchBytes: 100_000 }));

    const ids = whole.payloads.map((text) => (JSON.parse(text) as { id: number }).id);
    expect(ids).toEqual(Array.from({ length: 30_000 }, (_, i) => i));
    expect(whole.items.length).toBeGreaterThan(5);
    let before = { offset: -1, nextPosition: 1 };
    for (const item of whole.items) {
      expect(item.offset).toBeGreaterThan(before.offset);
      expect(item.nextPosition).toBeGreaterThan(before.nextPosition);
      before = item;
    }
    const stop = whole.items[3];
    if (stop === undefined) throw new Error('more batches were expected');
    const rest = await read(readBatches(path, { batchBytes: 100_000, from: stop }));
    expect(rest.payloads).toEqual(whole.payloads.slice(stop.nextPosition - 1));
    expect(rest.positions[0]).toBe(stop.nextPosition);
  });

  test('of so many columns that a row group is taken in parts loses nothing', async () => {
    const columns = Array.from({ length: 300 }, (_, index) => `i + ${index} AS c${index}`);
    const path = await parquetOf(`SELECT ${columns.join(', ')} FROM range(20000) t(i)`);

    const { payloads } = await read(readBatches(path));

    expect(payloads).toHaveLength(20_000);
    expect(JSON.parse(payloads.at(-1) ?? '')).toMatchObject({ c0: 19_999, c299: 20_298 });
  });

  test('packed once more, in memory or from elsewhere reads the same', async () => {
    const bytes = readFileSync(await parquetOf(nested));
    const path = join(folder, 'packed.gz');
    writeFileSync(path, gzipSync(bytes));
    async function* pieces() {
      for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
    }

    const packed = await read(readBatches(path));
    const inMemory = await read(readBytes(bytes));
    const remote = await read(readRemote({ name: 's3://logs/a.parquet', open: pieces }));

    expect([packed, inMemory, remote].map(({ payloads }) => payloads[0])).toEqual([
      firstRow,
      firstRow,
      firstRow,
    ]);
  });

  test('of a remote object asks for the parts it needs', async () => {
    const bytes = readFileSync(await parquetOf(nested));
    const asked: string[] = [];
    const random = {
      size: bytes.length,
      read: async (start: number, end: number) => {
        asked.push(`${start}-${end}`);
        return bytes.subarray(start, end);
      },
    };
    async function* head() {
      yield bytes.subarray(0, 64);
      throw new Error('there is no need to read on');
    }

    const { payloads, failures } = await read(
      readRemote({ name: 's3://logs/a.parquet', open: head, random }),
    );

    expect(failures).toEqual([]);
    expect(payloads).toHaveLength(3);
    expect(asked[0]).toBe(`${bytes.length - 8}-${bytes.length}`);
  });

  test('with column names and keys that objects take for their own keeps them', async () => {
    const path = await parquetOf(
      `SELECT 1 AS "__proto__", {'__proto__': 2, 'constructor': 3, '10': 4, '9': 5} AS s, '__proto__' AS t`,
    );

    const { payloads } = await read(readBatches(path));

    expect(payloads).toEqual([
      '{"__proto__":1,"s":{"__proto__":2,"constructor":3,"10":4,"9":5},"t":"__proto__"}',
    ]);
  });

  test('of no rows has no items', async () => {
    const path = await parquetOf('SELECT 1 AS a WHERE false');

    expect((await read(readBatches(path))).items).toEqual([]);
  });
});

describe('a Parquet file that is not whole', () => {
  test.each([
    ['cut off at the end', (bytes: Buffer) => bytes.subarray(0, -30), 'cut off'],
    ['of its first bytes only', (bytes: Buffer) => bytes.subarray(0, 6), 'cut off'],
    [
      'with an index that claims to be larger than the file',
      (bytes: Buffer) => {
        const changed = Buffer.from(bytes);
        changed.writeUInt32LE(0x7fffffff, changed.length - 8);
        return changed;
      },
      'does not lie in the file',
    ],
    [
      'whose index is something else',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 300), Buffer.from('\x04\0\0\0PAR1')]),
      'cannot be read',
    ],
    [
      'that is encrypted',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -4), Buffer.from('PARE')]),
      'encrypted',
    ],
  ])('%s ends as one failure that says why', async (_, change, reason) => {
    const bytes = readFileSync(await parquetOf(nested));

    const { payloads, failures } = await read(readBytes(change(bytes)));

    expect(payloads).toEqual([]);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain(reason);
  });

  test('in one row group gives the rows of the others', async () => {
    const query = `SELECT i AS id, md5(i::VARCHAR) AS text FROM range(6144) t(i)`;
    const path = await parquetOf(query, 'ROW_GROUP_SIZE 2048, COMPRESSION gzip');
    const bytes = readFileSync(path);
    // Somewhere in the middle group.
    bytes.fill(0xaa, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 64);

    const { payloads, failures } = await read(readBytes(bytes));

    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain('row group 2 of the Parquet file (2048 rows)');
    const ids = payloads.map((text) => (JSON.parse(text) as { id: number }).id);
    expect(ids.slice(0, 2048)).toEqual(Array.from({ length: 2048 }, (_, i) => i));
    expect(ids.slice(-2048)).toEqual(Array.from({ length: 2048 }, (_, i) => i + 4096));
  });

  test('never throws and stays small, whatever bytes are changed', async () => {
    const bytes = readFileSync(await parquetOf(nested, 'COMPRESSION snappy'));

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.nat(bytes.length),
        async (changes, cut) => {
          const changed = Buffer.from(bytes);
          for (const [at, byte] of changes) changed[at] = byte;
          const { payloads, failures } = await read(
            readBytes(cut % 7 === 0 ? changed.subarray(0, cut) : changed),
          );
          expect(payloads.length + failures.length).toBeLessThan(1000);
        },
      ),
      { numRuns: 300 },
    );
  });
});
