import { describe, expect, test } from 'vitest';
import { regions } from '../regions.ts';
import { readFile } from '../read-for-test.ts';
import { readCluster } from './cluster.ts';

const deployment = { prefix: 'acme', account: '111122223333', region: 'eu-west-1' };
const classifier_config = { enable_custom_metrics: true, memory: 128, timeout: 60 };
const kinesis = { streams: { shards: 1, retention: 24, create_user: false } };

function read(modules: unknown, more: object = {}) {
  const content = { data_sources: {}, classifier_config, modules, ...more };
  const { result, told } = readFile((top) => readCluster('prod', top, deployment), content);
  const found = result?.cluster;
  if (found === undefined) throw new Error('no cluster');
  return { ...found, told: told.map((each) => each.replace('modules.', '')) };
}

const modulesOf = (modules: unknown) => read(modules).modules;

describe('the classifier of a cluster', () => {
  test('has defaults, metrics among them', () => {
    const { classifier } = read(undefined, { classifier_config: { memory: '256', timeout: 60 } });
    expect(classifier).toMatchObject({
      functionName: 'acme_prod_streamalert_classifier',
      enableCustomMetrics: true,
      memory: 256,
      timeout: 60,
      logLevel: 'info',
      inputs: { 'aws-sns': [] },
      enabled: true,
    });
  });

  test('needs no memory when it is switched off', () => {
    const off = { enabled: false, enable_custom_metrics: true };
    expect(read(undefined, { classifier_config: off }).told).toEqual([]);
  });
});

describe('modules that are switched on', () => {
  test('are none where the file has none', () => {
    const none = { s3Events: {}, streamalertApps: {} };
    expect(modulesOf(undefined)).toEqual(none);
    expect(modulesOf(null)).toEqual(none);
    expect(modulesOf({})).toEqual(none);
    const off = {
      cloudtrail: false,
      cloudwatch_events: { enabled: false },
      cloudwatch_logs_destination: { enabled: 'false' },
      cloudwatch_monitoring: {},
      kinesis: null,
      kinesis_events: { batch_size: 5 },
      flow_logs: { enabled: false },
      s3_events: null,
      streamalert_apps: {},
    };
    expect(modulesOf(off)).toEqual(none);
  });

  test('the stream', () => {
    expect(modulesOf({ kinesis }).kinesis).toEqual({
      shards: 1,
      retention: 24,
      createUser: false,
      shardLevelMetrics: [],
      streamName: 'acme_prod_streamalert',
      trustedAccounts: [],
      terraformOutputs: [],
    });
  });

  test('what is printed of a user needs the user', () => {
    const terraform_outputs = ['arn', 'username', 'user_arn', 'access_key_id', 'secret_key'];
    const outputsOf = (create_user: unknown) =>
      modulesOf({ kinesis: { streams: { ...kinesis.streams, create_user, terraform_outputs } } })
        .kinesis?.terraformOutputs;
    expect(outputsOf(true)).toEqual(terraform_outputs);
    expect(outputsOf(false)).toEqual(['arn']);
    const without = read({ kinesis: { streams: { ...kinesis.streams, terraform_outputs } } });
    expect(without.told).toEqual(
      [1, 2, 3, 4].map((index) => `warning kinesis.streams.terraform_outputs[${index}]`),
    );
  });

  test('its connection with the classifier', () => {
    expect(modulesOf({ kinesis, kinesis_events: { enabled: true } }).kinesisEvents).toEqual({
      batchSize: 100,
    });
    expect(modulesOf({ kinesis, kinesis_events: { batch_size: 5 } }).kinesisEvents).toBeUndefined();
  });

  test('events: of our account, unless the file says something else', () => {
    const patternOf = (cloudwatch_events: object) =>
      modulesOf({ kinesis, cloudwatch_events }).cloudwatchEvents?.eventPattern;
    expect(patternOf({})).toEqual({ account: ['111122223333'] });
    expect(patternOf({ event_pattern: null })).toEqual({});
    expect(patternOf({ event_pattern: {} })).toEqual({});
    expect(patternOf({ event_pattern: { source: ['aws.ec2'] } })).toEqual({ source: ['aws.ec2'] });
    expect(patternOf({ event_pattern: '{"source": ["aws.ec2"]}' })).toEqual({
      source: ['aws.ec2'],
    });
    expect(modulesOf({ kinesis, cloudwatch_events: {} }).cloudwatchEvents?.crossAccount).toEqual({
      accounts: {},
      organizations: {},
    });
  });

  test.each([
    [{}, [...regions]],
    [{ regions: ['us-east-1', 'eu-west-1'] }, ['us-east-1', 'eu-west-1']],
    [{ excluded_regions: ['us-east-1'] }, regions.filter((region) => region !== 'us-east-1')],
    [{ regions: ['us-east-1', 'eu-west-1'], excluded_regions: ['us-east-1'] }, ['eu-west-1']],
  ])('destinations of logs: %j', (choice, expected) => {
    const cloudwatch_logs_destination = { enabled: true, ...choice };
    const modules = modulesOf({ kinesis, cloudwatch_logs_destination });
    expect(modules.cloudwatchLogsDestination).toEqual({ crossAccountIds: [], regions: expected });
  });

  test('a destination in our region is there when another module needs it', () => {
    const home = { crossAccountIds: [], regions: ['eu-west-1'] };
    const flow_logs = { vpcs: ['vpc-1'] };
    expect(modulesOf({ kinesis, flow_logs }).cloudwatchLogsDestination).toEqual(home);
    const cloudtrail = { send_to_cloudwatch: true };
    expect(modulesOf({ kinesis, cloudtrail }).cloudwatchLogsDestination).toEqual(home);
    const elsewhere = {
      enabled: true,
      regions: ['us-east-1'],
      cross_account_ids: ['444455556666'],
    };
    const both = modulesOf({ kinesis, flow_logs, cloudwatch_logs_destination: elsewhere });
    expect(both.cloudwatchLogsDestination).toEqual({
      crossAccountIds: ['444455556666'],
      regions: ['us-east-1', 'eu-west-1'],
    });
  });

  test('alarms', () => {
    const settings = { lambda_throttle_error_period: '60' };
    const cloudwatch_monitoring = { enabled: true, settings };
    const { cloudwatchMonitoring: alone } = modulesOf({ cloudwatch_monitoring });
    expect(alone).toMatchObject({ kinesisAlarmsEnabled: false, lambdaAlarmsEnabled: true });
    const { cloudwatchMonitoring } = modulesOf({ kinesis, cloudwatch_monitoring });
    expect(cloudwatchMonitoring?.kinesisAlarmsEnabled).toBe(true);
    expect(cloudwatchMonitoring?.settings).toEqual({
      lambdaInvocationErrorThreshold: 0,
      lambdaInvocationErrorEvaluationPeriods: 1,
      lambdaInvocationErrorPeriod: 300,
      lambdaThrottleErrorThreshold: 0,
      lambdaThrottleErrorEvaluationPeriods: 1,
      lambdaThrottleErrorPeriod: 60,
      lambdaIteratorAgeErrorThreshold: 1_000_000,
      lambdaIteratorAgeErrorEvaluationPeriods: 1,
      lambdaIteratorAgeErrorPeriod: 300,
      kinesisIteratorAgeErrorThreshold: 1_000_000,
      kinesisIteratorAgeErrorEvaluationPeriods: 1,
      kinesisIteratorAgeErrorPeriod: 300,
      kinesisWriteThroughputExceededThreshold: 10,
      kinesisWriteThroughputExceededEvaluationPeriods: 6,
      kinesisWriteThroughputExceededPeriod: 300,
    });
  });

  test('flow logs', () => {
    expect(modulesOf({ kinesis, flow_logs: { subnets: ['subnet-1'] } }).flowLogs).toEqual({
      flowLogFilter:
        '[version, account, eni, source, destination, srcport, destport, protocol, packets, bytes, ' +
        'windowstart, windowend, action, flowlogstatus]',
      logRetention: 7,
      enis: [],
      subnets: ['subnet-1'],
      vpcs: [],
      logGroupName: 'acme_prod_streamalert_flow_logs',
    });
  });

  test('buckets with their filters', () => {
    const s3_events = { a: [], b: [{ filter_prefix: 'x/' }, { filter_suffix: '.gz' }], c: null };
    expect(modulesOf({ s3_events }).s3Events).toEqual({
      a: [],
      b: [
        { filterPrefix: 'x/', filterSuffix: '' },
        { filterPrefix: '', filterSuffix: '.gz' },
      ],
    });
  });

  test('apps', () => {
    const app = { app_name: 'a', type: 'duo_auth', memory: 128, timeout: 60 };
    const appsOf = (more: object) =>
      modulesOf({ streamalert_apps: { f: { ...app, ...more } } }).streamalertApps['f'];
    expect(appsOf({ schedule_expression: 'rate(2 hours)' })).toMatchObject({
      appName: 'a',
      type: 'duo_auth',
      concurrencyLimit: 2,
      logLevel: 'info',
      logRetentionDays: 14,
      scheduleExpression: 'rate(2 hours)',
      metricAlarms: { errors: { enabled: true, evaluationPeriods: 1, periodSecs: 120 } },
    });
    expect(appsOf({ interval: 'rate(1 day)' })?.scheduleExpression).toBe('rate(1 day)');
    expect(read({ streamalert_apps: { f: { ...app, interval: 'rate(1 day)' } } }).told).toEqual([
      'migration streamalert_apps.f.interval',
    ]);
  });
});

describe('cloudtrail', () => {
  const trailOf = (cloudtrail: object) => modulesOf({ kinesis, cloudtrail }).cloudtrail;

  test('has defaults', () => {
    expect(trailOf({})).toEqual({
      enableLogging: true,
      excludeHomeRegionEvents: false,
      isGlobalTrail: true,
      sendToCloudwatch: false,
      cloudwatchDestinationArn:
        'arn:aws:logs:eu-west-1:111122223333:destination:streamalert_prod_cloudwatch_to_kinesis',
      retentionInDays: 1,
      sendToSns: false,
      allowCrossAccountSns: false,
      bucketName: 'acme-prod-streamalert-cloudtrail',
      eventSelectorType: '',
      accountIds: ['111122223333'],
      eventAccountIds: [],
      ignoreDigest: true,
    });
  });

  test('means the same in both spellings', () => {
    const flat = {
      s3_cross_account_ids: ['444455556666', '000000000001', '444455556666'],
      enable_s3_events: true,
      s3_bucket_name: 'trail',
      s3_event_selector_type: 'All',
    };
    const nested = {
      s3_settings: {
        cross_account_ids: flat.s3_cross_account_ids,
        enable_events: true,
        bucket_name: 'trail',
        event_selector_type: 'All',
      },
    };
    const accountIds = ['000000000001', '111122223333', '444455556666'];
    expect(trailOf(flat)).toEqual(trailOf(nested));
    expect(trailOf(flat)).toMatchObject({
      accountIds,
      eventAccountIds: accountIds,
      bucketName: 'trail',
      eventSelectorType: 'All',
    });
    expect(read({ kinesis, cloudtrail: { ...flat, ...nested } }).told).toEqual([]);
    const differing = { ...nested, enable_s3_events: false, s3_event_selector_type: '' };
    expect(read({ cloudtrail: differing }).told).toEqual([
      'load cloudtrail.enable_s3_events',
      'load cloudtrail.s3_event_selector_type',
    ]);
  });

  test('with both ways to us, events are left to the other accounts', () => {
    const both = {
      send_to_cloudwatch: true,
      enable_s3_events: 'true',
      s3_cross_account_ids: ['444455556666'],
    };
    expect(trailOf(both)?.eventAccountIds).toEqual(['444455556666']);
    expect(read({ kinesis, cloudtrail: both }).told).toEqual([
      'warning cloudtrail.enable_s3_events',
      'warning cloudtrail.send_to_cloudwatch',
    ]);
  });

  test('to another destination needs no stream', () => {
    const cloudtrail = { send_to_cloudwatch: true, cloudwatch_destination_arn: 'arn:x' };
    expect(read({ cloudtrail }).told).toEqual([]);
    expect(read({ cloudtrail: { send_to_cloudwatch: true } }).told).toEqual([
      'build cloudtrail.send_to_cloudwatch',
    ]);
    const off = { enabled: false, send_to_cloudwatch: true };
    expect(read({ cloudtrail: off }).told).toEqual([]);
  });
});

describe('settings that do not fit', () => {
  test.each([
    ['cloudtrail', { retention_in_days: 2 }, 'build cloudtrail.retention_in_days'],
    ['cloudtrail', { s3_cross_account_ids: ['1'] }, 'build cloudtrail.s3_cross_account_ids[0]'],
    ['cloudtrail', { s3_event_selector_type: 'x' }, 'build cloudtrail.s3_event_selector_type'],
    ['cloudtrail', { enable_logging: 'no' }, 'load cloudtrail.enable_logging'],
    ['cloudtrail', true, 'load cloudtrail'],
    ['cloudwatch_events', { event_pattern: [] }, 'load cloudwatch_events.event_pattern'],
    ['cloudwatch_events', { event_pattern: '[]' }, 'build cloudwatch_events.event_pattern'],
    ['cloudwatch_events', { event_pattern: { x: 1 } }, 'build cloudwatch_events.event_pattern.x'],
    [
      'cloudwatch_events',
      { cross_account: { accounts: { 444455556666: ['us-west-9'] } } },
      'build cloudwatch_events.cross_account.accounts.444455556666[0]',
    ],
    [
      'cloudwatch_logs_destination',
      { enabled: true, regions: [] },
      'build cloudwatch_logs_destination',
    ],
    [
      'cloudwatch_logs_destination',
      { enabled: true, cross_account_ids: [1] },
      'build cloudwatch_logs_destination.cross_account_ids[0]',
    ],
    [
      'cloudwatch_logs_destination',
      { enabled: null, regions: ['us-east-1'] },
      'warning cloudwatch_logs_destination',
    ],
    [
      'cloudwatch_monitoring',
      { settings: { lambda_throttle_error_period: 'x' } },
      'build cloudwatch_monitoring.settings.lambda_throttle_error_period',
    ],
    ['kinesis_events', { batch_size: 0 }, 'build kinesis_events.batch_size'],
    ['kinesis_events', { batch_size: 10_001 }, 'build kinesis_events.batch_size'],
    ['flow_logs', { vpcs: ['a'], log_retention: 2 }, 'build flow_logs.log_retention'],
    ['flow_logs', {}, 'build flow_logs'],
    ['s3_events', { b: [{ prefix: 'x' }] }, 'warning s3_events.b[0].prefix'],
    ['s3_events', { b: {} }, 'load s3_events.b'],
    ['streamalert_apps', { f: [] }, 'load streamalert_apps.f'],
  ])('%s %j is told as "%s"', (module, content, expected) => {
    expect(read({ kinesis, [module]: content }).told).toEqual([expected]);
  });

  test.each([
    [{ shards: 0 }, 'build kinesis.streams.shards'],
    [{ shards: null }, 'build kinesis.streams'],
    [{ retention: 23 }, 'build kinesis.streams.retention'],
    [{ retention: '8761' }, 'build kinesis.streams.retention'],
    [{ stream_name: 'a b' }, 'build kinesis.streams.stream_name'],
    [{ stream_name: 'x'.repeat(129) }, 'build kinesis.streams.stream_name'],
    [{ shard_level_metrics: ['All'] }, 'build kinesis.streams.shard_level_metrics[0]'],
    [{ trusted_accounts: ['x'] }, 'build kinesis.streams.trusted_accounts[0]'],
    [{ terraform_outputs: ['password'] }, 'build kinesis.streams.terraform_outputs[0]'],
    [{ create_user: 'no' }, 'load kinesis.streams.create_user'],
  ])('kinesis.streams %j is told as "%s"', (change, expected) => {
    expect(read({ kinesis: { streams: { ...kinesis.streams, ...change } } }).told).toEqual([
      expected,
    ]);
  });
});
