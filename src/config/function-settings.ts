import { z } from 'zod';
import {
  type Cursor,
  child,
  entriesOf,
  has,
  keyProblem,
  numberOf,
  problem,
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
    .register(details, { expected: `days that CloudWatch knows (${retentionDays.join(', ')})` });

/** `rate(1 minute)`, `rate(5 minutes)` or `cron(…)` with six fields. */
const schedulePattern =
  /^(?:rate\(1 (?:minute|hour|day)\)|rate\((?:[2-9]|[1-9]\d+) (?:minutes|hours|days)\)|cron\(\S+(?: \S+){5}\))$/;

export const schedule = (description: string, more: { readonly needed?: 'build' } = {}) =>
  textLike(
    schedulePattern,
    'rate(1 minute), rate(N minutes|hours|days) with N of 2 or more, or cron(…) with six fields (see the ' +
      'schedule expressions of Amazon EventBridge)',
    description,
    more,
  );

const alarm = section(
  {
    enabled: flag('Whether the alarm exists'),
    evaluation_periods: integer('How many periods are looked at', [1]),
    period_secs: integer('Length of a period in seconds', [1]),
    threshold: integer('The alarm is raised above this', [0]),
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
    period: integer('length of a period in seconds, a multiple of 60', [60], needed),
    threshold: number('the value compared with', undefined, needed),
    statistic: oneOf(
      ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'],
      'How the values of a period become one',
    ),
    alarm_description: textLike(/^[^]{0,1024}$/, 'at most 1024 characters', 'Text of the alarm'),
  },
  'An alarm on one of our own metrics',
);

const packaging = 'belongs to releases 1 and 2 and is ignored; remove it';

/** Settings of every function section and of each app (configuration.md 4.1). */
export const functionSettings = {
  enabled: flag('false: the function is not generated'),
  memory: integer('Memory of the function in MB', [128], { unit: 'megabytes' }),
  timeout: integer('How long one invocation may take, in seconds', [1, 900], { unit: 'seconds' }),
  log_level: oneOf(['debug', 'info', 'warning', 'error', 'critical'], 'What is logged', {
    anyCase: true,
    level: 'warning',
    expected: 'debug, info, warning, error or critical (info is used)',
  }),
  log_retention_days: logRetention('How many days logs are kept'),
  concurrency_limit: integer('Reserved concurrency; -1 reserves none', [-1]),
  enable_custom_metrics: flag('Emit metrics of the function'),
  schedule_expression: schedule('When the function runs'),
  vpc_config: section(
    {
      security_group_ids: listOf(text('A security group'), 'Security groups of the function'),
      subnet_ids: listOf(text('A subnet'), 'Subnets of the function'),
    },
    'Run the function inside a VPC; both lists are needed',
  ),
  inputs: section(
    {
      'aws-sns': listOf(
        textLike(
          /^arn:aws[\w-]*:sns:[^:]*:[^:]*:[^:]+$/,
          'the ARN of an SNS topic',
          'ARN of a topic',
        ),
        'Topics that may invoke the function',
      ),
    },
    'Who else may invoke the function',
  ),
  metric_alarms: section(
    { errors: alarm, throttles: alarm },
    'Alarms on errors and throttles; they notify the monitoring topic when this is given',
  ),
  custom_metric_alarms: mapOf(customAlarm, 'Alarms on our own metrics, by name'),
  enable_metrics: legacy('renamed: write "enable_custom_metrics"'),
  handler: legacy(packaging),
  source_bucket: legacy(packaging),
  source_object_key: legacy(packaging),
  source_current_hash: legacy(packaging),
  current_version: legacy(packaging),
  third_party_libraries: legacy('moved: write general.third_party_libraries in global.json'),
};

interface FunctionUse {
  /** Whether the function will be generated. */
  readonly isBuilt: boolean;
  /** The cluster whose classifier it is; metrics carry its name. */
  readonly cluster?: string;
}

/** Rules over several settings of one function. */
export function checkFunction(cursor: Cursor, { isBuilt, cluster }: FunctionUse): void {
  for (const key of ['memory', 'timeout']) {
    if (isBuilt && !has(cursor, key)) keyProblem(cursor, 'build', `"${key}" is missing`);
  }
  const vpc = child(cursor, 'vpc_config');
  const filled = ['security_group_ids', 'subnet_ids'].filter((key) => sizeOf(child(vpc, key)) > 0);
  if (vpc && filled.length === 1) {
    problem(vpc, 'build', `only ${filled.join('')} is given; a VPC needs both lists, or neither`);
  }
  for (const [name, value] of entriesOf(child(cursor, 'custom_metric_alarms'))) {
    checkCustomAlarm(name, value, cluster);
  }
}

const sizeOf = (cursor: Cursor | undefined): number =>
  cursor?.node.kind === 'list' ? cursor.node.items.length : 0;

const metricNames = Object.entries({
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
}).flatMap(([prefix, metrics]) => metrics.map((metric) => `${prefix}-${metric}`));

function checkCustomAlarm(name: string, cursor: Cursor, cluster: string | undefined): void {
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
  const known = metricNames.map((metricName) => `${metricName}${suffix}`);
  if (!known.includes(written)) unknownName(metric, 'build', 'metric', written, known);
}
