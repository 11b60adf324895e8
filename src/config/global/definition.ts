import { z } from 'zod';
import {
  anything,
  flag,
  integer,
  legacy,
  listOf,
  mapOf,
  number,
  section,
  text,
  textLike,
} from '../definition.ts';
import { logRetention } from '../function-settings.ts';
import { regions } from '../regions.ts';

const bucket = (description: string) =>
  textLike(
    /^(?:[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]|.*PREFIX_GOES_HERE.*)$/,
    'the name of an S3 bucket (3 to 63 of a-z 0-9 . -)',
    description,
  );

const folders = (description: string) =>
  listOf(text('A folder, relative to the one that holds the configuration directory'), description);

const capacity = (description: string) => integer(description, [0]);

const buffer = {
  interval: (description: string) => integer(description, [60, 900], { unit: 'seconds' }),
  size: (description: string, min = 1) => integer(description, [min, 128], { unit: 'megabytes' }),
};

const retainedLog = section(
  {
    enable_alarm: flag('An alarm when too few records arrive'),
    evaluation_periods: integer('How many periods are looked at', [0]),
    period_seconds: integer('Length of a period in seconds', [0]),
    log_min_count_threshold: integer('The alarm is raised below this many records', [0]),
    alarm_actions: z
      .union([z.string(), z.array(z.string())])
      .describe('ARNs that are notified; the monitoring topic when absent'),
  },
  'What is kept of this log type',
);

const account = section(
  {
    // Its checks are read by `readAccount`: a number is accepted when it has twelve digits.
    aws_account_id: anything('the account of the deployment: 12 digits, as text', {
      needed: 'build',
    }),
    prefix: text('lower-case letters and digits that begin the name of every resource', {
      needed: 'build',
    }),
    region: text(`Home region, such as ${regions[12]}`),
    kms_key_alias: text('Alias of the key that encrypts the secrets of outputs'),
  },
  'where the deployment lives: aws_account_id, prefix and region',
  { needed: 'load' },
);

const general = section(
  {
    rule_locations: folders('Folders with rules, searched recursively'),
    matcher_locations: folders('Folders with matchers'),
    publisher_locations: folders('Folders with publishers'),
    scheduled_query_locations: folders('Folders with queries that run on a timetable'),
    third_party_libraries: listOf(
      text('A package, name@range', { level: 'warning' }),
      'npm packages that rules need and that are bundled with them',
    ),
    terraform_files: folders('Terraform files that are copied into the build directory'),
  },
  'Where detection content is',
);

const infrastructure = section(
  {
    alerts_table: section(
      { read_capacity: capacity('Read units'), write_capacity: capacity('Write units') },
      'The table of alerts',
    ),
    alerts_firehose: section(
      {
        bucket_name: bucket('Bucket that keeps all alerts'),
        buffer_size: buffer.size('How much is collected before it is written'),
        buffer_interval: buffer.interval('How long is waited before it is written'),
        cloudwatch_log_retention: logRetention('How many days error logs are kept'),
      },
      'The archive of alerts',
    ),
    firehose: section(
      {
        enabled: flag('Keep classified records'),
        use_prefix: flag('Stream names begin with the prefix'),
        bucket_name: bucket('Bucket that keeps the records'),
        buffer_size: buffer.size('How much is collected before it is written'),
        buffer_interval: buffer.interval('How long is waited before it is written'),
        enabled_logs: z
          .union([
            mapOf(retainedLog, 'Category or log type → settings'),
            listOf(text('A category or log type'), 'The form of release 2'),
          ])
          .describe('Category or log type → settings: what is kept'),
        compression_format: legacy('is ignored: the format follows from file_format; remove it'),
        s3_bucket_suffix: legacy('form of release 2: write bucket_name: "<prefix>.<suffix>"'),
        file_format: anything('Belongs to athena_partitioner_config in lambda.json'),
      },
      'Keeping classified records for search',
    ),
    artifact_extractor: section(
      {
        enabled: flag('Keep artifacts; only together with firehose.enabled'),
        firehose_buffer_size: buffer.size('How much is collected before it is written', 64),
        firehose_buffer_interval: buffer.interval('How long is waited before it is written'),
        table_name: text('Name of the table'),
      },
      'The table of normalised values',
    ),
    classifier_sqs: section(
      { use_prefix: flag('The name of the queue begins with the prefix') },
      'The queue between classifier and rules engine',
    ),
    monitoring: section(
      {
        sns_topic_name: text('Topic that alarms notify'),
        create_sns_topic: legacy(
          'form of release 2: remove it; the topic is created unless sns_topic_name names another one',
        ),
        metric_alarms: legacy(
          'form of release 2: write custom_metric_alarms of the function in lambda.json',
        ),
        shard_level_metrics: legacy(
          'belongs to modules.kinesis.streams of a cluster; write it there',
        ),
      },
      'Alarms of the deployment',
    ),
    rule_staging: section(
      {
        enabled: flag('New rules alert only to the archive for a while'),
        cache_refresh_minutes: number('How long a rules engine trusts what it knows of staging', 0),
        table_read_capacity: capacity('Read units'),
        table_write_capacity: capacity('Write units'),
        staging_hours: number('How long a rule stays staged', 0),
        table: anything('Form of release 2'),
      },
      'Staging of new rules',
    ),
    s3_access_logging: section(
      { bucket_name: bucket('Bucket for the access logs of all buckets') },
      'Access logs',
    ),
    shard_level_metrics: legacy('belongs to modules.kinesis.streams of a cluster; write it there'),
    lookup_tables: legacy('form of release 2: write lookup_tables.json, one table for each file'),
  },
  'Shared infrastructure',
);

/** `global.json` (configuration.md 3). */
export const globalDefinition = section(
  {
    account,
    general,
    infrastructure,
    terraform: section(
      {
        bucket_name: bucket('Bucket of the Terraform state'),
        state_key_name: text('Object of the Terraform state'),
        tfstate_bucket: legacy('renamed: write "bucket_name"'),
        tfstate_s3_key: legacy('renamed: write "state_key_name"'),
        tfvars: legacy('is no longer used; remove it'),
        create_bucket: legacy('is no longer used; remove it'),
      },
      'Terraform state',
    ),
    s3_access_logging: legacy(
      'form of release 2: write infrastructure.s3_access_logging.bucket_name with its logging_bucket',
    ),
    threat_intel: legacy(
      'form of release 2: write threat_intel.json with enabled, dynamodb_table_name, excluded_iocs and normalized_ioc_types',
    ),
  },
  'Settings of the whole deployment',
);
