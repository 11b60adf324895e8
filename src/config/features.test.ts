import { describe, expect, test } from 'vitest';
import { readLookupTables } from './lookup-tables.ts';
import { readFile } from './read-for-test.ts';
import { readScheduledQueries } from './scheduled-queries.ts';
import { readThreatIntel } from './threat-intel.ts';

const names = { prefix: 'acme', account: '111122223333', region: 'eu-west-1' };

describe('lookup tables', () => {
  const read = (table: object, enabled = true) =>
    readFile(readLookupTables, { enabled, tables: { t: table } });
  const s3 = { driver: 's3', bucket: 'b', key: 'k' };
  const dynamodb = { driver: 'dynamodb', table: 't', partition_key: 'p', value_key: 'v' };

  test('have the defaults of their driver', () => {
    expect(read(s3).result.tables['t']).toEqual({
      ...s3,
      compression: false,
      cache_refresh_minutes: 10,
    });
    expect(read(dynamodb).result.tables['t']).toEqual({
      ...dynamodb,
      key_delimiter: ':',
      consistent_read: false,
      cache_refresh_minutes: 3,
      cache_maximum_key_count: 0,
    });
  });

  test.each([
    ['gzip', 'gzip'],
    ['zlib', 'gzip'],
    [true, 'gzip'],
    [false, false],
    ['', false],
    [null, false],
  ])('compression %j means %j, without a word', (written, expected) => {
    const { result, told } = read({ ...s3, compression: written });
    expect(result.tables['t']?.['compression']).toBe(expected);
    expect(told).toEqual([]);
  });

  test.each([
    [{ ...s3, bucket: null }, 'load tables.t'],
    [{ ...s3, key: 5 }, 'load tables.t.key'],
    [{ ...s3, cache_refresh_minutes: -1 }, 'load tables.t.cache_refresh_minutes'],
    [{ ...dynamodb, partition_key: null }, 'load tables.t'],
    [{ ...dynamodb, key_delimiter: '' }, 'load tables.t.key_delimiter'],
    [{ ...dynamodb, consistent_read: 'yes' }, 'load tables.t.consistent_read'],
    [{ ...dynamodb, cache_maximum_key_count: 1.5 }, 'load tables.t.cache_maximum_key_count'],
    [{ ...dynamodb, sortkey: 'x' }, 'warning tables.t.sortkey'],
    [{ driver: 'redis' }, 'load tables.t.driver'],
  ])('%j is told as "%s", and only as a warning while the feature is off', (table, expected) => {
    expect(read(table).told.filter((each) => each !== 'warning tables')).toEqual([expected]);
    expect(read(table, false).told).toEqual([expected.replace('load', 'warning')]);
  });
});

describe('threat intelligence', () => {
  const types = { normalized_ioc_types: { ip: ['source'] } };
  const read = (content: object) =>
    readFile((top) => readThreatIntel(top, 'acme').threatIntel, { ...types, ...content });

  test('has the table of the downloader where the file names none, or the stock value', () => {
    for (const dynamodb_table_name of [undefined, null, '', 'table_name']) {
      expect(read({ dynamodb_table_name }).result.dynamodbTableName).toBe(
        'acme_streamalert_threat_intel_downloader',
      );
    }
    expect(read({ dynamodb_table_name: 'ours' }).result.dynamodbTableName).toBe('ours');
    expect(read({}).result).toMatchObject({ enabled: false, excludedIocs: {} });
  });

  test.each([
    [{ enabled: 'maybe' }, ['load enabled']],
    [{ normalized_ioc_types: { ip: 'source' } }, ['load normalized_ioc_types.ip']],
    [{ normalized_ioc_types: { ip: [5] } }, ['load normalized_ioc_types.ip[0]']],
    [{ excluded_iocs: { domain: [5] } }, ['load excluded_iocs.domain[0]']],
    [{ excluded_iocs: { domain: { 'a.b': 'fine' } } }, []],
    [
      { excluded_iocs: { ip: { 'not an address': {} } } },
      ['load excluded_iocs.ip["not an address"]'],
    ],
  ])('%j is told as %j', (content, expected) => {
    expect(read(content).told).toEqual(expected);
  });
});

describe('scheduled queries', () => {
  const read = (content: unknown) => readFile((top) => readScheduledQueries(top, names), content);
  const pack = { description: 'd', schedule_expression: 'rate(1 hour)' };

  test('have defaults', () => {
    expect(readScheduledQueries(undefined, names)).toEqual({
      enabled: false,
      packs: {},
      lambda: {
        logLevel: 'info',
        logRetentionDays: 14,
        memory: 128,
        timeout: 30,
        alarmsEnabled: true,
        errorThreshold: 1,
        errorPeriodSecs: 3600,
        errorEvaluationPeriods: 2,
        concurrencyLimit: -1,
        notify: false,
      },
    });
    expect(read({ lambda_config: { alarms_enabled: true } }).result.lambda.notify).toBe(true);
  });

  test('take the spellings of the documentation, of which those of the code win', () => {
    const documented = { config: { destination_kinesis: 'a' }, query_packs: { p: pack } };
    expect(read(documented)).toMatchObject({
      result: { destinationKinesisStream: 'a', packs: { p: { description: 'd' } } },
      told: [],
    });
    const both = {
      config: { destination_kinesis: 'a', destination_kinesis_stream: 'b' },
      packs: { q: pack },
      query_packs: { p: pack },
    };
    const { result, told } = read(both);
    expect(result.destinationKinesisStream).toBe('b');
    expect(Object.keys(result.packs)).toEqual(['q']);
    expect(told).toEqual(['warning config.destination_kinesis', 'warning query_packs']);
  });

  const config = { destination_kinesis_stream: 's', sfn_timeout_secs: 300, sfn_wait_secs: 30 };

  test.each([
    [{ sfn_wait_secs: 300 }, ['build config']],
    [{ sfn_wait_secs: 'soon' }, ['build config.sfn_wait_secs']],
    [{ sfn_timeout_secs: null }, ['build config']],
    [{ destination_kinesis_stream: null }, ['build config']],
    [{ lambda_concurrency_limit: -2 }, ['build config.lambda_concurrency_limit']],
    [{ lambda_concurrency_limit: '5' }, []],
  ])('config %j is told as %j', (change, expected) => {
    const content = { enabled: true, config: { ...config, ...change } };
    expect(read(content).told).toEqual(expected);
  });

  test('need a description and a timetable for each pack, when they are on', () => {
    const packs = { p: { description: null }, q: { ...pack, schedule_expression: 'hourly' } };
    expect(read({ enabled: true, config, packs }).told).toEqual([
      'build packs.q.schedule_expression',
      'build packs.p',
      'build packs.p',
    ]);
    expect(read({ enabled: false, packs: { p: {} } }).told).toEqual([]);
    expect(read({ enabled: true, config, packs: { p: null } }).told).toEqual([]);
  });
});
