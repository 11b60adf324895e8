import { expect, test } from 'vitest';
import { emptyTally } from '../../domain/batch.ts';
import type { RuleFailure } from '../../domain/rule.ts';
import { outputsOfRules, withFailureAlerts } from './rule-failures.ts';

const failure = (ruleName: string, part: RuleFailure['part'] = 'matches'): RuleFailure => ({
  ruleName,
  part,
  reason: 'boom',
  logType: 'a:b',
  position: '1',
  delivery: 'd',
});

const alertsOf = (...ruleFailures: readonly RuleFailure[]) =>
  withFailureAlerts(
    {
      origin: { service: 'http', resource: 'r', cluster: null, delivery: 'd' },
      tally: emptyTally(),
      alerts: [],
      quarantined: [],
      ruleFailures,
      history: undefined,
    },
    Date.UTC(2026, 2, 14, 9, 30),
    (ruleName) => (ruleName === 'known' ? ['slack:soc'] : []),
  ).alerts;

test('a failing rule alerts where its own alerts go', () => {
  const [alert] = alertsOf(failure('known'));

  expect(alert?.outputs).toEqual(['slack:soc']);
  expect(alert?.title).toContain('Rule known fails');
});

test('one alert for each rule counts the others', () => {
  const alerts = alertsOf(failure('known'), failure('known', 'title'), failure('other'));

  expect(alerts.map(({ record }) => [record['rule'], record['count']])).toEqual([
    ['known', 2],
    ['other', 1],
  ]);
});

test('a parser or table of the name of a rule is not the rule', () => {
  expect(alertsOf(failure('known', 'parser')).map(({ outputs }) => outputs)).toEqual([[]]);
  expect(alertsOf(failure('known', 'lookup table')).map(({ outputs }) => outputs)).toEqual([[]]);
});

test('alerts of a staged rule go nowhere yet, however soon it was staged', () => {
  const staged: string[] = [];
  const outputsOf = outputsOfRules([{ name: 'a', outputs: ['slack:soc'] }], () => staged);

  expect(outputsOf('a')).toEqual(['slack:soc']);
  expect(outputsOf('unknown')).toEqual([]);
  staged.push('a');
  expect(outputsOf('a')).toEqual([]);
});
