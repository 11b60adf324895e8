import { z } from 'zod';
import {
  type Cursor,
  child,
  entriesOf,
  keyProblem,
  numberOf,
  problem,
  switchOf,
  textOf,
  unknownName,
} from './cursor.ts';
import {
  details,
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
} from './definition.ts';

/** How long CloudWatch can keep logs; no other number of days is accepted there. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

export const logRetention = (description: string) =>
  z
    .int()
    .refine((days) => retentionDays.includes(days))
    .describe(description)
    .register(details, {
      unit: 'days',
      expected: `days that CloudWatch knows (${retentionDays.join(', ')})`,
    });

/** `rate(1 minute)`, `rate(5 minutes)` or `cron(…)` with six fields. */
const schedulePattern =
  /^(?:rate\(1 (?:minute|hour|day)\)|rate\((?:[2-9]|[1-9]\d+) (?:minutes|hours|days)\)|cron\(\S+(?: \S+){5}\))$/;

const scheduleExpected =
  'rate(1 minute), rate(N minutes|hours|days) with N of 2 or more, or cron(…) with six fields (see the ' +
  'schedule expressions of Amazon EventBridge)';

export const schedule = (description: string, more: { readonly needed?: 'build' } = {}) =>
  textLike(schedulePattern, scheduleExpected, description, more);

/** Where an empty text means that nothing happens by the clock. */
const scheduleOrNone = (description: string) =>
  textLike(new RegExp(`^$|${schedulePattern.source}`), scheduleExpected, description);

const seconds = { unit: 'seconds' } as const;

const alarm = section(
  {
    enabled: flag('Whether the alarm exists').default(true),
    evaluation_periods: integer('How many periods are looked at', [1]).default(1),
    period_secs: integer('Length of a period', [1], seconds).default(120),
    threshold: integer('The alarm is raised above this', [0]).default(0),
  },
  'An alarm on a metric of the function',
);

const needed = { needed: 'build' } as const;

const customAlarm = section(
  {
    metric_name: text('the metric, such as Classifier-FailedParses', needed),
    comparison_operator: oneOf(
      [
        'GreaterThanOrEqualToThreshold',
        'GreaterThanThreshold',
        'LessThanThreshold',
        'LessThanOrEqualToThreshold',
      ],
      'when the alarm is raised',
      needed,
    ),
    evaluation_periods: integer('how many periods are looked at', [1], needed),
    period: integer('length of a period, a multiple of 60', [60], { ...needed, ...seconds }),
    threshold: number('the value compared with', undefined, needed),
    statistic: oneOf(
      ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'],
      'How the values of a period become one',
    ).default('Sum'),
    alarm_description: textLike(
      /^[^]{0,1024}$/,
      'at most 1024 characters',
      'Text of the alarm',
    ).default(''),
  },
  'An alarm on one of our own metrics',
);

const packaging = 'belongs to releases 1 and 2 and is ignored; remove it';

export const memory = () => integer('Memory of the function', [128], { unit: 'megabytes' });

export const timeout = () => integer('How long one invocation may take', [1, 900], seconds);

export const logLevel = () =>
  oneOf(['debug', 'info', 'warning', 'error', 'critical'], 'What is logged', {
    anyCase: true,
    level: 'warning',
    expected: 'debug, info, warning, error or critical (info is used)',
  }).default('info');

export const customMetrics = () => flag('Emit metrics of the function');

const packagingKeys = {
  handler: legacy(packaging),
  source_bucket: legacy(packaging),
  source_object_key: legacy(packaging),
  source_current_hash: legacy(packaging),
  current_version: legacy(packaging),
  third_party_libraries: legacy('moved: write general.third_party_libraries in global.json'),
};

/** Settings of every function section and of each app (configuration.md 4.1). */
export const functionSettings = {
  enabled: flag('false: the function is not generated').default(true),
  memory: memory(),
  timeout: timeout(),
  log_level: logLevel(),
  log_retention_days: logRetention('How long logs are kept').default(14),
  concurrency_limit: integer('Reserved concurrency; -1 reserves none', [-1]).default(-1),
  enable_custom_metrics: customMetrics().default(false),
  schedule_expression: scheduleOrNone('When the function runs').default(''),
  vpc_config: section(
    {
      security_group_ids: listOf(text('A security group'), 'Security groups').default([]),
      subnet_ids: listOf(text('A subnet'), 'Subnets').default([]),
    },
    'Run the function inside a VPC; both lists are needed',
  ).prefault({}),
  inputs: section(
    {
      'aws-sns': listOf(
        textLike(
          /^arn:aws[\w-]*:sns:[^:]*:[^:]*:[^:]+$/,
          'the ARN of an SNS topic',
          'ARN of a topic',
        ),
        'Topics that may invoke the function',
      ).default([]),
    },
    'Who else may invoke the function',
  ).prefault({}),
  metric_alarms: section(
    { errors: alarm.prefault({}), throttles: alarm.prefault({}) },
    'Alarms on errors and throttles; they notify the monitoring topic when this is given',
  ).prefault({}),
  custom_metric_alarms: mapOf(customAlarm, 'Alarms on our own metrics, by name').default({}),
  enable_metrics: legacy('renamed: write "enable_custom_metrics"'),
  ...packagingKeys,
};

export const functionDefinition = section(functionSettings, 'A function');

interface FunctionUse {
  /** Whether the function will be generated, so that it needs memory and a timeout. */
  readonly isBuilt: boolean;
  /** What its own metrics begin with; a function without any has none to alarm on. */
  readonly metrics?: MetricsPrefix;
  /** The cluster whose classifier it is; metrics carry its name. */
  readonly cluster?: string;
}

/** Rules over several settings of one function. */
export function checkFunction(cursor: Cursor, use: FunctionUse): void {
  for (const key of ['memory', 'timeout']) {
    if (use.isBuilt && !child(cursor, key)) keyProblem(cursor, 'build', `"${key}" is missing`);
  }
  if ((numberOf(child(cursor, 'memory')) ?? 0) > memoryMax) {
    keyProblem(cursor, 'warning', `functions have at most ${memoryMax} MB of memory`);
  }
  const vpc = child(cursor, 'vpc_config');
  const filled = ['security_group_ids', 'subnet_ids'].filter((key) => sizeOf(child(vpc, key)) > 0);
  if (vpc && filled.length === 1) {
    problem(vpc, 'build', `only ${filled.join('')} is given; a VPC needs both lists, or neither`);
  }
  for (const [name, value] of entriesOf(child(cursor, 'custom_metric_alarms'))) {
    if (value.node.kind === 'map') checkCustomAlarm(name, value, use);
  }
}

/** What AWS gives a function at most. */
const memoryMax = 10_240;

/** Whether `enabled` says no; absent means yes for functions. */
export const isSwitchedOff = (settings: Cursor): boolean => switchOf(settings, 'enabled') === false;

const sizeOf = (cursor: Cursor | undefined): number =>
  cursor?.node.kind === 'list' ? cursor.node.items.length : 0;

const metricNames = {
  Classifier: [
    'ExtractedArtifacts',
    'FailedParses',
    'FirehoseArtifactsSent',
    'FirehoseFailedArtifacts',
    'FirehoseFailedRecords',
    'FirehoseRecordsSent',
    'NormalizedRecords',
    'S3DownloadTime',
    'SQSFailedRecords',
    'SQSRecordsSent',
    'TotalProcessedSize',
    'TotalRecords',
    'TotalS3Records',
    'TotalStreamAlertAppRecords',
  ],
  RulesEngine: ['FailedDynamoWrites', 'TriggeredAlerts'],
  AlertMerger: ['AlertAttempts'],
} as const;

type MetricsPrefix = keyof typeof metricNames;

function checkCustomAlarm(name: string, cursor: Cursor, { metrics, cluster }: FunctionUse): void {
  if (name.length === 0 || name.length > 255) {
    keyProblem(cursor, 'build', 'the name of an alarm has 1 to 255 characters');
  }
  const period = numberOf(child(cursor, 'period'));
  const periods = numberOf(child(cursor, 'evaluation_periods')) ?? 1;
  if (period !== undefined && period % 60 !== 0) {
    keyProblem(cursor, 'build', `period is a multiple of 60 seconds, not ${period}`);
  }
  if (period !== undefined && period * periods > 86_400) {
    keyProblem(cursor, 'build', 'period × evaluation_periods is at most a day (86400 seconds)');
  }
  const metric = child(cursor, 'metric_name');
  const written = textOf(metric);
  if (metric === undefined || written === undefined) return;
  const suffix = cluster === undefined ? '' : `-${cluster.toUpperCase()}`;
  const own = metrics === undefined ? [] : metricNames[metrics];
  const known = own.map((each) => `${metrics}-${each}${suffix}`);
  if (!known.includes(written)) unknownName(metric, 'build', 'metric of it', written, known);
}
