import type { JsonValue } from './json.ts';
import type { TimeFormat } from './log-type.ts';
import { compileTimePattern } from './time-pattern.ts';
import { parseClfTime, parseIsoTime, parseMailTime, parseSyslogTime } from './time-text.ts';

/** The instant that a value tells, in milliseconds since 1970 UTC; undefined when it tells none. */
export type ReadInstant = (value: JsonValue | undefined, now: number) => number | undefined;

/** Compiles a format, once for each log type. */
export function compileTimeFormat(format: TimeFormat): ReadInstant {
  switch (format) {
    case 'auto':
      return guessInstant;
    case 'iso8601':
      return (value) => (typeof value === 'string' ? parseIsoTime(value) : undefined);
    case 'epoch_seconds':
      return epoch(9);
    case 'epoch_milliseconds':
      return epoch(6);
    case 'epoch_microseconds':
      return epoch(3);
    case 'epoch_nanoseconds':
      return epoch(0);
    case 'syslog':
      return (value, now) => (typeof value === 'string' ? parseSyslogTime(value, now) : undefined);
    case 'clf':
      return (value) => (typeof value === 'string' ? parseClfTime(value) : undefined);
    case 'rfc2822':
      return (value) => (typeof value === 'string' ? parseMailTime(value) : undefined);
    default: {
      const pattern = compileTimePattern(format);
      // The loader has refused a pattern that is none.
      if (pattern.outcome === 'refused') return () => undefined;
      return (value, now) => (typeof value === 'string' ? pattern.read(value, now) : undefined);
    }
  }
}

const decimal = /^\s*(-?)(\d{1,30})(?:\.(\d*))?\s*$/;

/** Times as numbers or as text of digits; `zeros` is the number of decimal places that separate a unit from nanoseconds. */
function epoch(zeros: number): ReadInstant {
  const perMillisecond = 10 ** (6 - zeros);
  return (value) => {
    if (typeof value === 'number') return ofNumber(value, zeros);
    if (typeof value === 'bigint') return ofDigits(String(value), '', zeros);
    if (typeof value !== 'string') return undefined;
    const parts = decimal.exec(value);
    if (parts === null) return undefined;
    const [, sign = '', whole = '', fraction = ''] = parts;
    const instant = ofDigits(whole, fraction, zeros);
    return sign === '-' && instant !== undefined ? -instant : instant;
  };

  function ofNumber(value: number, unit: number): number | undefined {
    if (!Number.isFinite(value)) return undefined;
    // Whole seconds and milliseconds are by far the most frequent.
    if (unit >= 6 && Number.isInteger(value)) return value * 10 ** (unit - 6);
    // What is a whole millisecond in decimal may be a little less in binary.
    const scaled = unit >= 6 ? value * 10 ** (unit - 6) : value / perMillisecond;
    return Math.floor(scaled + 1e-4);
  }
}

/** By the digits alone, since a double does not hold those of nanoseconds. */
function ofDigits(whole: string, fraction: string, zeros: number): number | undefined {
  const isNegative = whole.startsWith('-');
  const nanoseconds = `${isNegative ? whole.slice(1) : whole}${fraction.slice(0, zeros).padEnd(zeros, '0')}`;
  const milliseconds = Number(nanoseconds.slice(0, -6) || '0');
  return isNegative ? -milliseconds : milliseconds;
}

const guessText: readonly ReadInstant[] = (['iso8601', 'clf', 'rfc2822', 'syslog'] as const).map(
  compileTimeFormat,
);
const seconds = epoch(9);
const milliseconds = epoch(6);
const microseconds = epoch(3);
const nanoseconds = epoch(0);

/**
 * For a value of which nobody has said how it is written. Numbers by their size: as seconds, 1e11 lies beyond the
 * year 5000, and so do its multiples in the smaller units.
 */
export const guessInstant: ReadInstant = (value, now) => {
  const size = Math.abs(numberOf(value));
  if (!Number.isNaN(size)) {
    if (size < 1e11) return seconds(value, now);
    if (size < 1e14) return milliseconds(value, now);
    return size < 1e17 ? microseconds(value, now) : nanoseconds(value, now);
  }
  if (typeof value !== 'string') return undefined;
  for (const read of guessText) {
    const instant = read(value, now);
    if (instant !== undefined) return instant;
  }
  return undefined;
};

function numberOf(value: JsonValue | undefined): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' && decimal.test(value) ? Number(value) : Number.NaN;
}
