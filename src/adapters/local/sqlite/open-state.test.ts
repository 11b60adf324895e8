import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anAlert as builtAlert } from '../../../../testing/alert-builder.ts';
import type { Alert } from '../../../domain/alert.ts';
import { type BatchResult, emptyTally, type QuarantinedRecord } from '../../../domain/batch.ts';
import type { Origin } from '../../../domain/record.ts';
import type { RuleFailure } from '../../../domain/rule.ts';
import { attempt } from '../../../ports/alert-store.contract.ts';
import { groupQueries } from './alerts/alert-groups.ts';
import { dueQueries } from './alerts/due-deliveries.ts';
import { backlogQueries, countQueries, listQuery } from './alerts/read-alerts.ts';
import { type OpenState, openState } from './open-state.ts';

let folder: string;
let file: string;
const opened: OpenState[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-state-'));
  file = join(folder, 'state.db');
});
afterEach(() => {
  for (const state of opened.splice(0)) state.close();
  rmSync(folder, { recursive: true });
});

function open(requiredOutputs: readonly string[] = []): OpenState {
  const state = openState(file, { requiredOutputs });
  opened.push(state);
  return state;
}

const origin: Origin = { service: 'http', resource: 'okta', cluster: 'prod', delivery: '1:0' };
const mergeBy = { keys: ['user'], windowMinutes: 5 };
const arrival = Date.parse('2026-03-14T11:42:07Z');

const anAlert = (id: string, changes: Partial<Alert> = {}) => builtAlert({ id, ...changes });

const aResult = (changes: Partial<BatchResult> = {}): BatchResult => ({
  origin,
  tally: emptyTally(),
  alerts: [],
  quarantined: [],
  ruleFailures: [],
  history: undefined,
  ...changes,
});

const quarantined = (changes: Partial<QuarantinedRecord> = {}): QuarantinedRecord => ({
  origin,
  position: '1',
  reason: 'no schema fits',
  detail: 'unknown key "x"',
  nearest: {
    logType: 'okta:system',
    missingKeys: [],
    unknownKeys: ['x'],
    wrongTypes: [],
    other: [],
  },
  raw: '{"x":1}',
  bytes: 7,
  receivedAt: arrival,
  ...changes,
});

const aFailure = (changes: Partial<RuleFailure> = {}): RuleFailure => ({
  ruleName: 'a_rule',
  part: 'matches',
  reason: 'TypeError: first',
  logType: 'okta:system',
  position: '1',
  delivery: '1:0',
  ...changes,
});

const atTen = { offset: 10, nextPosition: 2, done: false };

describe('a commit', () => {
  test('keeps alerts, counts, quarantine, rule failures and position together', () => {
    const { state } = open();
    const tally = { ...emptyTally(), records: 3, classified: 2, quarantined: 1, bytes: 90 };

    const outcome = state.commit(
      aResult({
        tally: { ...tally, byLogType: { 'okta:system': 2 } },
        alerts: [anAlert('a')],
        quarantined: [quarantined()],
        ruleFailures: [aFailure()],
      }),
      atTen,
      arrival,
    );
    state.close();

    expect(outcome).toEqual({ newAlerts: ['a'] });
    const again = open();
    expect(again.state.positionOf('http', 'okta', '1:0')).toEqual(atTen);
    expect(again.state.ledger()).toEqual([
      {
        service: 'http',
        resource: 'okta',
        hour: '2026-03-14-11',
        tally: { ...tally, byLogType: { 'okta:system': 2 } },
      },
    ]);
    expect(again.state.quarantine({ limit: 10 })).toEqual([{ id: 1, ...quarantined() }]);
    expect(again.state.ruleFailureCounts()).toEqual([
      { hour: '2026-03-14-11', count: 1, last: aFailure() },
    ]);
    expect(again.alerts.get('a')?.alert).toEqual(anAlert('a'));
  });

  test('adds up the counts of an hour and begins anew in the next', () => {
    const { state } = open();
    const tally = { ...emptyTally(), records: 2, classified: 2, bytes: 20 };
    const result = aResult({ tally: { ...tally, byLogType: { ['__proto__']: 2 } } });

    state.commit(result, atTen, arrival);
    state.commit(result, atTen, arrival);
    state.commit(result, atTen, arrival + 3_600_000);

    const counted = state.ledger().map(({ hour, tally: { records, byLogType } }) => ({
      hour,
      records,
      byLogType: Object.entries(byLogType),
    }));
    expect(counted).toEqual([
      { hour: '2026-03-14-11', records: 4, byLogType: [['__proto__', 4]] },
      { hour: '2026-03-14-12', records: 2, byLogType: [['__proto__', 2]] },
    ]);
  });

  test('that fails leaves nothing behind', () => {
    const { state, alerts } = open();
    const broken = anAlert('b', { ruleName: undefined as unknown as string });

    expect(() => state.commit(aResult({ alerts: [anAlert('a'), broken] }), atTen, arrival)).toThrow(
      /cannot be bound/,
    );

    expect(alerts.list({ limit: 10 })).toEqual([]);
    expect(alerts.deliveryCounts().waiting).toBe(0);
    expect(state.positionOf('http', 'okta', '1:0')).toBeUndefined();
    expect(state.commit(aResult({ alerts: [anAlert('a')] }), atTen, arrival).newAlerts).toEqual([
      'a',
    ]);
  });

  test('does not touch an alert that is there already', () => {
    const { state, alerts } = open();
    state.commit(aResult({ alerts: [anAlert('a')] }), atTen, arrival);
    attempt(alerts, 'a', { state: 'delivered' });

    const outcome = state.commit(
      aResult({ alerts: [anAlert('a', { title: 'other' }), anAlert('b')] }),
      atTen,
      arrival,
    );

    expect(outcome.newAlerts).toEqual(['b']);
    expect(alerts.get('a')?.alert.title).toBe('Something happened to ann');
    expect(alerts.due('slack:soc', arrival, 10).map(({ alert }) => alert.id)).toEqual(['b']);
  });

  test('moves the position of its own delivery only', () => {
    const { state } = open();
    const done = { offset: 20, nextPosition: 3, done: true };

    state.commit(aResult(), atTen, arrival);
    state.commit(aResult({ origin: { ...origin, delivery: '1:50' } }), atTen, arrival);
    state.commit(aResult(), done, arrival);

    expect(state.positionOf('http', 'okta', '1:0')).toEqual(done);
    expect(state.positionOf('http', 'okta', '1:50')).toEqual(atTen);
    expect(state.positionOf('http', 'other', '1:0')).toBeUndefined();
  });
});

test('positions of dropped deliveries are forgotten, those of other services stay', () => {
  const { state } = open();
  const commit = (service: string, delivery: string) =>
    state.commit(aResult({ origin: { ...origin, service, delivery } }), atTen, arrival);
  commit('http', '0001:0');
  commit('http', '0002:0');
  commit('file', '/a');

  state.forgetPositionsBefore('http', '0002');

  expect(state.positionOf('http', 'okta', '0001:0')).toBeUndefined();
  expect(state.positionOf('http', 'okta', '0002:0')).toEqual(atTen);
  expect(state.positionOf('file', 'okta', '/a')).toEqual(atTen);
});

describe('the quarantine', () => {
  test('is asked by log type and resource, newest first, and counted', () => {
    const { state } = open();
    const other = { ...origin, resource: 'github' };
    state.commit(
      aResult({
        quarantined: [
          quarantined({ position: '1' }),
          quarantined({ position: '2', nearest: null, reason: 'not JSON' }),
          quarantined({ position: '3', origin: other }),
          quarantined({ position: '4', count: 5 }),
        ],
      }),
      atTen,
      arrival,
    );

    const positions = (query: { logType?: string; resource?: string }) =>
      state.quarantine({ limit: 3, ...query }).map(({ position }) => position);
    expect(positions({})).toEqual(['4', '3', '2']);
    expect(positions({ resource: 'okta' })).toEqual(['4', '2', '1']);
    expect(positions({ logType: 'okta:system', resource: 'github' })).toEqual(['3']);
    expect(state.quarantineCount({})).toBe(8);
    expect(state.quarantineCount({ logType: 'okta:system' })).toBe(7);
    expect(state.quarantineCount({ resource: 'nobody' })).toBe(0);
  });

  test('leaves a payload of more than a mebibyte where it came from', () => {
    const { state } = open();
    const raw = 'é'.repeat(512 * 1024);

    state.commit(
      aResult({ quarantined: [quarantined({ raw }), quarantined({ raw: `${raw}x` })] }),
      atTen,
      arrival,
    );

    const [larger, kept] = state.quarantine({ limit: 2 });
    expect(kept?.raw).toBe(raw);
    expect(larger).toMatchObject({ raw: undefined, origin });
  });

  test('keeps text that SQL would take for its own', () => {
    const { state } = open();
    const raw = `'); DROP TABLE alerts; --\u0000\ud800 end`;

    state.commit(aResult({ quarantined: [quarantined({ raw })] }), atTen, arrival);

    expect(state.quarantine({ limit: 1 })[0]?.raw).toBe(raw.toWellFormed());
  });
});

test('failures of a rule are counted for each hour and part, with the last reason', () => {
  const { state } = open();
  const later = aFailure({ reason: 'TypeError: second', position: '9' });
  const title = aFailure({ part: 'title' });

  state.commit(aResult({ ruleFailures: [aFailure(), title, later] }), atTen, arrival);
  state.commit(aResult({ ruleFailures: [aFailure()] }), atTen, arrival + 3_600_000);

  expect(state.ruleFailureCounts()).toEqual([
    { hour: '2026-03-14-12', count: 1, last: aFailure() },
    { hour: '2026-03-14-11', count: 2, last: later },
    { hour: '2026-03-14-11', count: 1, last: title },
  ]);
});

test('alerts keep integers of any size', () => {
  const { alerts } = open();
  const record = { account: 123456789012345678901234567890n, list: [2n ** 63n, 1.5], n: 7 };

  alerts.add([anAlert('a', { record })]);

  expect(alerts.get('a')?.alert.record).toEqual(record);
});

test('questions about alerts are answered by an index, without sorting', () => {
  open();
  const db = new DatabaseSync(file);
  const planOf = (sql: string) =>
    db
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => String(detail));

  expect(planOf(dueQueries.nextOutput)).toEqual([
    'SEARCH deliveries USING COVERING INDEX deliveries_waiting (output>?)',
  ]);
  expect(planOf(dueQueries.due)).toEqual([
    'SEARCH deliveries USING INDEX deliveries_waiting (output=?)',
    // Whether it is the turn of an update,
    'CORRELATED SCALAR SUBQUERY 2',
    'SEARCH member USING COVERING INDEX alerts_by_group (group_number=?)',
    'CORRELATED SCALAR SUBQUERY 1',
    'SEARCH alert_groups USING COVERING INDEX alert_groups_merged (merged_number=?)',
    'SEARCH sent USING PRIMARY KEY (alert_number=? AND output=? AND action=?)',
    // and of what follows a delivery.
    'CORRELATED SCALAR SUBQUERY 3',
    'SEARCH earlier USING PRIMARY KEY (alert_number=? AND output=?)',
    'CORRELATED SCALAR SUBQUERY 4',
    'SEARCH member USING INTEGER PRIMARY KEY (rowid=?)',
    'SEARCH alert_groups USING INTEGER PRIMARY KEY (rowid=?)',
    'SEARCH news USING PRIMARY KEY (alert_number=? AND output=? AND action=?)',
    'SEARCH alerts USING INTEGER PRIMARY KEY (rowid=?)',
  ]);
  expect(planOf(backlogQueries.waiting)).toEqual([
    'SCAN deliveries USING COVERING INDEX deliveries_waiting',
  ]);
  expect(planOf(backlogQueries.givenUp)).toEqual([
    'SCAN deliveries USING COVERING INDEX deliveries_given_up',
  ]);
  expect(planOf(backlogQueries.oldestWaiting)).toEqual([
    'SEARCH deliveries USING INDEX deliveries_waiting (output=?)',
  ]);
  expect(planOf(groupQueries.members)).toEqual([
    'SEARCH alerts USING INDEX alerts_by_group (group_number=? AND number>?)',
  ]);
  expect(planOf(groupQueries.withNews)).toEqual([
    'SCAN alert_groups USING INDEX alert_groups_with_news',
  ]);
  expect(planOf(groupQueries.ending)).toEqual([
    'SEARCH alert_groups USING INDEX alert_groups_ending (window_end<?)',
  ]);
  expect(planOf(groupQueries.endLone)).toEqual([
    'SEARCH alert_groups USING INDEX alert_groups_ending (window_end<?)',
  ]);
  expect(planOf(listQuery({ limit: 1 }).sql)).toEqual(['SCAN alerts USING INDEX alerts_by_age']);
  expect(planOf(listQuery({ limit: 1, ruleName: 'a' }).sql)).toEqual([
    'SEARCH alerts USING INDEX alerts_by_rule (rule_name=?)',
  ]);
  expect(planOf(countQueries.since)).toEqual([
    'SEARCH alerts USING COVERING INDEX alerts_by_rule (rule_name=? AND created_at>?)',
  ]);
  expect(planOf(countQueries.byHour)[0]).toContain('USING COVERING INDEX alerts_by_rule');
  db.close();
});

test('100,000 alerts do not make them slow', () => {
  const { alerts } = open();
  const all = Array.from({ length: 100_000 }, (_, n) =>
    anAlert(`a${n}`, {
      createdAt: n,
      ruleName: `rule${n % 50}`,
      ...(n % 2 === 0 ? {} : { mergeBy }),
    }),
  );
  alerts.add(all);

  const began = performance.now();
  expect(alerts.waitingOutputs()).toEqual(['slack:soc']);
  expect(alerts.due('slack:soc', 0, 100)).toHaveLength(100);
  expect(alerts.due('slack:soc', -1, 100)).toEqual([]);
  const groups = alerts.groupsToMerge(100_000, 100);
  expect(groups).toHaveLength(25);
  expect(alerts.membersToMerge(groups[0]?.id ?? 0, 100)).toHaveLength(100);
  expect(alerts.list({ limit: 100, ruleName: 'rule2' })).toHaveLength(100);
  expect(alerts.deliveryCounts()).toMatchObject({ waiting: 50_025, merging: 49_975 });
  // About 20 ms; reading all alerts instead takes more than a second.
  expect(performance.now() - began).toBeLessThan(500);
});
