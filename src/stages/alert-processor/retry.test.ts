import { describe, expect, test } from 'vitest';
import { type RetrySituation, statusAfterFailure } from './retry.ts';

const hour = 3_600_000;
const now = 1_000_000;
const before = {
  output: 'slack:soc',
  state: 'waiting',
  attempts: 3,
  nextAttemptAt: 0,
  lastError: null,
} as const;

const after = (situation: Partial<RetrySituation> = {}, failure: object = {}) =>
  statusAfterFailure(
    before,
    { outcome: 'failed', reason: 'answered 503', retryable: true, ...failure },
    { attempts: 3, ageMillis: 0, now, giveUpAfterHours: 24, random: () => 1, ...situation },
  );

test("the reason is kept, and the attempts are the caller's", () => {
  expect(after()).toMatchObject({ output: 'slack:soc', attempts: 3, lastError: 'answered 503' });
});

describe('the next attempt', () => {
  test.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 4],
    [4, 8],
    [10, 512],
    [11, 900],
    [5_000, 900],
  ])('after %d attempts comes within %d s', (attempts, seconds) => {
    expect(after({ attempts })).toMatchObject({
      state: 'waiting',
      nextAttemptAt: now + seconds * 1000,
    });
  });

  test('is anywhere below the bound', () => {
    expect(after({ attempts: 4, random: () => 0.5 }).nextAttemptAt).toBe(now + 4_000);
    expect(after({ attempts: 4, random: () => 0 }).nextAttemptAt).toBe(now);
  });

  test('comes no sooner than the destination wants', () => {
    expect(after({ random: () => 0 }, { retryAfterSeconds: 60 }).nextAttemptAt).toBe(now + 60_000);
    expect(after({}, { retryAfterSeconds: 0.5 }).nextAttemptAt).toBe(now + 4_000);
  });
});

describe('a delivery is given up', () => {
  test('at once when the failure is final', () => {
    expect(after({}, { retryable: false })).toMatchObject({
      state: 'given up',
      lastError: 'answered 503',
    });
  });

  test.each([
    [24 * hour, 5, 'given up'],
    [24 * hour - 1, 5, 'waiting'],
    [24 * hour - 1, 1_000, 'waiting'],
    [1_000 * hour, 4, 'waiting'],
  ])(
    'when it is old and was tried often enough: %d ms, %d attempts, %s',
    (ageMillis, attempts, state) => {
      expect(after({ ageMillis, attempts }).state).toBe(state);
    },
  );
});
