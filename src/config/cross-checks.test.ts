import { describe, expect, test } from 'vitest';
import { loadWith, soundFiles } from './read-for-test.ts';

const classifier_config = { enable_custom_metrics: true, memory: 128, timeout: 60 };
const cluster = (data_sources: unknown, more: object = {}) => ({
  data_sources,
  classifier_config,
  ...more,
});
const prod = (data_sources: unknown, more: object = {}) => ({
  'clusters/prod.json': cluster(data_sources, more),
});
const schema = (definition: object) => ({ 'schemas/silo.json': { silo: definition } });
const global = (infrastructure: object, more: object = {}) => ({
  'global.json': { ...soundFiles['global.json'], infrastructure, ...more },
});
const lambda = (more: object) => ({ 'lambda.json': { ...soundFiles['lambda.json'], ...more } });
const intel = (enabled: boolean, type: string) => ({
  'threat_intel.json': { enabled, normalized_ioc_types: { ip: [type] } },
});
const f = { memory: 128, timeout: 60 };
const alarm = {
  metric_name: 'RulesEngine-TriggeredAlerts',
  comparison_operator: 'GreaterThanThreshold',
  evaluation_periods: 1,
  period: 300,
  threshold: 0,
};

test('a sound directory has nothing to report', async () => {
  expect((await loadWith({})).told).toEqual([]);
});

describe('rows of configuration.md 2.6', () => {
  test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ['log type without schema', schema({ parser: 'json' }), ['load schemas/silo.json silo']],
    ['log type without parser', schema({ schema: {} }), ['load schemas/silo.json silo']],
    [
      'unknown parser',
      schema({ parser: 'jsno', schema: {} }),
      ['load schemas/silo.json silo.parser'],
    ],
    [
      'cluster without data_sources',
      { 'clusters/prod.json': { classifier_config } },
      ['load clusters/prod.json '],
    ],
    ['empty data_sources', prod({}), []],
    [
      'cluster without classifier_config',
      { 'clusters/prod.json': { data_sources: {} } },
      ['load clusters/prod.json '],
    ],
    ['unknown service', prod({ kafka: {} }), ['load clusters/prod.json data_sources.kafka']],
    [
      'resource without log types',
      prod({ s3: { bucket: [] } }),
      ['load clusters/prod.json data_sources.s3.bucket'],
    ],
    [
      'resource twice in one cluster',
      prod({ s3: { a: ['orchard'] }, kinesis: { a: ['orchard'] } }),
      ['load clusters/prod.json data_sources.kinesis.a'],
    ],
    [
      'resource in two clusters',
      { 'clusters/b.json': cluster({ s3: { acme_prod: ['orchard'] } }) },
      ['load clusters/prod.json data_sources.kinesis.acme_prod'],
    ],
    [
      'one unknown log type of two',
      prod({ s3: { a: ['orchard', 'silo'] } }),
      ['warning clusters/prod.json data_sources.s3.a[1]'],
    ],
    [
      'only unknown log types',
      prod({ s3: { a: ['silo'] } }),
      [
        'build clusters/prod.json data_sources.s3.a',
        'warning clusters/prod.json data_sources.s3.a[0]',
      ],
    ],
    [
      'unknown normalised type, threat intelligence on',
      intel(true, 'source_address'),
      ['load threat_intel.json normalized_ioc_types.ip[0]'],
    ],
    [
      'unknown normalised type, threat intelligence off',
      intel(false, 'source_address'),
      ['warning threat_intel.json normalized_ioc_types.ip[0]'],
    ],
    ['known normalised type', intel(true, 'device_name'), []],
    [
      'retention of a log type that does not exist',
      global({ firehose: { enabled_logs: { orchard: {}, 'orchard:pump': null, 'a:b:c': {} } } }),
      ['warning global.json infrastructure.firehose.enabled_logs.a:b:c'],
    ],
    [
      'two log types that share a table',
      {
        'schemas/silo.json': {
          'silo:a.b': { parser: 'json', schema: { x: 'string' } },
          'silo:a-b': { parser: 'json', schema: { y: 'string' } },
        },
        ...global({ firehose: { enabled_logs: { silo: {} } } }),
      },
      ['build global.json infrastructure.firehose.enabled_logs.silo'],
    ],
    [
      'artifacts without firehose',
      global({ artifact_extractor: { enabled: 'true' } }),
      [
        'warning global.json infrastructure.artifact_extractor.enabled',
        'warning global.json infrastructure.artifact_extractor',
      ],
    ],
    [
      'promotion without staging',
      lambda({
        rule_promotion_config: {
          ...f,
          schedule_expression: 'rate(1 day)',
          send_digest_schedule_expression: 'rate(1 day)',
        },
      }),
      ['warning lambda.json rule_promotion_config'],
    ],
    [
      'an output that is told of failing ones and does not exist',
      {
        ...lambda({
          alert_processor_config: {
            ...f,
            failing_output_alerts_to: ['slack:soc', 'slack:sok', 'slack:soc'],
          },
        }),
        'outputs.json': { slack: ['soc'] },
      },
      [
        'warning lambda.json alert_processor_config.failing_output_alerts_to[1]',
        'warning lambda.json alert_processor_config.failing_output_alerts_to[2]',
      ],
    ],
    ['promotion that is off', lambda({ rule_promotion_config: { enabled: false } }), []],
    ['cluster called main', { 'clusters/main.json': cluster({}) }, ['build clusters/main.json ']],
    [
      'cluster called athena',
      { 'clusters/athena.json': cluster({}) },
      ['build clusters/athena.json '],
    ],
    [
      'one name for two alarms',
      lambda({
        rules_engine_config: { ...f, custom_metric_alarms: { a: alarm } },
        alert_merger_config: {
          ...f,
          custom_metric_alarms: { a: { ...alarm, metric_name: 'AlertMerger-AlertAttempts' } },
        },
      }),
      ['build lambda.json rules_engine_config.custom_metric_alarms.a'],
    ],
  ])('%s', async (_row, files, expected) => {
    expect((await loadWith(files)).told.toSorted()).toEqual(expected.toSorted());
  });
});

describe('what changes for a deployment of release 3.5 (configuration.md 13.1)', () => {
  const kinesis = { streams: { shards: 1, retention: 24, create_user: false } };
  const streams = { shards: 1, retention: 24 };

  test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      'create_user is absent',
      prod({}, { modules: { kinesis: { streams } } }),
      [
        'build clusters/prod.json modules.kinesis.streams',
        'warning clusters/prod.json modules.kinesis.streams',
      ],
    ],
    [
      'destinations of logs appear',
      prod({}, { modules: { kinesis, cloudwatch_logs_destination: {} } }),
      ['warning clusters/prod.json modules.cloudwatch_logs_destination'],
    ],
    [
      'filters of metrics appear',
      prod({}, { classifier_config: f }),
      ['migration clusters/prod.json classifier_config.enable_custom_metrics'],
    ],
    [
      'capacities of staging change',
      global({ rule_staging: { table: { read_capacity: 20 } } }),
      ['migration global.json infrastructure.rule_staging.table.read_capacity'],
    ],
    [
      'full names of log types count',
      prod({ s3: { a: ['orchard:pump'] } }),
      ['migration clusters/prod.json data_sources.s3.a'],
    ],
    [
      'patterns must all fit',
      schema({
        parser: 'json',
        schema: { a: 'string', b: {} },
        configuration: { log_patterns: { a: 'x', b: { c: 'y' } } },
      }),
      ['warning schemas/silo.json silo.configuration.log_patterns'],
    ],
    [
      'objects become larger',
      {
        ...global({ firehose: { enabled: true } }),
        ...lambda({ athena_partitioner_config: { file_format: 'json' } }),
      },
      ['migration global.json infrastructure.firehose.buffer_size'],
    ],
    [
      'and not where the size is written',
      {
        ...global({ firehose: { enabled: true, buffer_size: 5 } }),
        ...lambda({ athena_partitioner_config: { file_format: 'json' } }),
      },
      [],
    ],
    [
      'normalised types of release 3.1 give values again',
      { 'normalized_types.json': { orchard: { tree: ['tree'] } } },
      ['migration normalized_types.json orchard'],
    ],
  ])('%s', async (_row, files, expected) => {
    expect((await loadWith(files)).told.toSorted()).toEqual(expected.toSorted());
  });
});

describe('the format of files', () => {
  test('parquet needs larger buffers', async () => {
    const sizes = { alerts_firehose: { buffer_size: 63 }, firehose: { buffer_size: '64' } };
    expect((await loadWith(global(sizes))).told).toEqual([
      'build global.json infrastructure.alerts_firehose.buffer_size',
    ]);
  });

  test('is asked for, but counts from global.json where somebody wrote it there', async () => {
    const undecided = lambda({ athena_partitioner_config: { file_format: null } });
    expect((await loadWith(undecided)).told).toEqual([
      'build lambda.json athena_partitioner_config',
    ]);
    const elsewhere = global({ firehose: { file_format: 'json' } });
    const { told, config } = await loadWith({ ...undecided, ...elsewhere });
    expect(told).toEqual(['warning global.json infrastructure.firehose.file_format']);
    expect(config?.functions.athenaPartitioner.fileFormat).toBe('json');
    const both = await loadWith(elsewhere);
    expect(both.config?.functions.athenaPartitioner.fileFormat).toBe('parquet');
  });
});

describe('loading a part', () => {
  test('what is excluded is not there, also where it is included', async () => {
    const broken = { 'clusters/prod.json': '{', 'outputs.json': { slack: ['soc'] } };
    for (const options of [
      { exclude: ['clusters'] },
      { include: ['clusters', 'outputs', 'global', 'lambda', 'schemas'], exclude: ['clusters'] },
    ] as const) {
      const { config, told } = await loadWith(broken, options);
      expect(told).toEqual([]);
      expect(config?.clusters).toEqual([]);
      expect([...(config?.files.keys() ?? [])]).not.toContain('clusters/prod');
      expect(config?.outputs).toEqual([
        { service: 'slack', descriptor: 'soc', resource: null },
        {
          service: 'aws-firehose',
          descriptor: 'alerts',
          resource: 'acme_streamalert_alert_delivery',
        },
      ]);
    }
  });

  test('nothing is checked against a part that was not loaded', async () => {
    const files = {
      ...prod({ s3: { a: ['silo'] } }),
      ...intel(true, 'nothing'),
      ...lambda({ rule_promotion_config: { enabled: true } }),
    };
    const clusters = await loadWith(files, { include: ['clusters'] });
    expect(clusters.told).toEqual([]);
    const withIntel = await loadWith(files, { include: ['threat_intel'] });
    expect(withIntel.told).toEqual([]);
  });

  test('of which there is no file is refused', async () => {
    for (const options of [
      { include: ['lookup_tables'] },
      { include: ['outputs'], exclude: ['outputs'] },
    ] as const) {
      const { config, findings } = await loadWith({}, options);
      expect(config).toBeUndefined();
      expect(findings).toMatchObject([
        { level: 'load', message: expect.stringContaining('no configuration files to load') },
      ]);
    }
  });

  test('names no resource where the prefix was not loaded', async () => {
    const { config } = await loadWith({ 'outputs.json': {} }, { include: ['outputs'] });
    expect(config?.outputs).toEqual([
      { service: 'aws-firehose', descriptor: 'alerts', resource: null },
    ]);
  });
});
