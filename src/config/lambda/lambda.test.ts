import { describe, expect, test } from 'vitest';
import { readGlobal } from '../global/global.ts';
import { fileWith, readFile } from '../read-for-test.ts';
import { readFunctions } from './functions.ts';
import { checkLambda } from './lambda.ts';

const names = { prefix: 'acme', account: '111122223333', region: 'eu-west-1' };
const account = { aws_account_id: '111122223333', prefix: 'acme', region: 'eu-west-1' };

const f = { memory: 128, timeout: 60 };
const all = {
  alert_merger_config: f,
  alert_processor_config: f,
  athena_partitioner_config: { file_format: 'json' },
  rules_engine_config: f,
};

const told = (content: object) => readFile(checkLambda, { ...all, ...content }).told;

function functions(content: object, infrastructure: unknown = {}) {
  const global = readGlobal('/x/conf', fileWith({ account, infrastructure }).top);
  const { result } = readFile(checkLambda, content);
  return readFunctions(result, global.infrastructure, names, undefined);
}

const usualAlarm = { enabled: true, evaluationPeriods: 1, periodSecs: 120, threshold: 0 };
const usual = {
  enabled: true,
  logLevel: 'info',
  logRetentionDays: 14,
  concurrencyLimit: -1,
  enableCustomMetrics: false,
  scheduleExpression: '',
  vpcConfig: undefined,
  inputs: { 'aws-sns': [] },
  metricAlarms: { errors: usualAlarm, throttles: usualAlarm, notify: false },
  customMetricAlarms: {},
};

describe('settings of every function', () => {
  test('have their defaults', () => {
    expect(functions(all).alertMerger).toEqual({ ...usual, ...f });
    expect(functions({}).alertMerger).toBeUndefined();
  });

  test('a level that does not exist is a warning, and info is used; case does not matter', () => {
    expect(told({ alert_merger_config: { ...f, log_level: 'chatty' } })).toEqual([
      'warning alert_merger_config.log_level',
    ]);
    const levelOf = (log_level: string) =>
      functions({ alert_merger_config: { log_level } }).alertMerger?.logLevel;
    expect([levelOf('chatty'), levelOf('ERROR')]).toEqual(['info', 'error']);
  });

  test('alarms tell somebody only when the file has them', () => {
    const withAlarms = { errors: { threshold: 5 } };
    const { alertMerger } = functions({ alert_merger_config: { metric_alarms: withAlarms } });
    expect(alertMerger?.metricAlarms).toEqual({
      errors: { ...usualAlarm, threshold: 5 },
      throttles: usualAlarm,
      notify: true,
    });
    const { alertMerger: empty } = functions({ alert_merger_config: { metric_alarms: {} } });
    expect(empty?.metricAlarms.notify).toBe(false);
    expect(told({ alert_merger_config: { ...f, metric_alarms: { iterator_age: {} } } })).toEqual([
      'warning alert_merger_config.metric_alarms.iterator_age',
    ]);
  });

  test('a VPC needs both lists', () => {
    const vpcOf = (vpc_config: object) =>
      functions({ alert_merger_config: { vpc_config } }).alertMerger?.vpcConfig;
    const both = { security_group_ids: ['sg-1'], subnet_ids: ['subnet-1'] };
    expect(vpcOf(both)).toEqual({ securityGroupIds: ['sg-1'], subnetIds: ['subnet-1'] });
    expect(vpcOf({ subnet_ids: ['subnet-1'] })).toBeUndefined();
    const one = { ...f, vpc_config: { subnet_ids: ['subnet-1'], security_group_ids: [] } };
    expect(told({ alert_merger_config: one })).toEqual(['build alert_merger_config.vpc_config']);
  });

  test.each([
    [{ memory: 127 }, 'build memory'],
    [{ memory: '127.5' }, 'build memory'],
    [{ memory: 10_241 }, 'warning '],
    [{ memory: null }, 'build '],
    [{ timeout: 0 }, 'build timeout'],
    [{ timeout: '901' }, 'build timeout'],
    [{ timeout: null }, 'build '],
    [{ log_retention_days: 8 }, 'build log_retention_days'],
    [{ concurrency_limit: -2 }, 'build concurrency_limit'],
    [{ schedule_expression: 'rate(1 minutes)' }, 'build schedule_expression'],
    [{ schedule_expression: 'rate(2 minute)' }, 'build schedule_expression'],
    [{ schedule_expression: 'rate(0 hours)' }, 'build schedule_expression'],
    [{ schedule_expression: 'cron(5 * * * *)' }, 'build schedule_expression'],
    [{ schedule_expression: 'every day' }, 'build schedule_expression'],
    [{ inputs: { 'aws-sns': ['topic'] } }, 'build inputs.aws-sns[0]'],
    [{ inputs: { 'aws-sqs': [] } }, 'warning inputs.aws-sqs'],
    [{ enabled: 1 }, 'load enabled'],
    [{ metric_alarms: { errors: { period_secs: 0 } } }, 'build metric_alarms.errors.period_secs'],
    [{ enable_metrics: true }, 'migration enable_metrics'],
    [{ handler: 'x' }, 'migration handler'],
    [{ source_bucket: 'x' }, 'migration source_bucket'],
    [{ source_object_key: 'x' }, 'migration source_object_key'],
    [{ source_current_hash: 'x' }, 'migration source_current_hash'],
    [{ current_version: 'x' }, 'migration current_version'],
    [{ third_party_libraries: ['x'] }, 'migration third_party_libraries'],
    [{ memroy: 128 }, 'warning memroy'],
  ])('%j is told as "%s"', (setting, expected) => {
    const [level = '', key = ''] = expected.split(' ');
    const path = key === '' ? 'alert_merger_config' : `alert_merger_config.${key}`;
    expect(told({ alert_merger_config: { ...f, ...setting } })).toEqual([`${level} ${path}`]);
  });

  test.each(['', 'rate(1 minute)', 'rate(2 hours)', 'rate(10 days)', 'cron(30 13 * * ? *)'])(
    'the timetable "%s" is fine',
    (schedule_expression) => {
      expect(told({ alert_merger_config: { ...f, schedule_expression } })).toEqual([]);
    },
  );

  test('one that is switched off needs nothing', () => {
    expect(told({ alert_merger_config: { enabled: false } })).toEqual([]);
    expect(told({ rule_promotion_config: { enabled: 'false' } })).toEqual([
      'warning rule_promotion_config.enabled',
    ]);
  });
});

describe('alarms on our own metrics', () => {
  const alarm = {
    metric_name: 'RulesEngine-TriggeredAlerts',
    comparison_operator: 'GreaterThanThreshold',
    evaluation_periods: 1,
    period: 300,
    threshold: 0.5,
  };
  const alarms = (content: object, name = 'a') =>
    told({ rules_engine_config: { ...f, custom_metric_alarms: { [name]: content } } }).map((each) =>
      each.replace('rules_engine_config.custom_metric_alarms.', ''),
    );

  test('have defaults for how values become one, and for their text', () => {
    const section = { ...f, custom_metric_alarms: { a: alarm } };
    const { rulesEngine } = functions({ rules_engine_config: section });
    expect(rulesEngine?.customMetricAlarms['a']).toMatchObject({
      statistic: 'Sum',
      alarmDescription: '',
      threshold: 0.5,
    });
  });

  test.each([
    [{}, []],
    [{ statistic: 'Median' }, ['build a.statistic']],
    [{ comparison_operator: '>' }, ['build a.comparison_operator']],
    [{ evaluation_periods: 0 }, ['build a.evaluation_periods']],
    [{ period: 90 }, ['build a']],
    [{ period: 43_260, evaluation_periods: 2 }, ['build a']],
    [{ period: 43_200, evaluation_periods: 2 }, []],
    [{ threshold: 'high' }, ['build a.threshold']],
    [{ threshold: '5' }, []],
    [{ alarm_description: 'x'.repeat(1025) }, ['build a.alarm_description']],
    [{ metric_name: 'RulesEngine-TriggeredAlert' }, ['build a.metric_name']],
    [{ metric_name: 'Classifier-FailedParses' }, ['build a.metric_name']],
    [{ metric_name: null, threshold: null }, ['build a', 'build a']],
  ])('%j is told as %j', (change, expected) => {
    expect(alarms({ ...alarm, ...change })).toEqual(expected);
  });

  test('have a name of 1 to 255 characters', () => {
    expect(alarms(alarm, 'x'.repeat(255))).toEqual([]);
    expect(alarms(alarm, 'x'.repeat(256))).toHaveLength(1);
  });

  test('of all classifiers stand in lambda.json, without the name of a cluster', () => {
    const over = (metric_name: string) =>
      told({ classifier_config: { custom_metric_alarms: { a: { ...alarm, metric_name } } } });
    expect(over('Classifier-FailedParses')).toEqual([]);
    expect(over('Classifier-FailedParses-PROD')).toHaveLength(1);
    expect(told({ classifier_config: { memory: 128 } })).toEqual([
      'warning classifier_config.memory',
    ]);
  });

  test('exist only for functions that have metrics', () => {
    const custom_metric_alarms = { a: { ...alarm, metric_name: 'AlertProcessor-x' } };
    expect(told({ alert_processor_config: { ...f, custom_metric_alarms } })).toEqual([
      'build alert_processor_config.custom_metric_alarms.a.metric_name',
    ]);
  });
});

describe('sections of lambda.json', () => {
  test('required ones that are absent, null or empty refuse only a build', () => {
    for (const [name, findings] of [
      ['alert_merger_config', 2],
      ['alert_processor_config', 2],
      ['rules_engine_config', 2],
    ] as const) {
      expect(told({ [name]: null })).toEqual(['build ']);
      expect(told({ [name]: {} })).toEqual(Array(findings).fill(`build ${name}`));
    }
    expect(told({ athena_partitioner_config: null })).toEqual(['build ']);
  });

  test('optional ones that are empty are a warning', () => {
    for (const name of ['rule_promotion_config', 'threat_intel_downloader_config']) {
      expect(told({ [name]: {} })).toEqual([`warning ${name}`]);
    }
    expect(told({ classifier_config: {} })).toEqual([]);
  });

  test('the rules engine takes 10 records at most', () => {
    const sizeOf = (sqs_record_batch_size: unknown) =>
      functions({ rules_engine_config: { ...f, sqs_record_batch_size } }).rulesEngine;
    expect(sizeOf('4')).toMatchObject({ sqsRecordBatchSize: 4, logRuleStatistics: false });
    expect(sizeOf(null)?.sqsRecordBatchSize).toBe(10);
    expect(sizeOf(500)?.sqsRecordBatchSize).toBe(10);
  });

  test('promotion needs two timetables, and has a topic', () => {
    const section = { ...f, enabled: true };
    expect(told({ rule_promotion_config: section })).toEqual(
      Array(2).fill('build rule_promotion_config'),
    );
    expect(functions({ rule_promotion_config: section }).rulePromotion?.digestSnsTopic).toBe(
      'acme_streamalert_rule_staging_stats',
    );
  });

  test('the name of the stream of artifacts is used as it is, up to 64 characters', () => {
    const named = (firehose_stream_name: string) => ({
      artifact_extractor_config: { firehose_stream_name },
    });
    expect(functions(named('s')).artifactStreamName).toBe('s');
    expect(told(named('x'.repeat(64)))).toEqual([]);
    expect(told(named('x'.repeat(65)))).toEqual([
      'build artifact_extractor_config.firehose_stream_name',
    ]);
  });
});

describe('the partitioner', () => {
  test('has defaults, and always the buckets of alerts and records', () => {
    expect(functions({}, { firehose: { enabled: true } }).athenaPartitioner).toEqual({
      ...usual,
      memory: 128,
      timeout: 60,
      fileFormat: undefined,
      buckets: { 'acme-streamalerts': 'alerts', 'acme-streamalert-data': 'data' },
      databaseName: 'acme_streamalert',
      resultsBucket: 'acme-streamalert-athena-results',
      queueName: 'acme_streamalert_athena_s3_notifications',
      partitioning: 'lambda',
      floatType: 'decimal(10,3)',
    });
  });

  test('strips blanks, and s3:// of the bucket', () => {
    const section = { results_bucket: ' s3://results/ ', queue_name: ' q ', buckets: { b: 't' } };
    expect(functions({ athena_partitioner_config: section }).athenaPartitioner).toMatchObject({
      resultsBucket: 'results',
      queueName: 'q',
      buckets: { b: 't', 'acme-streamalerts': 'alerts' },
    });
  });

  test.each([
    [{ file_format: 'csv' }, 'build athena_partitioner_config.file_format'],
    [{ partitioning: 'none' }, 'build athena_partitioner_config.partitioning'],
    [{ float_type: 'real' }, 'build athena_partitioner_config.float_type'],
    [{ buckets: [] }, 'load athena_partitioner_config.buckets'],
  ])('%j is told as "%s"', (change, expected) => {
    const section = { ...all.athena_partitioner_config, ...change };
    expect(told({ athena_partitioner_config: section })).toEqual([expected]);
  });
});

describe('the downloader of indicators', () => {
  const section = { ioc_filters: ['crowdstrike'] };

  test('has the defaults of the command line', () => {
    const { threatIntelDownloader } = functions({ threat_intel_downloader_config: section });
    expect(threatIntelDownloader).toMatchObject({
      memory: 128,
      timeout: 120,
      scheduleExpression: 'rate(1 day)',
      iocKeys: ['expiration_ts', 'itype', 'source', 'type', 'value'],
      iocFilters: ['crowdstrike'],
      iocTypes: ['domain', 'ip', 'md5'],
      excludedSubTypes: ['bot_ip', 'brute_ip', 'scan_ip', 'spam_ip', 'tor_ip'],
      autoscale: false,
      tableRcu: 10,
      tableWcu: 10,
      maxReadCapacity: 5,
      minReadCapacity: 5,
      targetUtilization: 70,
    });
    expect(functions({}).threatIntelDownloader).toBeUndefined();
  });

  test('takes interval for its timetable, unless there is one', () => {
    const scheduleOf = (more: object) =>
      functions({ threat_intel_downloader_config: { ...section, ...more } }).threatIntelDownloader
        ?.scheduleExpression;
    expect(scheduleOf({ interval: 'rate(2 days)' })).toBe('rate(2 days)');
    expect(scheduleOf({ interval: 'rate(2 days)', schedule_expression: 'rate(3 days)' })).toBe(
      'rate(3 days)',
    );
  });

  test.each([
    [{}, []],
    [{ memory: '128', timeout: '120' }, []],
    [{ interval: 'rate(2 days)' }, ['migration .interval']],
    [{ ioc_keys: ['value'] }, ['warning .ioc_keys']],
    [{ ioc_filters: [] }, ['warning ']],
    [{ ioc_filters: null }, ['warning ']],
    [{ min_read_capacity: 6 }, ['build ']],
    [{ min_read_capacity: 6, max_read_capacity: 6 }, []],
    [{ target_utilization: 19 }, ['build .target_utilization']],
    [{ target_utilization: 91 }, ['build .target_utilization']],
  ])('%j is told as %j', (change, expected) => {
    const found = told({ threat_intel_downloader_config: { ...section, ...change } });
    expect(found.map((each) => each.replace('threat_intel_downloader_config', ''))).toEqual(
      expected,
    );
  });
});
