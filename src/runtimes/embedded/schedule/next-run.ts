import { Cron } from 'croner';
import type {
  CronDays,
  CronFields,
  DayOfMonth,
  Schedule,
} from '../../../domain/schedule-expression.ts';

/** The first moment after an instant at which a schedule wants something to run; undefined: never again. */
export type NextRun = (after: number) => number | undefined;

/** Dates reach no further. */
const instantMax = 8.64e15;

export function nextRunOf(schedule: Schedule): NextRun {
  if (schedule.kind === 'rate') {
    return (after) => Math.min(after + schedule.milliseconds, instantMax);
  }
  const cron = new Cron(cronPattern(schedule.fields), { utcOffset: 0, mode: '7-part' });
  return (after) => cron.nextRun(new Date(after))?.getTime();
}

/**
 * croner counts days of the week from 0 and takes two day fields as "or"; ours are numbers by now, and one of the
 * two is always open.
 */
function cronPattern({ minutes, hours, months, years, days }: CronFields): string {
  const [dayOfMonth, dayOfWeek] = dayFields(days);
  return ['0', list(minutes), list(hours), dayOfMonth, list(months), dayOfWeek, list(years)].join(
    ' ',
  );
}

const list = (numbers: readonly number[] | undefined): string => numbers?.join(',') ?? '*';

function dayFields(days: CronDays): readonly [dayOfMonth: string, dayOfWeek: string] {
  switch (days.kind) {
    case 'every day':
      return ['*', '*'];
    case 'last working day':
      return ['LW', '*'];
    case 'days of the month':
      return [days.days.map(dayText).join(','), '*'];
    case 'days of the week':
      return ['*', days.days.join(',')];
    case 'nth weekday':
      return ['*', `${days.day}#${days.nth}`];
    case 'last weekday':
      return ['*', `${days.day}#L`];
  }
}

function dayText(day: DayOfMonth): string {
  switch (day.kind) {
    case 'day':
      return String(day.day);
    case 'nearest weekday':
      return `${day.day}W`;
    case 'last day':
      return 'L';
  }
}
