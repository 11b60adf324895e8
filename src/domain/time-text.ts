import { instantOfCivil, latestInstant, monthNumber, zoneMinutes } from './calendar.ts';

/** Milliseconds of a fraction of a second, however many digits it has; further ones are cut off. */
export const fractionMilliseconds = (digits: string | undefined): number =>
  digits === undefined ? 0 : Number(digits.slice(0, 3).padEnd(3, '0'));

const iso =
  /^(\d{4})([-/]?)(\d{2})\2(\d{2})(?:(?:[Tt ]|, ?)(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?)? ?(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * ISO 8601 as it is met in logs: with a blank for the `T`, slashes for hyphens or none, any number of fraction digits
 * behind a point or a comma, and no zone, which means UTC.
 */
export function parseIsoTime(text: string): number | undefined {
  const fast = parseUsualIso(text);
  if (fast !== undefined) return fast;
  const parts = iso.exec(text.trim());
  if (parts === null) return undefined;
  const [, year, , month, day, hours = 0, minutes = 0, seconds = 0, fraction, zone = 'Z'] = parts;
  const instant = instantOfCivil(
    Number(year),
    Number(month),
    Number(day),
    Number(hours),
    Number(minutes),
    Number(seconds),
    fractionMilliseconds(fraction),
  );
  return inZone(instant, zone);
}

/** `2024-03-04T08:00:00Z`, with a fraction or without, which nearly all are; undefined for everything else. */
function parseUsualIso(text: string): number | undefined {
  const end = text.length - 1;
  if (end < 19 || end > 29 || text.charCodeAt(end) !== 0x5a || text.charCodeAt(10) !== 0x54) {
    return undefined;
  }
  const isPunctuated =
    text.charCodeAt(4) === 0x2d &&
    text.charCodeAt(7) === 0x2d &&
    text.charCodeAt(13) === 0x3a &&
    text.charCodeAt(16) === 0x3a &&
    (end === 19 || (end > 20 && text.charCodeAt(19) === 0x2e));
  if (!isPunctuated) return undefined;
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 7);
  const day = digitsAt(text, 8, 10);
  const hours = digitsAt(text, 11, 13);
  const minutes = digitsAt(text, 14, 16);
  const seconds = digitsAt(text, 17, 19);
  const fraction = end === 19 ? 0 : digitsAt(text, 20, end);
  // One that is no number makes the sum none.
  if (Number.isNaN(year + month + day + hours + minutes + seconds + fraction)) return undefined;
  const milliseconds = end === 19 ? 0 : Math.floor(fraction / 10 ** (end - 23));
  return instantOfCivil(year, month, day, hours, minutes, seconds, milliseconds);
}

function digitsAt(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

const clf =
  /^\[?(\d{1,2})\/([A-Za-z]{3})\/(\d{4})[: ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d+))?(?: ([+-]\d{2}:?\d{2}|Z|UTC|GMT))?\]?$/;

/** `10/Oct/2000:13:55:36 -0700`, as web servers write it (Common Log Format), in its brackets or without. */
export function parseClfTime(text: string): number | undefined {
  const parts = clf.exec(text.trim());
  if (parts === null) return undefined;
  const [, day, month = '', year, hours, minutes, seconds, fraction, zone = 'Z'] = parts;
  const instant = instantOfCivil(
    Number(year),
    monthNumber(month),
    Number(day),
    Number(hours),
    Number(minutes),
    Number(seconds),
    fractionMilliseconds(fraction),
  );
  return inZone(instant, zone);
}

const rfc2822 =
  /^(?:[A-Za-z]{3,9}, *)?(\d{1,2})[ -]([A-Za-z]{3})[ -](\d{4}|\d{2}) +(\d{2}):(\d{2})(?::(\d{2}))?(?: +([A-Za-z]{1,5}|[+-]\d{2}:?\d{2}))?(?: *\([^)]*\))?$/;

/** `Tue, 10 Oct 2000 13:55:36 -0700`, as mail and HTTP have it (RFC 2822, RFC 1123, RFC 850). */
export function parseMailTime(text: string): number | undefined {
  const parts = rfc2822.exec(text.trim());
  if (parts === null) return undefined;
  const [, day, month = '', year = '', hours, minutes, seconds = 0, zone = 'Z'] = parts;
  const instant = instantOfCivil(
    fullYear(year),
    monthNumber(month),
    Number(day),
    Number(hours),
    Number(minutes),
    Number(seconds),
    0,
  );
  return inZone(instant, zone);
}

/** Two digits are 1969 to 2068, as POSIX has it. */
export const fullYear = (digits: string): number => {
  const year = Number(digits);
  if (digits.length !== 2) return year;
  return year < 69 ? 2000 + year : 1900 + year;
};

const syslogTime =
  /^([A-Za-z]{3}) +(\d{1,2})(?: +(\d{4}))? +(\d{2}):?(\d{2}):?(\d{2})(?:[.,](\d+))?(?: +(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/;

/**
 * `Mar  4 08:00:00`, which has no zone, so UTC, and no year: the latest such moment that does not lie in the future of
 * the arrival. Some devices write a year behind the day, which counts.
 */
export function parseSyslogTime(text: string, now: number): number | undefined {
  const parts = syslogTime.exec(text.trim());
  if (parts === null) return undefined;
  const [, name = '', day, year, hours, minutes, seconds, fraction, zone = 'Z'] = parts;
  const month = monthNumber(name);
  const instantIn = (candidate: number) =>
    inZone(
      instantOfCivil(
        candidate,
        month,
        Number(day),
        Number(hours),
        Number(minutes),
        Number(seconds),
        fractionMilliseconds(fraction),
      ),
      zone,
    );
  return year === undefined ? latestInstant(now, instantIn) : instantIn(Number(year));
}

function inZone(instant: number | undefined, zone: string): number | undefined {
  const minutes = zoneMinutes(zone);
  return instant === undefined || minutes === undefined ? undefined : instant - minutes * 60_000;
}
