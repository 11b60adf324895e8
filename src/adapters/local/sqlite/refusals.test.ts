import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { openState } from './open-state.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-refusals-'));
  file = join(folder, 'state.db');
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

const refusal = (message: RegExp, hint: RegExp) =>
  expect.objectContaining({
    code: 'STATE_UNAVAILABLE',
    message: expect.stringMatching(message),
    hint: expect.stringMatching(hint),
  });

test('a file that is no database is refused and left as it is', () => {
  const garbage = 'this is no database, and longer than its header. '.repeat(100);
  writeFileSync(file, garbage);

  expect(() => openState(file)).toThrow(refusal(/is damaged or is no StreamAlert state/, /backup/));

  expect(readFileSync(file, 'utf8')).toBe(garbage);
});

test('a damaged database is refused where the damage is met', () => {
  openState(file).close();
  const size = statSync(file).size;
  truncateSync(file, 4096);

  expect(() => {
    const { state } = openState(file);
    state.ledger();
  }).toThrow(refusal(/is damaged/, /Nothing was changed/));
  expect(size).toBeGreaterThan(4096);
});

test('a database of another program is refused', () => {
  const other = new DatabaseSync(file);
  other.exec('CREATE TABLE bookmarks (url TEXT)');
  other.close();

  expect(() => openState(file)).toThrow(refusal(/another program/, /--data-dir/));
});

test('a state of a later version is refused', () => {
  openState(file).close();
  const later = new DatabaseSync(file);
  later.exec("INSERT INTO migrations VALUES (99, 'tomorrow')");
  later.close();

  expect(() => openState(file)).toThrow(refusal(/later version.*state version 99/, /later one/));
});

test('a stored alert that cannot be read is named as damage', () => {
  openState(file).close();
  const db = new DatabaseSync(file);
  db.exec("INSERT INTO alerts (id, rule_name, created_at, alert) VALUES ('a', 'r', 1, '[]')");
  db.close();

  const { alerts, state } = openState(file);
  expect(() => alerts.get('a')).toThrow(refusal(/stored alert cannot be read/, /backup/));
  state.close();
});

test('a folder in the place of the file is refused', () => {
  mkdirSync(file);

  expect(() => openState(file)).toThrow(refusal(/is a folder/, /data directory/));
});

test('a folder that does not exist is refused', () => {
  const missing = join(folder, 'missing', 'state.db');

  expect(() => openState(missing)).toThrow(refusal(/does not exist/, /data directory/));
});

test.skipIf(process.getuid?.() === 0)('a folder that cannot be written is refused', () => {
  chmodSync(folder, 0o500);

  expect(() => openState(file)).toThrow(refusal(/cannot be written/, /writable/));
});

test('a state that another program holds is refused after a while', () => {
  openState(file).close();
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const database = openDatabase(file, 20);

  expect(() => database.transaction(() => {})).toThrow(
    refusal(/held by another program/, /Stop the other/),
  );

  other.exec('ROLLBACK');
  expect(database.transaction(() => 'free')).toBe('free');
  other.close();
  database.close();
});

test('the state can be read by its owner alone', () => {
  openState(file).close();

  expect(statSync(file).mode & 0o777).toBe(0o600);
});
