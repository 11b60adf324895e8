import { describe, expect, test } from 'vitest';
import { type ConfigFiles, migrated } from '../../../testing/config-trees.ts';

const account = { aws_account_id: '111122223333', prefix: 'acme', region: 'us-east-1' };

/** `lambda.json` of a directory of release 3 after the migration. */
function lambda(content: object, more: ConfigFiles = {}) {
  const { files, told } = migrated({
    'global.json': { account, general: {} },
    'lambda.json': content,
    ...more,
  });
  return { lambda: Object(files['lambda.json']), global: Object(files['global.json']), told };
}

const ofRelease2 = {
  'clusters/prod.json': {
    modules: { stream_alert: { classifier_config: { enable_custom_metrics: true } } },
  },
};

describe('athena_partition_refresh_config', () => {
  test('is athena_partitioner_config, and all that it stored is JSON', () => {
    const { lambda: after, told } = lambda({ athena_partition_refresh_config: { memory: 128 } });

    expect(after).toEqual({ athena_partitioner_config: { memory: 128, file_format: 'json' } });
    expect(told.migration).toEqual([
      'lambda.json: athena_partition_refresh_config',
      'lambda.json: athena_partitioner_config.file_format',
    ]);
  });

  test.each([
    ['athena_partition_refresh_config', { file_format: null }],
    ['athena_partitioner_config', { file_format: null }],
    ['athena_partitioner_config', {}],
  ])('the format of %s %j is not guessed', (name, section) => {
    expect(lambda({ [name]: section }).lambda.athena_partitioner_config).toEqual(section);
  });

  test('buckets of both ways to refresh are merged, intervals dropped', () => {
    const { lambda: after } = lambda({
      athena_partition_refresh_config: {
        refresh_type: { repair_hive_table: { a: 'alerts' }, add_hive_partition: { b: 'data' } },
        refresh_interval: 'rate(10 minutes)',
        buckets: { c: 'data' },
        file_format: 'json',
      },
    });

    expect(after.athena_partitioner_config).toEqual({
      buckets: { c: 'data', a: 'alerts', b: 'data' },
      file_format: 'json',
    });
  });

  test('results stay in the bucket of release 2; of release 3 nothing is written', () => {
    const section = { athena_partition_refresh_config: { file_format: 'json' } };

    expect(lambda(section, ofRelease2).lambda.athena_partitioner_config).toMatchObject({
      results_bucket: 'acme.streamalert.athena-results',
    });
    expect(lambda(section).lambda.athena_partitioner_config).toEqual({ file_format: 'json' });
  });

  test('the database is not guessed; release 1 is told', () => {
    const release1 = {
      'clusters/prod.json': { modules: { stream_alert: { rule_processor: {} } } },
    };
    const section = { athena_partition_refresh_config: { file_format: 'json' } };
    const { lambda: after, told } = lambda(section, release1);

    expect(after.athena_partitioner_config).not.toHaveProperty('database_name');
    expect(told.migration).toContain('lambda.json: athena_partitioner_config');
    expect(lambda(section, ofRelease2).told.migration).not.toContain(
      'lambda.json: athena_partitioner_config',
    );
  });

  test('the bucket of alerts that it names is where alerts are archived', () => {
    const { lambda: after, global } = lambda({
      athena_partitioner_config: {
        file_format: 'json',
        buckets: { 'acme.streamalerts': 'alerts' },
      },
    });

    expect(after.athena_partitioner_config.buckets).toEqual({ 'acme.streamalerts': 'alerts' });
    expect(global.infrastructure).toEqual({
      alerts_firehose: { bucket_name: 'acme.streamalerts' },
    });
  });

  test('the new name counts', () => {
    const { lambda: after, told } = lambda({
      athena_partition_refresh_config: { memory: 1 },
      athena_partitioner_config: { memory: 2 },
    });

    expect(after).toEqual({ athena_partitioner_config: { memory: 2 } });
    expect(told.warning).toEqual(['lambda.json: athena_partition_refresh_config']);
  });
});

describe('functions', () => {
  test('libraries move to general, without those that only the original needed', () => {
    const { lambda: after, global } = lambda({
      rule_processor_config: {
        handler: 'x',
        third_party_libraries: ['jsonpath_rw', 'netaddr==0.7', 'pathlib2'],
      },
      alert_processor_config: { memory: 128, third_party_libraries: ['pathlib2', 'requests'] },
      stream_alert_apps_config: { third_party_libraries: [] },
    });

    expect(after).toEqual({ alert_processor_config: { memory: 128 } });
    expect(global.general).toEqual({ third_party_libraries: ['pathlib2', 'requests'] });
  });

  test('packaging is dropped, metrics are renamed', () => {
    const { lambda: after, told } = lambda({
      alert_merger_config: {
        handler: 'x',
        source_bucket: 'x',
        source_object_key: 'x',
        source_current_hash: 'x',
        current_version: 'x',
        enable_metrics: true,
      },
      threat_intel_downloader_config: { interval: 'rate(1 day)' },
    });

    expect(after).toEqual({
      alert_merger_config: { enable_custom_metrics: true },
      threat_intel_downloader_config: { schedule_expression: 'rate(1 day)' },
    });
    expect(told.migration).toHaveLength(7);
  });

  test('a directory of release 2 gets those that it lacks, one of release 3 does not', () => {
    const { lambda: after } = lambda({ rules_engine_config: { memory: 512 } }, ofRelease2);

    expect(after).toMatchObject({
      rules_engine_config: { memory: 512 },
      alert_merger_config: {
        concurrency_limit: 1,
        enable_custom_metrics: true,
        log_retention_days: 14,
        memory: 128,
        timeout: 60,
        schedule_expression: 'rate(1 minute)',
        metric_alarms: { throttles: { threshold: 1 } },
      },
    });
    expect(lambda({}, ofRelease2).lambda.rules_engine_config).toEqual({
      concurrency_limit: 10,
      enable_custom_metrics: true,
      log_level: 'info',
      log_rule_statistics: true,
      memory: 128,
      sqs_record_batch_size: 10,
      timeout: 60,
    });
    expect(lambda({}).lambda).toEqual({});
  });
});
