import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

test.each([
  ['cloudwach', ['cloudwatch', 'cloudtrail'], 'cloudwatch'],
  ['cloudtrial', ['cloudwatch', 'cloudtrail'], 'cloudtrail'],
  ['hihg', ['info', 'high'], 'high'],
  ['HIGH', ['high'], 'high'],
  ['zzz', ['info', 'high'], undefined],
  ['', ['a'], 'a'],
  ['x'.repeat(1_000), ['x'.repeat(999)], undefined],
])('%j stands for the nearest of %j', (name, known, nearest) => {
  expect(nearestName(name, known)).toBe(nearest);
});

test('the first of equally near names is taken', () => {
  expect(nearestName('ab', ['ac', 'ad'])).toBe('ac');
});
