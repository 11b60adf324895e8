import { isJsonObject, type JsonValue } from './json.ts';
import type { LogType, TimeFormat } from './log-type.ts';
import type { LogRecord } from './record.ts';

/** Tried in this order where a log type declares no time field; the format follows from the value. */
const conventionalFields = [
  'eventTime',
  'event_time',
  '@timestamp',
  'timestamp',
  'time',
  'published',
  'created_at',
  'unixTime',
  'windowstart',
  'date',
];

/** Reads when the event of a record happened, in milliseconds since 1970 UTC; undefined when the record does not say. */
export type ReadEventTime = (record: LogRecord, now: number) => number | undefined;

export function eventTimeReader(logType: LogType): ReadEventTime {
  const { timeField } = logType;
  if (timeField !== undefined) {
    const { path, format } = timeField;
    return (record, now) => instantOf(valueAt(record, path), format, now);
  }
  const declared = new Set(logType.fields.map(({ name }) => name));
  const fields = conventionalFields.filter((name) => declared.has(name));
  return (record, now) => {
    for (const name of fields) {
      const instant = instantOf(record[name], undefined, now);
      if (instant !== undefined) return instant;
    }
    return undefined;
  };
}

function valueAt(record: LogRecord, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = record;
  for (const key of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

function instantOf(
  value: JsonValue | undefined,
  format: TimeFormat | undefined,
  now: number,
): number | undefined {
  switch (format) {
    case 'iso8601':
      return typeof value === 'string' ? parseIso(value) : undefined;
    case 'epoch_seconds':
      return scaled(value, 1000);
    case 'epoch_milliseconds':
      return scaled(value, 1);
    case 'syslog':
      return typeof value === 'string' ? parseSyslogTime(value, now) : undefined;
    case undefined:
      return guessed(value, now);
  }
}

/** Numbers above it are milliseconds: as seconds they would lie beyond the year 5000. */
const secondsMax = 1e11;

function guessed(value: JsonValue | undefined, now: number): number | undefined {
  const number = scaled(value, 1);
  if (number !== undefined) return Math.abs(number) < secondsMax ? number * 1000 : number;
  if (typeof value !== 'string') return undefined;
  return parseIso(value) ?? parseSyslogTime(value, now);
}

function scaled(value: JsonValue | undefined, factor: number): number | undefined {
  const isNumberText = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
  if (typeof value !== 'number' && typeof value !== 'bigint' && !isNumberText) return undefined;
  const instant = Number(value) * factor;
  return Number.isFinite(instant) ? instant : undefined;
}

const iso =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?$/;

/** ISO 8601 as it is met in logs: a blank for the `T`, any number of fraction digits, no zone means UTC. */
function parseIso(text: string): number | undefined {
  const parts = iso.exec(text.trim());
  if (parts === null) return undefined;
  const [, day, time = '00:00:00', fraction = '', zone = 'Z'] = parts;
  const offset = zone === 'UTC' ? 'Z' : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const instant = Date.parse(`${day}T${time}${offset}`);
  return Number.isNaN(instant)
    ? undefined
    : instant + Math.floor(Number(`0.${fraction || 0}`) * 1000);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const syslogTime = /^([A-Z][a-z]{2}) +(\d{1,2}) (\d{2}):?(\d{2}):?(\d{2})$/;

/** Clocks run ahead and time zones are not told; beyond this a time without a year is of an earlier year. */
const aheadMilliseconds = 24 * 3_600_000;

/** `Mar  4 08:00:00`, which has no zone, so UTC, and no year: the latest that does not lie in the future. */
function parseSyslogTime(text: string, now: number): number | undefined {
  const parts = syslogTime.exec(text);
  const month = months.indexOf(parts?.[1] ?? '');
  if (parts === null || month === -1) return undefined;
  const [day = 1, hours = 0, minutes = 0, seconds = 0] = parts.slice(2).map(Number);
  const year = new Date(now).getUTCFullYear();
  const instants = [year + 1, year, year - 1].map((candidate) =>
    Date.UTC(candidate, month, day, hours, minutes, seconds),
  );
  return instants.find((instant) => instant <= now + aheadMilliseconds);
}
