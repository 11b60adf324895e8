import type { ConfigFiles } from './config-trees.ts';

/**
 * Whole configuration directories as earlier releases wanted them, of companies that do not exist. Paths are
 * relative to the configuration directory; `../` is the root of the repository then.
 */
const type = (schema: object, more: object = {}) => ({ schema, parser: 'json', ...more });

const gate = { gate: 'integer', badge: 'string', seen: 'string' };

/** Everything in one file beside `conf/`, hints in schemas. */
const release12: ConfigFiles = {
  '../variables.json': {
    account_id: '111122223333',
    prefix: 'harbour',
    region: 'eu-west-1',
    kms_key_alias: 'harbour_secrets',
    clusters: { docks: 'eu-west-1', office: 'us-east-1' },
    kinesis_settings: { docks: [2, 48], office: [1, 24] },
    lambda_settings: { docks: [20, 256], office: [10, 128] },
    lambda_function_prod_versions: { docks: '$LATEST', office: '7' },
    lambda_handler: 'main.handler',
    lambda_source_bucket_name: 'harbour.streamalert.source',
    lambda_source_current_hash: 'auto',
    output_lambda_current_hash: 'auto',
    flow_log_settings: { docks: { vpcs: ['vpc-1'], subnets: [], enis: [] } },
    firehose_s3_bucket_suffix: 'streamalert.results',
    tfstate_s3_key: 'state/terraform.tfstate',
    tfvars: 'terraform.tfvars',
    third_party_libs: ['jsonpath_rw', 'requests==2.9'],
  },
  'logs.json': {
    'crane:log': {
      schema: { when: 'string', crane: 'string', load: { cars: 'integer', tons: 'float' } },
      parser: 'csv',
      delimiter: '|',
      hints: { crane: ['north*', 'south*'], load: { cars: ['1*'] } },
    },
    'quay:gate': { ...type(gate), hints: { records: '$.rows[*]' } },
    'quay:flows': {
      schema: { eni: 'string', bytes: 'integer' },
      parser: 'gzip-json',
      hints: { records: 'logEvents[*].extractedFields', envelope: { owner: 'integer' } },
    },
    'pump:pairs': {
      schema: { a: 'string', b: 'string' },
      parser: 'kv',
      delimiter: ' ',
      separator: ':',
      hints: {},
    },
  },
  'sources.json': {
    kinesis: {
      harbour_docks_stream_alert_kinesis: { logs: ['crane', 'quay'] },
      harbour_office_stream_alert_kinesis: { logs: ['pump'] },
    },
  },
};

/** Inputs, outputs, optional keys with types, one cluster. */
const release13: ConfigFiles = {
  'variables.json': {
    account: {
      aws_account_id: '111122223333',
      prefix: 'mill',
      region: 'us-west-2',
      kms_key_alias: 'stream_alert_secrets',
    },
    clusters: { prod: 'us-west-2' },
    kinesis_streams_config: { prod: [1, 24] },
    rule_processor_lambda_config: { prod: [15, 192] },
    rule_processor_versions: { prod: '$LATEST' },
    alert_processor_lambda_config: { prod: [25, 128] },
    alert_processor_versions: { prod: '$LATEST' },
    rule_processor_config: {
      handler: 'stream_alert.rule_processor.main.handler',
      source_bucket: 'mill.streamalert.source',
      third_party_libraries: ['jsonpath_rw', 'netaddr', 'pyyaml'],
    },
    alert_processor_config: { handler: 'main.handler', third_party_libraries: [] },
    flow_log_config: { emis: ['eni-1'], subnets: [], vpcs: [] },
    firehose: { s3_bucket_suffix: 'streamalert.results' },
    terraform: { tfstate_s3_key: 'state/terraform.tfstate', tfvars: 'terraform.tfvars' },
  },
  'logs.json': {
    'stone:grind': type(
      { stone: 'string', grain: 'string' },
      {
        configuration: { optional_top_level_keys: { speed: 'integer', tags: [], grain: 'string' } },
      },
    ),
    'stone:weigh': type({ scale: 'string' }, { configuration: { json_path: '$.weighings[0:3]' } }),
  },
  'sources.json': {
    kinesis: { mill_prod_stream_alert_kinesis: { logs: ['stone'] } },
    sns: { mill_grain: { logs: ['stone'] } },
  },
  'inputs.json': { 'aws-sns': { grain: 'arn:aws:sns:us-west-2:111122223333:mill_grain' } },
  'outputs.json': {
    'aws-lambda': { page: 'arn:aws:lambda:us-west-2:111122223333:function:page_the_miller:live' },
    slack: ['mill_soc'],
  },
};

/** Clusters in files of their own, after release note 1.4 and the cluster page of that time. */
const release14: ConfigFiles = {
  'global.json': {
    account: {
      aws_account_id: '111122223333',
      prefix: 'tram',
      kms_key_alias: 'stream_alert_secrets',
    },
    infrastructure: { monitoring: { create_sns_topic: true } },
    terraform: {
      tfstate_bucket: 'tram.streamalert.terraform.state',
      tfstate_s3_key: 'state/terraform.tfstate',
      tfvars: 'terraform.tfvars',
    },
  },
  'lambda.json': {
    alert_processor_config: { handler: 'main.handler', source_bucket: 'tram.streamalert.source' },
    rule_processor_config: { handler: 'main.handler', third_party_libraries: ['netaddr'] },
  },
  'clusters/production.json': {
    id: 'production',
    region: 'us-west-2',
    modules: {
      stream_alert: {
        alert_processor: { timeout: 25, memory: 128, current_version: '$LATEST' },
        rule_processor: { timeout: 10, memory: 256, current_version: '$LATEST' },
      },
      cloudwatch_monitoring: { enabled: true },
      kinesis: {
        streams: { shards: 1, retention: 24 },
        firehose: { enabled: true, s3_bucket_suffix: 'streamalert.results' },
      },
      kinesis_events: { enabled: true },
      cloudtrail: { enabled: true, event_pattern: { source: ['aws.iam'] } },
      flow_logs: {
        enabled: true,
        log_group_name: 'tram_flows',
        subnets: ['subnet-1'],
        vpcs: [],
        enis: [],
      },
      s3_events: { s3_bucket_id: 'tram.tickets' },
    },
    outputs: { kinesis: ['username', 'access_key_id', 'secret_key'] },
    alert_processor: { vpc_config: { subnet_ids: ['subnet-2'], security_group_ids: ['sg-1'] } },
  },
  'logs.json': { 'tram:ticket': type({ line: 'string', zone: 'integer' }) },
  'sources.json': {
    kinesis: { tram_production_stream_alert_kinesis: { logs: ['tram'] } },
    s3: { 'tram.tickets': { logs: ['tram'] } },
  },
  'outputs.json': { 'aws-s3': { main: 'tram.streamalerts' } },
};

/** Two clusters, threat intelligence in the names of types, apps, alarms, filters of buckets. */
const release16: ConfigFiles = {
  'global.json': {
    account: { aws_account_id: '111122223333', prefix: 'bakery', region: 'us-east-1' },
    infrastructure: {
      monitoring: {
        create_sns_topic: false,
        sns_topic_name: 'bakery_pager',
        metric_alarms: {
          rule_processor: {
            'Bakery parses': {
              metric_name: 'RuleProcessor-FailedParses',
              comparison_operator: 'GreaterThanThreshold',
              evaluation_periods: 1,
              period: 300,
              threshold: 5,
            },
          },
        },
      },
      firehose: {
        enabled: true,
        s3_bucket_suffix: 'streamalert.data',
        enabled_logs: ['oven'],
        compression_format: 'GZIP',
      },
    },
    terraform: { tfstate_bucket: 'bakery.streamalert.terraform.state', tfstate_s3_key: 's' },
    threat_intel: {
      enabled: true,
      dynamodb_table: 'bakery_iocs',
      excluded_iocs: { ip: { '10.0.0.0/8': { comment: 'ours' } } },
    },
  },
  'lambda.json': {
    athena_partition_refresh_config: {
      enable_metrics: false,
      refresh_type: {
        repair_hive_table: { 'bakery.streamalerts': 'alerts' },
        add_hive_partition: {},
      },
      refresh_interval: 'rate(10 minutes)',
      memory: '128',
      timeout: '60',
    },
    alert_processor_config: { handler: 'main.handler' },
    rule_processor_config: { third_party_libraries: ['netaddr', 'pathlib2'] },
    stream_alert_apps_config: { handler: 'main.handler', third_party_libraries: [] },
    threat_intel_downloader_config: {
      enabled: true,
      interval: 'rate(1 day)',
      ioc_filters: ['feed'],
    },
  },
  'clusters/ovens.json': {
    id: 'ovens',
    region: 'us-east-1',
    modules: {
      stream_alert: {
        alert_processor: { memory: 128, timeout: 25, outputs: { 'aws-s3': ['bakery.orders'] } },
        rule_processor: {
          memory: 256,
          timeout: 60,
          enable_metrics: true,
          inputs: { 'aws-sns': ['arn:aws:sns:us-east-1:111122223333:bakery_bell'] },
          metric_alarms: {
            'Ovens records': {
              metric_name: 'RuleProcessor-TotalRecords-OVENS',
              comparison_operator: 'LessThanThreshold',
              evaluation_periods: 1,
              period: 3600,
              threshold: 1,
            },
          },
        },
      },
      cloudtrail: {
        enable_logging: true,
        enable_kinesis: false,
        cross_account_ids: ['444455556666'],
      },
      kinesis: { streams: { shards: 1, retention: 24, create_user: false } },
      kinesis_events: { enabled: true },
      s3_events: [
        { bucket_id: 'bakery.flour', filter_prefix: 'in/', filter_suffix: '.log' },
        { bucket_id: 'bakery.flour', filter_prefix: 'out/' },
        { bucket_id: 'bakery.sugar', enable_events: true },
        { bucket_id: 'bakery.old', enable_events: false },
      ],
      stream_alert_apps: {
        duo_prod: {
          type: 'duo_auth',
          interval: 'rate(2 hours)',
          memory: 128,
          timeout: 60,
          log_level: 'info',
          current_version: '$LATEST',
        },
      },
      cloudwatch: { cross_account_ids: ['444455556666'], excluded_regions: ['us-west-1'] },
    },
    outputs: { kinesis: ['arn'] },
  },
  'clusters/shop.json': {
    id: 'shop',
    region: 'us-west-2',
    modules: {
      stream_alert: {
        alert_processor: { memory: 192, timeout: 20 },
        rule_processor: { memory: 128, timeout: 90, enable_threat_intel: false },
      },
      kinesis: { streams: { shards: 2, retention: 24 } },
      kinesis_events: { enabled: true },
      flow_logs: { enabled: true, vpcs: ['vpc-9'], cross_account_ids: ['444455556666'] },
    },
    outputs: { kinesis: ['username'] },
  },
  'logs.json': {
    'oven:heat': type({ oven: 'string', deg: 'integer', net: { src: 'string' } }),
    'till:sale': type({ till: 'string', ip: 'string' }),
    'duo:auth': type({ user: 'string' }),
  },
  'sources.json': {
    kinesis: {
      bakery_ovens_stream_alert_kinesis: { logs: ['oven'] },
      bakery_shop_stream_alert_kinesis: { logs: ['till'] },
      prefix_cluster1_stream_alert_kinesis: { logs: ['oven'] },
    },
    s3: { 'bakery.flour': { logs: ['oven'] } },
    sns: { bakery_bell: { logs: ['oven'] } },
    stream_alert_app: { bakery_ovens_duo_auth_duo_prod_app: { logs: ['duo'] } },
  },
  'types.json': {
    oven: { 'sourceAddress:ioc_ip': ['src'], deviceName: ['oven'] },
    till: { 'sourceAddress:ioc_ip': ['ip'] },
  },
  'outputs.json': { 'aws-s3': { orders: 'bakery.orders' } },
};

/** The last of them: classifier in a module, null for the name of the queue. */
const release23: ConfigFiles = {
  'global.json': {
    account: { aws_account_id: '111122223333', prefix: 'ferry', region: 'us-east-1' },
    general: { matcher_locations: ['matchers'], rule_locations: ['rules'] },
    infrastructure: {
      alerts_table: { read_capacity: 5, write_capacity: 5 },
      classifier_sqs: { use_prefix: null },
      firehose: { enabled: true, buffer_size: 64, enabled_logs: { deck: { enable_alarm: true } } },
      lookup_tables: {
        enabled: true,
        cache_refresh_minutes: 5,
        buckets: { 'ferry.tables': ['ports.json', 'crew/ranks.json'] },
      },
      monitoring: { create_sns_topic: true },
      rule_staging: {
        enabled: true,
        cache_refresh_minutes: 10,
        table: { read_capacity: 20, write_capacity: 5 },
      },
    },
    s3_access_logging: { create_bucket: true, logging_bucket: 'ferry.streamalert.s3-logging' },
    terraform: {
      create_bucket: true,
      tfstate_bucket: 'ferry.streamalert.terraform.state',
      tfstate_s3_key: 's',
    },
  },
  'lambda.json': {
    alert_merger_config: { memory: 128, timeout: 60, schedule_expression: 'rate(1 minute)' },
    alert_processor_config: { memory: 128, timeout: 60 },
    athena_partition_refresh_config: {
      buckets: { 'ferry.streamalerts': 'alerts' },
      concurrency_limit: 10,
    },
    classifier_config: {},
    rules_engine_config: {
      memory: 128,
      timeout: 60,
      enable_metrics: true,
      third_party_libraries: ['pathlib2'],
    },
  },
  'clusters/prod.json': {
    id: 'prod',
    region: 'us-east-1',
    modules: {
      stream_alert: {
        classifier_config: {
          enable_custom_metrics: true,
          inputs: { 'aws-sns': [] },
          memory: 128,
          timeout: 60,
        },
        enable_threat_intel: true,
      },
      cloudtrail: { enable_logging: true, event_pattern: '{"source": ["aws.ec2"]}' },
      kinesis: { streams: { shards: 1, retention: 24 } },
      kinesis_events: { enabled: true, batch_size: 100 },
      stream_alert_apps: {
        ferry_prod_slack_access_office_app: {
          type: 'slack_access',
          schedule_expression: 'rate(1 hour)',
          memory: 128,
          timeout: 60,
        },
      },
    },
  },
  'clusters/sources.json': {
    kinesis: { ferry_prod_stream_alert_kinesis: { logs: ['deck'] } },
    sns: { 'arn:aws:sns:us-east-1:111122223333:ferry_bells': { logs: ['deck'] } },
    stream_alert_app: { ferry_prod_slack_access_office_app: { logs: ['deck'] } },
  },
  'logs.json': { 'deck:log': type({ boat: 'string', from: 'string' }) },
  'normalized_types.json': { deck: { sourceAddress: ['from'] } },
  'threat_intel.json': {
    enabled: true,
    dynamodb_table_name: 'ferry_iocs',
    normalized_ioc_types: { ip: ['sourceAddress'] },
    excluded_iocs: { ip: { '10.0.0.0/8': {} } },
  },
  'outputs.json': { slack: ['bridge'] },
};

const release3 = {
  'global.json': {
    account: { aws_account_id: '111122223333', prefix: 'orchard', region: 'us-east-1' },
    general: { matcher_locations: ['matchers'], rule_locations: ['rules'] },
    infrastructure: {
      firehose: { use_prefix: true, enabled: false, enabled_logs: {} },
      monitoring: {},
      rule_staging: { enabled: false, table: { read_capacity: 20, write_capacity: 5 } },
      classifier_sqs: { use_prefix: true },
    },
  },
  'clusters/prod.json': {
    id: 'prod',
    classifier_config: { enable_custom_metrics: true, memory: 128, timeout: 60 },
    data_sources: {
      kinesis: { orchard_prod_streamalert: ['pump'] },
      s3: { 'orchard.logs': ['pump'] },
    },
    modules: {
      cloudtrail: { enabled: true },
      kinesis: { streams: { shards: 1, retention: 24, create_user: true } },
      kinesis_events: { enabled: true },
    },
  },
  'schemas/pump.json': { 'pump:flow': type({ pump: 'string', litres: 'integer' }) },
  'normalized_types.json': { pump: { deviceName: ['pump'] } },
  'outputs.json': { slack: ['garden'] },
} as const;

/** Release 3.0: the partitioner has its former name and no format. */
const release30: ConfigFiles = {
  ...release3,
  'lambda.json': { athena_partition_refresh_config: { concurrency_limit: 10, log_level: 'info' } },
};

/** Releases 3.1 to 3.3: the format has to be chosen. */
const release31: ConfigFiles = {
  ...release3,
  'lambda.json': { athena_partition_refresh_config: { concurrency_limit: 10, file_format: null } },
};

/** Release 3.5 with everything that may be left over from before. */
const release35: ConfigFiles = {
  ...release3,
  'global.json': {
    ...release3['global.json'],
    threat_intel: { enabled: false, dynamodb_table: 'iocs', excluded_iocs: {} },
  },
  'lambda.json': { athena_partitioner_config: { file_format: 'parquet' } },
  'clusters/prod.json': { ...release3['clusters/prod.json'], region: 'us-east-1' },
  'sources.json': { kinesis: { forgotten: { logs: ['pump'] } } },
};

export const formerConfigurations: Readonly<Record<string, ConfigFiles>> = {
  '1.2': release12,
  '1.3': release13,
  '1.4': release14,
  '1.6': release16,
  '2.3': release23,
  '3.0': release30,
  '3.1': release31,
  '3.5': release35,
};
