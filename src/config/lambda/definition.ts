import { flag, integer, legacy, listOf, mapOf, oneOf, section, text } from '../definition.ts';
import { functionSettings, memory, schedule, timeout } from '../function-settings.ts';
import { alertProcessorDefinition } from './alert-processor.ts';
import { rulePromotionDefinition } from './rule-promotion.ts';

const plain = (description: string) => section(functionSettings, description);

const athenaPartitioner = section(
  {
    ...functionSettings,
    memory: memory().default(128),
    timeout: timeout().default(60),
    file_format: oneOf(['parquet', 'json'], 'How alerts and records are stored'),
    buckets: mapOf(
      text('alerts, data, or the name of a table'),
      'Bucket → table: more buckets to partition, besides those of alerts and records',
    ).default({}),
    database_name: text('Athena database').default('<prefix>_streamalert'),
    results_bucket: text('Bucket for the results of queries, with or without s3://').default(
      '<prefix>-streamalert-athena-results',
    ),
    queue_name: text('Queue that announces new objects').default(
      '<prefix>_streamalert_athena_s3_notifications',
    ),
    partitioning: oneOf(
      ['projection', 'lambda'],
      'How partitions of tables become known; projection is better for new deployments',
    ).default('lambda'),
    float_type: oneOf(
      ['double', 'decimal(10,3)'],
      'Column type of float fields; double is better for new deployments',
    ).default('decimal(10,3)'),
    refresh_type: legacy('form of release 2: write "buckets"'),
    refresh_interval: legacy('is no longer used; remove it'),
  },
  'Makes new files known to the search tables',
);

const threatIntelDownloader = section(
  {
    ...functionSettings,
    memory: memory().default(128),
    timeout: timeout().default(120),
    schedule_expression: schedule('When indicators are fetched').default('rate(1 day)'),
    ioc_keys: listOf(
      text('A key'),
      'Keys of the feed that are kept; an indicator needs all',
    ).default(['expiration_ts', 'itype', 'source', 'type', 'value']),
    ioc_filters: listOf(
      text('Part of a source name'),
      'Only indicators whose source contains one of these; nothing is kept without any',
    ).default([]),
    ioc_types: listOf(text('A type'), 'Types of indicators to fetch').default([
      'domain',
      'ip',
      'md5',
    ]),
    excluded_sub_types: listOf(text('A type'), 'Subtypes to leave out').default([
      'bot_ip',
      'brute_ip',
      'scan_ip',
      'spam_ip',
      'tor_ip',
    ]),
    autoscale: flag('Scale the table by itself').default(false),
    table_rcu: integer('Read units of the table', [1]).default(10),
    table_wcu: integer('Write units of the table', [1]).default(10),
    max_read_capacity: integer('Most read units when it scales', [1]).default(5),
    min_read_capacity: integer('Fewest read units when it scales', [1]).default(5),
    target_utilization: integer('How much of the capacity is in use', [20, 90], {
      unit: 'percent',
    }).default(70),
    interval: schedule('The same as schedule_expression, from earlier releases'),
  },
  'Fetches indicators of threats',
);

/** `lambda.json` (configuration.md 4). */
export const lambdaDefinition = section(
  {
    alert_merger_config: plain('Merges alerts'),
    alert_processor_config: alertProcessorDefinition,
    athena_partitioner_config: athenaPartitioner,
    classifier_config: section(
      { custom_metric_alarms: functionSettings.custom_metric_alarms },
      'Alarms over the classifiers of all clusters',
    ),
    rule_promotion_config: rulePromotionDefinition,
    rules_engine_config: section(
      {
        ...functionSettings,
        sqs_record_batch_size: integer('Most records in one invocation; 10 at most count', [1], {
          unit: 'records',
        }).default(10),
        log_rule_statistics: flag('Log how long each rule takes').default(false),
        rule_timeout_seconds: integer(
          'How long one rule may take for one batch, and how long an answer that it gives later is waited for',
          [1, 3600],
          { unit: 'seconds' },
        ).default(10),
        alerts_per_rule_and_hour: integer(
          'Alerts of one rule and source that are sent in one hour; further ones are kept and counted',
          [1],
          { unit: 'alerts' },
        ).default(1000),
      },
      'Asks the rules about records',
    ),
    threat_intel_downloader_config: threatIntelDownloader,
    artifact_extractor_config: section(
      {
        ...functionSettings,
        firehose_stream_name: text('Name of the stream, used as it is; 64 characters at most'),
      },
      'Keeps normalised values',
    ),
    athena_partition_refresh_config: legacy('renamed: write "athena_partitioner_config"'),
    rule_processor_config: legacy(
      'form of release 2: write classifier_config of each cluster and rules_engine_config here',
    ),
    stream_alert_apps_config: legacy('is no longer used; remove it'),
  },
  'Settings of the deployed functions',
);
