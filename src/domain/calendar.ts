const daysInMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (daysInMonths[month - 1] ?? 0);

/**
 * Milliseconds since 1970; undefined for what no calendar and no clock has, such as 30 February. A second 60 is a leap
 * second and counts as the first of the next minute. Calculated without a `Date`, which would cost more than the rest.
 */
export function instantOfCivil(
  year: number,
  month: number,
  day: number,
  hours: number,
  minutes: number,
  seconds: number,
  milliseconds: number,
): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hours > 23 || minutes > 59 || seconds > 60) return undefined;
  const days = daysSince1970(year, month, day);
  return ((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000 + milliseconds;
}

/** Years begin in March here, so that the leap day is the last of its year. */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** 1 to 12 for an English name or its first three letters, in any case; 0 for anything else. */
export function monthNumber(name: string): number {
  const lower = name.toLowerCase();
  if (lower.length === 3) return monthNames.findIndex((month) => month.startsWith(lower)) + 1;
  return monthNames.indexOf(lower) + 1;
}

/** Clocks run ahead and zones are not told; beyond this a time without a year is of an earlier year. */
const aheadMilliseconds = 24 * 3_600_000;

/** Leap days come at most eight years apart. */
const yearsBack = 8;

/** The latest such moment that does not lie in the future, for times that are written without a year. */
export function latestInstant(
  now: number,
  instantIn: (year: number) => number | undefined,
): number | undefined {
  const thisYear = new Date(now).getUTCFullYear();
  for (let year = thisYear + 1; year >= thisYear - yearsBack; year--) {
    const instant = instantIn(year);
    if (instant !== undefined && instant <= now + aheadMilliseconds) return instant;
  }
  return undefined;
}

/** Zones that RFC 2822 names, in minutes; further names mean different zones in different countries. */
const zoneNames: ReadonlyMap<string, number> = new Map([
  ['z', 0],
  ['ut', 0],
  ['utc', 0],
  ['gmt', 0],
  ['est', -300],
  ['edt', -240],
  ['cst', -360],
  ['cdt', -300],
  ['mst', -420],
  ['mdt', -360],
  ['pst', -480],
  ['pdt', -420],
]);

const offset = /^([+-])(\d{2})(?::?(\d{2}))?$/;

/** Minutes that a zone is ahead of UTC: `Z`, `UTC`, `+02`, `+0200`, `+02:00`, `EST`; undefined for other texts. */
export function zoneMinutes(zone: string): number | undefined {
  const parts = offset.exec(zone);
  if (parts === null) return zoneNames.get(zone.toLowerCase());
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? 0);
  return parts[1] === '-' ? -minutes : minutes;
}
