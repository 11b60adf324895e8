import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filesOf, migrated, treeOf } from '../../../testing/config-trees.ts';
import { formerConfigurations } from '../../../testing/former-configurations.ts';
import { plainValue } from '../json-tree.ts';
import { migrate } from './migrate.ts';

const releases = Object.entries(formerConfigurations);

describe('a directory of an earlier release', () => {
  test.each(releases)(
    '%s migrates without a person, and a second time nothing is left to do',
    (_release, files) => {
      const first = migrate(treeOf(files));
      const second = migrate(first.tree);

      expect(first.notices.filter(({ level }) => level === 'load')).toEqual([]);
      expect(first.notices.length).toBeGreaterThan(0);
      expect(second.notices).toEqual([]);
      expect(filesOf(second.tree)).toEqual(filesOf(first.tree));
      expect([...second.tree.keys()]).toEqual([...first.tree.keys()]);
    },
  );

  test.each(releases)(
    '%s: every notice has a place and says what became of it',
    (_release, files) => {
      for (const { file, line, column, message } of migrate(treeOf(files)).notices) {
        expect({ file, line, column }).toEqual({
          file: expect.stringMatching(/^(?:\.\.\/)?[\w/]+\.json$/),
          line: expect.any(Number),
          column: expect.any(Number),
        });
        expect(message).not.toMatch(/undefined|\[object/);
      }
    },
  );

  test.each(['3.0', '3.1'])(
    '%s is no deployment of release 2: names of its resources stay as they are',
    (release) => {
      const { files } = migrated(formerConfigurations[release] ?? {});
      const text = JSON.stringify(files);

      expect(text).not.toMatch(
        /orchard\.streamalert|stream_alert|results_bucket|stream_name|cloudwatch_events/,
      );
      expect(files['global.json']).toMatchObject({
        infrastructure: { classifier_sqs: { use_prefix: true } },
      });
      expect(Object.keys(Object(files['lambda.json']))).toEqual(['athena_partitioner_config']);
    },
  );

  test('3.5 with files and keys that were left over is none either', () => {
    const { files, told } = migrated(formerConfigurations['3.5'] ?? {});

    expect(JSON.stringify(files)).not.toMatch(/orchard\.streamalert|forgotten/);
    expect(told.warning).toEqual(['sources.json: ']);
  });

  test('one in the current form comes back as it is', () => {
    const files = migrated(formerConfigurations['2.3'] ?? {}).files;
    const tree = treeOf(files);
    const { tree: after, notices } = migrate(tree);

    expect(notices).toEqual([]);
    expect([...after]).toEqual([...tree]);
  });

  test('order of keys and every digit survive', () => {
    const text =
      '{"b": {"parser": "csv", "schema": {"10": "string", "2": "string", "x": "string"}, "delimiter": "|", "n": 123456789012345678901234567890}}';
    const { tree } = migrate(treeOf({ 'logs.json': text }));
    const node = tree.get('schemas/logs.json');
    const definition = node?.kind === 'map' ? node.entries.get('b')?.value : undefined;
    const schema = definition?.kind === 'map' ? definition.entries.get('schema')?.value : undefined;

    expect(schema?.kind === 'map' && [...schema.entries.keys()]).toEqual(['10', '2', 'x']);
    expect(definition && plainValue(definition)).toMatchObject({
      n: 123456789012345678901234567890n,
    });
  });

  test('a section that says nothing goes with a word', () => {
    const { tree, notices } = migrate(treeOf({ 'global.json': { threat_intel: {} } }));

    expect([...tree.keys()]).toEqual(['global.json']);
    expect(notices.map(({ message }) => message)).toEqual([
      expect.stringContaining('says nothing'),
    ]);
  });

  test('no secret is repeated, whatever the key is called', () => {
    const secret = 'xoxb-1234';
    const { notices } = migrated({
      'clusters/a.json': {
        modules: {
          stream_alert: {
            rule_processor: { token: secret, nested: { password: secret }, url: 'https://x/y' },
          },
        },
      },
      'global.json': {
        account: { prefix: 'a' },
        infrastructure: { lookup_tables: { api_key: secret } },
      },
    });

    expect(JSON.stringify(notices)).not.toMatch(/xoxb|https:/);
    expect(notices.length).toBeGreaterThan(3);
  });
});

/** Keys that mean something to some release, and some that never did. */
const keys = [
  'account',
  'account_id',
  'prefix',
  'region',
  'general',
  'infrastructure',
  'monitoring',
  'create_sns_topic',
  'sns_topic_name',
  'metric_alarms',
  'rule_processor',
  'alert_processor',
  'classifier_config',
  'stream_alert',
  'streamalert',
  'modules',
  'kinesis',
  'streams',
  'firehose',
  's3_bucket_suffix',
  'enabled_logs',
  'cloudtrail',
  'existing_trail',
  'enable_kinesis',
  'event_pattern',
  'cross_account_ids',
  's3_events',
  's3_bucket_id',
  'bucket_id',
  'stream_alert_apps',
  'streamalert_apps',
  'type',
  'interval',
  'flow_logs',
  'emis',
  'enis',
  'outputs',
  'data_sources',
  's3',
  'sns',
  'stream_alert_app',
  'logs',
  'hints',
  'records',
  'envelope',
  'schema',
  'parser',
  'configuration',
  'json_path',
  'optional_top_level_keys',
  'optional_envelope_keys',
  'envelope_keys',
  'log_patterns',
  'delimiter',
  'separator',
  'athena_partition_refresh_config',
  'athena_partitioner_config',
  'refresh_type',
  'repair_hive_table',
  'buckets',
  'third_party_libraries',
  'third_party_libs',
  'clusters',
  'kinesis_settings',
  'lambda_settings',
  'flow_log_config',
  'vpcs',
  'rule_staging',
  'table',
  'read_capacity',
  'lookup_tables',
  's3_access_logging',
  'logging_bucket',
  'terraform',
  'tfstate_bucket',
  'threat_intel',
  'dynamodb_table',
  'normalized_ioc_types',
  'ip',
  'a:ioc_ip',
  'a',
  'aws-sns',
  'aws-lambda',
  'vpc_config',
  'inputs',
  'classifier_sqs',
  'use_prefix',
  'enable_metrics',
  'current_version',
  'cloudwatch',
  'metric_name',
  '__proto__',
  'constructor',
  '',
  'x y',
  '0',
];

const names = [
  'global.json',
  'lambda.json',
  'logs.json',
  'sources.json',
  'inputs.json',
  'types.json',
  'normalized_types.json',
  'outputs.json',
  'threat_intel.json',
  'lookup_tables.json',
  'variables.json',
  '../variables.json',
  'clusters/a.json',
  'clusters/b.json',
  'clusters/sources.json',
  'schemas/a.json',
  '__proto__.json',
];

const leaf = fc.oneof(
  fc.constantFrom(
    ...keys,
    '$.a[*]',
    '$..a',
    'csv',
    'gzip-json',
    '{"a": 1}',
    'arn:aws:sns:r:1:t',
    'RuleProcessor-TotalRecords',
  ),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

const { content } = fc.letrec((tie) => ({
  content: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    leaf,
    fc.array(tie('content'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom(...keys), tie('content')), { maxLength: 6 })
      .map((entries) => Object.fromEntries(entries)),
    fc
      .array(fc.tuple(fc.constantFrom(...keys), tie('content')), { maxLength: 6 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

const directory = fc
  .array(fc.tuple(fc.constantFrom(...names), content), { minLength: 1, maxLength: 8 })
  .map((entries) =>
    Object.fromEntries(entries.map(([file, value]) => [file, JSON.stringify(value)])),
  );

describe('any content at all', () => {
  test('migrates or is left to a person, and then is in the current form', () => {
    fc.assert(
      fc.property(directory, (files) => {
        const { tree, notices } = migrate(treeOf(files));
        if (notices.some(({ level }) => level === 'load')) return;

        const again = migrate(tree);
        expect(again.notices).toEqual([]);
        expect([...again.tree]).toEqual([...tree]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('changes nothing without a word', () => {
    fc.assert(
      fc.property(directory, (files) => {
        const before = treeOf(files);
        const { tree, notices } = migrate(before);

        if (notices.length === 0) expect([...tree]).toEqual([...before]);
      }),
      { numRuns: 1_000 },
    );
  });
});
