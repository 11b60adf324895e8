import { describe, expect, test } from 'vitest';
import { readSchedule } from './schedule-expression.ts';

const minute = 60_000;

function cronFields(expression: string) {
  const reading = readSchedule(expression);
  if (reading.outcome === 'refused') throw new Error(reading.reason);
  if (reading.schedule.kind !== 'cron') throw new Error(`${expression} is no cron`);
  return reading.schedule.fields;
}

test.each([
  ['rate(1 minute)', minute],
  ['rate(10 minutes)', 10 * minute],
  ['rate(1 hour)', 60 * minute],
  ['rate(2 days)', 2 * 24 * 60 * minute],
])('%s is a rate', (expression, milliseconds) => {
  expect(readSchedule(expression)).toEqual({
    outcome: 'read',
    schedule: { kind: 'rate', milliseconds },
  });
});

describe('the fields of a cron', () => {
  test('are lists of numbers, and open where everything is meant', () => {
    expect(cronFields('cron(0/20,5,50-52 6-8 * JAN,jun-AUG ? 2026-2028)')).toEqual({
      minutes: [0, 5, 20, 40, 50, 51, 52],
      hours: [6, 7, 8],
      months: [1, 6, 7, 8],
      years: [2026, 2027, 2028],
      days: { kind: 'every day' },
    });
    expect(cronFields('cron(*/30 * * * ? *)')).toEqual({
      minutes: [0, 30],
      hours: undefined,
      months: undefined,
      years: undefined,
      days: { kind: 'every day' },
    });
  });

  test('may go round the end of their field', () => {
    const { hours, months } = cronFields('cron(0 22-2 1 NOV-FEB ? *)');

    expect(hours).toEqual([0, 1, 2, 22, 23]);
    expect(months).toEqual([1, 2, 11, 12]);
  });

  test.each([
    ['1', { kind: 'days of the week', days: [0] }],
    ['7', { kind: 'days of the week', days: [6] }],
    ['MON-FRI', { kind: 'days of the week', days: [1, 2, 3, 4, 5] }],
    ['2-6', { kind: 'days of the week', days: [1, 2, 3, 4, 5] }],
    ['FRI-MON', { kind: 'days of the week', days: [0, 1, 5, 6] }],
    ['L', { kind: 'days of the week', days: [6] }],
    ['6L', { kind: 'last weekday', day: 5 }],
    ['FRIL', { kind: 'last weekday', day: 5 }],
    ['3#2', { kind: 'nth weekday', day: 2, nth: 2 }],
    ['TUE#2', { kind: 'nth weekday', day: 2, nth: 2 }],
    ['*', { kind: 'every day' }],
  ])('day of the week %s counts from Sunday', (field, days) => {
    expect(cronFields(`cron(0 9 ? * ${field} *)`).days).toEqual(days);
  });

  test.each([
    ['L', [{ kind: 'last day' }]],
    ['15W', [{ kind: 'nearest weekday', day: 15 }]],
    ['1,L', [{ kind: 'day', day: 1 }, { kind: 'last day' }]],
  ])('day of the month %s', (field, days) => {
    expect(cronFields(`cron(0 9 ${field} * ? *)`).days).toEqual({
      kind: 'days of the month',
      days,
    });
  });
});

test.each([
  ['', 'write rate(1 minute)'],
  ['every day', 'write rate(1 minute)'],
  ['rate(1 minutes)', 'write rate(1 minute)'],
  ['rate(5 minute)', 'write rate(5 minutes)'],
  ['rate(0 minutes)', '1 or more'],
  ['rate(2 weeks)', 'write rate(1 minute)'],
  ['rate(999999999 days)', 'longer'],
  ['cron(0 9 * * ?)', 'six fields (minutes hours day-of-month month day-of-week year), found 5'],
  ['cron(0 9 * * * *)', 'is ?'],
  ['cron(0 9 ? * ? *)', 'is ?'],
  ['cron(60 9 * * ? *)', 'minutes: "60" is not in 0 to 59'],
  ['cron(0 24 * * ? *)', 'hours: "24"'],
  ['cron(0 9 32 * ? *)', 'day-of-month: "32"'],
  ['cron(0 9 0W * ? *)', 'day-of-month: "0"'],
  ['cron(0 9 L-3 * ? *)', 'day-of-month: "L"'],
  ['cron(0 9 LW,5 * ? *)', 'day-of-month: "LW"'],
  ['cron(0 9 * 13 ? *)', 'month: "13"'],
  ['cron(0 9 * JANN ? *)', 'Did you mean JAN?'],
  ['cron(0 9 ? * 0 *)', 'day-of-week: "0" is not in 1 to 7 or SUN to SAT'],
  ['cron(0 9 ? * 8 *)', 'day-of-week: "8"'],
  ['cron(0 9 ? * 3#6 *)', 'day-of-week: "3#6"'],
  ['cron(0 9 * * ? 1969)', 'year: "1969"'],
  ['cron(0 9 * * ? 2028-2026)', 'ends before it begins'],
  ['cron(0/0 9 * * ? *)', 'a step of 0'],
  ['cron(*-5 9 * * ? *)', 'minutes: "*-5"'],
  ['cron(1,,2 9 * * ? *)', 'minutes: ""'],
  ['cron(? 9 * * ? *)', 'minutes: "?"'],
  [`cron(${'9'.repeat(100_000)} 9 * * ? *)`, 'minutes: "999'],
])('%.60s is refused', (expression, reason) => {
  const reading = readSchedule(expression);

  expect(reading).toMatchObject({ outcome: 'refused' });
  expect(reading.outcome === 'refused' && reading.reason).toContain(reason);
});
