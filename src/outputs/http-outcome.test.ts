import { describe, expect, test } from 'vitest';
import { outcomeOf } from './http-outcome.ts';

const answered = (status: number, headers: Record<string, string> = {}, body = '') =>
  outcomeOf({ outcome: 'answered', status, headers, body });

test.each([200, 201, 204, 299])('%d is a delivery', (status) => {
  expect(answered(status)).toEqual({ outcome: 'delivered' });
});

test.each([301, 302, 304, 308, 408, 425, 429, 500, 502, 503, 504])(
  '%d is tried again',
  (status) => {
    expect(answered(status)).toEqual({
      outcome: 'failed',
      reason: `the endpoint answered ${status}`,
      retryable: true,
    });
  },
);

test.each([400, 401, 403, 404, 409, 413, 422])('%d is not tried again', (status) => {
  expect(answered(status)).toMatchObject({ outcome: 'failed', retryable: false });
});

test.each([true, false])('that there was no answer stays as it is: retryable %s', (retryable) => {
  const failure = { outcome: 'failed', reason: 'a.example cannot be reached', retryable } as const;

  expect(outcomeOf(failure)).toEqual(failure);
});

describe('Retry-After', () => {
  const date = 'Sat, 14 Mar 2026 11:42:00 GMT';

  test.each([
    [{ 'retry-after': '30' }, 30],
    [{ 'retry-after': ' 0 ' }, 0],
    [{ 'retry-after': '999999999' }, 86_400],
    [{ 'retry-after': 'Sat, 14 Mar 2026 11:43:30 GMT', date }, 90],
    [{ 'retry-after': 'Sat, 14 Mar 2026 11:41:00 GMT', date }, undefined],
    [{ 'retry-after': 'Sat, 14 Mar 2026 11:43:30 GMT' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-1' }, undefined],
    [{}, undefined],
  ])('%j', (headers: Record<string, string>, seconds) => {
    const outcome = answered(429, headers);

    expect(outcome.outcome === 'failed' && outcome.retryAfterSeconds).toBe(seconds);
  });
});

test.each([
  ['invalid_payload', 'the endpoint answered 400: invalid_payload'],
  [' {"error": "no"}\n', 'the endpoint answered 400: {"error": "no"}'],
  ['  \n', 'the endpoint answered 400'],
  [' <html><body>Bad</body></html>', 'the endpoint answered 400'],
])('the reason quotes the answer: %j', (body, reason) => {
  expect(answered(400, {}, body)).toMatchObject({ reason });
});
