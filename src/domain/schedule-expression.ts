import { nearestName } from './nearest-name.ts';

/** When something runs, as AWS schedules say it. All times are UTC. */
export type Schedule =
  | { readonly kind: 'rate'; readonly milliseconds: number }
  | { readonly kind: 'cron'; readonly fields: CronFields };

/** Each field with all its numbers written out, ascending; undefined: every one of them. */
export interface CronFields {
  readonly minutes: readonly number[] | undefined;
  readonly hours: readonly number[] | undefined;
  readonly months: readonly number[] | undefined;
  readonly years: readonly number[] | undefined;
  readonly days: CronDays;
}

/** AWS takes either a day of the month or a day of the week; the other field is `?`. */
export type CronDays =
  | { readonly kind: 'every day' }
  /** Monday to Friday. */
  | { readonly kind: 'last working day' }
  | { readonly kind: 'days of the month'; readonly days: readonly DayOfMonth[] }
  /** Days of the week here are 0 (Sunday) to 6. */
  | { readonly kind: 'days of the week'; readonly days: readonly number[] }
  | { readonly kind: 'nth weekday'; readonly day: number; readonly nth: number }
  | { readonly kind: 'last weekday'; readonly day: number };

/** `nearest`: Monday to Friday nearest to that day of the same month. */
export type DayOfMonth =
  | { readonly kind: 'day'; readonly day: number }
  | { readonly kind: 'nearest weekday'; readonly day: number }
  | { readonly kind: 'last day' };

export type ScheduleReading =
  | { readonly outcome: 'read'; readonly schedule: Schedule }
  | { readonly outcome: 'refused'; readonly reason: string };

/**
 * Reads `rate(1 hour)`, `rate(10 minutes)` or `cron(minutes hours day-of-month month day-of-week year)` as Amazon
 * EventBridge does: days of the week are 1 (SUN) to 7 (SAT), and one of the two day fields is `?`.
 */
export function readSchedule(expression: string): ScheduleReading {
  try {
    return { outcome: 'read', schedule: schedule(expression.trim()) };
  } catch (error) {
    if (error instanceof Refusal) return { outcome: 'refused', reason: error.message };
    throw error;
  }
}

/** Thrown only inside this file. */
class Refusal extends Error {}

const unitMilliseconds: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** Longer rates than a thousand years are a slip, and would leave the calendar. */
const rateMillisecondsMax = 365_000 * 86_400_000;

function schedule(expression: string): Schedule {
  const rate = /^rate\((\d{1,9}) (minute|hour|day)(s?)\)$/.exec(expression);
  if (rate !== null) {
    const [, digits = '', unit = '', plural = ''] = rate;
    const count = Number(digits);
    const milliseconds = count * (unitMilliseconds[unit] ?? 0);
    if (count === 0) throw new Refusal('the number of a rate is 1 or more');
    if ((count === 1) !== (plural === '')) {
      throw new Refusal(`write rate(${count} ${unit}${count === 1 ? '' : 's'})`);
    }
    if (milliseconds > rateMillisecondsMax) throw new Refusal('that rate is longer than any plan');
    return { kind: 'rate', milliseconds };
  }
  const cron = /^cron\(([^()]*)\)$/.exec(expression);
  if (cron === null) {
    throw new Refusal('write rate(1 minute), rate(N minutes|hours|days) or cron(… six fields …)');
  }
  const parts = (cron[1] ?? '').trim().split(/\s+/);
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = parts;
  if (parts.length !== 6) {
    const order = 'minutes hours day-of-month month day-of-week year';
    throw new Refusal(`cron(…) has six fields (${order}), found ${parts.length}`);
  }
  return {
    kind: 'cron',
    fields: {
      minutes: numbers(minutes, { name: 'minutes', min: 0, max: 59 }),
      hours: numbers(hours, { name: 'hours', min: 0, max: 23 }),
      months: numbers(month, { name: 'month', min: 1, max: 12, words: months }),
      years: numbers(year, { name: 'year', min: 1970, max: 2199 }),
      days: days(dayOfMonth, dayOfWeek),
    },
  };
}

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const weekdays = 'SUN MON TUE WED THU FRI SAT'.split(' ');

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names of the numbers from `min` on. */
  readonly words?: readonly string[];
}

const dayField: Field = { name: 'day-of-month', min: 1, max: 31 };
const weekdayField: Field = { name: 'day-of-week', min: 1, max: 7, words: weekdays };

function days(dayOfMonth: string, dayOfWeek: string): CronDays {
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new Refusal(
      'one of day-of-month (third) and day-of-week (fifth) is ?, and the other says which days',
    );
  }
  if (dayOfWeek === '?') {
    if (dayOfMonth === '*') return { kind: 'every day' };
    if (/^LW$/i.test(dayOfMonth)) return { kind: 'last working day' };
    return { kind: 'days of the month', days: dayOfMonth.split(',').flatMap(daysOfMonth) };
  }
  const nth = /^(\w+)#([1-5])$/.exec(dayOfWeek);
  if (nth !== null) {
    const day = single(nth[1] ?? '', weekdayField) - 1;
    return { kind: 'nth weekday', day, nth: Number(nth[2]) };
  }
  const last = /^(\w+)L$/i.exec(dayOfWeek);
  if (last !== null) return { kind: 'last weekday', day: single(last[1] ?? '', weekdayField) - 1 };
  // As in Quartz: the last day of a week is its seventh.
  if (/^L$/i.test(dayOfWeek)) return { kind: 'days of the week', days: [6] };
  const listed = numbers(dayOfWeek, weekdayField);
  if (listed === undefined) return { kind: 'every day' };
  return { kind: 'days of the week', days: listed.map((day) => day - 1) };
}

function daysOfMonth(item: string): readonly DayOfMonth[] {
  if (/^L$/i.test(item)) return [{ kind: 'last day' }];
  const nearest = /^(\d+)W$/i.exec(item);
  if (nearest !== null) {
    return [{ kind: 'nearest weekday', day: single(nearest[1] ?? '', dayField) }];
  }
  const listed = expanded(item, dayField) ?? range(dayField.min, dayField.max, 1, dayField);
  return listed.map((day) => ({ kind: 'day', day }));
}

/** The numbers of a list such as `0,15-20,30/5,MON-FRI`; undefined for `*`, which is all of them. */
function numbers(text: string, field: Field): readonly number[] | undefined {
  const items = text.split(',').map((item) => expanded(item, field));
  const listed: number[] = [];
  for (const item of items) {
    if (item === undefined) return undefined;
    listed.push(...item);
  }
  return [...new Set(listed)].sort((a, b) => a - b);
}

function expanded(item: string, field: Field): readonly number[] | undefined {
  const parts = /^(\*|\w+)(?:-(\w+))?(?:\/(\d{1,4}))?$/.exec(item);
  if (parts === null || (parts[1] === '*' && parts[2] !== undefined)) throw unread(item, field);
  const [, first = '', last, stepText] = parts;
  if (first === '*' && stepText === undefined) return undefined;
  const step = stepText === undefined ? 1 : Number(stepText);
  if (step === 0) throw new Refusal(`${field.name}: a step of 0 comes to no end ("${item}")`);
  const from = first === '*' ? field.min : single(first, field);
  if (last !== undefined) return range(from, single(last, field), step, field);
  return stepText === undefined ? [from] : range(from, field.max, step, field);
}

/** A range that ends before it begins goes round: 22-2 are the hours of the night. */
function range(from: number, to: number, step: number, { min, max, name }: Field): number[] {
  const length = max - min + 1;
  if (to < from && length > 100) throw new Refusal(`${name}: ${from}-${to} ends before it begins`);
  const count = Math.floor((to < from ? to + length - from : to - from) / step) + 1;
  return Array.from({ length: count }, (_, index) => min + ((from - min + index * step) % length));
}

function single(text: string, field: Field): number {
  const { min, max, words = [] } = field;
  const word = words.indexOf(text.toUpperCase());
  const number = word >= 0 ? min + word : /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= min && number <= max)) throw unread(text, field);
  return number;
}

function unread(text: string, { name, min, max, words = [] }: Field): Refusal {
  const names = words.length > 0 ? ` or ${words[0]} to ${words.at(-1)}` : '';
  const meant = nearestName(text.toUpperCase(), words);
  const hint = meant === undefined ? '' : `. Did you mean ${meant}?`;
  return new Refusal(`${name}: "${text}" is not in ${min} to ${max}${names}${hint}`);
}
