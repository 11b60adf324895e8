import { check } from './check.ts';
import { type Cursor, child, entriesOf, keyProblem, numberOf } from './cursor.ts';
import { flag, integer, mapOf, section, text } from './definition.ts';
import { logLevel, logRetention, memory, schedule, timeout } from './function-settings.ts';
import { type NameParts, type SettingsOf, withDefaults } from './with-defaults.ts';

const seconds = { unit: 'seconds' } as const;

const packs = mapOf(
  section(
    {
      description: text('What the queries are for'),
      schedule_expression: schedule('When they run'),
    },
    'Queries that run together',
  ),
  'Packs by name; queries name them in their tags',
);

/** `scheduled_queries.json` (configuration.md 9). */
export const scheduledQueriesDefinition = section(
  {
    enabled: flag('Whether queries run').default(false),
    config: section(
      {
        destination_kinesis_stream: text('Name of the stream that receives the rows'),
        destination_kinesis: text('The same as destination_kinesis_stream'),
        sfn_timeout_secs: integer('How long a run may take', [1], seconds),
        sfn_wait_secs: integer('How often it is looked whether a query is done', [1], seconds),
        lambda_concurrency_limit: integer('Reserved concurrency; -1 reserves none', [-1]).default(
          -1,
        ),
      },
      'Where rows go and how long is waited',
    ).prefault({}),
    packs: packs.default({}),
    query_packs: packs,
    lambda_config: section(
      {
        log_level: logLevel(),
        log_retention_days: logRetention('How long logs are kept').default(14),
        memory: memory().default(128),
        timeout: timeout().default(30),
        alarms_enabled: flag(
          'An alarm on errors; when absent it exists but notifies nobody',
        ).default(true),
        error_threshold: integer('The alarm is raised from this many errors', [0]).default(1),
        error_period_secs: integer('Length of a period', [1], seconds).default(3600),
        error_evaluation_periods: integer('How many periods are looked at', [1]).default(2),
      },
      'The function that runs queries',
    ).prefault({}),
  },
  'Queries that run on a timetable',
);

type Filled = SettingsOf<typeof scheduledQueriesDefinition>;

/** Queries on a timetable, with defaults; aliases are resolved. */
export interface ScheduledQueries {
  readonly enabled: boolean;
  readonly destinationKinesisStream?: string | undefined;
  readonly timeoutSeconds?: number | undefined;
  readonly waitSeconds?: number | undefined;
  readonly packs: Filled['packs'];
  readonly lambda: Filled['lambdaConfig'] & {
    readonly concurrencyLimit: number;
    /** An alarm that nobody asked for tells nobody. */
    readonly notify: boolean;
  };
}

export function readScheduledQueries(
  cursor: Cursor | undefined,
  names: NameParts,
): ScheduledQueries {
  const checked = check(cursor, scheduledQueriesDefinition);
  if (cursor) checkSettings(cursor, checked?.enabled ?? false);
  const {
    enabled,
    config,
    packs: own,
    queryPacks,
    lambdaConfig,
  } = withDefaults(scheduledQueriesDefinition, checked, names);
  return {
    enabled,
    destinationKinesisStream: config.destinationKinesisStream ?? config.destinationKinesis,
    timeoutSeconds: config.sfnTimeoutSecs,
    waitSeconds: config.sfnWaitSecs,
    packs: checked?.packs === undefined ? (queryPacks ?? own) : own,
    lambda: {
      ...lambdaConfig,
      concurrencyLimit: config.lambdaConcurrencyLimit,
      notify: checked?.lambda_config?.alarms_enabled ?? false,
    },
  };
}

/** Two spellings of one setting; the name in code wins (configuration.md 13). */
const aliases = [
  ['destination_kinesis_stream', 'destination_kinesis'],
  ['packs', 'query_packs'],
] as const;

function checkSettings(cursor: Cursor, enabled: boolean): void {
  const config = child(cursor, 'config');
  for (const [name, alias] of aliases) {
    const place = child(name === 'packs' ? cursor : config, alias);
    if (place && child(name === 'packs' ? cursor : config, name)) {
      keyProblem(place, 'warning', `has no effect because "${name}" is given as well`);
    }
  }
  if (!enabled) return;
  const lacks = (key: string, alias = key) => {
    if (child(config, key) || child(config, alias)) return;
    keyProblem(config ?? cursor, 'build', `"config.${key}" is missing`);
  };
  lacks('destination_kinesis_stream', 'destination_kinesis');
  lacks('sfn_timeout_secs');
  lacks('sfn_wait_secs');
  const [wait, limit] = ['sfn_wait_secs', 'sfn_timeout_secs'].map((key) =>
    numberOf(child(config, key)),
  );
  if (config && wait !== undefined && limit !== undefined && wait >= limit) {
    keyProblem(config, 'build', 'sfn_wait_secs must be less than sfn_timeout_secs');
  }
  for (const [, pack] of entriesOf(child(cursor, 'packs') ?? child(cursor, 'query_packs'))) {
    for (const key of ['description', 'schedule_expression']) {
      if (pack.node.kind === 'map' && !child(pack, key)) {
        keyProblem(pack, 'build', `"${key}" is missing`);
      }
    }
  }
}
