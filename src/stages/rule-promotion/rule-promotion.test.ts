import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyTally } from '../../domain/batch.ts';
import { anAlert } from '../../../testing/alert-builder.ts';
import { type OpenState, openState } from '../../adapters/local/sqlite/open-state.ts';
import { runRulePromotion } from './rule-promotion.ts';

const hour = 3_600_000;
const noon = Date.UTC(2026, 2, 14, 12);
const by = 'ann';

let folder: string;
let state: OpenState;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-promotion-'));
  state = openState(join(folder, 'state.db'));
  const rules = ['quiet', 'loud', 'fresh', 'live'].map((name) => ({ name, stagingHours: 48 }));
  state.rules.sync(rules, { newRules: 'stage', missingRules: 'delete' }, { now: noon, by });
  for (const name of ['quiet', 'loud']) state.rules.stage(name, { now: noon, by });
  state.rules.stage('fresh', { now: noon + hour, by });
});
afterEach(() => {
  state.close();
  rmSync(folder, { recursive: true });
});

const promotion = (now: number, alertsMax = 0) => ({
  rules: state.rules,
  alertStore: state.alerts,
  clock: { now: () => now },
  alertsMaxOf: () => alertsMax,
  ruleFailures: () => state.state.ruleFailureCounts(),
});

const stagedNow = () =>
  state.rules.list().flatMap(({ ruleName, staged }) => (staged ? [ruleName] : []));

test('a rule past its time without alerts becomes live, and only that one', async () => {
  state.alerts.add([anAlert({ ruleName: 'loud', createdAt: noon + hour })]);

  const { staged, promoted } = await runRulePromotion(promotion(noon + 48 * hour + 1));

  expect(promoted).toEqual(['quiet']);
  expect(staged.map(({ state: { ruleName }, verdict }) => [ruleName, verdict])).toEqual([
    ['fresh', 'time left'],
    ['loud', 'too many alerts'],
    ['quiet', 'promote'],
  ]);
  expect(stagedNow()).toEqual(['fresh', 'loud']);
  expect(state.rules.list().find(({ ruleName }) => ruleName === 'quiet')).toMatchObject({
    changedBy: 'rule promotion',
    changedAt: noon + 48 * hour + 1,
  });
});

test('alerts of the time before it was staged do not count', async () => {
  state.alerts.add([anAlert({ ruleName: 'loud', createdAt: noon - 1 })]);

  const { promoted } = await runRulePromotion(promotion(noon + 48 * hour + 1));

  expect(promoted).toEqual(['loud', 'quiet']);
});

test('alerts that were merged of others do not count', async () => {
  const mergeBy = { keys: ['user'], windowMinutes: 5, sendFirst: false };
  const member = anAlert({ ruleName: 'loud', createdAt: noon - hour, mergeBy });
  state.alerts.add([member]);
  const [group] = state.alerts.groupsToMerge(noon, 1);
  state.alerts.saveGroupStep({
    groupId: group?.id ?? 0,
    memberIds: [member.id],
    progress: {},
    merged: anAlert({ ruleName: 'loud', createdAt: noon + hour }),
    tell: [],
    isOver: true,
  });

  const { promoted } = await runRulePromotion(promotion(noon + 48 * hour + 1));

  expect(promoted).toContain('loud');
});

test('a threshold lets some alerts pass', async () => {
  const alerts = [1, 2].map((n) => anAlert({ ruleName: 'loud', createdAt: noon + n }));
  state.alerts.add(alerts);

  expect((await runRulePromotion(promotion(noon + 49 * hour, 1))).promoted).not.toContain('loud');
  expect((await runRulePromotion(promotion(noon + 49 * hour, 2))).promoted).toContain('loud');
});

test('a dry run says the same and changes nothing', async () => {
  const { staged, promoted } = await runRulePromotion(promotion(noon + 60 * hour), 'dry run');

  expect(staged.every(({ verdict }) => verdict === 'promote')).toBe(true);
  expect(promoted).toEqual([]);
  expect(stagedNow()).toEqual(['fresh', 'loud', 'quiet']);
});

test('a rule that is staged again while it is looked at stays staged', async () => {
  const later = noon + 60 * hour;
  const restaging = {
    countSince(ruleName: string, since: number) {
      state.rules.stage(ruleName, { now: later, by: 'bob' });
      return state.alerts.countSince(ruleName, since);
    },
  };

  const { promoted } = await runRulePromotion({ ...promotion(later), alertStore: restaging });

  expect(promoted).toEqual([]);
  expect(stagedNow()).toEqual(['fresh', 'loud', 'quiet']);
});

test('a rule that failed since it was staged is not promoted', async () => {
  const failure = {
    part: 'matches' as const,
    reason: 'boom',
    logType: 'a:b',
    position: '1',
    delivery: 'd',
  };
  const failures = ['quiet', 'live'].map((ruleName) => ({ ...failure, ruleName }));
  const origin = { service: 'http', resource: 'r', cluster: null, delivery: 'd' };
  const result = {
    origin,
    tally: emptyTally(),
    alerts: [],
    quarantined: [],
    ruleFailures: [...failures, { ...failure, ruleName: 'loud', part: 'lookup table' as const }],
    history: undefined,
  };
  const position = { offset: 1, nextPosition: 2, done: true };
  state.state.commit(result, position, noon - 2 * hour);
  expect(
    (await runRulePromotion(promotion(noon + 48 * hour + 1), 'dry run')).staged,
  ).toContainEqual(expect.objectContaining({ verdict: 'promote' }));

  state.state.commit(result, position, noon + hour);

  const { promoted } = await runRulePromotion(promotion(noon + 48 * hour + 1));
  expect(promoted).toEqual(['loud']);
});
