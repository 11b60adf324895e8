import { check } from './check.ts';
import { type Cursor, child, entriesOf, has, keyProblem, numberOf } from './cursor.ts';
import { flag, integer, mapOf, section, text } from './definition.ts';
import { functionSettings, logRetention, schedule } from './function-settings.ts';

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
    enabled: flag('Whether queries run'),
    config: section(
      {
        destination_kinesis_stream: text('Name of the stream that receives the rows'),
        destination_kinesis: text('The same as destination_kinesis_stream'),
        sfn_timeout_secs: integer('How long a run may take', [1], { unit: 'seconds' }),
        sfn_wait_secs: integer('How often it is looked whether a query is done', [1], {
          unit: 'seconds',
        }),
        lambda_concurrency_limit: integer('Reserved concurrency; -1 reserves none', [-1]),
      },
      'Where rows go and how long is waited',
    ),
    packs,
    query_packs: packs,
    lambda_config: section(
      {
        log_level: functionSettings.log_level,
        log_retention_days: logRetention('How many days logs are kept'),
        memory: functionSettings.memory,
        timeout: functionSettings.timeout,
        alarms_enabled: flag('An alarm on errors'),
        error_threshold: integer('The alarm is raised from this many errors', [0]),
        error_period_secs: integer('Length of a period in seconds', [1]),
        error_evaluation_periods: integer('How many periods are looked at', [1]),
      },
      'The function that runs queries',
    ),
  },
  'Queries that run on a timetable',
);

export function checkScheduledQueries(cursor: Cursor): void {
  const enabled = check(cursor, scheduledQueriesDefinition)?.enabled ?? false;
  if (!enabled) return;
  const config = child(cursor, 'config');
  const lacks = (key: string, what = key) => {
    if (!has(config, key)) keyProblem(config ?? cursor, 'build', `"${what}" is missing`);
  };
  if (!has(config, 'destination_kinesis')) lacks('destination_kinesis_stream');
  lacks('sfn_timeout_secs');
  lacks('sfn_wait_secs');
  const [wait, timeout] = ['sfn_wait_secs', 'sfn_timeout_secs'].map((key) =>
    numberOf(child(config, key)),
  );
  if (config && wait !== undefined && timeout !== undefined && wait >= timeout) {
    keyProblem(config, 'build', 'sfn_wait_secs must be less than sfn_timeout_secs');
  }
  for (const [, pack] of entriesOf(child(cursor, 'packs') ?? child(cursor, 'query_packs'))) {
    for (const key of ['description', 'schedule_expression']) {
      if (pack.node.kind === 'map' && !has(pack, key)) {
        keyProblem(pack, 'build', `"${key}" is missing`);
      }
    }
  }
}
