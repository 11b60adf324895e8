import { isJsonObject, type JsonValue } from './json.ts';
import type { LogType, TimeField } from './log-type.ts';
import type { LogRecord } from './record.ts';
import { compileTimeFormat, guessInstant, type ReadInstant } from './time-format.ts';

/**
 * Tried in this order where a log type declares no time field, those that its schema has; the format follows from the
 * value. Names that say what happened come before those that may be about something else.
 */
export const conventionalTimeFields = [
  'eventTime',
  'event_time',
  'EventTime',
  'eventTimestamp',
  'event_timestamp',
  '@timestamp',
  'timestamp',
  'Timestamp',
  '_time',
  'time',
  'Time',
  'TimeGenerated',
  'TimeCreated',
  'ts',
  'datetime',
  'published',
  'createdDateTime',
  'created_at',
  'createdAt',
  'creationTime',
  'unixTime',
  'windowstart',
  'date',
] as const;

/** Before them: the day in one field and the time of day in another, as web servers write it. */
const dayAndTime = { day: 'date', time: 'time' } as const;

/** Reads when the event of a record happened, in milliseconds since 1970 UTC; undefined when the record does not say. */
export type ReadEventTime = (record: LogRecord, now: number) => number | undefined;

/** Why a record has no time of its own. */
export type EventTimeProblem =
  /** The field is not there or empty. */
  | 'absent'
  /** The field is there and does not read as its format says. */
  | 'unreadable'
  /** It reads, as a time at which no event of a log happened: before 1990, or years ahead of its arrival. */
  | 'absurd';

export interface EventTime {
  /** Undefined where the time of arrival has to stand in. */
  readonly read: ReadEventTime;
  /** Of a record for which `read` gave nothing. Slower. */
  problemOf(record: LogRecord, now: number): EventTimeProblem;
}

/** No log that anybody reads is older; clocks that were never set and empty times say 1970, 1980 or the year 1. */
const earliest = Date.UTC(1990, 0, 1);

/** Beyond it lie the ends of number ranges, such as 2106 and 9999; a clock that is wrong by a year is still told. */
const aheadMillisecondsMax = 5 * 366 * 86_400_000;

const isSane = (instant: number, now: number): boolean =>
  instant >= earliest && instant <= now + aheadMillisecondsMax;

/** Compiles how a log type tells the time of its events. */
export function compileEventTime(logType: LogType): EventTime {
  const places = placesOf(logType);
  const [only] = places;
  return {
    read:
      places.length === 1 && only !== undefined
        ? (record, now) => {
            const instant = only.read(only.valueOf(record), now);
            return instant !== undefined && isSane(instant, now) ? instant : undefined;
          }
        : (record, now) => {
            for (let index = 0; index < places.length; index++) {
              const place = places[index];
              const instant = place?.read(place.valueOf(record), now);
              if (instant !== undefined && isSane(instant, now)) return instant;
            }
            return undefined;
          },
    problemOf(record, now) {
      const values = places.map((place) => ({ place, value: place.valueOf(record) }));
      const given = values.filter(({ value }) => !isNothing(value));
      if (given.length === 0) return 'absent';
      const isRead = given.some(({ place, value }) => place.read(value, now) !== undefined);
      return isRead ? 'absurd' : 'unreadable';
    },
  };
}

export const eventTimeReader = (logType: LogType): ReadEventTime => compileEventTime(logType).read;

/** A field, or several that make one text, with how it is read. */
interface Place {
  valueOf(record: LogRecord): JsonValue | undefined;
  readonly read: ReadInstant;
}

const isNothing = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || value === '' || value === '-';

function placesOf({ timeField, fields }: LogType): readonly Place[] {
  if (timeField !== undefined) {
    return [{ valueOf: valueReader(timeField), read: compileTimeFormat(timeField.format) }];
  }
  const declared = new Set(fields.map(({ name }) => name));
  // A schema without fields takes anything, and so any of these may be there.
  const has = (name: string) => declared.size === 0 || declared.has(name);
  const { day, time } = dayAndTime;
  const both: readonly TimeField[] =
    has(day) && has(time) ? [{ path: [day], furtherPaths: [[time]], format: 'iso8601' }] : [];
  return [
    ...both.map((field) => ({
      valueOf: valueReader(field),
      read: compileTimeFormat(field.format),
    })),
    ...conventionalTimeFields
      .filter(has)
      .map((name) => ({ valueOf: keyReader(name), read: guessInstant })),
  ];
}

const keyReader =
  (key: string) =>
  (record: LogRecord): JsonValue | undefined =>
    Object.hasOwn(record, key) ? record[key] : undefined;

function valueReader({ path, furtherPaths = [] }: TimeField): Place['valueOf'] {
  const readers = [path, ...furtherPaths].map(pathReader);
  const [first] = readers;
  if (readers.length === 1 && first !== undefined) return first;
  return (record) => {
    const parts: string[] = [];
    for (const read of readers) {
      const value = read(record);
      // One of them alone is not the time.
      if (isNothing(value) || typeof value === 'object') return undefined;
      parts.push(String(value));
    }
    return parts.join(' ');
  };
}

function pathReader(path: readonly string[]): Place['valueOf'] {
  const [first = ''] = path;
  if (path.length === 1) return keyReader(first);
  return (record) => {
    let value: JsonValue | undefined = record;
    for (let index = 0; index < path.length; index++) {
      const key = path[index] ?? '';
      if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
      value = value[key];
    }
    return value;
  };
}
