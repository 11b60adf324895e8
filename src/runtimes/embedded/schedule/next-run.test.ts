import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSchedule } from '../../../domain/schedule-expression.ts';
import { nextRunOf } from './next-run.ts';

const saturday = Date.parse('2026-03-14T11:42:07Z');

function runsOf(expression: string, count = 4, after = saturday): string[] {
  const reading = readSchedule(expression);
  if (reading.outcome === 'refused') throw new Error(reading.reason);
  const next = nextRunOf(reading.schedule);
  const runs: string[] = [];
  let instant: number | undefined = after;
  while (runs.length < count) {
    instant = next(instant);
    if (instant === undefined) break;
    runs.push(new Date(instant).toISOString().slice(0, 16));
  }
  return runs;
}

describe('the moments of', () => {
  test.each([
    ['rate(10 minutes)', ['2026-03-14T11:52', '2026-03-14T12:02']],
    ['cron(30 13 * * ? *)', ['2026-03-14T13:30', '2026-03-15T13:30']],
    // In other crons 1 is Monday, and 5 Friday.
    ['cron(0 9 ? * 1 *)', ['2026-03-15T09:00', '2026-03-22T09:00']],
    ['cron(0 9 ? * 7 *)', ['2026-03-21T09:00', '2026-03-28T09:00']],
    ['cron(0 9 ? * MON-FRI *)', ['2026-03-16T09:00', '2026-03-17T09:00']],
    ['cron(0 9 ? * FRI-SUN *)', ['2026-03-15T09:00', '2026-03-20T09:00']],
    ['cron(5/20 11 * * ? *)', ['2026-03-14T11:45', '2026-03-15T11:05']],
    ['cron(0 9 L * ? *)', ['2026-03-31T09:00', '2026-04-30T09:00']],
    ['cron(0 9 LW 5 ? *)', ['2026-05-29T09:00', '2027-05-31T09:00']],
    ['cron(0 9 15W * ? *)', ['2026-03-16T09:00', '2026-04-15T09:00']],
    // Saturday the 1st gives way to Monday the 3rd, and not to Friday of the month before.
    ['cron(0 9 1W 8 ? *)', ['2026-08-03T09:00', '2027-08-02T09:00']],
    ['cron(0 9 ? * 6L *)', ['2026-03-27T09:00', '2026-04-24T09:00']],
    ['cron(0 9 ? * 3#2 *)', ['2026-04-14T09:00', '2026-05-12T09:00']],
    ['cron(0 9 ? * SUN#5 *)', ['2026-03-29T09:00', '2026-05-31T09:00']],
    ['cron(0 9 29 2 ? *)', ['2028-02-29T09:00', '2032-02-29T09:00']],
  ])('%s', (expression, expected) => {
    expect(runsOf(expression, expected.length)).toEqual(expected);
  });

  test('a year that ends', () => {
    expect(runsOf('cron(0 0 1 1 ? 2027,2029)')).toEqual(['2027-01-01T00:00', '2029-01-01T00:00']);
    expect(runsOf('cron(0 0 1 1 ? 2020)')).toEqual([]);
  });

  test('a day that no calendar has', () => {
    expect(runsOf('cron(0 9 30 2 ? *)')).toEqual([]);
  });
});

test('the clocks of no country matter', () => {
  const before = Date.parse('2026-03-29T00:59:00Z');

  expect(runsOf('cron(0/30 * * * ? *)', 4, before)).toEqual([
    '2026-03-29T01:00',
    '2026-03-29T01:30',
    '2026-03-29T02:00',
    '2026-03-29T02:30',
  ]);
});

test('a moment is later than the one it is asked for, however near', () => {
  const run = Date.parse('2026-03-14T13:30:00Z');

  expect(runsOf('cron(30 13 * * ? *)', 1, run - 1)).toEqual(['2026-03-14T13:30']);
  expect(runsOf('cron(30 13 * * ? *)', 1, run)).toEqual(['2026-03-15T13:30']);
});

/** Looks at every minute, as nobody would do. */
function nextByLooking(after: number, matches: (date: Date) => boolean): number | undefined {
  const first = Math.floor(after / 60_000) * 60_000 + 60_000;
  for (let instant = first; instant < first + 40 * 86_400_000; instant += 60_000) {
    if (matches(new Date(instant))) return instant;
  }
  return undefined;
}

test('it is the next minute that fits', () => {
  const some = (min: number, max: number) =>
    fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 3 });
  const fields = { minutes: some(0, 59), hours: some(0, 23), days: some(1, 7) };

  fc.assert(
    fc.property(fc.record(fields), fc.nat(400 * 86_400_000), ({ minutes, hours, days }, passed) => {
      const reading = readSchedule(`cron(${minutes.join()} ${hours.join()} ? * ${days.join()} *)`);
      const after = saturday + passed;

      const next = reading.outcome === 'read' ? nextRunOf(reading.schedule)(after) : undefined;

      expect(next).toBe(
        nextByLooking(
          after,
          (date) =>
            minutes.includes(date.getUTCMinutes()) &&
            hours.includes(date.getUTCHours()) &&
            days.includes(date.getUTCDay() + 1),
        ),
      );
    }),
    { numRuns: 60 },
  );
});
