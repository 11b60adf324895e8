import { instantOfCivil, latestInstant, monthNumber, zoneMinutes } from './calendar.ts';
import { fractionMilliseconds, fullYear } from './time-text.ts';

/** How a time is written, in the words of `strptime`. */
export type TimePattern = `${string}%${string}`;

export const isTimePattern = (text: string): text is TimePattern => text.includes('%');

/** Reads a time; `now` is the arrival, for times that are written without a year. */
export type ReadTime = (text: string, now: number) => number | undefined;

export type CompiledPattern =
  | { readonly outcome: 'compiled'; readonly read: ReadTime }
  | { readonly outcome: 'refused'; readonly problem: string };

/** What the steps of a pattern found so far. */
interface Found {
  year: number | undefined;
  month: number;
  day: number;
  dayOfYear: number | undefined;
  hours: number;
  isAfternoon: boolean | undefined;
  minutes: number;
  seconds: number;
  milliseconds: number;
  zone: number;
  epoch: number | undefined;
}

/** Reads its part of the text from a place on and gives the place behind it; -1 when it is not there. */
type Step = (text: string, from: number, found: Found) => number;

/**
 * Compiles a pattern in the words of `strptime`: `%d.%m.%Y %H:%M:%S`. Each step reads from left to right and never
 * goes back, so that a hostile text takes no longer than another.
 */
export function compileTimePattern(pattern: string): CompiledPattern {
  const steps: Step[] = [];
  const directives = new Set<string>();
  const mistake = addSteps(pattern, steps, directives);
  if (mistake !== undefined) return { outcome: 'refused', problem: mistake };
  const missing = missingPart(directives);
  if (missing !== undefined) return { outcome: 'refused', problem: missing };
  return { outcome: 'compiled', read: (text, now) => readWith(steps, text.trim(), now) };
}

function addSteps(pattern: string, steps: Step[], directives: Set<string>): string | undefined {
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? '';
    if (character === ' ') steps.push(blanks);
    else if (character !== '%') steps.push(literal(character));
    else {
      const directive = pattern[++at] ?? '';
      const whole = wholes.get(directive);
      if (whole !== undefined) {
        addSteps(whole, steps, directives);
        continue;
      }
      const step = stepOf.get(directive);
      if (step === undefined) return unknownDirective(directive);
      directives.add(directive);
      steps.push(step);
    }
  }
  return undefined;
}

function unknownDirective(directive: string): string {
  const known = [...stepOf.keys(), ...wholes.keys()].map((name) => `%${name}`).join(' ');
  return `"%${directive}" is no directive; use ${known}`;
}

/** Without a year the arrival tells it; without a time of day it is midnight. */
function missingPart(directives: ReadonlySet<string>): string | undefined {
  const has = (...names: readonly string[]) => names.some((name) => directives.has(name));
  if (has('s') || (has('Y', 'y') && has('j'))) return undefined;
  const hasMonth = has('b', 'B', 'h', 'm');
  if (!hasMonth || !has('d', 'e')) return 'a pattern needs at least month and day';
  if (has('I') && !has('p')) return '"%I" needs "%p": without it, it may be morning or evening';
  return undefined;
}

function readWith(steps: readonly Step[], text: string, now: number): number | undefined {
  const found: Found = {
    year: undefined,
    month: 1,
    day: 1,
    dayOfYear: undefined,
    hours: 0,
    isAfternoon: undefined,
    minutes: 0,
    seconds: 0,
    milliseconds: 0,
    zone: 0,
    epoch: undefined,
  };
  let at = 0;
  for (let index = 0; index < steps.length; index++) {
    at = steps[index]?.(text, at, found) ?? -1;
    if (at === -1) return undefined;
  }
  // What stands behind the time is of no concern, unless the last number goes on.
  if (at < text.length && isWordCharacter(text.charCodeAt(at))) return undefined;
  if (found.epoch !== undefined) return found.epoch * 1000 + found.milliseconds;
  const { year } = found;
  return year === undefined
    ? latestInstant(now, (candidate) => instantIn(candidate, found))
    : instantIn(year, found);
}

const dayMilliseconds = 86_400_000;

function instantIn(year: number, found: Found): number | undefined {
  const { dayOfYear, isAfternoon, minutes, seconds, milliseconds, zone } = found;
  const hours =
    isAfternoon === undefined ? found.hours : (found.hours % 12) + (isAfternoon ? 12 : 0);
  const month = dayOfYear === undefined ? found.month : 1;
  const day = dayOfYear === undefined ? found.day : 1;
  const instant = instantOfCivil(year, month, day, hours, minutes, seconds, milliseconds);
  if (instant === undefined) return undefined;
  return instant + ((dayOfYear ?? 1) - 1) * dayMilliseconds - zone * 60_000;
}

const literal =
  (character: string): Step =>
  (text, from) =>
    text[from] === character ? from + 1 : -1;

/** A blank stands for any number of them, since daemons pad with them. */
const blanks: Step = (text, from) => {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at === from ? -1 : at;
};

/** A number of up to so many digits, padded with a blank or not. */
function digits(widthMax: number, take: (found: Found, value: number, text: string) => void): Step {
  return (text, from, found) => {
    const start = text[from] === ' ' && widthMax === 2 ? from + 1 : from;
    let end = start;
    while (end < start + widthMax && isDigit(text.charCodeAt(end))) end++;
    if (end === start) return -1;
    const written = text.slice(start, end);
    take(found, Number(written), written);
    return end;
  };
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

function word(take: (found: Found, word: string) => boolean): Step {
  return (text, from, found) => {
    let end = from;
    while (isLetter(text.charCodeAt(end))) end++;
    return end > from && take(found, text.slice(from, end)) ? end : -1;
  };
}

const isWordCharacter = (code: number): boolean => isDigit(code) || isLetter(code);

const isLetter = (code: number): boolean =>
  (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

const monthName = word((found, name) => {
  found.month = monthNumber(name);
  return found.month > 0;
});

const zone: Step = (text, from, found) => {
  let end = from;
  while (end < text.length && /[A-Za-z0-9:+-]/.test(text.charAt(end))) end++;
  const minutes = zoneMinutes(text.slice(from, end));
  if (minutes === undefined) return -1;
  found.zone = minutes;
  return end;
};

/** The digits of an epoch and of a fraction are bounded, so that no text makes a number of any size. */
const stepOf: ReadonlyMap<string, Step> = new Map([
  ['Y', digits(4, (found, value) => void (found.year = value))],
  ['y', digits(2, (found, _value, text) => void (found.year = fullYear(text.padStart(2, '0'))))],
  ['m', digits(2, (found, value) => void (found.month = value))],
  ['b', monthName],
  ['B', monthName],
  ['h', monthName],
  ['d', digits(2, (found, value) => void (found.day = value))],
  ['e', digits(2, (found, value) => void (found.day = value))],
  ['j', digits(3, (found, value) => void (found.dayOfYear = value))],
  ['H', digits(2, (found, value) => void (found.hours = value))],
  ['I', digits(2, (found, value) => void (found.hours = value))],
  [
    'p',
    word((found, name) => {
      found.isAfternoon = /^pm$/i.test(name);
      return /^[ap]m$/i.test(name);
    }),
  ],
  ['M', digits(2, (found, value) => void (found.minutes = value))],
  ['S', digits(2, (found, value) => void (found.seconds = value))],
  [
    'f',
    digits(12, (found, _value, text) => void (found.milliseconds = fractionMilliseconds(text))),
  ],
  ['z', zone],
  ['Z', zone],
  ['s', digits(12, (found, value) => void (found.epoch = value))],
  ['a', word(() => true)],
  ['A', word(() => true)],
  ['%', literal('%')],
]);

/** Directives that stand for several. */
const wholes: ReadonlyMap<string, string> = new Map([
  ['F', '%Y-%m-%d'],
  ['T', '%H:%M:%S'],
  ['R', '%H:%M'],
  ['D', '%m/%d/%y'],
]);
