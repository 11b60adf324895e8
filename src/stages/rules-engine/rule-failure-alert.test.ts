import { expect, test } from 'vitest';
import type { RuleFailure } from '../../domain/rule.ts';
import { ruleFailureAlert } from './rule-failure-alert.ts';

const failure: RuleFailure = {
  ruleName: 'r',
  part: 'matches',
  reason: 'Error: boom (rules/r.ts:3:7)',
  logType: 'a:b',
  position: '1',
  delivery: 'key',
};
const hour = Date.UTC(2026, 2, 14, 11);

test('a failing rule raises an alert that says which, where and how often', () => {
  expect(ruleFailureAlert(failure, hour, 7, hour + 5_000)).toMatchObject({
    ruleName: 'streamalert_rule_failure',
    severity: 'high',
    title: 'Rule r fails in "matches": Error: boom (rules/r.ts:3:7)',
    record: {
      rule: 'r',
      part: 'matches',
      reason: 'Error: boom (rules/r.ts:3:7)',
      count: 7,
      hour: '2026-03-14T11:00:00.000Z',
      logType: 'a:b',
    },
    createdAt: hour + 5_000,
  });
});

test('there is one for each rule and hour, whatever fails and however often', () => {
  const { id } = ruleFailureAlert(failure, hour, 1, hour);
  const later = { ...failure, part: 'title', reason: 'other', position: '2' } as const;

  expect(ruleFailureAlert(later, hour, 9, hour + 60_000).id).toBe(id);
  expect(ruleFailureAlert({ ...failure, ruleName: 'other' }, hour, 1, hour).id).not.toBe(id);
  expect(ruleFailureAlert(failure, hour + 3_600_000, 1, hour).id).not.toBe(id);
});
