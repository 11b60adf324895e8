import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenState, openState } from '../../../adapters/local/sqlite/open-state.ts';
import {
  alertsMaxOf,
  retireStaging,
  stagedRulesOf,
  type StagingWishes,
  syncRules,
} from './sync-rules.ts';

const hour = 3_600_000;
const noon = Date.UTC(2026, 2, 14, 12);
const change = { now: noon, by: 'ann' };

let folder: string;
let state: OpenState;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-sync-'));
  state = openState(join(folder, 'state.db'));
});
afterEach(() => {
  state.close();
  rmSync(folder, { recursive: true });
});

const wishing = (
  names: readonly string[],
  changes: Partial<StagingWishes> = {},
): StagingWishes => ({
  rules: names.map((name) => ({ name })),
  stagingHours: 48,
  newRules: 'stage',
  missingRules: 'delete',
  stage: [],
  unstage: [],
  ...changes,
});

const sync = (names: readonly string[], changes: Partial<StagingWishes> = {}) =>
  syncRules(state.rules, wishing(names, changes), change);
const staged = () => stagedRulesOf(state.rules);

test('rules of the first time are live, later ones are staged for the hours that are theirs', () => {
  const first = sync(['a', 'gone']);
  const rules = [{ name: 'a' }, { name: 'b' }, { name: 'quick', promotion: { afterHours: 1 } }];
  const second = sync([], { rules });

  expect(first).toMatchObject({ stagedRules: 0, rules: 2 });
  expect(second).toMatchObject({ deleted: ['gone'], stagedRules: 2, rules: 3 });
  expect(second.added.map(({ ruleName, stagedUntil }) => [ruleName, stagedUntil])).toEqual([
    ['b', noon + 48 * hour],
    ['quick', noon + hour],
  ]);
});

test('a rule that is renamed is a new one', () => {
  sync(['old']);

  const { added, deleted } = sync(['new']);

  expect(added).toMatchObject([{ ruleName: 'new', staged: true }]);
  expect(deleted).toEqual(['old']);
});

test('rules are staged and unstaged as asked, new ones too; unknown ones are named and stop nothing', () => {
  sync(['a', 'b', 'c']);
  sync(['a', 'b', 'c'], { stage: ['a', 'b'] });

  const report = sync(['a', 'b', 'c', 'new'], {
    unstage: ['nobody', 'a', 'new', 'c'],
    stage: ['b', 'somebody', 'c'],
  });

  expect(report).toMatchObject({
    unknown: ['nobody', 'somebody'],
    unstaged: ['a', 'new'],
    staged: [{ ruleName: 'b' }, { ruleName: 'c', stagedUntil: noon + 48 * hour }],
  });
  expect(staged()).toEqual(['b', 'c']);
});

test('rules that could not be loaded keep their state', () => {
  sync(['a', 'b']);
  sync(['a', 'b'], { stage: ['b'] });

  const report = sync(['a'], { missingRules: 'keep' });
  const mended = sync(['a', 'b']);

  expect(report).toMatchObject({ deleted: [], kept: ['b'], stagedRules: 1, rules: 2 });
  expect(mended).toMatchObject({ added: [], kept: [] });
  expect(staged()).toEqual(['b']);
});

test('without staging every rule is live, and none is new when staging is on again', () => {
  sync(['a', 'b']);
  sync(['a', 'b'], { stage: ['b'] });

  const retired = retireStaging(state.rules, wishing(['a', 'b', 'later']), change);
  const again = sync(['a', 'b', 'later', 'newest']);

  expect(retired).toEqual(['b']);
  expect(again).toMatchObject({ added: [{ ruleName: 'newest' }], stagedRules: 1 });
});

test('without staging no table is begun', () => {
  expect(retireStaging(state.rules, wishing(['a']), change)).toEqual([]);
  expect(state.rules.list()).toEqual([]);
});

test('a rule has the threshold that it names, else that of all rules', () => {
  const rules = [
    { name: 'own', promotion: { alertsMax: 3 } },
    { name: 'none', promotion: { alertsMax: 0 } },
    { name: 'usual', promotion: { afterHours: 1 } },
  ];

  const max = alertsMaxOf(rules, 7);

  expect(['own', 'none', 'usual', 'not loaded', '__proto__'].map(max)).toEqual([3, 0, 7, 7, 7]);
});
