import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { lookupTableContract } from '../../../ports/lookup-table.contract.ts';
import type { TableVersion } from '../../../ports/lookup-tables.ts';
import { openDatabase } from '../sqlite/database.ts';
import { openTableDatabase, type TableDatabase } from './table-database.ts';
import { versionHistory } from './version-history.ts';

const root = mkdtempSync(join(tmpdir(), 'table-database-'));
const opened: TableDatabase[] = [];
afterAll(() => {
  for (const database of opened) database.close();
  rmSync(root, { recursive: true });
});

let files = 0;
const newFile = () => join(root, `${++files}.db`);
const day = 86_400_000;

function openAt(file: string, clock = { now: Date.now }): TableDatabase {
  const database = openTableDatabase(file, clock);
  opened.push(database);
  return database;
}

lookupTableContract('a table of the data directory', {
  async create(content) {
    const table = openAt(newFile()).table('mine');
    for (const [key, value] of Object.entries(content)) await table.change(key, () => value);
    return table;
  },
  values: 'any',
  isWritten: true,
  place: 'at hand',
});

describe('a table of the data directory', () => {
  const at = (now: number) => ({ now: () => now });

  test('tells what was under a key at any time', async () => {
    const file = newFile();
    await openAt(file, at(100))
      .table('mine')
      .change('a', () => 'first');
    await openAt(file, at(200))
      .table('mine')
      .change('a', () => 'second');
    const table = openAt(file).table('mine');

    expect(table.get('a', 99)).toEqual({ outcome: 'nothing there' });
    expect([100, 199, 200, 201.5].map((time) => table.get('a', time))).toEqual(
      ['first', 'first', 'second', 'second'].map((value) => ({ outcome: 'found', value })),
    );
    expect(table.get('a')).toEqual({ outcome: 'found', value: 'second' });
  });

  test('a clock that is set back does not mix up the order', async () => {
    const file = newFile();
    await openAt(file, at(500))
      .table('mine')
      .change('a', () => 'first');
    await openAt(file, at(100))
      .table('mine')
      .change('a', () => 'second');
    const table = openAt(file).table('mine');

    expect(table.get('a', 500)).toEqual({ outcome: 'found', value: 'first' });
    expect(table.get('a', 501)).toEqual({ outcome: 'found', value: 'second' });
  });

  test('earlier values go after 90 days; then the oldest that is kept answers for all before', async () => {
    const file = newFile();
    await openAt(file, at(1 * day))
      .table('mine')
      .change('a', () => 'first');
    await openAt(file, at(2 * day))
      .table('mine')
      .change('a', () => 'second');
    await openAt(file, at(200 * day))
      .table('mine')
      .change('b', () => 1);
    const table = openAt(file).table('mine');

    expect(table.get('a', 1 * day)).toEqual({ outcome: 'found', value: 'second' });
    expect(table.get('b', 1 * day)).toEqual({ outcome: 'nothing there' });
  });

  test('tables do not see each other, and two connections see the same', async () => {
    const file = newFile();
    const [one, other] = [openAt(file), openAt(file)];

    await one.table('mine').change('a', () => 1);

    expect(other.table('mine').get('a')).toEqual({ outcome: 'found', value: 1 });
    expect(other.table('yours').get('a')).toEqual({ outcome: 'nothing there' });
  });

  test('a file of a later release is refused and left alone', () => {
    const file = newFile();
    const database = openDatabase(file);
    database.execute('PRAGMA user_version = 99');
    database.close();

    expect(() => openTableDatabase(file, { now: Date.now })).toThrow(
      'was written by a later release',
    );
  });

  test('a file that is no database is refused', () => {
    const file = newFile();
    writeFileSync(file, 'not a database at all, and long enough to be looked at'.repeat(100));

    expect(() => openTableDatabase(file, { now: Date.now })).toThrow(/is damaged/);
  });
});

describe('versions of tables that are read whole', () => {
  const version = (text: string): TableVersion => ({
    fingerprint: `print of ${text}`,
    bytes: Buffer.from(text),
    format: '{"kind":"json"}',
  });

  test('the one that was current at a time is found, and comes back as it was', async () => {
    let now = 100;
    const { history } = openAt(newFile(), { now: () => now });
    await history.record('t', version('one'));
    now = 200;
    await history.record('t', version('two'));
    now = 300;
    await history.record('t', version('one'));

    const prints = [0, 100, 199, 200, 299.9, 300, 999].map((time) =>
      history.fingerprintAt('t', time),
    );
    expect(prints).toEqual(
      ['one', 'one', 'one', 'two', 'two', 'one', 'one'].map((each) => `print of ${each}`),
    );
    const found = history.version('t', 'print of two');
    expect(Buffer.from(found?.bytes ?? []).toString()).toBe('two');
    expect(found?.format).toBe('{"kind":"json"}');
    expect(history.version('t', 'print of three')).toBeUndefined();
    expect(history.fingerprintAt('unknown', 100)).toBeUndefined();
  });

  test('the same content again is no new version, from several connections at once', async () => {
    const file = newFile();
    const histories = Array.from({ length: 4 }, () => openAt(file).history);
    await Promise.all(histories.map((history) => history.record('t', version('one'))));

    const database = openDatabase(file);
    const counted = database.statement('SELECT count(*) AS n FROM versions').get();
    const contents = database.statement('SELECT count(*) AS n FROM version_contents').get();
    database.close();
    expect([counted?.['n'], contents?.['n']]).toEqual([1, 1]);
  });

  test.each([
    ['count', { days: 90, versions: 3, bytes: 1_000_000 }],
    ['age', { days: 2, versions: 100, bytes: 1_000_000 }],
    ['size', { days: 90, versions: 100, bytes: 60 }],
  ])('are bounded by their %s, and the last one stays', async (_bound, limits) => {
    const file = newFile();
    openAt(file);
    const database = openDatabase(file);
    let now = 0;
    const history = versionHistory(database, { now: () => now }, limits);
    for (let number = 1; number <= 10; number++) {
      now = number * day;
      await history.record('t', version(`content ${number}`));
    }

    expect(history.fingerprintAt('t', now)).toBe('print of content 10');
    // Further back the oldest that is kept answers.
    expect(history.fingerprintAt('t', 0)).toMatch(/^print of content [789]$/);
    const row = database.statement('SELECT count(*) AS n FROM versions').get();
    const contents = database.statement('SELECT count(*) AS n FROM version_contents').get();
    database.close();
    expect(row?.['n']).toBeLessThanOrEqual(4);
    expect(contents?.['n']).toBe(row?.['n']);
  });

  test('one that is larger than everything is kept while it is the last', async () => {
    const file = newFile();
    openAt(file);
    const database = openDatabase(file);
    const history = versionHistory(database, { now: () => 5 }, { days: 1, versions: 1, bytes: 1 });
    await history.record('t', version('large'));

    expect(history.fingerprintAt('t', 5)).toBe('print of large');
    database.close();
  });
});
