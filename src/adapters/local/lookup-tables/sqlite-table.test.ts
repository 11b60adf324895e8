import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { lookupTableContract } from '../../../ports/lookup-table.contract.ts';
import { sqliteTable, type SqliteTableOptions } from './sqlite-table.ts';

const root = mkdtempSync(join(tmpdir(), 'sqlite-table-'));
afterAll(() => rmSync(root, { recursive: true }));
let files = 0;

function databaseWith(sql: string): string {
  const path = join(root, `${++files}.db`);
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
  return path;
}

function opened(path: string, changes: Partial<SqliteTableOptions> = {}) {
  const reports: string[] = [];
  const table = sqliteTable({
    name: 'owners',
    path,
    shownPath: 'owners.db',
    table: 'owners',
    keyColumn: 'key',
    valueColumn: 'value',
    clock: { now: Date.now },
    report: (reason) => reports.push(reason),
    ...changes,
  });
  return { table, reports };
}

lookupTableContract('an existing SQLite database', {
  async create(content) {
    const path = databaseWith('CREATE TABLE owners (value TEXT, key TEXT PRIMARY KEY)');
    const database = new DatabaseSync(path);
    const insert = database.prepare('INSERT INTO owners VALUES (?, ?)');
    for (const [key, value] of Object.entries(content)) insert.run(String(value), key);
    database.close();
    return opened(path).table;
  },
  values: 'texts',
  isWritten: false,
  place: 'at hand',
});

describe('an existing SQLite database', () => {
  test('gives numbers, nothing and bytes as JSON has them', () => {
    const path = databaseWith(`CREATE TABLE owners (key TEXT PRIMARY KEY, value);
      INSERT INTO owners VALUES ('int', 5), ('real', 1.5), ('none', NULL), ('bytes', x'00ff'), ('large', 9007199254740993)`);
    const { table, reports } = opened(path);

    const values = ['int', 'real', 'none', 'bytes', 'large'].map((key) => table.get(key));
    expect(values).toEqual(
      [5, 1.5, null, 'AP8=', 9007199254740993n].map((value) => ({ outcome: 'found', value })),
    );
    expect(reports).toEqual([]);
  });

  test('is answered as it is now, also in a replay', () => {
    const path = databaseWith(
      "CREATE TABLE owners (key TEXT PRIMARY KEY, value); INSERT INTO owners VALUES ('a', 1)",
    );
    const { table } = opened(path);
    expect(table.get('a', 5)).toEqual({ outcome: 'found', value: 1 });

    const writer = new DatabaseSync(path);
    writer.exec('UPDATE owners SET value = 2');
    writer.close();
    expect(table.get('a', 5)).toEqual({ outcome: 'found', value: 2 });
  });

  test('names may hold quotes, and keys are never SQL', () => {
    const path = databaseWith(
      `CREATE TABLE "own""ers" ("the ""key" TEXT PRIMARY KEY, v); INSERT INTO "own""ers" VALUES ('a', 1)`,
    );
    const { table } = opened(path, { table: 'own"ers', keyColumn: 'the "key', valueColumn: 'v' });

    expect(table.get('a')).toEqual({ outcome: 'found', value: 1 });
    expect(table.get("' OR 1=1 --")).toEqual({ outcome: 'nothing there' });
  });

  test.each([
    ['no file', 'there is no such file', () => join(root, 'none.db')],
    [
      'no database',
      'not a database',
      () => {
        const path = join(root, 'text.db');
        writeFileSync(path, 'text'.repeat(1000));
        return path;
      },
    ],
    [
      'no such table',
      'there is no table "owners" in it',
      () => databaseWith('CREATE TABLE other (a)'),
    ],
    [
      'no such column',
      'has no column "value" (key, val)',
      () => databaseWith('CREATE TABLE owners (key, val)'),
    ],
  ])('%s: says so, and is looked for again', (_what, reason, make) => {
    const { table, reports } = opened(make());

    expect(table.get('a')).toEqual({
      outcome: 'unavailable',
      reason: expect.stringContaining(reason),
    });
    expect(reports).toEqual([expect.stringContaining(`sqlite:owners.db cannot be read: `)]);
  });

  test('a file that comes later, or takes the place of another, is found', () => {
    let now = 0;
    const path = join(root, 'later.db');
    const { table } = opened(path, { clock: { now: () => now } });
    expect(table.get('a')).toMatchObject({ outcome: 'unavailable' });

    const sql = (value: number) =>
      `CREATE TABLE owners (key TEXT PRIMARY KEY, value); INSERT INTO owners VALUES ('a', ${value})`;
    renameSync(databaseWith(sql(1)), path);
    now += 60_000;
    expect(table.get('a')).toEqual({ outcome: 'found', value: 1 });

    renameSync(databaseWith(sql(2)), path);
    now += 60_000;
    expect(table.get('a')).toEqual({ outcome: 'found', value: 2 });
  });

  test('a key column without an index is told', () => {
    const path = databaseWith(
      "CREATE TABLE owners (key TEXT, value); INSERT INTO owners VALUES ('a', 1)",
    );
    const { table, reports } = opened(path);

    expect(table.get('a')).toEqual({ outcome: 'found', value: 1 });
    expect(reports).toEqual([expect.stringContaining('each lookup reads the whole table')]);
  });
});
