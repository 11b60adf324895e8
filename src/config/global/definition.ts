import { z } from 'zod';
import {
  anything,
  flag,
  integer,
  legacy,
  listOf,
  mapOf,
  number,
  oneOf,
  section,
  text,
  textLike,
} from '../definition.ts';
import { logRetention } from '../function-settings.ts';
import { secretsStoreKinds } from '../secrets-store.ts';

/** A placeholder of the stock files has a finding of its own. */
const bucket = (description: string) =>
  textLike(
    /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)(?:[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]|.*PREFIX_GOES_HERE.*)$/,
    'the name of an S3 bucket (3 to 63 of a-z 0-9 . -, which begins and ends with a letter or digit)',
    description,
  );

const paths = (item: string, description: string) =>
  listOf(text(item, { level: 'load' }), description);

const folders = (description: string) =>
  paths('A folder, relative to the one that holds the configuration directory', description);

const capacity = (description: string) =>
  integer(description, [0], { emptyIsDefault: true }).default(5);

const buffer = {
  interval: (byDefault: number) =>
    integer('How long is waited before it is written', [60, 900], { unit: 'seconds' }).default(
      byDefault,
    ),
  size: (min = 1) =>
    integer('How much is collected before it is written', [min, 128], {
      unit: 'megabytes',
    }).default(128),
};

const orElse = { emptyIsDefault: true } as const;

export const retainedLog = section(
  {
    enable_alarm: flag('An alarm when too few records arrive').default(false),
    evaluation_periods: integer('How many periods are looked at', [0], orElse).default(1),
    period_seconds: integer('Length of a period', [0], { ...orElse, unit: 'seconds' }).default(
      86_400,
    ),
    log_min_count_threshold: integer(
      'The alarm is raised below this many records',
      [0],
      orElse,
    ).default(1000),
    alarm_actions: z
      .union([text('An ARN'), listOf(text('An ARN'), 'ARNs')])
      .describe('One ARN or several that are notified; the monitoring topic when absent'),
  },
  'What is kept of this log type',
  { nullIsEmpty: true },
);

const account = section(
  {
    // Its checks are read by `readAccount`: a number is accepted when it has twelve digits.
    aws_account_id: anything('the account of the deployment: 12 digits, as text', {
      needed: 'build',
      expected: '12 digits, as text',
    }),
    prefix: text('lower-case letters and digits that begin the name of every resource', {
      needed: 'build',
    }),
    region: text('Home region').default('us-east-1'),
    kms_key_alias: text('Alias of the key that encrypts the secrets of outputs').default(
      '<prefix>_streamalert_secrets',
    ),
  },
  'where the deployment lives: aws_account_id, prefix and region',
  { needed: 'load' },
);

const general = section(
  {
    rule_locations: folders('Folders with rules, searched recursively').default(['rules']),
    matcher_locations: folders('Folders with matchers').default(['matchers']),
    publisher_locations: folders(
      'Folders with publishers; when absent, publishers if there is such a folder',
    ),
    parser_locations: folders(
      'Folders with parsers of your own; when absent, parsers if there is such a folder',
    ),
    scheduled_query_locations: folders(
      'Folders with queries that run on a timetable; when absent, scheduled_queries if there is such a folder',
    ),
    third_party_libraries: listOf(
      text('A package, name@range', { level: 'warning' }),
      'npm packages that rules need and that are bundled with them',
    ).default([]),
    terraform_files: paths(
      'A file, relative to the folder that holds the configuration directory',
      'Terraform files that are copied into the build directory',
    ).default([]),
    secrets_store: oneOf(
      secretsStoreKinds,
      'Where the credentials of outputs are kept: an encrypted file beside the project, SSM parameters, or Secrets Manager',
      { level: 'load' },
    ).default('file'),
  },
  'Where detection content is',
);

const infrastructure = section(
  {
    alerts_table: section(
      { read_capacity: capacity('Read units'), write_capacity: capacity('Write units') },
      'The table of alerts',
    ).prefault({}),
    alerts_firehose: section(
      {
        bucket_name: bucket('Bucket that keeps all alerts').default('<prefix>-streamalerts'),
        buffer_size: buffer.size(),
        buffer_interval: buffer.interval(300),
        cloudwatch_log_retention: logRetention('How long error logs are kept').default(14),
      },
      'The archive of alerts',
    ).prefault({}),
    firehose: section(
      {
        enabled: flag('Keep classified records').default(false),
        use_prefix: flag('Stream names begin with the prefix').default(true),
        bucket_name: bucket('Bucket that keeps the records').default('<prefix>-streamalert-data'),
        buffer_size: buffer.size(),
        buffer_interval: buffer.interval(300),
        enabled_logs: z
          .union([
            mapOf(retainedLog, 'Category or log type → settings'),
            listOf(text('A category or log type'), 'The form of release 2'),
          ])
          .describe('Category or log type → settings: what is kept')
          .default({}),
        compression_format: legacy('is ignored: the format follows from file_format; remove it'),
        s3_bucket_suffix: legacy('form of release 2: write bucket_name: "<prefix>.<suffix>"'),
        file_format: anything(
          'Belongs to athena_partitioner_config in lambda.json; counts only when missing there',
        ),
      },
      'Keeping classified records for search',
    ).prefault({}),
    artifact_extractor: section(
      {
        enabled: flag('Keep artifacts; only together with firehose.enabled').default(false),
        firehose_buffer_size: buffer.size(64),
        firehose_buffer_interval: buffer.interval(900),
        table_name: text('Name of the table').default('artifacts'),
      },
      'The table of normalised values',
    ).prefault({}),
    classifier_sqs: section(
      { use_prefix: flag('The name of the queue begins with the prefix').default(true) },
      'The queue between classifier and rules engine',
    ).prefault({}),
    monitoring: section(
      {
        sns_topic_name: text(
          'Topic that alarms notify; one of another name must exist already',
        ).default('<prefix>_streamalert_monitoring'),
        create_sns_topic: legacy(
          'form of release 2: remove it; the topic is created unless sns_topic_name names another one',
        ),
        metric_alarms: legacy(
          'form of release 2: write custom_metric_alarms of the function in lambda.json',
        ),
        shard_level_metrics: legacy(
          'belongs to modules.kinesis.streams of a cluster and has no effect here; write it there',
          'warning',
        ),
      },
      'Alarms of the deployment',
    ).prefault({}),
    rule_staging: section(
      {
        enabled: flag('New rules alert only to the archive for a while').default(false),
        cache_refresh_minutes: number(
          'How long a rules engine trusts what it knows of staging',
          0,
          { level: 'load', unit: 'minutes' },
        ).default(10),
        table_read_capacity: capacity('Read units'),
        table_write_capacity: capacity('Write units'),
        staging_hours: number('How long a rule stays staged', 0, {
          level: 'load',
          unit: 'hours',
        }).default(48),
        table: section(
          {
            read_capacity: integer('Read units; write table_read_capacity instead', [0]),
            write_capacity: integer('Write units; write table_write_capacity instead', [0]),
          },
          'Form of release 2',
        ),
      },
      'Staging of new rules',
    ).prefault({}),
    s3_access_logging: section(
      {
        bucket_name: bucket('Bucket for the access logs of all buckets').default(
          '<prefix>-streamalert-s3-logging',
        ),
      },
      'Access logs',
    ).prefault({}),
    shard_level_metrics: legacy(
      'belongs to modules.kinesis.streams of a cluster and has no effect here; write it there',
      'warning',
    ),
    lookup_tables: legacy('form of release 2: write lookup_tables.json, one table for each file'),
  },
  'Shared infrastructure',
);

/** `global.json` (configuration.md 3). */
export const globalDefinition = section(
  {
    account,
    general: general.prefault({}),
    infrastructure: infrastructure.prefault({}),
    terraform: section(
      {
        bucket_name: bucket('Bucket of the Terraform state').default(
          '<prefix>-streamalert-terraform-state',
        ),
        state_key_name: text('Object of the Terraform state').default(
          'streamalert_state/terraform.tfstate',
        ),
        tfstate_bucket: legacy('renamed: write "bucket_name"'),
        tfstate_s3_key: legacy('renamed: write "state_key_name"'),
        tfvars: legacy('is no longer used; remove it'),
        create_bucket: legacy('is no longer used; remove it'),
      },
      'Terraform state',
    ).prefault({}),
    s3_access_logging: legacy(
      'form of release 2: write infrastructure.s3_access_logging.bucket_name with its logging_bucket',
    ),
    threat_intel: legacy(
      'form of release 2: write threat_intel.json with enabled, dynamodb_table_name, excluded_iocs and normalized_ioc_types',
    ),
  },
  'Settings of the whole deployment',
);
