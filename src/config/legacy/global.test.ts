import { describe, expect, test } from 'vitest';
import { type ConfigFiles, migrated } from '../../../testing/config-trees.ts';

const account = { aws_account_id: '111122223333', prefix: 'acme', region: 'us-east-1' };
const general = { rule_locations: ['rules'], matcher_locations: ['matchers'] };

/** `global.json` after the migration. */
function global(content: object, more: ConfigFiles = {}) {
  const { files, told } = migrated({ 'global.json': { account, general, ...content }, ...more });
  return { global: Object(files['global.json']), files, told };
}

const infrastructure = (content: object, more: ConfigFiles = {}) => {
  const { global: after, ...rest } = global({ infrastructure: content }, more);
  return { infrastructure: after.infrastructure, ...rest };
};

const ofRelease2 = {
  'clusters/prod.json': {
    modules: { stream_alert: { classifier_config: { enable_custom_metrics: true } } },
  },
};

const place = (path: string) => `global.json: ${path}`;

describe('monitoring', () => {
  const monitoring = (content: object) => {
    const { infrastructure: after, told } = infrastructure({ monitoring: content });
    return { monitoring: after.monitoring, told };
  };

  test('the topic is created anyway', () => {
    expect(monitoring({ create_sns_topic: true })).toMatchObject({
      monitoring: {},
      told: { migration: [place('infrastructure.monitoring.create_sns_topic')] },
    });
  });

  test('a name beside it was ignored, and still is', () => {
    const { monitoring: after, told } = monitoring({ create_sns_topic: true, sns_topic_name: 'x' });

    expect(after).toEqual({});
    expect(told.warning).toEqual([place('infrastructure.monitoring.sns_topic_name')]);
  });

  test('a topic of others is kept', () => {
    expect(monitoring({ create_sns_topic: false, sns_topic_name: 'x' }).monitoring).toEqual({
      sns_topic_name: 'x',
    });
  });

  test('no topic at all is left to a person', () => {
    expect(monitoring({ create_sns_topic: false }).told.load).toEqual([
      place('infrastructure.monitoring.create_sns_topic'),
    ]);
  });

  test('alarms over all clusters go to their functions', () => {
    const alarm = (metric_name: string) => ({ metric_name, threshold: 1 });
    const { files, told } = infrastructure({
      monitoring: {
        metric_alarms: {
          rule_processor: {
            a: alarm('RuleProcessor-TotalRecords'),
            b: alarm('RuleProcessor-TriggeredAlerts'),
          },
          alert_merger: { c: alarm('AlertMerger-AlertAttempts') },
          athena_partition_refresh: { d: alarm('x') },
        },
      },
    });

    expect(files['lambda.json']).toEqual({
      classifier_config: { custom_metric_alarms: { a: alarm('Classifier-TotalRecords') } },
      alert_merger_config: { custom_metric_alarms: { c: alarm('AlertMerger-AlertAttempts') } },
    });
    const path = 'infrastructure.monitoring.metric_alarms';
    expect(told.warning).toEqual([
      place(`${path}.rule_processor.b`),
      place(`${path}.athena_partition_refresh`),
    ]);
  });

  test('metrics of shards belong elsewhere and are not applied', () => {
    const { infrastructure: after, told } = infrastructure({ shard_level_metrics: ['ALL'] });

    expect(after).toEqual({});
    expect(told.warning).toEqual([place('infrastructure.shard_level_metrics')]);
  });
});

describe('firehose', () => {
  test('a suffix becomes the name of the bucket', () => {
    expect(
      infrastructure({ firehose: { s3_bucket_suffix: 'mine' } }).infrastructure.firehose,
    ).toEqual({
      bucket_name: 'acme.mine',
    });
  });

  test('data of release 2 stays in its bucket, and its streams are made anew', () => {
    const { infrastructure: after, told } = infrastructure(
      { firehose: { enabled: false } },
      ofRelease2,
    );

    expect(after.firehose).toEqual({ enabled: false, bucket_name: 'acme.streamalert.data' });
    expect(told.migration).toContain(place('infrastructure.firehose'));
    expect(infrastructure({ firehose: { enabled: false } }).told.migration).toEqual([]);
  });

  test('so do alerts', () => {
    expect(infrastructure({}, ofRelease2).infrastructure.alerts_firehose).toEqual({
      bucket_name: 'acme.streamalerts',
    });
    const named = { alerts_firehose: { bucket_name: 'mine' } };
    expect(infrastructure(named, ofRelease2).infrastructure).toMatchObject(named);
    expect(infrastructure({}).told.migration).toEqual([]);
  });

  test('compression follows from the format, kept logs are a map, and the buffer is written', () => {
    const { infrastructure: after } = infrastructure({
      firehose: { enabled: true, compression_format: 'GZIP', enabled_logs: ['a', 'b:c'] },
    });

    expect(after.firehose).toEqual({
      enabled: true,
      enabled_logs: { a: {}, 'b:c': {} },
      buffer_size: 128,
    });
  });
});

describe('the queue', () => {
  const queue = (classifier_sqs: object, more: ConfigFiles = {}) => {
    const { infrastructure: after, told } = infrastructure({ classifier_sqs }, more);
    return [after.classifier_sqs, told.warning.length] as const;
  };

  test.each([
    [{ use_prefix: null }, ofRelease2, { use_prefix: false }, 1],
    [{}, ofRelease2, { use_prefix: false }, 1],
    [{ use_prefix: true }, ofRelease2, { use_prefix: true }, 0],
    [{ use_prefix: null }, {}, { use_prefix: true }, 1],
    [{}, {}, {}, 0],
  ])('%j', (written, more, expected, warnings) => {
    expect(queue(written, more)).toEqual([expected, warnings]);
  });
});

test('capacities of staging are flat, and flat ones count', () => {
  const staging = (rule_staging: object) => infrastructure({ rule_staging });

  expect(staging({ table: { read_capacity: 20, write_capacity: 5 } })).toMatchObject({
    infrastructure: { rule_staging: { table_read_capacity: 20, table_write_capacity: 5 } },
  });
  const both = staging({ table_read_capacity: 1, table: { read_capacity: 20 } });
  expect(both.infrastructure.rule_staging).toEqual({ table_read_capacity: 1 });
  expect(both.told.warning).toEqual([place('infrastructure.rule_staging.table.read_capacity')]);
});

describe('lookup tables', () => {
  const former = { enabled: true, buckets: { b: ['ports.json', 'x/ranks.json'] } };

  test('are a file of their own, a table for each of their files', () => {
    const { infrastructure: after, files } = infrastructure({ lookup_tables: former });
    const table = { driver: 's3', bucket: 'b', compression: 'gzip', cache_refresh_minutes: 10 };

    expect(after).toEqual({});
    expect(files['lookup_tables.json']).toEqual({
      enabled: true,
      tables: { ports: { ...table, key: 'ports.json' }, ranks: { ...table, key: 'x/ranks.json' } },
    });
  });

  test('of one name are left to a person', () => {
    const lookup_tables = { enabled: true, buckets: { a: ['ports.json'], b: ['ports.json'] } };

    expect(infrastructure({ lookup_tables }).told.load).toEqual([
      place('infrastructure.lookup_tables.buckets.b'),
    ]);
  });

  test('do not count beside the file', () => {
    const own = { enabled: false };
    const { files, told } = infrastructure(
      { lookup_tables: former },
      { 'lookup_tables.json': own },
    );

    expect(files['lookup_tables.json']).toEqual(own);
    expect(told.warning).toEqual([place('infrastructure.lookup_tables')]);
  });
});

describe('other sections', () => {
  test('access logs are part of the infrastructure', () => {
    const { global: after, told } = global({
      s3_access_logging: { create_bucket: true, logging_bucket: 'b' },
    });

    expect(after).toEqual({
      account,
      general,
      infrastructure: { s3_access_logging: { bucket_name: 'b' } },
    });
    expect(told.warning).toEqual([place('s3_access_logging.create_bucket')]);
    const kept = global({ s3_access_logging: { create_bucket: false, logging_bucket: 'b' } });
    expect(kept.told.warning).toEqual([]);
  });

  test('keys of the state of Terraform are renamed', () => {
    const terraform = {
      create_bucket: true,
      tfstate_bucket: 'b',
      tfstate_s3_key: 'k',
      tfvars: 'v',
    };

    expect(global({ terraform }).global.terraform).toEqual({
      bucket_name: 'b',
      state_key_name: 'k',
    });
  });

  test('threat intelligence is a file of its own', () => {
    const excluded_iocs = { ip: { '10.0.0.0/8': {} } };
    const { global: after, files } = global({
      threat_intel: { enabled: true, dynamodb_table: 't', excluded_iocs },
    });

    expect(after).toEqual({ account, general });
    expect(files['threat_intel.json']).toEqual({
      enabled: true,
      dynamodb_table_name: 't',
      excluded_iocs,
      normalized_ioc_types: {},
    });
  });

  test('general is written for a directory of release 2', () => {
    const { files } = migrated({ 'global.json': { account }, ...ofRelease2 });

    expect(files['global.json']).toMatchObject({ general });
    expect(migrated({ 'global.json': { account } }).files['global.json']).toEqual({ account });
  });

  test('what is no map is left alone', () => {
    for (const content of [
      { infrastructure: 'x' },
      { s3_access_logging: ['x'], terraform: 5, threat_intel: 'x' },
    ]) {
      expect(global(content).global).toEqual({ account, general, ...content });
    }
  });
});
