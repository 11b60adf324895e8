import { expect, test } from 'vitest';
import { type BatchResult, emptyTally } from '../../../domain/batch.ts';
import type { RuleFailure } from '../../../domain/rule.ts';
import { withFailureAlerts } from '../rule-failures.ts';
import { withTableProblems } from './table-problems.ts';

const hour = 3_600_000;

const aResult = (ruleFailures: readonly RuleFailure[] = []): BatchResult => ({
  origin: { service: 'http', resource: 'shop', cluster: null, delivery: 'delivery 1' },
  tally: emptyTally(),
  alerts: [],
  quarantined: [],
  ruleFailures,
  history: undefined,
});

test('a trouble with a table is an alert, one for each table and hour', () => {
  const problems = [
    { table: 'owners', reason: 's3:b/owners cannot be read' },
    { table: 'owners', reason: 'another' },
    { table: 'ports', reason: 'holds a list' },
  ];
  const told = withTableProblems(aResult(), problems);
  const [first, again, later] = [10 * hour, 10 * hour + 5, 11 * hour].map(
    (now) => withFailureAlerts(told, now, () => []).alerts,
  );

  expect(first?.map(({ title, severity }) => [title, severity])).toEqual([
    ['Lookup table owners: s3:b/owners cannot be read', 'high'],
    ['Lookup table ports: holds a list', 'high'],
  ]);
  expect(first?.[0]?.record).toMatchObject({ rule: 'owners', part: 'lookup table', count: 2 });
  const ids = (alerts = first) => alerts?.map(({ id }) => id);
  expect(ids(again)).toEqual(ids(first));
  expect(ids(later)).not.toEqual(ids(first));
});

test('a table and a rule of the same name do not hide each other', () => {
  const failure: RuleFailure = {
    ruleName: 'owners',
    part: 'matches',
    reason: 'TypeError',
    logType: 'shop:orders',
    position: '1',
    delivery: 'delivery 1',
  };
  const told = withTableProblems(aResult([failure]), [{ table: 'owners', reason: 'no' }]);
  const { alerts } = withFailureAlerts(told, hour, () => []);

  expect(alerts.map(({ title }) => title)).toEqual([
    'Rule owners fails in "matches": TypeError',
    'Lookup table owners: no',
  ]);
  expect(new Set(alerts.map(({ id }) => id)).size).toBe(2);
});

test('without trouble a result stays what it is', () => {
  const result = aResult();

  expect(withTableProblems(result, [])).toBe(result);
});
