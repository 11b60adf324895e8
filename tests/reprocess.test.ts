import type { ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenState, openState } from '../src/adapters/local/sqlite/open-state.ts';
import { emptyTally } from '../src/domain/batch.ts';
import { ended, outputOf, runCli, spawnCli } from '../testing/run-cli.ts';

/** Orders of a shop: every third has a key that its first schema does not know. */
const orders = 3000;
const withCoupon = orders / 3;

let root = '';
const running: ChildProcess[] = [];

/** A project whose schema lacks the key, and the data directory that its samples were read into. */
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'streamalert-reprocess-'));
  writeProject(join(root, 'project'), { knowsCoupon: false });
  await readSamples('data');
}, 60_000);
afterAll(async () => {
  const left = running.filter(
    ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
  );
  for (const child of left) child.kill('SIGKILL');
  await Promise.all(left.map(ended));
  rmSync(root, { recursive: true, force: true });
});

function writeProject(folder: string, { knowsCoupon }: { knowsCoupon: boolean }) {
  const files = {
    'conf/global.json':
      '{"account":{"aws_account_id":"111122223333","prefix":"acme","region":"eu-west-1"}}',
    'conf/lambda.json': '{}',
    'conf/outputs.json': '{"file":{"alerts":"alerts.jsonl"}}',
    'conf/clusters/local.json':
      '{"id":"local","data_sources":{"http":{"samples":["shop"]}},"classifier_config":{}}',
    'conf/schemas/shop.json': schema(knowsCoupon),
    'rules/shop.ts': `import { rule } from 'streamalert';
      export const refund = rule({ name: 'shop_refund', description: 'A refund', severity: 'high',
        logs: ['shop:orders'], where: { action: 'refund' }, outputs: ['file:alerts'] });
      export const voided = rule({ name: 'shop_voided', description: 'A void', severity: 'low',
        logs: ['shop:audit'], where: { event: 'void' }, outputs: ['file:alerts'] });
      export const broken = rule({ name: 'shop_broken', description: 'Throws', severity: 'low',
        logs: ['shop:audit'], outputs: ['file:alerts'], matches: () => { throw new Error('no'); } });`,
    'samples/orders.jsonl': orderLines(),
    'samples/audit.json': JSON.stringify({
      region: 'eu',
      Records: [
        { event: 'open', id: 1 },
        { event: 'void', id: 12345678901234567890n.toString(), till: 'x' },
        { event: 'close', id: 3 },
      ],
    }),
    'samples/garbage.log': 'neither this\nnor that\n',
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** Mended by letting unknown keys pass, which leaves the records that fitted before as they were. */
const schema = (knowsCoupon: boolean): string =>
  JSON.stringify({
    'shop:orders': {
      parser: 'json',
      schema: { id: 'integer', action: 'string', at: 'string' },
      configuration: {
        time_field: { path: ['at'], format: 'iso8601' },
        ...(knowsCoupon ? { unknown_keys: 'keep' } : {}),
      },
    },
    'shop:audit': {
      parser: 'json',
      schema: { event: 'string', id: 'integer' },
      configuration: {
        json_path: 'Records[*]',
        envelope_keys: { region: 'string' },
        ...(knowsCoupon ? { unknown_keys: 'keep' } : {}),
      },
    },
  });

const orderLines = (): string =>
  Array.from({ length: orders }, (_, id) =>
    JSON.stringify({
      id,
      action: id % 10 === 0 ? 'refund' : 'buy',
      at: `2026-03-14T1${id % 3}:00:00Z`,
      ...(id % 3 === 0 ? { coupon: `c${id}` } : {}),
    }),
  ).join('\n');

const mendSchema = () => writeFileSync(join(root, 'project/conf/schemas/shop.json'), schema(true));

const inProject = (dataDir: string, ...args: string[]) =>
  runCli([...args, '--data-dir', join(root, dataDir)], { cwd: join(root, 'project') });

async function start(dataDir: string, ...args: string[]): Promise<ChildProcess> {
  const child = spawnCli(
    ['start', '--port', '0', '--data-dir', join(root, dataDir), ...args],
    join(root, 'project'),
  );
  running.push(child);
  await outputOf(child, 'Listening.');
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGINT');
  await ended(child);
}

async function readSamples(dataDir: string): Promise<void> {
  await stop(await start(dataDir, '--sample'));
}

/** A data directory of its own with what the first schema made of the samples. */
function copyOfData(name: string): string {
  cpSync(join(root, 'data'), join(root, name), { recursive: true });
  return name;
}

/** Looks into the state as a command does, beside whatever runs. */
function looking<Found>(dataDir: string, look: (open: OpenState) => Found): Found {
  const open = openState(join(root, dataDir, 'state.db'));
  try {
    return look(open);
  } finally {
    open.close();
  }
}

const totals = (dataDir: string) =>
  looking(dataDir, ({ state }) => {
    const sum = { ...emptyTally(), bytes: 0 };
    for (const { tally } of state.ledger()) {
      sum.records += tally.records;
      sum.classified += tally.classified;
      sum.quarantined += tally.quarantined;
      sum.filtered += tally.filtered;
      for (const [name, count] of Object.entries(tally.byLogType)) {
        sum.byLogType[name] = (sum.byLogType[name] ?? 0) + count;
      }
    }
    return sum;
  });

const inQuarantine = (dataDir: string): number =>
  looking(dataDir, ({ state }) => state.quarantineCount({}));

/** Alerts of rules on records; those on rules that failed have the hour of the failure in their id. */
const alertIds = (dataDir: string): string[] =>
  looking(dataDir, ({ alerts }) =>
    alerts
      .list({ limit: 100_000 })
      .filter(({ alert }) => ['shop_refund', 'shop_voided'].includes(alert.ruleName))
      .map(({ alert }) => alert.id)
      .toSorted(),
  );

/** Log type and place of every record in the history, with what stands in it. */
async function historyRows(dataDir: string): Promise<string[]> {
  const folder = join(root, dataDir, 'history');
  if (!existsSync(folder)) return [];
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  const rows = await connection.runAndReadAll(
    `SELECT log_type, position, record FROM read_parquet('${folder}/*/*/*.parquet',
       union_by_name = true) ORDER BY log_type, position`,
  );
  connection.closeSync();
  database.closeSync();
  return rows.getRows().map((row) => row.map(String).join(' '));
}

/** What would be there if the mended schema had been there from the start. */
async function control() {
  const name = 'control';
  if (!existsSync(join(root, name))) await readSamples(name);
  return {
    ids: alertIds(name),
    totals: totals(name),
    history: await historyRows(name),
  };
}

/** What one has and the other has not; thousands of lines that are alike help nobody. */
function differences(found: readonly string[], expected: readonly string[]) {
  const [has, should] = [new Set(found), new Set(expected)];
  return {
    doubled: found.length - has.size,
    missing: expected.filter((line) => !has.has(line)).slice(0, 3),
    tooMany: found.filter((line) => !should.has(line)).slice(0, 3),
  };
}

const none = { doubled: 0, missing: [], tooMany: [] };

describe('what the first schema kept out', () => {
  test('is counted by what keeps it out, shown, and exported as it arrived', async () => {
    const list = await inProject('data', 'quarantine', 'list');
    const id = /(\d+)\s*$/.exec(list.stdout.split('\n')[3] ?? '')?.[1] ?? '';
    const show = await inProject('data', 'quarantine', 'show', id);
    const raw = await inProject('data', 'quarantine', 'export', '--format', 'raw');
    const kept = join(root, 'kept.log');
    await inProject('data', 'quarantine', 'export', '--format', 'raw', '--out', kept);

    expect(list.stdout).toContain(`${(withCoupon + 3).toLocaleString('en-US')} records`);
    expect(list.stdout).toMatch(/1,000 × {2}unknown key "coupon"/);
    expect(list.stdout).toMatch(/1 × {2}invalid record: unknown key "till"/);
    expect(list.stdout).toContain('nearest shop:orders · source file:samples');
    expect(show.stdout).toContain('unknown  coupon');
    expect(show.stdout).toContain('conf/schemas/shop.json');
    expect(show.stdout).toContain('streamalert reprocess --log-type shop:orders --dry-run');
    const lines = raw.stdout.trimEnd().split('\n');
    const original = new Set(orderLines().split('\n'));
    expect(lines).toHaveLength(withCoupon + 3);
    expect(lines.filter((line) => original.has(line))).toHaveLength(withCoupon);
    expect(lines).toContain(
      '{"region":"eu","Records":[{"event":"void","id":"12345678901234567890","till":"x"}]}',
    );
    expect(readFileSync(kept, 'utf8')).toBe(raw.stdout);
    expect(statSync(kept).mode & 0o077).toBe(0);
  }, 60_000);

  test('goes the way of all records once the schema is mended, and a second time nothing happens', async () => {
    const dataDir = copyOfData('once');
    mendSchema();
    const before = totals(dataDir);
    const lackingNow = () =>
      looking(dataDir, ({ state }) => state.drift().map(({ logType }) => logType));
    const lackingBefore = lackingNow();

    const dry = await inProject(dataDir, 'reprocess', '--dry-run');
    expect(totals(dataDir)).toEqual(before);
    const first = await inProject(dataDir, 'reprocess');
    const ids = alertIds(dataDir);
    const second = await inProject(dataDir, 'reprocess', '--json');

    const expected = await control();
    const lacking = lackingNow();
    expect(lackingBefore).toEqual(['shop:audit', 'shop:orders']);
    expect(lacking).toEqual([]);
    expect(dry.stdout).toContain('1,001 of 1,003 records would now be classified');
    expect(first.stdout).toContain('1,001 of 1,003 records classified');
    expect(first.stdout).toMatch(/shop_refund {2}100/);
    expect(first.stdout).toContain('2 records stay in quarantine');
    expect(first.stdout).toContain('rules failed 1 ×');
    expect(first.stdout).toContain('streamalert start');
    expect(JSON.parse(second.stdout)).toMatchObject({ records: 2, released: 0, alertsByRule: {} });
    expect(differences(ids, expected.ids)).toEqual(none);
    expect(alertIds(dataDir)).toEqual(ids);
    expect(totals(dataDir)).toEqual(expected.totals);
    expect(inQuarantine(dataDir)).toBe(2);
    expect(differences(await historyRows(dataDir), expected.history)).toEqual(none);
  }, 120_000);

  test('can be reprocessed in part', async () => {
    const dataDir = copyOfData('part');
    mendSchema();

    await inProject(dataDir, 'reprocess', '--log-type', 'shop:audit');
    const left = inQuarantine(dataDir);
    const early = await inProject(dataDir, 'reprocess', '--until', '2000-01-01');

    expect(left).toBe(withCoupon + 2);
    expect(early.stdout).toContain('nothing to do');
    expect(inQuarantine(dataDir)).toBe(left);
  }, 60_000);

  test('goes beside a running StreamAlert, which delivers the alerts', async () => {
    const dataDir = copyOfData('beside');
    mendSchema();
    const child = await start(dataDir);
    // Behind the start, so that it is known that the running one has another configuration.
    await delay(20);
    mendSchema();

    const done = await inProject(dataDir, 'reprocess');
    const expected = await control();
    await expect
      .poll(() => lineCount(join(root, dataDir, 'alerts.jsonl')), { timeout: 15_000 })
      .toBeGreaterThanOrEqual(expected.ids.length);
    await stop(child);

    expect(done.stdout).toContain('The running StreamAlert delivers them');
    expect(done.stdout).toContain('restart it');
    expect(differences(alertIds(dataDir), expected.ids)).toEqual(none);
    expect(differences(await historyRows(dataDir), expected.history)).toEqual(none);
  }, 120_000);
});

const lineCount = (file: string): number =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;

test('killed at any moment, a reprocessing has lost and doubled nothing', async () => {
  const dataDir = copyOfData('killed');
  mendSchema();
  const expected = await control();
  const left = () => inQuarantine(dataDir);
  const counts: number[] = [];

  for (let attempt = 0; attempt < 5 && left() > 2; attempt++) {
    const child = spawnCli(
      ['reprocess', '--workers', '1', '--data-dir', join(root, dataDir)],
      join(root, 'project'),
    );
    running.push(child);
    const before = committed(dataDir);
    const isOver = ended(child);
    // As soon as something is committed, or a little later, and at last not at all.
    const waitsFor = attempt < 4 ? committedAfter(dataDir, before, isOver) : isOver;
    await waitsFor;
    await delay(attempt * 3);
    child.kill('SIGKILL');
    await isOver;

    const now = totals(dataDir);
    counts.push(now.classified);
    expect(now.records).toBe(now.classified + now.quarantined + now.filtered);
    expect(now.records).toBe(expected.totals.records);
    expect(left()).toBe(now.quarantined);
  }
  await inProject(dataDir, 'reprocess');

  expect(counts.length).toBeGreaterThan(0);
  expect(differences(alertIds(dataDir), expected.ids)).toEqual(none);
  expect(totals(dataDir)).toEqual(expected.totals);
  expect(differences(await historyRows(dataDir), expected.history)).toEqual(none);
}, 180_000);

/** Resolves when something is committed, which the write-ahead log shows, or the process is over. */
async function committedAfter(dataDir: string, before: number, isOver: Promise<unknown>) {
  const over = isOver.then(() => 'over' as const);
  for (;;) {
    if (committed(dataDir) > before) return;
    if ((await Promise.race([over, delay(2)])) === 'over') return;
  }
}

/** Bytes of the write-ahead log, which grow with each commit. */
const committed = (dataDir: string): number =>
  statSync(join(root, dataDir, 'state.db-wal'), { throwIfNoEntry: false })?.size ?? 0;
