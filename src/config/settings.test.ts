import { describe, expect, test } from 'vitest';
import type { Finding } from '../domain/finding.ts';
import { type Cursor, topOf } from './cursor.ts';
import { readGlobal } from './global/global.ts';
import { parseJson } from './json-tree.ts';
import { checkPlaceholders } from './placeholders.ts';
import { checkLambda } from './lambda/lambda.ts';
import { readLookupTables } from './lookup-tables.ts';
import { readOutputs } from './outputs.ts';
import { readScheduledQueries } from './scheduled-queries.ts';
import { readThreatIntel } from './threat-intel.ts';

/** What a reader makes of a file with this content, and what it reports. */
function reading<Result>(read: (cursor: Cursor) => Result) {
  return (content: unknown) => {
    const parsed = parseJson(typeof content === 'string' ? content : JSON.stringify(content));
    if (parsed.outcome === 'refused') throw new Error(parsed.message);
    const findings: Finding[] = [];
    const result = read(topOf(parsed.root, 'conf/x.json', findings));
    return { result, findings, levels: findings.map(({ level, path }) => [level, path]) };
  };
}

describe('global.json', () => {
  const read = reading((cursor) => readGlobal('/no/such/project/conf', cursor));
  const account = { aws_account_id: '111122223333', prefix: 'acme', region: 'us-east-1' };
  const general = { rule_locations: [], matcher_locations: [] };

  test('locations are relative to the folder that holds the directory; an empty list stays empty', () => {
    const { result, levels } = read({
      account,
      general: { ...general, rule_locations: ['r', '/abs'] },
    });
    expect(result.general.ruleLocations).toEqual(['/no/such/project/r', '/abs']);
    expect(result.general.matcherLocations).toEqual([]);
    expect(levels).toEqual([
      ['warning', 'general.rule_locations[0]'],
      ['build', 'general.rule_locations[0]'],
      ['warning', 'general.rule_locations[1]'],
      ['build', 'general.rule_locations[1]'],
    ]);
  });

  test('defaults are told', () => {
    const { result, levels } = read({ account });
    expect(result.general.ruleLocations).toEqual(['/no/such/project/rules']);
    expect(result.general.publisherLocations).toEqual([]);
    expect(levels).toEqual([['warning', '']]);
    expect(read({ account: { ...account, region: null }, general }).levels).toEqual([
      ['warning', 'account'],
    ]);
  });

  test('placeholders load and refuse a build, in keys and as part of longer values too', () => {
    const content = {
      account: {
        aws_account_id: 'AWS_ACCOUNT_ID_GOES_HERE',
        prefix: 'PREFIX_GOES_HERE',
        region: 'us-east-1',
        kms_key_alias: 'PREFIX_GOES_HERE_streamalert_secrets',
      },
      general,
      terraform: { bucket_name: 'PREFIX_GOES_HERE.terraform' },
    };
    expect(read(content).findings).toEqual([]);
    const placed = { ...content, lists: [['PREFIX_GOES_HERE']], PREFIX_GOES_HERE_x: 1 };
    expect(reading(checkPlaceholders)(placed).levels).toEqual([
      ['build', 'account.aws_account_id'],
      ['build', 'account.prefix'],
      ['build', 'account.kms_key_alias'],
      ['build', 'terraform.bucket_name'],
      ['build', 'lists[0][0]'],
      ['build', 'PREFIX_GOES_HERE_x'],
    ]);
  });

  test('the account id has twelve digits', () => {
    const levelsOf = (aws_account_id: unknown) =>
      read({ account: { ...account, aws_account_id }, general }).findings.map(({ level }) => level);
    expect(levelsOf('123')).toEqual(['warning', 'build']);
    expect(levelsOf(111122223333)).toEqual(['warning']);
    expect(levelsOf(1)).toEqual(['warning', 'build']);
    expect(levelsOf([])).toEqual(['load']);
    expect(levelsOf(null)).toEqual(['build']);
  });

  test('an unknown region and an unusual prefix are warnings', () => {
    const odd = { ...account, region: 'us-eats-1', prefix: 'Acme-1' };
    expect(read({ account: odd, general }).findings).toMatchObject([
      { level: 'warning', suggestion: 'us-east-1' },
      { level: 'warning', path: 'account.prefix' },
    ]);
  });

  test('no account refuses the configuration, and text where a list belongs', () => {
    expect(read({ general }).levels).toEqual([['load', '']]);
    expect(read({ account, general: { ...general, rule_locations: 'rules' } }).levels).toEqual([
      ['load', 'general.rule_locations'],
    ]);
  });

  test('former keys say what to write', () => {
    const { findings } = read({
      account,
      general: { ...general, third_party_libraries: ['pathlib2==2.3.5', 'zod@4'] },
      infrastructure: {
        firehose: { enabled: true, enabled_logs: ['cloudtrail'], compression_format: 'GZIP' },
        classifier_sqs: { use_prefix: null },
        rule_staging: { table: { read_capacity: 20 } },
        monitoring: { create_sns_topic: true },
      },
      s3_access_logging: {},
      threat_intel: {},
    });
    expect(findings.map(({ level, path }) => `${level} ${path}`).sort()).toEqual([
      'migration infrastructure.firehose.compression_format',
      'migration infrastructure.firehose.enabled_logs',
      'migration infrastructure.monitoring.create_sns_topic',
      'migration infrastructure.rule_staging.table.read_capacity',
      'migration s3_access_logging',
      'migration threat_intel',
      'warning general.third_party_libraries',
      'warning infrastructure.classifier_sqs.use_prefix',
    ]);
  });
});

describe('lambda.json', () => {
  const read = reading(checkLambda);
  const f = { memory: 128, timeout: 60 };
  const all = {
    alert_merger_config: f,
    alert_processor_config: f,
    athena_partitioner_config: { file_format: 'json' },
    rules_engine_config: { ...f, memory: '128', log_level: 'WARNING' },
  };

  test('a full one has nothing to report', () => {
    expect(read(all).findings).toEqual([]);
  });

  test('required sections and settings refuse only a build', () => {
    const { findings } = read({ athena_partitioner_config: { file_format: 'csv' } });
    expect(findings.map(({ level, message }) => [level, message])).toEqual([
      ['build', 'expected one of "parquet", "json", found "csv"'],
      ['build', expect.stringContaining('alert_merger_config')],
      ['build', expect.stringContaining('alert_processor_config')],
      ['build', expect.stringContaining('rules_engine_config')],
    ]);
    expect(read({ ...all, alert_merger_config: {} }).levels).toEqual([
      ['build', 'alert_merger_config'],
      ['build', 'alert_merger_config'],
    ]);
  });

  test('the downloader says what keeps indicators away', () => {
    const threat_intel_downloader_config = {
      ioc_keys: ['value'],
      min_read_capacity: 9,
      max_read_capacity: 5,
      interval: 'rate(1 day)',
    };
    expect(
      read({ ...all, threat_intel_downloader_config }).findings.map(({ level }) => level),
    ).toEqual(['warning', 'warning', 'build', 'migration']);
  });

  test('sections of earlier releases and misspelt ones are told', () => {
    const { findings } = read({ ...all, rule_processor_config: {}, alert_merge_config: {} });
    expect(findings).toMatchObject([
      { level: 'migration', path: 'rule_processor_config' },
      { level: 'warning', path: 'alert_merge_config', suggestion: 'alert_merger_config' },
    ]);
  });
});

describe('outputs.json', () => {
  const read = reading((cursor) =>
    readOutputs(cursor, [
      { service: 'file', shape: 'map' },
      { service: 'console', shape: 'list' },
    ]),
  );
  const archive = { service: 'aws-firehose', descriptor: 'alerts', resource: null };

  test('destinations have a service, a descriptor and, in maps, a resource', () => {
    const { result, findings } = read({
      slack: ['soc'],
      'aws-s3': { bucket: 'b' },
      file: { alerts: 'alerts.jsonl' },
      console: ['here'],
      teams: null,
    });
    expect(findings).toEqual([]);
    expect(result).toEqual([
      { service: 'slack', descriptor: 'soc', resource: null },
      { service: 'aws-s3', descriptor: 'bucket', resource: 'b' },
      { service: 'file', descriptor: 'alerts', resource: 'alerts.jsonl' },
      { service: 'console', descriptor: 'here', resource: null },
      archive,
    ]);
  });

  test('a list for a map service is refused, a map for a list service is a warning', () => {
    expect(read({ 'aws-s3': ['b'] }).levels).toEqual([['load', 'aws-s3']]);
    const { result, levels } = read({
      slack: { soc: 'x' },
      'aws-cloudwatch-log': { a: null, b: 'x' },
    });
    expect(levels).toEqual([['warning', 'slack']]);
    expect(result).toEqual([
      { service: 'slack', descriptor: 'soc', resource: null },
      { service: 'aws-cloudwatch-log', descriptor: 'b', resource: null },
      archive,
    ]);
  });

  test('an unknown service is a warning, as an extension may bring it', () => {
    const { result, findings } = read({ slak: ['a'], pigeon: { b: 'c' } });
    expect(findings).toMatchObject([
      { level: 'warning', suggestion: 'slack' },
      { level: 'warning', path: 'pigeon' },
    ]);
    expect(result).toHaveLength(3);
  });

  test('descriptors that rules cannot name, and repeated ones, are warnings', () => {
    expect(read({ slack: ['a b', 'c:d', 'e', 'e'] }).findings).toMatchObject([
      { level: 'warning', path: 'slack[3]' },
      { level: 'warning', suggestion: 'a-b' },
      { level: 'warning', suggestion: 'c-d' },
    ]);
  });

  test('what does not fit is refused', () => {
    for (const content of [
      [],
      { slack: 5 },
      { slack: [5] },
      { 'aws-s3': { a: '' } },
      { 'aws-s3': { a: {} } },
    ]) {
      expect(read(content).findings).toMatchObject([{ level: 'load' }]);
    }
  });

  test('names reserved or written as ARNs are told', () => {
    const { levels, result } = read({
      'aws-firehose': { alerts: 'mine' },
      'aws-lambda': { f: 'arn:aws:lambda:us-east-1:111122223333:function:f' },
    });
    expect(levels).toEqual([
      ['warning', 'aws-firehose.alerts'],
      ['migration', 'aws-lambda.f'],
    ]);
    expect(result.filter(({ service }) => service === 'aws-firehose')).toEqual([archive]);
  });

  test('a webhook address that was written into the file is in no message', () => {
    const url = 'https://hooks.example/T0/B0/topsecret';
    for (const content of [
      { slack: { soc: url } },
      { slack: [url] },
      { slack: url },
      { slack: { soc: { url } } },
    ]) {
      const { findings } = read(content);
      expect(findings.length).toBeGreaterThan(0);
      expect(
        findings.map(({ message, suggestion }) => `${message} ${suggestion}`).join(),
      ).not.toContain('topsecret');
    }
  });
});

describe('lookup_tables.json', () => {
  const read = reading(readLookupTables);
  const tables = {
    a: { driver: 's3', bucket: 'b', key: 'k', compression: 'gzip' },
    b: { driver: 'dynamodb', table: 't', partition_key: 'p', value_key: 'v' },
  };

  test('gives the tables as they are', () => {
    expect(read({ enabled: true, tables })).toMatchObject({
      result: { enabled: true, tables },
      findings: [],
    });
    expect(read({}).result).toEqual({ enabled: false, tables: {} });
  });

  test('a table is refused when the feature is on, and a warning when it is off', () => {
    const broken = { ...tables, c: { driver: 's4' }, d: { driver: 's3' }, e: {}, f: 5 };
    const on = read({ enabled: true, tables: broken });
    expect(on.levels).toEqual([
      ['load', 'tables.c.driver'],
      ['load', 'tables.d'],
      ['load', 'tables.e'],
      ['load', 'tables.f'],
    ]);
    expect(on.findings[0]?.suggestion).toBe('s3');
    const off = read({ enabled: false, tables: broken });
    expect(off.findings.map(({ level }) => level)).toEqual(Array(4).fill('warning'));
  });

  test('on without a table is a warning', () => {
    expect(read({ enabled: true }).levels).toEqual([['warning', '']]);
    expect(read({ enabled: true, tables: { a: { driver: 'null' } } }).levels).toEqual([
      ['warning', 'tables'],
    ]);
  });

  test('a table may have any name', () => {
    const text =
      '{"enabled": true, "tables": {"__proto__": {"driver": "s3", "bucket": "b", "key": "k"}}}';
    const { result, findings } = read(text);
    expect(findings).toEqual([]);
    expect(Object.keys(result.tables)).toEqual(['__proto__']);
  });
});

describe('threat_intel.json', () => {
  const read = reading((cursor) => readThreatIntel(cursor).threatIntel);

  test('gives indicator types and excluded values in either form', () => {
    const { result, findings } = read({
      enabled: true,
      dynamodb_table_name: 'table_name',
      normalized_ioc_types: { ip: ['source', 'destination'] },
      excluded_iocs: { ip: { '10.0.0.0/8': { comment: 'ours' } }, domain: ['good.example'] },
    });
    expect(findings).toEqual([]);
    expect(result).toEqual({
      enabled: true,
      dynamodbTableName: '_streamalert_threat_intel_downloader',
      normalizedIocTypes: { ip: ['source', 'destination'] },
      excludedIocs: { ip: ['10.0.0.0/8'], domain: ['good.example'] },
      feeds: [],
    });
  });

  test('says what is wrong', () => {
    expect(read({ enabled: true }).levels).toEqual([['load', '']]);
    expect(read({ enabled: false }).levels).toEqual([['warning', '']]);
    const { levels } = read({
      normalized_ioc_types: { ip: ['a'], domain: ['a'] },
      excluded_iocs: { ip: ['10.0.0.0/33', 'everything', '::1', '2001:db8::/32'] },
    });
    expect(levels).toEqual([
      ['warning', 'normalized_ioc_types.domain[0]'],
      ['load', 'excluded_iocs.ip[0]'],
      ['load', 'excluded_iocs.ip[1]'],
    ]);
  });
});

describe('scheduled_queries.json', () => {
  const names = { prefix: 'acme', account: '111122223333', region: 'us-east-1' };
  const read = reading((cursor) => readScheduledQueries(cursor, names));
  const config = { destination_kinesis_stream: 's', sfn_timeout_secs: 300, sfn_wait_secs: 30 };

  test('is checked when it is on', () => {
    const packs = { p: { description: 'd', schedule_expression: 'cron(5 * * * ? *)' } };
    expect(read({ enabled: true, config, packs }).findings).toEqual([]);
    expect(read({ enabled: false }).findings).toEqual([]);
    expect(read({ enabled: true }).findings.map(({ level }) => level)).toEqual(
      Array(3).fill('build'),
    );
    const wrong = { ...config, sfn_wait_secs: 300, sfn_timeout_secs: '300' };
    expect(read({ enabled: true, config: wrong, query_packs: { p: {} } }).findings.length).toBe(3);
  });
});
