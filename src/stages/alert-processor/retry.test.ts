import { describe, expect, test } from 'vitest';
import type { DeliveryStatus } from '../../ports/alert-store.ts';
import { type RetrySituation, statusAfterFailure } from './retry.ts';

const hour = 3_600_000;
const now = 1_000_000;
const after = (
  {
    attempts = 3,
    ageMillis = 0,
    ...situation
  }: Partial<RetrySituation> & { readonly attempts?: number; readonly ageMillis?: number } = {},
  failure: object = {},
) =>
  statusAfterFailure(
    aStatus({ attempts, waitingSince: now - ageMillis }),
    { outcome: 'failed', reason: 'answered 503', retryable: true, ...failure },
    { now, giveUpAfterHours: 24, random: () => 1, ...situation },
  );

const aStatus = (changes: Partial<DeliveryStatus>): DeliveryStatus => ({
  output: 'slack:soc',
  action: 'deliver',
  state: 'waiting',
  attempts: 3,
  nextAttemptAt: 0,
  lastError: null,
  waitingSince: now,
  revision: 2,
  reference: { id: '1' },
  ...changes,
});

test('all else stays as it is', () => {
  expect(after()).toEqual(
    aStatus({ lastError: 'answered 503', nextAttemptAt: now + 4_000, state: 'waiting' }),
  );
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

  test('comes no sooner than the output is tried again', () => {
    expect(after({ notBefore: now + 4_001 }).nextAttemptAt).toBe(now + 4_001);
    expect(after({ notBefore: now + 3_999 }).nextAttemptAt).toBe(now + 4_000);
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
