import { expect, test } from 'vitest';
import type { RuleState } from '../../ports/rule-table.ts';
import { judgeStagedRules, type Staging } from './judge-staged-rules.ts';

const until = Date.UTC(2026, 2, 14, 12);

const aRule = (ruleName: string, changes: Partial<RuleState> = {}): RuleState => ({
  ruleName,
  staged: true,
  stagedAt: until - 48 * 3_600_000,
  stagedUntil: until,
  changedAt: 0,
  changedBy: 'start',
  ...changes,
});

const verdictsOf = (changes: Partial<Staging>) =>
  judgeStagedRules({
    states: [aRule('a')],
    counts: new Map(),
    failing: new Set(),
    alertsMaxOf: () => 0,
    now: until + 1,
    ...changes,
  }).map(({ verdict }) => verdict);

test('a rule without a row in the counts had no alert, and is promoted', () => {
  const [judged] = judgeStagedRules({
    states: [aRule('a')],
    counts: new Map([['other', 7]]),
    failing: new Set(),
    alertsMaxOf: () => 0,
    now: until + 1,
  });

  expect(judged).toMatchObject({ alertCount: 0, verdict: 'promote' });
});

test.each([
  [until - 1, 'time left'],
  [until, 'time left'],
  [until + 1, 'promote'],
])('its time is over after its last moment (%d)', (now, verdict) => {
  expect(verdictsOf({ now })).toEqual([verdict]);
});

test('a rule with more alerts than its own threshold stays staged', () => {
  const counts = new Map([
    ['loud', 3],
    ['quiet', 3],
    ['usual', 1],
  ]);
  const limits = new Map([
    ['loud', 2],
    ['quiet', 3],
  ]);

  const judged = judgeStagedRules({
    states: [aRule('usual'), aRule('loud'), aRule('quiet')],
    counts,
    failing: new Set(),
    alertsMaxOf: (ruleName) => limits.get(ruleName) ?? 0,
    now: until + 1,
  });

  expect(judged.map(({ state, verdict }) => [state.ruleName, verdict])).toEqual([
    ['loud', 'too many alerts'],
    ['quiet', 'promote'],
    ['usual', 'too many alerts'],
  ]);
});

test('nothing is promoted that could not be counted', () => {
  expect(verdictsOf({ counts: undefined })).toEqual(['count unknown']);
  expect(verdictsOf({ states: [aRule('a', { stagedAt: null })] })).toEqual(['count unknown']);
});

test('a rule without an end of staging stays staged', () => {
  expect(verdictsOf({ states: [aRule('a', { stagedUntil: null })] })).toEqual(['time left']);
});

test('live rules are nobody to judge', () => {
  expect(verdictsOf({ states: [aRule('a', { staged: false })] })).toEqual([]);
});

test('a rule that fails stays staged, however quiet it is', () => {
  expect(verdictsOf({ failing: new Set(['a']) })).toEqual(['fails']);
  expect(verdictsOf({ failing: new Set(['a']), now: until })).toEqual(['time left']);
  expect(verdictsOf({ failing: new Set(['other']) })).toEqual(['promote']);
});
