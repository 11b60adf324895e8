import { expect, test } from 'vitest';
import { RateLimiter } from './rate-limit.ts';

function taken(limiter: RateLimiter, now: number): number {
  let calls = 0;
  while (calls < 1_000 && limiter.available(now) > 0) {
    limiter.take();
    calls++;
  }
  return calls;
}

test('without a limit there is always a call left', () => {
  const limiter = new RateLimiter(undefined);

  expect(taken(limiter, 0)).toBe(1_000);
  expect(limiter.waitMillis(0)).toBe(0);
});

test('as many at once as the limit says, then as they come back', () => {
  const limiter = new RateLimiter({ calls: 3, seconds: 10 });

  expect(taken(limiter, 0)).toBe(3);
  expect(limiter.waitMillis(0)).toBe(3_334);
  expect(taken(limiter, 3_333)).toBe(0);
  expect(taken(limiter, 3_334)).toBe(1);
  expect(taken(limiter, 10_000)).toBe(2);
});

test('time without calls saves up no more than the limit', () => {
  const limiter = new RateLimiter({ calls: 3, seconds: 1 });
  taken(limiter, 0);

  expect(taken(limiter, 3_600_000)).toBe(3);
});

test('in any stretch of time no more than the limit and what was saved up', () => {
  const limiter = new RateLimiter({ calls: 7, seconds: 60 });
  let calls = 0;
  for (let now = 0; now <= 600_000; now += 137) calls += taken(limiter, now);

  expect(calls).toBeGreaterThanOrEqual(76);
  expect(calls).toBeLessThanOrEqual(77);
});

test('a clock that is set back gives nothing, and goes on from there', () => {
  const limiter = new RateLimiter({ calls: 1, seconds: 1 });
  taken(limiter, 1_000_000);

  expect(taken(limiter, 0)).toBe(0);
  expect(taken(limiter, 999)).toBe(0);
  expect(taken(limiter, 1_000)).toBe(1);
});
