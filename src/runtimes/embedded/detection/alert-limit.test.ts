import { expect, test } from 'vitest';
import { defineRule } from '../../../domain/define-rule.ts';
import { alertLimit } from './alert-limit.ts';

const ruleOf = (name: string, severity: 'high' | (() => 'high') = 'high') =>
  defineRule({ name, description: 'd', severity, logs: ['a:b'], where: { x: 1 } });

test('each rule has its own count, and what is over it is not admitted', () => {
  const limit = alertLimit(2);
  const [one, two] = [ruleOf('one'), ruleOf('two')];

  const admitted = [one, one, one, two].map((rule) => limit.admits(rule));

  expect(admitted).toEqual([true, true, false, true]);
});

test('a rule whose severity depends on the record is always asked', () => {
  const limit = alertLimit(1);
  const rule = ruleOf('computed', () => 'high');

  expect([limit.admits(rule), limit.admits(rule)]).toEqual([true, true]);
});

test('without a limit all are admitted', () => {
  const limit = alertLimit(undefined);
  const rule = ruleOf('one');

  expect(Array.from({ length: 5000 }, () => limit.admits(rule)).every(Boolean)).toBe(true);
});
