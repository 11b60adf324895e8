import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { History } from '../../../ports/history.ts';
import type { DeclaredField } from './columns.ts';
import { openHistory } from './open-history.ts';

let dataDir: string;
const opened: History[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'streamalert-history-'));
});
afterEach(async () => {
  for (const history of opened.splice(0)) await history.close();
  rmSync(dataDir, { recursive: true });
});

function open(columns: Readonly<Record<string, readonly DeclaredField[]>> = {}): History {
  const history = openHistory({
    dataDir,
    columns: new Map(Object.entries(columns)),
  });
  opened.push(history);
  return history;
}

const eleven = Date.parse('2026-03-14T11:42:07.123Z');

interface Line {
  readonly position: string;
  readonly logType?: string;
  readonly eventTime?: number | null;
  /** JSON text. */
  readonly record?: string;
}

const linesOf = (...lines: readonly Line[]): Uint8Array =>
  Buffer.from(
    lines
      .map(({ position, logType = 'okta:system', eventTime = eleven, record = '{}' }) => {
        const where = { source_service: 'http', source_entity: 'okta', position };
        const envelope = {
          log_type: logType,
          event_time: eventTime,
          ingest_time: eleven,
          ...where,
        };
        return `${JSON.stringify(envelope).slice(0, -1)},"record":${record}}\n`;
      })
      .join(''),
  );

/** What a search would see. */
async function rows(what = '*', table = '*'): Promise<readonly Record<string, unknown>[]> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  const files = join(dataDir, 'history', table, '*', '*.parquet').replaceAll('[', '[[]');
  const sql = `SELECT ${what} FROM read_parquet('${files}', union_by_name = true, hive_partitioning = true) ORDER BY ALL`;
  const result = await connection.runAndReadAll(sql);
  connection.closeSync();
  database.closeSync();
  return result.getRowObjectsJson();
}

const positions = async () => (await rows('position')).map(({ position }) => position);
const partitions = () =>
  readdirSync(join(dataDir, 'history'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.parquet'))
    .map((path) => path.slice(0, path.lastIndexOf('/')))
    .toSorted();

describe('a flush', () => {
  test('writes one file for each log type and hour of the event', async () => {
    const history = open();
    const twelve = eleven + 3_600_000;
    history.append('a', linesOf({ position: '1' }, { position: '2', eventTime: twelve }));
    history.append('b', linesOf({ position: '3' }, { position: '4', logType: 'aws:vpc-flow.v2' }));

    expect(await history.flush()).toEqual({ files: 3, kept: undefined });

    expect(partitions()).toEqual([
      'aws_vpc_flow_v2/dt=2026-03-14-11',
      'okta_system/dt=2026-03-14-11',
      'okta_system/dt=2026-03-14-12',
    ]);
    expect(await rows('position, log_type, dt, event_time, ingest_time')).toEqual(
      [
        ['1', 'okta:system', '2026-03-14-11', '2026-03-14 11:42:07.123'],
        ['2', 'okta:system', '2026-03-14-12', '2026-03-14 12:42:07.123'],
        ['3', 'okta:system', '2026-03-14-11', '2026-03-14 11:42:07.123'],
        ['4', 'aws:vpc-flow.v2', '2026-03-14-11', '2026-03-14 11:42:07.123'],
      ].map(([position, log_type, dt, event_time]) => ({
        position,
        log_type,
        dt,
        event_time,
        ingest_time: '2026-03-14 11:42:07.123',
      })),
    );
    expect(history.stagedBytes()).toBe(0);
  });

  test('with nothing waiting adds nothing', async () => {
    expect(await open().flush()).toEqual({ files: 0, kept: undefined });
  });

  test('keeps the record with every digit and gives declared fields columns of their own', async () => {
    const history = open({
      'okta:system': [
        { name: 'count', kind: 'integer' },
        { name: 'huge', kind: 'integer' },
        { name: 'rate', kind: 'float' },
        { name: 'ok', kind: 'boolean' },
        { name: 'user.name', kind: 'string' },
        { name: 'detail', kind: 'map' },
        { name: 'list', kind: 'list' },
        { name: 'missing', kind: 'string' },
      ],
    });
    const record =
      '{"count":7,"huge":123456789012345678901234567890,"rate":0.5,"ok":true,"user.name":"a\\"nn \\u00e9","detail":{"a":[1]},"list":[1,"x"],"other":1}';

    history.append('a', linesOf({ position: '1', record }));
    await history.flush();

    expect(await rows('* EXCLUDE (event_time, ingest_time, dt)')).toEqual([
      {
        source_service: 'http',
        source_entity: 'okta',
        position: '1',
        log_type: 'okta:system',
        record: record.replace('\\u00e9', 'é'),
        count: '7',
        huge: null,
        rate: 0.5,
        ok: true,
        user_name: 'a"nn é',
        detail: '{"a":[1]}',
        list: '[1,"x"]',
        missing: null,
      },
    ]);
  });

  test('gives hostile and colliding names a column each', async () => {
    const names = [
      'position',
      'Name',
      'name',
      'na-me',
      'na_me',
      '',
      'a/b~c',
      '__proto__',
      '"; --',
      '$.x',
    ];
    const history = open({
      'okta:system': names.map((name) => ({ name, kind: 'string' as const })),
    });
    const record = `{${names.map((name, n) => `${JSON.stringify(name)}:"v${n}"`).join(',')}}`;

    history.append('a', linesOf({ position: '1', record }));
    await history.flush();

    const what = '* EXCLUDE (event_time, ingest_time, dt, record), __proto__ AS proto';
    expect((await rows(what))[0]).toMatchObject({
      position: '1',
      position_2: 'v0',
      Name: 'v1',
      name_2: 'v2',
      na_me: 'v3',
      na_me_2: 'v4',
      _: 'v5',
      a_b_c: 'v6',
      proto: 'v7',
      _____: 'v8',
      __x: 'v9',
    });
  });

  test('keeps log types apart that share a folder', async () => {
    const history = open({ 'a:b': [{ name: 'x', kind: 'integer' }] });
    history.append(
      'a',
      linesOf(
        { position: '1', logType: 'a:b', record: '{"x":1}' },
        { position: '2', logType: 'a_b', record: '{"x":"text"}' },
      ),
    );

    await history.flush();

    expect(await rows('position, log_type, x')).toEqual([
      { position: '1', log_type: 'a:b', x: '1' },
      { position: '2', log_type: 'a_b', x: null },
    ]);
  });

  test.each([
    [
      'half of a surrogate pair',
      '{"s":"\\ud800 \\uDFFF \\\\ud800 \\ud83d\\ude00"}',
      '{"s":"� � \\\\ud800 😀"}',
    ],
    ['a number beyond all doubles', '{"n":1e400,"m":-0}', '{"n":1e400,"m":0}'],
    ['keys twice', '{"a":1,"a":2}', '{"a":1,"a":2}'],
    ['numbers that are not finite', '{"a":NaN,"b":-Infinity}', '{"a":NaN,"b":-Infinity}'],
    ['a NUL', '{"s":"a\\u0000b"}', '{"s":"a\\u0000b"}'],
  ])('takes a record with %s', async (_, record, kept) => {
    const history = open({ 'okta:system': [{ name: 's', kind: 'string' }] });

    history.append('a', linesOf({ position: '1', record }));

    expect(await history.flush()).toMatchObject({ kept: undefined });
    expect(await rows('record')).toEqual([{ record: kept }]);
  });

  test('files an event of an impossible time under its arrival', async () => {
    const history = open();
    const times = [null, 1e17, -1e17, 77];

    const lines = linesOf(...times.map((eventTime, n) => ({ position: `${n}`, eventTime })));
    history.append('a', Buffer.from(Buffer.from(lines).toString().replace(':77,', ':NaN,')));
    await history.flush();

    expect(partitions()).toEqual(['okta_system/dt=2026-03-14-11']);
    expect(await positions()).toEqual(['0', '1', '2', '3']);
  });

  test('takes a record of many mebibytes and one that is deeply nested', async () => {
    const history = open();
    const large = `{"s":"${'x'.repeat(40 * 1024 * 1024)}"}`;
    const deep = `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`;

    history.append('a', linesOf({ position: '1', record: large }, { position: '2', record: deep }));

    expect(await history.flush()).toMatchObject({ kept: undefined });
    expect(await rows('position, length(record)')).toMatchObject([
      { 'length(record)': String(large.length) },
      { 'length(record)': String(deep.length) },
    ]);
  });

  test('works in a folder with any name', async () => {
    dataDir = join(dataDir, "it's [a] *folder*?");
    mkdirSync(dataDir);
    const history = open();
    history.append('a', linesOf({ position: '1' }));
    await history.flush();
    history.append('a', linesOf({ position: '1' }, { position: '2' }));

    expect(await history.flush()).toMatchObject({ files: 1, kept: undefined });

    dataDir = join(dataDir, '..');
  });

  test('of a batch that cannot be read keeps it, says so, and takes the others', async () => {
    const history = open();
    history.append('a', linesOf({ position: '1' }));
    history.append('b', Buffer.from('{"log_type":"okta:system", broken\n'));
    for (const key of ['c', 'd', 'e']) history.append(key, linesOf({ position: key }));

    const outcome = await history.flush();

    expect(outcome.kept).toMatchObject({ batches: 1, bytes: history.stagedBytes() });
    expect(outcome.kept?.reasons[0]).toMatch(/Malformed JSON/);
    expect(await positions()).toEqual(['1', 'c', 'd', 'e']);

    history.append('b', linesOf({ position: 'mended' }));
    expect(await history.flush()).toMatchObject({ files: 1, kept: undefined });
    expect(await positions()).toContain('mended');
  });

  test('that fails as a whole keeps everything for the next one', async () => {
    const history = open();
    history.append('a', linesOf({ position: '1' }));
    const staged = history.stagedBytes();
    const staging = join(dataDir, 'history-staging');
    // Trouble that has nothing to do with a line: a file has gone.
    const [batch = ''] = readdirSync(join(staging, 'batches'));
    rmSync(join(staging, 'batches', batch));
    const failed = await history.flush();
    expect(failed).toMatchObject({ files: 0, kept: { batches: 1, bytes: staged } });

    writeFileSync(join(staging, 'batches', batch), linesOf({ position: '1' }));
    expect(await history.flush()).toMatchObject({ files: 1, kept: undefined });
  });
});

describe('the same key again', () => {
  test('replaces what is waiting, also after a restart', async () => {
    const history = open();
    history.append('a', linesOf({ position: '1' }));
    history.append('a', linesOf({ position: '2' }));
    const again = open();
    again.append('a', linesOf({ position: '3' }, { position: '4' }));

    await again.flush();

    expect(await positions()).toEqual(['3', '4']);
  });

  test('after a flush adds only what is not in the history', async () => {
    const history = open();
    history.append('a', linesOf({ position: '1' }, { position: '2' }));
    history.append('b', linesOf({ position: '9' }));
    await history.flush();
    const again = open();
    // Others may come first after a restart, but not as many as are remembered.
    again.append('other', linesOf({ position: '5' }));
    await again.flush();
    again.append('a', linesOf({ position: '1' }, { position: '2' }, { position: '3' }));

    expect(await again.flush()).toMatchObject({ files: 1, kept: undefined });

    expect(await positions()).toEqual(['1', '2', '3', '5', '9']);
  });

  test('during a flush is not lost and not kept twice', async () => {
    const history = open();
    history.append('a', linesOf({ position: '1' }));
    const flushing = history.flush();
    await delay(1);
    history.append('a', linesOf({ position: '1' }, { position: '2' }));
    await flushing;

    await history.flush();

    expect(await positions()).toEqual(['1', '2']);
    expect(history.stagedBytes()).toBe(0);
  });

  test('during a flush that fails takes the place of what is kept', async () => {
    const history = open();
    history.append('a', Buffer.from('{"broken\n'));
    const flushing = history.flush();
    await delay(1);
    history.append('a', linesOf({ position: '1' }));
    await flushing;

    expect(await history.flush()).toMatchObject({ files: 1, kept: undefined });
    expect(await positions()).toEqual(['1']);
  });
});

/** Waits for the child's output to say enough; a child that ends before has failed. */
async function outputUntil(child: ChildProcess, output: () => string, enough: RegExp) {
  const { stdout } = child;
  while (!enough.test(output())) {
    if (child.exitCode !== null || stdout === null) throw new Error(`the child ended: ${output()}`);
    await Promise.race([once(stdout, 'data'), once(child, 'close')]);
  }
}
/** A flush that was stopped after it had decided and before it had done anything of it. */
async function interrupted(): Promise<void> {
  const history = open();
  history.append('a', linesOf({ position: '1' }, { position: '2', logType: 'b:c' }));
  const history2 = join(dataDir, 'history');
  // A file in the place of the folder: nothing can be moved.
  writeFileSync(history2, '');
  await expect(history.flush()).rejects.toMatchObject({
    code: 'STATE_UNAVAILABLE',
    hint: expect.stringContaining('disk'),
  });
  rmSync(history2);
}

describe('after a crash', () => {
  test('while files are moved the next start goes on', async () => {
    await interrupted();

    const again = open();

    expect(again.stagedBytes()).toBe(0);
    expect(await positions()).toEqual(['1', '2']);
    again.append('a', linesOf({ position: '1' }));
    expect(await again.flush()).toMatchObject({ files: 0, kept: undefined });
  });

  test('while files are moved the same process goes on at its next flush', async () => {
    await interrupted();
    const [history] = opened;
    history?.append('b', linesOf({ position: '3' }));

    expect(await history?.flush()).toMatchObject({ files: 1, kept: undefined });

    expect(await positions()).toEqual(['1', '2', '3']);
    expect(history?.stagedBytes()).toBe(0);
  });

  test('what was being written is dropped, what was acknowledged stays', async () => {
    open().append('a', linesOf({ position: '1' }));
    const batches = join(dataDir, 'history-staging', 'batches');
    writeFileSync(join(batches, 'half.ndjson.tmp'), '{"log');

    const again = open();

    await again.flush();
    expect(await positions()).toEqual(['1']);
    expect(readdirSync(batches)).toEqual([]);
  });

  test('a process killed at any moment has lost and doubled nothing', async () => {
    const working = `
      const { openHistory } = await import(process.argv[1]);
      const history = openHistory({ dataDir: process.argv[2], columns: new Map() });
      const line = (key, n) => JSON.stringify({
        log_type: 'a:b', event_time: n % 3 * 3600000, ingest_time: 0, source_service: 's', source_entity: 'e',
        position: key + '-' + n, record: { n },
      }) + '\\n';
      (async () => { for (;;) { await history.flush(); process.stdout.write('f'); } })();
      for (let key = Number(process.argv[3]); ; key++) {
        history.append(String(key), Buffer.from([1, 2, 3].map((n) => line(key, n)).join('')));
        process.stdout.write('k');
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    `;
    const adapter = new URL('./open-history.ts', import.meta.url).href;
    let key = 0;
    for (const milliseconds of [0, 60, 130]) {
      const script = ['--input-type=module', '--eval', working, adapter, dataDir, String(key)];
      const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] });
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
      const closed = once(child, 'close');
      await outputUntil(child, () => output, /f.*k.*f/);
      await delay(milliseconds);
      child.kill('SIGKILL');
      await closed;
      // The last batch counts as not committed: the next run brings it again.
      key += output.replaceAll('f', '').length - 1;
    }

    const history = open();
    await history.flush();

    const found = await positions();
    expect(new Set(found).size).toBe(found.length);
    const keys = Array.from({ length: key + 1 }, (_, n) => n);
    const expected = keys.flatMap((n) => [1, 2, 3].map((place) => `${n}-${place}`));
    const there = new Set(found);
    expect(expected.filter((position) => !there.has(position))).toEqual([]);
    expect(key).toBeGreaterThan(10);
  });
});

test('nothing of DuckDB is loaded before the first flush', async () => {
  const script = `
    const { openHistory } = await import(process.argv[1]);
    const history = openHistory({ dataDir: process.argv[2], columns: new Map() });
    history.append('a', Buffer.from('{}'));
    await history.close();
    process.stdout.write(String(process.report.getReport().sharedObjects.some((file) => file.includes('duckdb'))));
  `;
  const adapter = new URL('./open-history.ts', import.meta.url).href;
  const child = spawn(process.execPath, [
    '--input-type=module',
    '--eval',
    script,
    adapter,
    dataDir,
  ]);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await once(child, 'close');

  expect(output).toBe('false');
});

test('a folder that cannot be had is refused with what to do', () => {
  writeFileSync(join(dataDir, 'history-staging'), '');

  expect(() => open()).toThrow(
    expect.objectContaining({
      code: 'STATE_UNAVAILABLE',
      hint: expect.stringContaining('data directory'),
    }),
  );
  expect(existsSync(join(dataDir, 'history-staging'))).toBe(true);
});
