import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../../testing/alert-builder.ts';
import type { Alert } from '../../../domain/alert.ts';
import { type BatchResult, emptyTally } from '../../../domain/batch.ts';
import { floodGuard } from '../../../runtimes/embedded/flood-guard.ts';
import { type OpenState, openState } from './open-state.ts';

let folder: string;
let open: OpenState;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-guards-'));
  open = openState(join(folder, 'state.db'));
});
afterEach(() => {
  open.close();
  rmSync(folder, { recursive: true });
});

const reopen = () => {
  open.close();
  open = openState(join(folder, 'state.db'));
};

const hour = 3_600_000;
const now = Date.parse('2026-03-14T11:20:00Z');
const limit = 3;
const guard = floodGuard([{ name: 'narrow', maxAlertsPerHour: 1 }], {
  alertsPerRuleAndHour: limit,
  requiredOutputs: ['archive:all'],
});
const origin = { service: 'http', resource: 'okta', cluster: null, delivery: 'd' };

const alerts = (from: number, to: number, changes: Partial<Alert> = {}): Alert[] =>
  Array.from({ length: to - from }, (_, index) =>
    anAlert({
      id: `${changes.ruleName ?? 'loud'}-${from + index}`,
      ruleName: 'loud',
      severity: 'low',
      origin,
      position: String(from + index),
      outputs: ['slack:soc'],
      mergeBy: { keys: ['a'], windowMinutes: 5 },
      ...changes,
    }),
  );

let lines = 0;
const commit = (raised: readonly Alert[], at = now, changes: Partial<BatchResult> = {}) => {
  const result: BatchResult = {
    origin,
    tally: emptyTally(),
    alerts: raised,
    quarantined: [],
    ruleFailures: [],
    history: undefined,
    ...changes,
  };
  const position = { offset: ++lines, nextPosition: lines, done: false };
  return open.state.commit(result, position, at, guard);
};

const stored = (ruleName: string) =>
  open.alerts.list({ limit: 1000, ruleName }).map(({ alert, deliveries }) => ({
    id: alert.id,
    isHeldBack: alert.isHeldBack ?? false,
    outputs: deliveries.map(({ output, state }) => `${output} ${state}`),
  }));

const floodTitles = () =>
  open.alerts
    .list({ limit: 10, ruleName: 'streamalert_alert_flood' })
    .map(({ alert }) => alert.title);

describe('alerts of a rule and source that are too many for an hour', () => {
  test('are kept without being sent, and one alert tells of them', () => {
    const outcome = commit(alerts(0, 5));

    expect(outcome.newAlerts).toEqual(['loud-0', 'loud-1', 'loud-2']);
    expect(outcome.heldBack).toEqual(['loud-3', 'loud-4']);
    expect(outcome.floodAlerts).toMatchObject([
      { ruleName: 'streamalert_alert_flood', severity: 'high', outputs: ['slack:soc'] },
    ]);
    expect(stored('loud').toReversed()).toMatchObject([
      { isHeldBack: false, outputs: ['slack:soc waiting'] },
      { isHeldBack: false, outputs: ['slack:soc merging'] },
      { isHeldBack: false },
      { isHeldBack: true, outputs: ['archive:all waiting'] },
      { isHeldBack: true, outputs: ['archive:all waiting'] },
    ]);
    expect(floodTitles()).toEqual([
      'Rule loud raised more than 3 alerts from http:okta within the hour 2026-03-14-11: further ones are held back',
    ]);
  });

  test('are counted over batches and restarts, and told of once', () => {
    commit(alerts(0, 2));
    reopen();
    commit(alerts(2, 5));
    reopen();
    commit(alerts(5, 6));

    expect(stored('loud').filter(({ isHeldBack }) => isHeldBack)).toHaveLength(3);
    expect(floodTitles()).toHaveLength(1);
    expect(open.state.floods()).toMatchObject([
      {
        ruleName: 'loud',
        alerts: 6,
        kept: 3,
        counted: 0,
        first: { delivery: 'd', position: '3' },
        last: { delivery: 'd', position: '5' },
      },
    ]);
  });

  test('do not count a second time when they come a second time', () => {
    commit(alerts(0, 2));
    commit(alerts(0, 2));
    const third = commit(alerts(0, 4));
    const again = commit(alerts(0, 4));

    expect(third.newAlerts).toEqual(['loud-2']);
    expect(third.heldBack).toEqual(['loud-3']);
    expect(again).toEqual({ newAlerts: [] });
    expect(open.state.floods()).toMatchObject([{ alerts: 4, kept: 1 }]);
  });

  test('beyond ten times the limit are only counted', () => {
    commit(alerts(0, 50));

    expect(stored('loud')).toHaveLength(limit * 11);
    expect(open.state.floods()).toMatchObject([
      { alerts: 50, kept: 30, counted: 17, last: { position: '49' } },
    ]);
  });

  test('are told of with their totals when the hour is over, once', () => {
    commit(alerts(0, 50));

    expect(open.state.closeFloods(now + 1000, guard)).toEqual([]);
    const told = open.state.closeFloods(now + hour, guard);
    const again = open.state.closeFloods(now + hour, guard);

    expect(told).toMatchObject([
      {
        title:
          'Rule loud raised 50 alerts from http:okta in the hour 2026-03-14-11: 3 sent, 30 kept, 17 only counted',
        record: { alerts: 50, sent: 3, kept: 30, counted: 17 },
      },
    ]);
    expect(again).toEqual([]);
    expect(floodTitles()).toHaveLength(2);
  });

  test('are those of one rule, one source and one hour; a rule may say how many itself', () => {
    const elsewhere = { ...origin, resource: 'duo' };
    commit(alerts(0, 3));
    commit(alerts(10, 13, { origin: elsewhere }));
    commit(alerts(20, 23), now + hour);
    const narrow = commit(alerts(0, 2, { ruleName: 'narrow' }));

    expect(stored('loud').every(({ isHeldBack }) => !isHeldBack)).toBe(true);
    expect(narrow).toMatchObject({ newAlerts: ['narrow-0'], heldBack: ['narrow-1'] });
  });

  test('are not those of staged rules, which go to nobody', () => {
    const outcome = commit(alerts(0, 9, { staged: true }));

    expect(outcome.newAlerts).toHaveLength(9);
    expect(open.state.floods()).toEqual([]);
  });

  test('keep the urgency of their rule where it is higher', () => {
    const { floodAlerts } = commit(alerts(0, 4, { severity: 'critical' }));

    expect(floodAlerts).toMatchObject([{ severity: 'critical' }]);
  });

  test('all go their way where nobody guards', () => {
    const result = {
      origin,
      tally: emptyTally(),
      alerts: alerts(0, 9),
      quarantined: [],
      ruleFailures: [],
    };
    const position = { offset: 1, nextPosition: 2, done: false };
    const outcome = open.state.commit({ ...result, history: undefined }, position, now);

    expect(outcome.newAlerts).toHaveLength(9);
  });
});

describe('what rules were asked and matched', () => {
  const stat = (calls: number, matches: number) => ({
    ruleName: 'a',
    calls,
    matches,
    microseconds: calls / 2,
  });

  test('is added up by hour and survives a restart', () => {
    commit([], now, { ruleStats: [stat(10, 1)] });
    commit([], now, { ruleStats: [stat(5, 0)] });
    commit([], now + hour, { ruleStats: [stat(1, 1)] });
    reopen();

    expect(open.state.ruleStats('2026-03-14-11')).toEqual([
      { hour: '2026-03-14-11', ruleName: 'a', calls: 15, matches: 1, microseconds: 7.5 },
      { hour: '2026-03-14-12', ruleName: 'a', calls: 1, matches: 1, microseconds: 0.5 },
    ]);
    expect(open.state.ruleStats('2026-03-14-12')).toHaveLength(1);
  });

  test('is forgotten after half a year', () => {
    commit([], now, { ruleStats: [stat(10, 1)] });
    commit([], now + 200 * 24 * hour, { ruleStats: [stat(1, 1)] });

    expect(open.state.ruleStats('')).toMatchObject([{ calls: 1 }]);
  });
});

test('a suspension is kept until it is lifted', () => {
  const failure = {
    ruleName: 'a',
    part: 'time budget' as const,
    reason: 'loops',
    logType: '',
    position: '1',
    delivery: 'd',
  };
  commit([], now, { ruleFailures: [failure, { ...failure, isSuspended: true }] });
  reopen();

  expect(open.state.suspendedRules()).toEqual([{ ruleName: 'a', since: now, reason: 'loops' }]);
  open.state.liftSuspensions();
  expect(open.state.suspendedRules()).toEqual([]);
});
