import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ruleTableContract } from '../../../ports/rule-table.contract.ts';
import { migrations } from './migrations.ts';
import { type OpenState, openState } from './open-state.ts';

let folder: string;
const opened: OpenState[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-rules-'));
});
afterEach(() => {
  for (const state of opened.splice(0)) state.close();
  rmSync(folder, { recursive: true });
});

function open(): OpenState {
  const state = openState(join(folder, 'state.db'));
  opened.push(state);
  return state;
}

ruleTableContract('SQLite', () => open().rules);

const staging = { newRules: 'stage', missingRules: 'delete' } as const;
const change = { now: 1_000, by: 'ann' };

test('another process sees a change at once', () => {
  const [one, other] = [open(), open()];
  one.rules.sync([{ name: 'a', stagingHours: 1 }], staging, change);
  const before = other.rules.version();

  one.rules.stage('a', change);

  expect(other.rules.version()).not.toBe(before);
  expect(other.rules.list()).toEqual(one.rules.list());
});

test('what a damaged file says is refused', () => {
  open().rules.sync([{ name: 'a', stagingHours: 1 }], staging, change);
  const raw = new DatabaseSync(join(folder, 'state.db'));
  raw.exec('DELETE FROM rules_version');
  raw.close();

  expect(() => open().rules.version()).toThrow('damaged');
});

test('when a job ran last is kept', () => {
  expect(open().jobRuns.lastRun('promotion')).toBeUndefined();

  open().jobRuns.record('promotion', 5);
  open().jobRuns.record('promotion', 7);
  open().jobRuns.record('digest', 6);

  expect(open().jobRuns.lastRun('promotion')).toBe(7);
  expect(open().jobRuns.lastRun('digest')).toBe(6);
});

test('merged alerts of a state from before rule staging are told from their members', () => {
  const db = new DatabaseSync(join(folder, 'state.db'));
  db.exec(`
    CREATE TABLE migrations (version INTEGER PRIMARY KEY, applied_at TEXT) STRICT;
    INSERT INTO migrations VALUES (1, 'then');
    ${migrations[0]}
    INSERT INTO alerts (id, rule_name, created_at, merging, merged_into, alert)
    VALUES ('member', 'a', 1, 0, 'whole', '{}'), ('whole', 'a', 2, 0, NULL, '{}'),
      ('other', 'a', 3, 0, NULL, '{}');
  `);
  db.close();

  expect(open().alerts.countSince('a', 0)).toBe(2);
});
