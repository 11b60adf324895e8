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
import { functionSettings, logRetention, schedule } from '../function-settings.ts';
import { regions } from '../regions.ts';

const accountIds = (description: string) =>
  listOf(textLike(/^\d{12}$/, 'an account id (12 digits, as text)', 'An account id'), description);

const region = () =>
  oneOf(regions, 'A region', { expected: 'a region known here, such as "us-east-1"' });

const active = (byDefault: boolean) => flag('Whether the module is active').default(byDefault);

/** Each may be written in two places, so the defaults stand with whoever joins them. */
const s3Settings = {
  cross_account_ids: accountIds('Accounts that may write to the bucket, besides our own; none'),
  enable_events: flag('New objects of the bucket invoke the classifier; false when absent'),
  bucket_name: text('Bucket of the trail; <prefix>-<cluster>-streamalert-cloudtrail when absent'),
  event_selector_type: oneOf(
    ['ReadOnly', 'WriteOnly', 'All', ''],
    'Logging of single objects of S3; "" when absent, which is none',
  ),
};

export const cloudtrailDefinition = section(
  {
    enabled: active(true),
    enable_logging: flag('false pauses the trail').default(true),
    exclude_home_region_events: flag(
      'Leave out events of our region; only with send_to_cloudwatch',
    ).default(false),
    is_global_trail: flag('One trail for all regions').default(true),
    send_to_cloudwatch: flag(
      'Deliver to a log group and forward to the stream of this cluster',
    ).default(false),
    cloudwatch_destination_arn: text(
      'Another destination than that of this cluster in our region',
    ).default(
      'arn:aws:logs:<region>:<account>:destination:streamalert_<cluster>_cloudwatch_to_kinesis',
    ),
    retention_in_days: logRetention('How long the log group keeps events').default(1),
    send_to_sns: flag('A topic, named as the bucket, that announces new objects').default(false),
    allow_cross_account_sns: flag('The cross-account ids may publish to that topic').default(false),
    s3_cross_account_ids: s3Settings.cross_account_ids,
    enable_s3_events: s3Settings.enable_events,
    s3_bucket_name: s3Settings.bucket_name,
    s3_event_selector_type: s3Settings.event_selector_type,
    s3_settings: section(
      {
        ...s3Settings,
        ignore_digest: flag('Events only for the folder CloudTrail/, not for digests').default(
          true,
        ),
      },
      'Settings of the bucket; the same as the flat keys',
    ).prefault({}),
    existing_trail: legacy(
      'form of release 2: write "enabled": false for a trail that exists already',
    ),
    enable_kinesis: legacy(
      'form of release 2: write the module cloudwatch_events, or leave it out',
    ),
    event_pattern: legacy('moved: write it in the module cloudwatch_events'),
    cross_account_ids: legacy('moved: write s3_settings.cross_account_ids'),
  },
  'Create a CloudTrail trail and read it',
);

const cloudwatchEvents = section(
  {
    enabled: active(true),
    event_pattern: anything(
      'Which events are forwarded; {} or null: all; when absent, those of our account',
    ),
    cross_account: section(
      {
        accounts: mapOf(
          listOf(region(), 'Regions'),
          'Account id → regions it may send from',
        ).default({}),
        organizations: mapOf(listOf(region(), 'Regions'), 'Organization id → regions').default({}),
      },
      'Who else may send events',
    ).prefault({}),
  },
  'Forward events of EventBridge to the stream of this cluster',
);

const logsDestination = {
  enabled: active(true),
  cross_account_ids: accountIds('Accounts that may subscribe, besides our own').default([]),
  regions: listOf(region(), 'Exactly these regions; all when absent'),
  excluded_regions: listOf(region(), 'Regions to leave out').default([]),
};

const alarmStems = [
  ['lambda_invocation_error', 'Errors of the classifier', 0, 1],
  ['lambda_throttle_error', 'Throttles of the classifier', 0, 1],
  ['lambda_iterator_age_error', 'Age of what the classifier reads, in milliseconds', 1_000_000, 1],
  [
    'kinesis_iterator_age_error',
    'Age of what is read from the stream, in milliseconds',
    1_000_000,
    1,
  ],
  ['kinesis_write_throughput_exceeded', 'Refused writes to the stream', 10, 6],
] as const;

const alarmSettings = Object.fromEntries(
  alarmStems.flatMap(([stem, description, threshold, periods]) => [
    [`${stem}_threshold`, number(`${description}: alarm above this`, 0).default(threshold)],
    [
      `${stem}_evaluation_periods`,
      integer(`${description}: periods looked at`, [1]).default(periods),
    ],
    [
      `${stem}_period`,
      integer(`${description}: length of a period`, [1], { unit: 'seconds' }).default(300),
    ],
  ]),
);

const shardMetrics = [
  'IncomingBytes',
  'IncomingRecords',
  'IteratorAgeMilliseconds',
  'OutgoingBytes',
  'OutgoingRecords',
  'ReadProvisionedThroughputExceeded',
  'WriteProvisionedThroughputExceeded',
  'ALL',
] as const;

const kinesis = section(
  {
    streams: section(
      {
        shards: integer('number of shards', [1], { needed: 'build' }),
        retention: integer('hours that records stay in the stream', [24, 8760], {
          unit: 'hours',
          needed: 'build',
        }),
        create_user: flag('An IAM user that may put records').default(false),
        shard_level_metrics: listOf(oneOf(shardMetrics, 'A metric'), 'Enhanced metrics').default(
          [],
        ),
        stream_name: textLike(
          /^[A-Za-z0-9_.-]{1,128}$/,
          '1 to 128 of A-Z a-z 0-9 _ . -',
          'Name of the stream',
        ).default('<prefix>_<cluster>_streamalert'),
        trusted_accounts: accountIds('Accounts that may take the role of a writer').default([]),
        terraform_outputs: listOf(
          oneOf(
            ['arn', 'stream_name', 'username', 'user_arn', 'access_key_id', 'secret_key'],
            'An output',
          ),
          'What is printed after a build; the last four need create_user',
        ).default([]),
      },
      'The stream of this cluster',
    ),
    firehose: legacy('is no longer needed: alerts are always archived; remove it'),
  },
  'Create a Kinesis stream',
);

const flowLogs = section(
  {
    enabled: active(true),
    flow_log_filter: text('Filter pattern of the subscription').default(
      '[version, account, eni, source, destination, srcport, destport, protocol, packets, bytes, ' +
        'windowstart, windowend, action, flowlogstatus]',
    ),
    log_retention: logRetention('How long the log group keeps events').default(7),
    enis: listOf(text('A network interface'), 'Network interfaces to record').default([]),
    subnets: listOf(text('A subnet'), 'Subnets to record').default([]),
    vpcs: listOf(text('A VPC'), 'VPCs to record').default([]),
    log_group_name: legacy('is ignored, the name follows from prefix and cluster; remove it'),
    cross_account_ids: legacy('moved: write cloudwatch_logs_destination.cross_account_ids'),
    emis: legacy('misspelt in release 1.3: write "enis"'),
  },
  'Record the network flows of VPCs',
);

const appTypes = [
  'aliyun_actiontrail',
  'box_admin_events',
  'duo_admin',
  'duo_auth',
  ...['access_transparency', 'admin', 'calendar', 'drive', 'gcp', 'gplus', 'groups'].map(gsuite),
  ...['groups_enterprise', 'login', 'meet', 'mobile', 'rules', 'saml', 'token'].map(gsuite),
  gsuite('user_accounts'),
  'intercom_admin_activity_logs',
  'onelogin_events',
  ...['console', 'login', 'loginas', 'report', 'reportexport'].map((part) => `salesforce_${part}`),
  'slack_access',
  'slack_integration',
];

function gsuite(part: string): string {
  return `gsuite_${part}`;
}

const app = section(
  {
    ...functionSettings,
    app_name: textLike(/^[a-z0-9_-]+$/, 'a-z, 0-9, _ and -', 'a name, unique in the cluster', {
      needed: 'build',
    }),
    type: oneOf(appTypes, 'what is collected', { needed: 'build' }),
    schedule_expression: schedule('when the app runs'),
    interval: schedule('The same as schedule_expression, from release 1'),
    concurrency_limit: integer('Reserved concurrency; -1 reserves none', [-1]).default(2),
  },
  'An app that collects logs',
);

/** All modules of a cluster (configuration.md 5.4). */
export const modulesDefinition = section(
  {
    cloudtrail: cloudtrailDefinition,
    cloudwatch_events: cloudwatchEvents,
    cloudwatch_logs_destination: section(
      logsDestination,
      'Let accounts forward their CloudWatch logs to the stream of this cluster',
    ),
    cloudwatch_monitoring: section(
      {
        enabled: active(false),
        kinesis_alarms_enabled: flag('Alarms of the stream; only where there is one').default(true),
        lambda_alarms_enabled: flag('Alarms of the classifier').default(true),
        settings: section(alarmSettings, 'Thresholds and periods of the alarms', {
          unknownKeys: 'build',
        }).prefault({}),
      },
      'Alarms when data no longer flows',
    ),
    kinesis,
    kinesis_events: section(
      {
        batch_size: integer('Most records in one invocation', [1, 10_000], {
          unit: 'records',
        }).default(100),
        enabled: flag('Connect the stream with the classifier').default(false),
      },
      'Read the stream of this cluster',
    ),
    flow_logs: flowLogs,
    s3_events: mapOf(
      listOf(
        section(
          {
            filter_prefix: text('Only objects whose key begins with this').default(''),
            filter_suffix: text('Only objects whose key ends with this').default(''),
          },
          'Which objects',
        ),
        'Filters; [] is the whole bucket',
      ),
      'Bucket → filters: new objects invoke the classifier',
    ),
    streamalert_apps: mapOf(app, 'Function name → app'),
    cloudwatch: legacy('renamed: write "cloudwatch_logs_destination"'),
    stream_alert_apps: legacy(
      'renamed: write "streamalert_apps", keyed by function name, each with app_name and schedule_expression',
    ),
    stream_alert: legacy('form of release 2: write its classifier_config at the top of this file'),
    streamalert: legacy('form of release 2: write its classifier_config at the top of this file'),
  },
  'Optional parts of a cluster',
);
