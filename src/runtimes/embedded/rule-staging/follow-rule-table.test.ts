import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenState, openState } from '../../../adapters/local/sqlite/open-state.ts';
import { followRuleTable, type StagingChange } from './follow-rule-table.ts';

let folder: string;
let ours: OpenState;
let theirs: OpenState;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-follow-'));
  ours = openState(join(folder, 'state.db'));
  theirs = openState(join(folder, 'state.db'));
  ours.rules.sync(
    ['a', 'b'].map((name) => ({ name, stagingHours: 48 })),
    { newRules: 'stage', missingRules: 'delete' },
    change,
  );
});
afterEach(() => {
  ours.close();
  theirs.close();
  rmSync(folder, { recursive: true });
});

const change = { now: 1_000, by: 'ann' };

/** 20 milliseconds, so that a test need not wait for a second. */
const cacheMinutes = 1 / 3000;

test('what another process stages and unstages is told, each change once', async () => {
  const changes: StagingChange[] = [];
  const following = followRuleTable(
    ours.rules,
    { version: ours.rules.version(), staged: [] },
    (each) => changes.push(each),
    { cacheMinutes, onTrouble: () => undefined },
  );

  theirs.rules.stage('b', change);
  await expect.poll(() => changes).toHaveLength(1);
  theirs.rules.stage('a', change);
  theirs.rules.unstage('b', change);
  await expect.poll(() => changes).toHaveLength(2);
  theirs.rules.stage('a', { ...change, now: 2_000 });
  await delay(100);
  await following.stop();

  expect(changes).toEqual([
    { staged: ['b'], becameStaged: ['b'], becameLive: [] },
    { staged: ['a'], becameStaged: ['a'], becameLive: ['b'] },
  ]);
});

test('a change between the look at the table and the first check is not missed', async () => {
  const version = ours.rules.version();
  theirs.rules.stage('b', change);
  const changes: StagingChange[] = [];

  const following = followRuleTable(
    ours.rules,
    { version, staged: [] },
    (each) => changes.push(each),
    { cacheMinutes, onTrouble: () => undefined },
  );

  await expect.poll(() => changes).toMatchObject([{ becameStaged: ['b'] }]);
  await following.stop();
});

test('a table that cannot be read for a while is trouble, and is followed afterwards', async () => {
  const changes: StagingChange[] = [];
  const troubles: unknown[] = [];
  let isBroken = true;
  const table = {
    list: () => ours.rules.list(),
    version() {
      if (isBroken) throw new Error('the disk is away');
      return ours.rules.version();
    },
  };
  const following = followRuleTable(
    table,
    { version: ours.rules.version(), staged: [] },
    (each) => changes.push(each),
    { cacheMinutes, onTrouble: (error) => troubles.push(error) },
  );

  theirs.rules.stage('a', change);
  await expect.poll(() => troubles.length).toBeGreaterThan(0);
  isBroken = false;

  await expect.poll(() => changes).toMatchObject([{ staged: ['a'] }]);
  await following.stop();
});
