import { describe, expect, test } from 'vitest';
import type { DeliveryStatus } from '../../ports/alert-store.ts';
import { isForAll } from './silence-matcher.ts';
import { durationText, parseDuration } from './duration.ts';
import { deliveryBalance } from './status-lines.ts';
import { deliveryWords, jsonText, timeAndAge } from './words.ts';

const minute = 60_000;
const now = Date.UTC(2026, 2, 14, 12);

describe('lengths of time', () => {
  test.each([
    ['30m', 30 * minute],
    ['4h', 240 * minute],
    ['2d', 2_880 * minute],
    ['1w', 10_080 * minute],
    ['0h', undefined],
    ['-4h', undefined],
    ['4', undefined],
    ['4 h', undefined],
    ['1e9h', undefined],
    ['9999999h', undefined],
    ['', undefined],
  ])('%j is %s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  test.each([
    [0, '0 s'],
    [119_000, '119 s'],
    [120_000, '2 min'],
    [119 * minute, '119 min'],
    [120 * minute, '2 h'],
    [47 * 60 * minute, '47 h'],
    [48 * 60 * minute, '2 d'],
    [-3 * 60 * minute, '3 h'],
  ])('%s ms are %s', (milliseconds, expected) => {
    expect(durationText(milliseconds)).toBe(expected);
  });

  test('an instant is told with its distance, before and after', () => {
    expect(timeAndAge(now - 3 * 60 * minute, now)).toBe('2026-03-14 09:00:00Z (3 h ago)');
    expect(timeAndAge(now + 3 * 60 * minute, now)).toBe('2026-03-14 15:00:00Z (in 3 h)');
  });
});

describe('how far a delivery has come', () => {
  const status: DeliveryStatus = {
    output: 'slack:soc',
    action: 'deliver',
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: 0,
    lastError: null,
    waitingSince: 0,
    revision: 0,
    reference: null,
  };

  test.each([
    [{}, 'waiting'],
    [{ attempts: 1, nextAttemptAt: now + 4 * minute }, 'waiting after 1 attempt, next in 4 min'],
    [{ attempts: 3, lastError: 'answered 503' }, 'waiting after 3 attempts, due now: answered 503'],
    [{ action: 'resolve' }, 'resolution waiting'],
    [{ action: 'acknowledge', state: 'delivered', attempts: 1 }, 'acknowledgement delivered'],
    [{ state: 'delivered', attempts: 2 }, 'delivered after 2 attempts'],
    [{ state: 'given up', attempts: 0, lastError: 'a\u001b[0m' }, 'given up: a [0m'],
    [{ state: 'merging' }, 'held until its group is told'],
    [{ state: 'merged' }, 'told by the merged alert'],
    [{ state: 'silenced' }, 'silenced'],
    [{ state: 'dropped', attempts: 5 }, 'dropped'],
  ] satisfies [Partial<DeliveryStatus>, string][])('%j reads as %s', (changes, expected) => {
    expect(deliveryWords({ ...status, ...changes }, now)).toBe(expected);
  });
});

test('JSON holds nothing that a terminal acts on, and says the same', () => {
  const value = { text: '\u001b[2J\u009b\u202e\t\n"\\', big: 12345678901234567890n, n: 1.5 };

  const text = jsonText(value);

  // oxlint-disable-next-line no-control-regex
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(text).toContain('12345678901234567890');
  expect(JSON.parse(text)).toMatchObject({ text: value.text, n: 1.5 });
});

test('every pair of an alert and an output is in exactly one part of the balance', () => {
  const deliveries = {
    waiting: 1,
    merging: 2,
    delivered: 3_000,
    'given up': 4,
    merged: 5,
    silenced: 6,
    dropped: 0,
  };
  const silences = { inForce: 0, muted: 0 };

  expect(deliveryBalance({ deliveries, pairs: 3_018, outputs: [], silences })).toBe(
    'for every alert and output: 3,018 = delivered 3,000 + waiting 1 + given up 4 + merging 2 + merged 5 + silenced 6',
  );
});

test.each([
  [{ rule: '*' }, true],
  [{ rule: '**', logType: '*' }, true],
  [{ rule: '*', source: 'http:*' }, false],
  [{ values: { user: '*' } }, false],
  [{ rule: 'a*' }, false],
])('%j is for all alerts: %s', (matcher, expected) => {
  expect(isForAll(matcher)).toBe(expected);
});
