import { flag, integer, legacy, listOf, mapOf, oneOf, section, text } from '../definition.ts';
import { functionSettings, schedule } from '../function-settings.ts';

const plain = (description: string) => section(functionSettings, description);

const athenaPartitioner = section(
  {
    ...functionSettings,
    file_format: oneOf(['parquet', 'json'], 'How alerts and records are stored'),
    buckets: mapOf(text('alerts, data, or the name of a table'), 'More buckets to partition'),
    database_name: text('Athena database'),
    results_bucket: text('Bucket for the results of queries'),
    queue_name: text('Queue that announces new objects'),
    partitioning: oneOf(['projection', 'lambda'], 'How partitions of tables become known'),
    float_type: oneOf(['double', 'decimal(10,3)'], 'Column type of float fields'),
    refresh_type: legacy('form of release 2: write "buckets"'),
    refresh_interval: legacy('is no longer used; remove it'),
  },
  'Makes new files known to the search tables',
);

const threatIntelDownloader = section(
  {
    ...functionSettings,
    ioc_keys: listOf(text('A key'), 'Keys of the feed that are kept'),
    ioc_filters: listOf(text('Part of a source name'), 'Only indicators whose source contains one'),
    ioc_types: listOf(text('A type'), 'Types of indicators to fetch'),
    excluded_sub_types: listOf(text('A type'), 'Subtypes to leave out'),
    autoscale: flag('Scale the table by itself'),
    table_rcu: integer('Read units of the table', [1]),
    table_wcu: integer('Write units of the table', [1]),
    max_read_capacity: integer('Most read units', [1]),
    min_read_capacity: integer('Fewest read units', [1]),
    target_utilization: integer('Percent of the capacity in use', [20, 90], { unit: 'percent' }),
    interval: legacy('renamed: write "schedule_expression"'),
  },
  'Fetches indicators of threats',
);

/** `lambda.json` (configuration.md 4). */
export const lambdaDefinition = section(
  {
    alert_merger_config: plain('Merges alerts'),
    alert_processor_config: plain('Sends alerts to outputs'),
    athena_partitioner_config: athenaPartitioner,
    classifier_config: section(
      { custom_metric_alarms: functionSettings.custom_metric_alarms },
      'Alarms over the classifiers of all clusters',
    ),
    rule_promotion_config: section(
      {
        ...functionSettings,
        send_digest_schedule_expression: schedule('When the digest is sent, UTC'),
        digest_sns_topic: text('Name of the topic that receives the digest'),
      },
      'Makes staged rules live',
    ),
    rules_engine_config: section(
      {
        ...functionSettings,
        sqs_record_batch_size: integer('Most records in one invocation', [1], { unit: 'records' }),
        log_rule_statistics: flag('Log how long each rule takes'),
      },
      'Asks the rules about records',
    ),
    threat_intel_downloader_config: threatIntelDownloader,
    artifact_extractor_config: section(
      { ...functionSettings, firehose_stream_name: text('Name of the stream, used as it is') },
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
