import { expect, test } from 'vitest';
import { progressLine } from './progress-line.ts';

const half = {
  done: 8_900_000_000,
  total: 12_500_000_000,
  rate: 212_000_000,
  secondsLeft: 17,
  alerts: 143,
};

test('shows bar, share, sizes, rate, time left and alerts', () => {
  expect(progressLine({ ...half, width: 120 })).toBe(
    '███████████████████░░░░░░░░    71 %   8.9 of 12.5 GB   212 MB/s   17 s left   143 alerts',
  );
});

test.each([10, 20, 30, 50, 70, 90])('fits into %i columns', (width) => {
  expect(progressLine({ ...half, width }).length).toBeLessThanOrEqual(width);
});

test('leaves out the least important first', () => {
  expect(progressLine({ ...half, width: 40 })).toBe(' 71 %   17 s left   143 alerts');
  expect(progressLine({ ...half, width: 20 })).toBe(' 71 %   143 alerts');
});

test('of standard input has no share', () => {
  expect(progressLine({ done: 5_200_000, total: 0, rate: 1_500_000, alerts: 1, width: 80 })).toBe(
    '5.2 MB   1.5 MB/s   1 alert',
  );
});

test.each([
  ['at the very beginning', 0, `${'░'.repeat(27)}     0 %   0 of 10 bytes   0 alerts`],
  ['beyond the end', 20, `${'█'.repeat(27)}   100 %   10 of 10 bytes   0 alerts`],
])('%s is sound', (_, done, line) => {
  const progress = { total: 10, rate: Number.NaN, secondsLeft: undefined, alerts: 0, width: 80 };

  expect(progressLine({ ...progress, done })).toBe(line);
});
