import { describe, expect, test } from 'vitest';
import type { Finding } from '../../domain/finding.ts';
import { topOf } from '../cursor.ts';
import { parseJson } from '../json-tree.ts';
import { readCluster } from './cluster.ts';

function read(content: unknown, name = 'prod') {
  const parsed = parseJson(typeof content === 'string' ? content : JSON.stringify(content));
  if (parsed.outcome === 'refused') throw new Error(parsed.message);
  const findings: Finding[] = [];
  const placed = readCluster(name, topOf(parsed.root, `conf/clusters/${name}.json`, findings));
  return { cluster: placed?.cluster, findings };
}

const classifier_config = { enable_custom_metrics: true, memory: 128, timeout: 60 };

const sources = (data_sources: unknown) => read({ data_sources, classifier_config });

const found = (findings: readonly Finding[]) => findings.map(({ level, path }) => [level, path]);

const withModules = (modules: unknown) =>
  read({ data_sources: {}, classifier_config, modules }).findings.map(
    ({ level, path, message, suggestion }) => ({ level, path, message, suggestion }),
  );

const stream = { shards: 1, retention: 24, create_user: false };

describe('a cluster', () => {
  test('has data sources in the order of the file', () => {
    const { cluster, findings } = sources({
      kinesis: { stream: ['cloudwatch', 'osquery'] },
      s3: { 'a.bucket': ['ghe:audit'] },
      sns: {},
      http: { posted: ['github'] },
      file: { dropped: ['github'] },
    });
    expect(findings).toEqual([]);
    expect(cluster?.dataSources).toEqual([
      { service: 'kinesis', resource: 'stream', cluster: 'prod', logs: ['cloudwatch', 'osquery'] },
      { service: 's3', resource: 'a.bucket', cluster: 'prod', logs: ['ghe:audit'] },
      { service: 'http', resource: 'posted', cluster: 'prod', logs: ['github'] },
      { service: 'file', resource: 'dropped', cluster: 'prod', logs: ['github'] },
    ]);
  });

  test('needs data_sources and classifier_config', () => {
    expect(read({}).findings).toMatchObject([
      { level: 'load', message: expect.stringContaining('"data_sources" is missing') },
      { level: 'load', message: expect.stringContaining('"classifier_config" is missing; write') },
    ]);
  });

  test('of release 2 is told that the classifier block moved', () => {
    const { findings } = read({ data_sources: {}, modules: { stream_alert: {} } });
    expect(findings).toContainEqual(
      expect.objectContaining({
        level: 'load',
        message: expect.stringContaining('moved from modules.stream_alert to the top level'),
      }),
    );
  });

  test('has the name of its file', () => {
    const { cluster, findings } = read({ id: 'other', data_sources: {}, classifier_config });
    expect(cluster?.name).toBe('prod');
    expect(found(findings)).toEqual([['warning', 'id']]);
    expect(found(read({ data_sources: {}, classifier_config }, 'main').findings)).toEqual([
      ['build', ''],
    ]);
    expect(found(read({ data_sources: {}, classifier_config }, 'a b').findings)).toEqual([
      ['warning', ''],
    ]);
  });

  test('opts in to threat intelligence in two places, of which classifier_config counts', () => {
    const both = { data_sources: {}, enable_threat_intel: true };
    expect(read({ ...both, classifier_config }).cluster?.enableThreatIntel).toBe(true);
    const differing = read({
      ...both,
      classifier_config: { ...classifier_config, enable_threat_intel: false },
    });
    expect(differing.cluster?.enableThreatIntel).toBe(false);
    expect(found(differing.findings)).toEqual([['warning', 'enable_threat_intel']]);
  });

  test('tells keys of earlier releases, and metrics that appear, as notices', () => {
    const { findings } = read({
      data_sources: {},
      classifier_config: { memory: 128, timeout: 60, enable_metrics: true },
      region: 'us-east-1',
      outputs: {},
    });
    expect(found(findings)).toEqual([
      ['migration', 'classifier_config.enable_metrics'],
      ['migration', 'region'],
      ['migration', 'outputs'],
      ['migration', 'classifier_config'],
    ]);
  });

  test('refuses a build when its function has no memory, or settings AWS does not take', () => {
    const { findings } = read({
      data_sources: {},
      classifier_config: {
        enable_custom_metrics: true,
        timeout: 901,
        log_level: 'chatty',
        log_retention_days: 10,
        vpc_config: { subnet_ids: ['a'] },
        inputs: { 'aws-sns': ['not-an-arn'] },
        schedule_expression: 'rate(1 minutes)',
        custom_metric_alarms: {
          a: {
            metric_name: 'Classifier-FailedParse-PROD',
            comparison_operator: 'LessThanThreshold',
            evaluation_periods: 2,
            period: 50000,
            threshold: 1,
          },
        },
      },
    });
    const inClassifier = found(findings).map(([level, path = '']) => [level, path.slice(18)]);
    expect(inClassifier).toEqual([
      ['build', 'timeout'],
      ['warning', 'log_level'],
      ['build', 'log_retention_days'],
      ['build', 'inputs.aws-sns[0]'],
      ['build', 'schedule_expression'],
      ['build', ''],
      ['build', 'vpc_config'],
      ['build', 'custom_metric_alarms.a'],
      ['build', 'custom_metric_alarms.a'],
      ['build', 'custom_metric_alarms.a.metric_name'],
    ]);
    expect(findings.at(-1)?.suggestion).toBe('Classifier-FailedParses-PROD');
  });
});

describe('data sources', () => {
  test('an unknown service refuses the configuration, with the one that was meant', () => {
    expect(sources({ kineses: {} }).findings).toMatchObject([
      { level: 'load', path: 'data_sources.kineses', suggestion: 'kinesis' },
    ]);
    expect(sources({ pigeon: {} }).findings[0]?.message).toContain(
      'known: kinesis, s3, sns, streamalert_app, sqs, cloudwatch_logs, eventbridge, firehose, aws_config, http, file',
    );
  });

  test('every service by which data arrives can be declared', () => {
    const { cluster, findings } = sources({
      sqs: { queue: ['cloudtrail'] },
      cloudwatch_logs: { '/aws/group': ['cloudwatch'] },
      eventbridge: { 'aws.ecr': ['cloudwatch'] },
      firehose: { stream: ['osquery'] },
      aws_config: { rule: ['config'] },
    });
    expect(findings).toEqual([]);
    expect(cluster?.dataSources.map(({ service, resource }) => `${service}:${resource}`)).toEqual([
      'sqs:queue',
      'cloudwatch_logs:/aws/group',
      'eventbridge:aws.ecr',
      'firehose:stream',
      'aws_config:rule',
    ]);
  });

  test('an empty list of logs refuses the configuration', () => {
    expect(sources({ s3: { a: [], b: null } }).findings).toMatchObject([
      { level: 'load', message: 'list of logs is empty for source "a"' },
      { level: 'load', message: 'list of logs is empty for source "b"' },
    ]);
  });

  test.each([['cloudtrail'], [{ a: 1 }], [5], [[5]], [[['a']]]])('logs %j are refused', (logs) => {
    expect(sources({ s3: { a: logs } }).findings).toMatchObject([{ level: 'load' }]);
  });

  test('anything but maps is refused', () => {
    expect(sources([]).findings).toMatchObject([{ level: 'load' }]);
    expect(sources({ s3: ['a'] }).findings).toMatchObject([{ level: 'load' }]);
    expect(read('[]').findings).toMatchObject([{ level: 'load' }]);
  });

  test('forms of earlier releases are read, with a notice', () => {
    const { cluster, findings } = sources({
      stream_alert_app: { app: { logs: ['duo'] } },
      sns: { 'arn:aws:sns:us-east-1:111122223333:topic': ['fleet'] },
    });
    expect(cluster?.dataSources).toMatchObject([
      { service: 'streamalert_app', resource: 'app', logs: ['duo'] },
      { service: 'sns', resource: 'topic', logs: ['fleet'] },
    ]);
    expect(findings.map(({ level }) => level)).toEqual(['migration', 'migration', 'migration']);
  });
});

describe('modules', () => {
  test('none is fine; null and false switch one off', () => {
    expect(withModules({})).toEqual([]);
    expect(withModules({ flow_logs: null, kinesis: false, cloudtrail: {} })).toEqual([]);
  });

  test('an unknown one is a warning with the one that was meant', () => {
    expect(withModules({ flowlogs: {} })).toMatchObject([
      { level: 'warning', path: 'modules.flowlogs', suggestion: 'flow_logs' },
    ]);
    expect(withModules({ __proto__: null })).toEqual([]);
  });

  test('those that need a stream refuse a build without one', () => {
    const needy = {
      cloudwatch_events: {},
      cloudwatch_logs_destination: { enabled: true },
      kinesis_events: { enabled: 'true' },
      flow_logs: { vpcs: ['vpc-1'] },
      cloudwatch_monitoring: { enabled: true, kinesis_alarms_enabled: true },
    };
    const levels = withModules(needy).map(({ level, path }) => `${level} ${path}`);
    expect(levels.filter((each) => each.startsWith('build')).toSorted()).toEqual([
      'build modules.cloudwatch_events',
      'build modules.cloudwatch_logs_destination',
      'build modules.cloudwatch_monitoring.kinesis_alarms_enabled',
      'build modules.flow_logs',
      'build modules.kinesis_events',
    ]);
    const off = {
      cloudwatch_events: { enabled: 'false' },
      cloudwatch_logs_destination: { enabled: false },
      kinesis_events: {},
      flow_logs: false,
      cloudwatch_monitoring: { kinesis_alarms_enabled: true },
    };
    expect(withModules(off).filter(({ level }) => level === 'build')).toEqual([]);
    const withStream = withModules({ ...needy, kinesis: { streams: stream } });
    expect(withStream.filter(({ level }) => level === 'build')).toEqual([]);
  });

  test('the stream says what it lacks', () => {
    expect(withModules({ kinesis: {} })).toMatchObject([
      { level: 'build', path: 'modules.kinesis' },
    ]);
    const lacking = withModules({ kinesis: { streams: {} } });
    expect(lacking.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        '"shards" is missing: number of shards',
        '"retention" is missing: hours that records stay in the stream',
      ]),
    );
    expect(withModules({ kinesis: { streams: { shards: 1, retention: 24 } } })).toMatchObject([
      { level: 'warning', message: expect.stringContaining('create_user') },
      { level: 'build', message: expect.stringContaining('create_user') },
    ]);
    const wrong = { ...stream, retention: '4 days', shard_level_metrics: ['IncomingByte'] };
    expect(withModules({ kinesis: { streams: wrong } })).toMatchObject([
      { level: 'build', message: 'expected hours (24 to 8760), found "4 days"' },
      { level: 'build', suggestion: 'IncomingBytes' },
    ]);
  });

  test('cloudtrail is refused when its two spellings differ', () => {
    const twice = (flat: string) =>
      withModules({ cloudtrail: { s3_bucket_name: flat, s3_settings: { bucket_name: 'x' } } });
    expect(twice('x')).toEqual([]);
    expect(twice('y')).toMatchObject([
      { level: 'load', path: 'modules.cloudtrail.s3_bucket_name' },
    ]);
    const double = { send_to_cloudwatch: true, enable_s3_events: true };
    expect(withModules({ cloudtrail: double, kinesis: { streams: stream } })).toMatchObject([
      { level: 'warning' },
    ]);
    expect(withModules({ cloudtrail: { send_to_cloudwatch: true } })).toMatchObject([
      { level: 'build' },
    ]);
  });

  test('an event pattern is absent, null, empty, or has known keys', () => {
    const pattern = (cloudwatch_events: unknown) =>
      withModules({ cloudwatch_events, kinesis: { streams: stream } });
    for (const fine of [{}, { event_pattern: null }, { event_pattern: {} }]) {
      expect(pattern(fine)).toEqual([]);
    }
    expect(pattern({ event_pattern: { 'detail-typ': [] } })).toMatchObject([
      { level: 'build', suggestion: 'detail-type' },
    ]);
    expect(pattern({ event_pattern: '{"account": []}' })).toMatchObject([{ level: 'migration' }]);
    expect(pattern({ event_pattern: 'account' })).toMatchObject([{ level: 'build' }]);
    expect(pattern({ event_pattern: [] })).toMatchObject([{ level: 'load' }]);
  });

  test('regions of the destination must leave one', () => {
    const destination = (settings: object) =>
      withModules({
        cloudwatch_logs_destination: { enabled: true, ...settings },
        kinesis: { streams: stream },
      });
    expect(destination({})).toEqual([]);
    expect(destination({ regions: ['us-east-1'] })).toEqual([]);
    expect(destination({ excluded_regions: ['us-east-1'] })).toEqual([]);
    expect(destination({ regions: ['us-east-1'], excluded_regions: ['us-east-1'] })).toMatchObject([
      { level: 'build', message: 'no region is left' },
    ]);
    expect(destination({ regions: ['us-eest-1'] })).toMatchObject([{ suggestion: 'us-east-1' }]);
  });

  test('a misspelt alarm setting refuses a build with the one that was meant', () => {
    const settings = { lambda_throttle_error_periods: 1, lambda_throttle_error_period: '300' };
    expect(withModules({ cloudwatch_monitoring: { settings } })).toMatchObject([
      { level: 'build', suggestion: 'lambda_throttle_error_period' },
    ]);
  });

  test('flow logs need something to record', () => {
    expect(withModules({ flow_logs: { vpcs: [] }, kinesis: { streams: stream } })).toMatchObject([
      { level: 'build' },
    ]);
    expect(withModules({ flow_logs: { enabled: false } })).toEqual([]);
  });

  test('filters of one bucket must not overlap; former shapes are told with what to write', () => {
    const filters = (...prefixes: readonly string[]) =>
      withModules({ s3_events: { b: prefixes.map((filter_prefix) => ({ filter_prefix })) } });
    expect(filters('a/', 'b/')).toEqual([]);
    expect(filters('a/', 'a/b')).toMatchObject([
      { level: 'warning', path: 'modules.s3_events.b[1]' },
    ]);
    expect(withModules({ s3_events: { s3_bucket_id: 'B' } })).toMatchObject([
      { level: 'load', message: expect.stringContaining('write {"B":[]}') },
    ]);
    expect(withModules({ s3_events: [{ bucket_id: 'C' }] })).toMatchObject([
      { level: 'load', message: expect.stringContaining('write {"C":[]}') },
    ]);
    expect(withModules({ s3_events: { b: 'x' } })).toMatchObject([{ level: 'load' }]);
  });

  test('an app needs a name, a known type and a timetable', () => {
    const app = {
      app_name: 'a',
      type: 'duo_auth',
      schedule_expression: 'rate(2 hours)',
      memory: 128,
      timeout: 60,
    };
    expect(withModules({ streamalert_apps: { f: app } })).toEqual([]);
    expect(withModules({ streamalert_apps: { f: { ...app, type: 'duo_atuh' } } })).toMatchObject([
      { level: 'build', suggestion: 'duo_auth' },
    ]);
    expect(withModules({ streamalert_apps: { f: app, g: app } })).toMatchObject([
      { level: 'build', path: 'modules.streamalert_apps.g' },
    ]);
    expect(withModules({ streamalert_apps: { f: {} } })).toHaveLength(5);
  });
});
