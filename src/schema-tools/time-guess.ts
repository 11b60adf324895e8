import { compileEventTime, conventionalTimeFields } from '../domain/event-time.ts';
import type { JsonValue } from '../domain/json.ts';
import type { LogType, TimeField, TimeFormat } from '../domain/log-type.ts';
import { timeFormats } from '../domain/log-type.ts';
import type { ScalarPlace } from './places.ts';

export interface TimeGuess {
  readonly field: TimeField;
  readonly why: string;
}

/** Ways to write a time that have no name of their own and are met in logs; what is ambiguous comes last. */
const patterns = [
  '%a %b %d %H:%M:%S %Y',
  '%a %b %d %H:%M:%S %Y %Z',
  '%a %b %d %H:%M:%S %Z %Y',
  '%a %b %d %H:%M:%S.%f %Y',
  '%d/%b/%Y %H:%M:%S',
  '%d-%b-%Y %H:%M:%S',
  '%d %b %Y %H:%M:%S',
  '%b %d, %Y %H:%M:%S',
  '%b %d %Y %H:%M:%S',
  '%d.%m.%Y %H:%M:%S',
  '%m/%d/%Y %I:%M:%S %p',
  '%m/%d/%Y, %I:%M:%S %p',
  '%m/%d/%Y %H:%M:%S',
  '%d/%m/%Y %H:%M:%S',
  '%y/%m/%d-%H:%M:%S.%f',
  '%y/%m/%d %H:%M:%S',
] as const satisfies readonly TimeFormat[];

/** What is not written in one way is left to be told from each value. */
const formats: readonly TimeFormat[] = [
  ...timeFormats.filter((format) => format !== 'auto'),
  ...patterns,
  'auto',
];

/** A record without its time is not worth much as one with it: so many have to have it. */
const shareMin = 0.5;

/** Finds the field that says when the event happened, by its name and by how its values read. */
export function guessTime(
  places: readonly ScalarPlace[],
  now: number,
  prefix: readonly string[] = [],
): TimeGuess | undefined {
  const both = dayAndTime(places, now, prefix);
  if (both !== undefined) return both;
  const ranked = places
    .map((place) => ({ place, rank: rankOf(place) }))
    .filter(({ place, rank }) => rank !== undefined && place.share >= shareMin)
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  for (const { place, rank = 0 } of ranked) {
    const format = formatOf([...place.shape.examples], now);
    if (format === undefined) continue;
    // Any large number reads as a time; by its name alone it is none.
    if (rank >= namelessRank && (format === 'auto' || format.startsWith('epoch_'))) continue;
    const path = [...prefix, ...place.path];
    return { field: { path, format }, why: `"${path.join('.')}" reads as ${format}` };
  }
  return undefined;
}

/** The day in one field, the time of day in another. */
function dayAndTime(
  places: readonly ScalarPlace[],
  now: number,
  prefix: readonly string[],
): TimeGuess | undefined {
  const [day, time] = ['date', 'time'].map((name) =>
    places.find(
      ({ path, share }) =>
        path.length === 1 && path[0]?.toLowerCase() === name && share >= shareMin,
    ),
  );
  if (day === undefined || time === undefined) return undefined;
  const [[aDay], [aTime]] = [[...day.shape.examples], [...time.shape.examples]];
  const format = formatOf([`${aDay} ${aTime}`], now);
  // Each of them alone may be the whole time.
  if (format === undefined || formatOf([String(aTime)], now) !== undefined) return undefined;
  const names = `"${day.path[0]}" and "${time.path[0]}"`;
  const field = {
    path: [...prefix, ...day.path],
    furtherPaths: [[...prefix, ...time.path]],
    format,
  };
  return { field, why: `${names} together read as ${format}` };
}

/** Words of names that are about when something happened; the first ones say it best. */
const timeNames = [
  /^(?:@?timestamp|event_?time(?:stamp)?|time|at|ts|rt|_time|datetime|date_time)$/i,
  /^(?:event|log|start|begin|occurred|created|published|received|request|first)[_-]?(?:at|on|time|timestamp|date|datetime)/i,
  /(?:timestamp|datetime|_time|time|_at|_date|_ts|epoch)$/i,
  /(?:At|Time|Date|Timestamp)$/,
  /date|time|when|created|logged|generated|published/i,
];

/** Times of other things: of a credential, of an account, of what went on before. */
const otherTimes =
  /expir|update|modif|last|birth|valid|until|end|uptime|timeout|timezone|duration/i;

/** Of a name that says nothing about a time. */
const namelessRank = 1000;

function rankOf({ path }: ScalarPlace): number | undefined {
  const name = path.at(-1) ?? '';
  const depth = path.length - 1;
  const conventional: readonly string[] = conventionalTimeFields;
  const known = depth === 0 ? conventional.indexOf(name) : -1;
  if (known !== -1) return known;
  const words = timeNames.findIndex((test) => test.test(name));
  // Below the top, most times are about a part of the event: when an account was made, a repository pushed to.
  if (depth > 0 && words !== 0) return undefined;
  if (words === -1) return namelessRank;
  return 100 + words * 10 + depth * 100 + (otherTimes.test(path.join('.')) ? 200 : 0);
}

/** The first format in which every one of the values reads as a sane time. */
export function formatOf(
  values: readonly (string | number | bigint)[],
  now: number,
): TimeFormat | undefined {
  if (values.length === 0) return undefined;
  return formats.find((format) => {
    const { read } = compileEventTime(withTime(format));
    return values.every((value) => read({ at: value satisfies JsonValue }, now) !== undefined);
  });
}

const withTime = (format: TimeFormat): LogType => ({
  name: 'time',
  category: 'time',
  parser: 'json',
  fields: [],
  optionalKeys: new Set(),
  envelope: [],
  optionalEnvelopeKeys: new Set(),
  embeddedJson: false,
  unknownKeys: 'keep',
  timeField: { path: ['at'], format },
  parserOptions: {},
  usable: true,
  file: '',
});
