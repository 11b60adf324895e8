import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logTypesOf } from '../../testing/log-types.ts';
import { compileEventTime } from './event-time.ts';
import type { JsonObject, JsonValue } from './json.ts';

const now = Date.UTC(2024, 2, 10, 12);

function logTypeOf(schema: object, configuration: object) {
  const [logType] = logTypesOf({ 'a:b': { parser: 'json', schema, configuration } });
  if (logType === undefined) throw new Error('the schema was refused');
  return logType;
}

const readerOf = (schema: object, configuration: object) =>
  compileEventTime(logTypeOf(schema, configuration)).read;

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
    ['auto', 1709539200.25, 1709539200250],
    ['auto', '2024-03-04T08:00:00Z', Date.UTC(2024, 2, 4, 8)],
    ['auto', 'x', undefined],
    ['epoch_seconds', Infinity, undefined],
    ['epoch_milliseconds', 1709539200123, 1709539200123],
    ['epoch_milliseconds', '1709539200123', 1709539200123],
    ['iso8601', '2024/03/04 08:00:00.25', Date.UTC(2024, 2, 4, 8, 0, 0, 250)],
    ['iso8601', '2024-03-04 08:00:00,123', Date.UTC(2024, 2, 4, 8, 0, 0, 123)],
    ['iso8601', '20240304T080000Z', Date.UTC(2024, 2, 4, 8)],
    ['iso8601', '2024-02-30T08:00:00Z', undefined],
    ['iso8601', '2024-03-04T08:00:00.Z', undefined],
    ['iso8601', '2024-03-04T0x:00:00Z', undefined],
    ['iso8601', '2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
    ['epoch_milliseconds', 1709539200123.9, 1709539200123],
    ['epoch_microseconds', 1709539200123456, 1709539200123],
    ['epoch_microseconds', '1709539200123999', 1709539200123],
    ['epoch_nanoseconds', 1709539200123456789n, 1709539200123],
    ['epoch_nanoseconds', '1709539200123999999', 1709539200123],
    ['epoch_nanoseconds', '1709539200124000000', 1709539200124],
    ['epoch_seconds', '1709539200.123999999', 1709539200123],
    ['epoch_seconds', 1709539200.123, 1709539200123],
    ['epoch_seconds', '1e9', undefined],
    ['epoch_seconds', true, undefined],
    ['clf', '10/Oct/2000:13:55:36 -0700', Date.UTC(2000, 9, 10, 20, 55, 36)],
    ['clf', '[10/Oct/2000:13:55:36 +0000]', Date.UTC(2000, 9, 10, 13, 55, 36)],
    ['clf', '10/Okt/2000:13:55:36 +0000', undefined],
    ['rfc2822', 'Tue, 10 Oct 2000 13:55:36 -0700', Date.UTC(2000, 9, 10, 20, 55, 36)],
    ['rfc2822', 'Tue, 10 Oct 2000 13:55:36 GMT', Date.UTC(2000, 9, 10, 13, 55, 36)],
    ['rfc2822', '10 Oct 00 13:55 EST', Date.UTC(2000, 9, 10, 18, 55)],
    ['rfc2822', 'Tue, 10 Oct 2000 13:55:36 CEST', undefined],
    ['%d.%m.%Y %H:%M:%S', '04.03.2024 08:00:00', Date.UTC(2024, 2, 4, 8)],
    ['%d.%m.%Y %H:%M:%S', 5, undefined],
    ['syslog', 'Mar  4 2021 08:00:00', Date.UTC(2021, 2, 4, 8)],
    ['syslog', 'Mar  4 08:00:00.750', Date.UTC(2024, 2, 4, 8, 0, 0, 750)],
    ['syslog', 'Mar  4 08:00:00', Date.UTC(2024, 2, 4, 8)],
    ['syslog', 'Mar 04 08:00:00', Date.UTC(2024, 2, 4, 8)],
    ['syslog', 'Dec 31 23:59:59', Date.UTC(2023, 11, 31, 23, 59, 59)],
    ['syslog', 'Foo 31 23:59:59', undefined],
    ['syslog', null, undefined],
  ])('%s of %s', (format, value, instant) => {
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
    expect(outside({ 'streamalert:envelope_keys': { time: 1709539200 } }, now)).toBe(1709539200000);
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

describe('times at which nothing happened', () => {
  test.each<[string, JsonValue]>([
    ['iso8601', '0001-01-01T00:00:00Z'],
    ['iso8601', '9999-12-31T23:59:59Z'],
    ['iso8601', '1980-01-01T00:00:00Z'],
    ['epoch_seconds', 0],
    ['epoch_seconds', -1],
    ['epoch_seconds', 4294967295],
    ['epoch_seconds', 1e300],
    ['epoch_nanoseconds', 9223372036854775807n],
  ])('%s of %s is not taken', (format, value) => {
    const logType = logTypeOf({ at: {} }, { time_field: { path: ['at'], format } });
    const { read, problemOf } = compileEventTime(logType);

    expect(read({ at: value }, now)).toBeUndefined();
    expect(problemOf({ at: value }, now)).toBe('absurd');
  });

  test('what is missing and what does not read are told apart', () => {
    const { problemOf } = compileEventTime(logTypeOf({ at: {} }, { time_field: 'at' }));

    expect(problemOf({}, now)).toBe('absent');
    expect(problemOf({ at: '' }, now)).toBe('absent');
    expect(problemOf({ at: null }, now)).toBe('absent');
    expect(problemOf({ at: 'soon' }, now)).toBe('unreadable');
    expect(problemOf({ at: ['2024-03-04'] }, now)).toBe('unreadable');
  });

  test('a field that is wrong gives way to the next by convention', () => {
    const read = readerOf({ eventTime: {}, time: {} }, {});

    expect(read({ eventTime: '0001-01-01T00:00:00Z', time: 1709539200 }, now)).toBe(1709539200000);
  });
});

describe('a time in two fields', () => {
  test('is read as one text', () => {
    const read = readerOf(
      { day: 'string', hour: 'string' },
      { time_field: { paths: ['day', ['hour']], format: '%d.%m.%Y %H:%M' } },
    );

    expect(read({ day: '04.03.2024', hour: '08:30' }, now)).toBe(Date.UTC(2024, 2, 4, 8, 30));
    expect(read({ day: '04.03.2024', hour: '' }, now)).toBeUndefined();
    expect(read({ day: '04.03.2024' }, now)).toBeUndefined();
  });

  test('is read by convention when they are called date and time', () => {
    const read = readerOf({ date: 'string', time: 'string' }, {});

    expect(read({ date: '2024-03-04', time: '08:00:00' }, now)).toBe(Date.UTC(2024, 2, 4, 8));
    expect(read({ date: 'Monday', time: '2024-03-04 08:00:00' }, now)).toBe(
      Date.UTC(2024, 2, 4, 8),
    );
  });
});

describe('a time without a year', () => {
  const newYear = Date.UTC(2025, 0, 1, 0, 0, 5);
  const read = readerOf({ at: 'string' }, { time_field: { path: 'at', format: 'syslog' } });

  test('is of the year that ended when it arrives right after its end', () => {
    expect(read({ at: 'Dec 31 23:59:59' }, newYear)).toBe(Date.UTC(2024, 11, 31, 23, 59, 59));
  });

  test('may be of the year that begins within a day, for clocks and zones that are ahead', () => {
    const eve = Date.UTC(2024, 11, 31, 23, 59, 55);

    expect(read({ at: 'Jan  1 00:00:05' }, eve)).toBe(Date.UTC(2025, 0, 1, 0, 0, 5));
    expect(read({ at: 'Jan  3 00:00:05' }, eve)).toBe(Date.UTC(2024, 0, 3, 0, 0, 5));
  });

  test('a leap day is of the last year that had one', () => {
    expect(read({ at: 'Feb 29 12:00:00' }, newYear)).toBe(Date.UTC(2024, 1, 29, 12));
    expect(read({ at: 'Feb 30 12:00:00' }, newYear)).toBeUndefined();
  });
});

test('any ISO text that a Date writes is read to the millisecond', () => {
  const read = readerOf({ at: 'string' }, { time_field: 'at' });

  fc.assert(
    fc.property(
      fc.date({ min: new Date('1990-01-01'), max: new Date('2028-12-31'), noInvalidDate: true }),
      (date) => {
        expect(read({ at: date.toISOString() }, now)).toBe(date.getTime());
        expect(read({ at: date.toISOString().replace('Z', '+00:00') }, now)).toBe(date.getTime());
      },
    ),
  );
});

test('no text makes a reader fail or take long', () => {
  const formats = ['iso8601', 'epoch_seconds', 'syslog', 'clf', 'rfc2822', '%a %b %e %T %Y %z'];
  const readers = formats.map((format) =>
    readerOf({ at: {} }, { time_field: { path: 'at', format } }),
  );

  fc.assert(
    fc.property(fc.string(), fc.nat(20_000), (text, times) => {
      const long = text.repeat(1 + times / (text.length + 1));
      for (const read of readers) expect(Number.isNaN(read({ at: long }, now))).toBe(false);
    }),
  );
});
