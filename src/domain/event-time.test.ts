import { describe, expect, test } from 'vitest';
import { logTypesOf } from '../../testing/log-types.ts';
import { eventTimeReader } from './event-time.ts';
import type { JsonObject, JsonValue } from './json.ts';

const now = Date.UTC(2024, 2, 10, 12);

function readerOf(schema: object, configuration: object) {
  const [logType] = logTypesOf({ 'a:b': { parser: 'json', schema, configuration } });
  if (logType === undefined) throw new Error('the schema was refused');
  return eventTimeReader(logType);
}

const declared = (format: string, value: JsonValue) =>
  readerOf({ at: {} }, { time_field: { path: ['at'], format } })({ at: value }, now);

describe('a declared time field', () => {
  test.each<[string, JsonValue, number | undefined]>([
    ['iso8601', '2024-03-04T08:00:00Z', Date.UTC(2024, 2, 4, 8)],
    ['iso8601', '2024-03-04T08:00:00', Date.UTC(2024, 2, 4, 8)],
    ['iso8601', '2024-03-04 08:00:00', Date.UTC(2024, 2, 4, 8)],
    ['iso8601', '2024-03-04 08:00:00 UTC', Date.UTC(2024, 2, 4, 8)],
    ['iso8601', '2024-03-04T08:00:00.5Z', Date.UTC(2024, 2, 4, 8, 0, 0, 500)],
    ['iso8601', '2024-03-04T08:00:00.123456789Z', Date.UTC(2024, 2, 4, 8, 0, 0, 123)],
    ['iso8601', '2024-03-04T08:00:00,5+02:00', Date.UTC(2024, 2, 4, 6, 0, 0, 500)],
    ['iso8601', '2024-03-04T08:00:00-0530', Date.UTC(2024, 2, 4, 13, 30)],
    ['iso8601', '2024-03-04', Date.UTC(2024, 2, 4)],
    ['iso8601', '2024-13-04T08:00:00Z', undefined],
    ['iso8601', 'yesterday', undefined],
    ['iso8601', 1709539200, undefined],
    ['epoch_seconds', 1709539200, 1709539200000],
    ['epoch_seconds', '1709539200', 1709539200000],
    ['epoch_seconds', 1709539200.25, 1709539200250],
    ['epoch_seconds', '1709539200.25', 1709539200250],
    ['epoch_seconds', 'x', undefined],
    ['epoch_seconds', Infinity, undefined],
    ['epoch_milliseconds', 1709539200123, 1709539200123],
    ['epoch_milliseconds', '1709539200123', 1709539200123],
    ['syslog', 'Mar  4 08:00:00', Date.UTC(2024, 2, 4, 8)],
    ['syslog', 'Mar 04 08:00:00', Date.UTC(2024, 2, 4, 8)],
    ['syslog', 'Dec 31 23:59:59', Date.UTC(2023, 11, 31, 23, 59, 59)],
    ['syslog', 'Foo 31 23:59:59', undefined],
    ['syslog', null, undefined],
  ])('%s of %j', (format, value, instant) => {
    expect(declared(format, value)).toBe(instant);
  });

  test('may stand inside maps and in the envelope', () => {
    const inside = readerOf({ a: { b: 'string' } }, { time_field: 'a.b' });
    const outside = readerOf(
      { a: 'string' },
      {
        json_path: 'rows[*]',
        envelope_keys: { time: 'integer' },
        time_field: { path: ['streamalert:envelope_keys', 'time'], format: 'epoch_seconds' },
      },
    );

    expect(inside({ a: { b: '2024-03-04' } }, now)).toBe(Date.UTC(2024, 2, 4));
    expect(inside({ a: 'text' }, now)).toBeUndefined();
    expect(outside({ 'streamalert:envelope_keys': { time: 5 } }, now)).toBe(5000);
    expect(outside({ a: 'x' }, now)).toBeUndefined();
  });
});

describe('without one', () => {
  test.each<[JsonObject, number | undefined]>([
    [{ eventTime: '2024-03-04T08:00:00Z', time: 5 }, Date.UTC(2024, 2, 4, 8)],
    [{ time: 1709539200 }, 1709539200000],
    [{ time: 1709539200123 }, 1709539200123],
    [{ timestamp: 'Mar  4 08:00:00' }, Date.UTC(2024, 2, 4, 8)],
    [{ eventTime: '', time: '1709539200' }, 1709539200000],
    [{ eventTime: 'never' }, undefined],
    [{ other: '2024-03-04T08:00:00Z' }, undefined],
  ])('%j is read by the names that times usually have', (record, instant) => {
    const schema = Object.fromEntries(Object.keys(record).map((name) => [name, {}]));

    expect(readerOf(schema, {})(record, now)).toBe(instant);
  });
});
