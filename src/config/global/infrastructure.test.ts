import { describe, expect, test } from 'vitest';
import { readFile } from '../read-for-test.ts';
import { readGlobal } from './global.ts';
import { retainedLogOf } from './infrastructure.ts';

const account = { aws_account_id: '111122223333', prefix: 'acme', region: 'eu-west-1' };
const general = { rule_locations: [], matcher_locations: [] };

const read = (infrastructure: unknown, more: object = {}) =>
  readFile((cursor) => readGlobal('/no/such/project/conf', cursor), {
    account,
    general,
    infrastructure,
    ...more,
  });

describe('infrastructure of global.json', () => {
  test('takes all defaults where it says nothing', () => {
    const { result, told } = read(undefined);
    expect(told).toEqual([]);
    expect(result.account.kmsKeyAlias).toBe('acme_streamalert_secrets');
    expect(result.infrastructure).toEqual({
      alertsTable: { readCapacity: 5, writeCapacity: 5 },
      alertsFirehose: {
        bucketName: 'acme-streamalerts',
        bufferSize: 128,
        bufferInterval: 300,
        cloudwatchLogRetention: 14,
      },
      firehose: {
        enabled: false,
        usePrefix: true,
        bucketName: 'acme-streamalert-data',
        bufferSize: 128,
        bufferInterval: 300,
        enabledLogs: {},
      },
      artifactExtractor: {
        enabled: false,
        firehoseBufferSize: 128,
        firehoseBufferInterval: 900,
        tableName: 'artifacts',
      },
      classifierSqs: { usePrefix: true, queueName: 'acme_streamalert_classified_logs' },
      monitoring: { snsTopicName: 'acme_streamalert_monitoring', isTopicCreated: true },
      ruleStaging: {
        enabled: false,
        cacheRefreshMinutes: 10,
        tableReadCapacity: 5,
        tableWriteCapacity: 5,
        stagingHours: 48,
      },
      s3AccessLogging: { bucketName: 'acme-streamalert-s3-logging', isBucketCreated: true },
    });
    expect(result.terraform).toEqual({
      bucketName: 'acme-streamalert-terraform-state',
      isBucketCreated: true,
      stateKeyName: 'streamalert_state/terraform.tfstate',
      lockTable: 'acme_streamalert_terraform_state_lock',
    });
  });

  test('has defaults also for parts that are null, and for capacities that are 0', () => {
    const usual = read(undefined).result.infrastructure;
    const { result, told } = read({
      alerts_table: { read_capacity: 0, write_capacity: null },
      alerts_firehose: null,
      rule_staging: {},
    });
    expect(told).toEqual([]);
    expect(result.infrastructure).toEqual(usual);
  });

  test('numbers and switches may be texts', () => {
    const { result, told } = read({
      alerts_table: { read_capacity: '20' },
      firehose: { enabled: 'True', use_prefix: 'false', buffer_interval: ' 60 ' },
      rule_staging: { cache_refresh_minutes: '2.5' },
    });
    expect(result.infrastructure.alertsTable.readCapacity).toBe(20);
    expect(result.infrastructure.firehose).toMatchObject({
      enabled: true,
      usePrefix: false,
      bufferInterval: 60,
    });
    expect(result.infrastructure.ruleStaging.cacheRefreshMinutes).toBe(2.5);
    expect(told).toEqual([
      'warning infrastructure.firehose.enabled',
      'warning infrastructure.firehose.use_prefix',
    ]);
  });

  test('what somebody else made is not created', () => {
    const { result } = read(
      { monitoring: { sns_topic_name: 'ours' }, s3_access_logging: { bucket_name: 'our-logs' } },
      { terraform: { bucket_name: 'our-state' } },
    );
    expect(result.infrastructure.monitoring).toEqual({
      snsTopicName: 'ours',
      isTopicCreated: false,
    });
    expect(result.infrastructure.s3AccessLogging.isBucketCreated).toBe(false);
    expect(result.terraform.isBucketCreated).toBe(false);
  });

  test('one leading alias/ of the key is taken off', () => {
    const { result } = read(undefined, { account: { ...account, kms_key_alias: 'alias/k/1' } });
    expect(result.account.kmsKeyAlias).toBe('k/1');
  });

  test('the queue without prefix is the one of release 2', () => {
    const { result } = read({ classifier_sqs: { use_prefix: false } });
    expect(result.infrastructure.classifierSqs.queueName).toBe('streamalert_classified_logs');
  });

  test.each([
    ['alerts_table', { read_capacity: -1 }, 'alerts_table.read_capacity'],
    ['alerts_table', { read_capacity: 'many' }, 'alerts_table.read_capacity'],
    ['alerts_firehose', { bucket_name: 'No_Bucket' }, 'alerts_firehose.bucket_name'],
    ['alerts_firehose', { bucket_name: 'a..b' }, 'alerts_firehose.bucket_name'],
    ['alerts_firehose', { bucket_name: '10.0.0.1' }, 'alerts_firehose.bucket_name'],
    ['alerts_firehose', { bucket_name: 'ab' }, 'alerts_firehose.bucket_name'],
    ['alerts_firehose', { buffer_size: 129 }, 'alerts_firehose.buffer_size'],
    ['alerts_firehose', { buffer_interval: 59 }, 'alerts_firehose.buffer_interval'],
    [
      'alerts_firehose',
      { cloudwatch_log_retention: 10 },
      'alerts_firehose.cloudwatch_log_retention',
    ],
    ['firehose', { buffer_size: 0 }, 'firehose.buffer_size'],
    ['firehose', { buffer_interval: 901 }, 'firehose.buffer_interval'],
    ['artifact_extractor', { firehose_buffer_size: 63 }, 'artifact_extractor.firehose_buffer_size'],
    ['s3_access_logging', { bucket_name: 5 }, 's3_access_logging.bucket_name'],
  ])('%s %j refuses only a build', (part, content, path) => {
    expect(read({ [part]: content }).told).toEqual([`build infrastructure.${path}`]);
  });

  test.each([
    ['firehose', { enabled: 'yes' }, 'firehose.enabled'],
    ['firehose', [], 'firehose'],
    ['firehose', { enabled_logs: 'orchard' }, 'firehose.enabled_logs'],
    ['rule_staging', { cache_refresh_minutes: 'soon' }, 'rule_staging.cache_refresh_minutes'],
    ['rule_staging', { table: [] }, 'rule_staging.table'],
    ['monitoring', 'topic', 'monitoring'],
  ])('%s %j refuses the configuration', (part, content, path) => {
    expect(read({ [part]: content }).told).toEqual([`load infrastructure.${path}`]);
  });
});

describe('what is kept of classified records', () => {
  const topic = 'arn:aws:sns:eu-west-1:111122223333:acme_streamalert_monitoring';
  const usual = {
    enableAlarm: false,
    evaluationPeriods: 1,
    periodSeconds: 86_400,
    logMinCountThreshold: 1000,
    alarmActions: [topic],
  };

  test('has defaults for what is absent, null, zero or empty', () => {
    const { result } = read({
      firehose: {
        enabled_logs: {
          a: null,
          b: {},
          c: { evaluation_periods: 0, period_seconds: 0, log_min_count_threshold: 0 },
          d: { alarm_actions: [] },
          e: { alarm_actions: '' },
        },
      },
    });
    const kept = Object.values(result.infrastructure.firehose.enabledLogs);
    expect(kept).toHaveLength(5);
    for (const each of kept) expect(each).toEqual(usual);
  });

  test('one ARN is a list of one', () => {
    const logs = { a: { alarm_actions: 'arn:x' }, b: { alarm_actions: ['arn:y', 'arn:z'] } };
    const { enabledLogs } = read({ firehose: { enabled_logs: logs } }).result.infrastructure
      .firehose;
    expect(enabledLogs['a']?.alarmActions).toEqual(['arn:x']);
    expect(enabledLogs['b']?.alarmActions).toEqual(['arn:y', 'arn:z']);
  });

  test('a list of names is the form of release 2', () => {
    const { result, told } = read({ firehose: { enabled_logs: ['orchard', 'silo:level'] } });
    expect(told).toEqual(['migration infrastructure.firehose.enabled_logs']);
    expect(result.infrastructure.firehose.enabledLogs).toEqual({
      orchard: usual,
      'silo:level': usual,
    });
  });

  test('of a log type is told by its own name, else by its category', () => {
    const logs = { orchard: { period_seconds: 60 }, 'orchard:pump': { period_seconds: 120 } };
    const { infrastructure } = read({ firehose: { enabled_logs: logs } }).result;
    const kept = (name: string, category: string) =>
      retainedLogOf(infrastructure, { name, category })?.periodSeconds;
    expect(kept('orchard:pump', 'orchard')).toBe(120);
    expect(kept('orchard:valve', 'orchard')).toBe(60);
    expect(kept('orchard', 'orchard')).toBe(60);
    expect(kept('silo', 'silo')).toBeUndefined();
    expect(kept('constructor', '__proto__')).toBeUndefined();
  });
});

test('capacities of release 2 count where those of release 3 are absent', () => {
  const table = { read_capacity: 20, write_capacity: 7 };
  const { result, told } = read({ rule_staging: { table, table_write_capacity: 9 } });
  expect(result.infrastructure.ruleStaging).toMatchObject({
    tableReadCapacity: 20,
    tableWriteCapacity: 9,
  });
  expect(told).toEqual([
    'migration infrastructure.rule_staging.table.read_capacity',
    'migration infrastructure.rule_staging.table.write_capacity',
  ]);
});

describe('general', () => {
  const findings = (content: object) => {
    const { result, told } = readFile((cursor) => readGlobal('/no/such/project/conf', cursor), {
      account,
      general: { ...general, ...content },
    });
    return { general: result.general, told };
  };

  test('a Terraform file that is missing refuses a build', () => {
    const { general: settled, told } = findings({ terraform_files: ['extra.tf'] });
    expect(told).toEqual(['build general.terraform_files[0]']);
    expect(settled.terraformFiles).toEqual(['/no/such/project/extra.tf']);
  });

  test('packages of npm are kept, those of Python are named in one warning', () => {
    const { general: settled, told } = findings({
      third_party_libraries: ['pathlib2==2.3.5', 'zod@4', 'policyuniverse>=1.3', 'left-pad'],
    });
    expect(told).toEqual(['warning general.third_party_libraries']);
    expect(settled.thirdPartyLibraries).toEqual(['zod@4', 'left-pad']);
  });

  test('a location that is no text refuses the configuration: rules would silently be missing', () => {
    expect(findings({ rule_locations: [5] }).told).toEqual(['load general.rule_locations[0]']);
  });

  test('names that no folder can have are missing folders', () => {
    const names = ['\u0000', 'x'.repeat(10_000)];
    expect(findings({ rule_locations: names }).told).toHaveLength(4);
  });
});
