import { describe, expect, test } from 'vitest';
import { type ConfigFiles, migrated } from '../../../testing/config-trees.ts';

const global = {
  account: { aws_account_id: '111122223333', prefix: 'acme', region: 'us-east-1' },
  general: {},
};

const place = (path: string) => `clusters/prod.json: ${path}`;

/** A cluster after the migration; `modules` are beside the functions of releases 1 and 2. */
function cluster(content: object, more: ConfigFiles = {}) {
  const { files, told, notices } = migrated({
    'global.json': global,
    'clusters/prod.json': content,
    ...more,
  });
  return { cluster: Object(files['clusters/prod.json']), files, told, notices };
}

const classifier_config = { enable_custom_metrics: true };
const block = { stream_alert: { classifier_config } };
const current = { classifier_config, data_sources: {} };

describe('the top level', () => {
  test('id is kept', () => {
    expect(cluster({ ...current, id: 'prod' })).toMatchObject({
      cluster: { id: 'prod' },
      notices: [],
    });
  });

  test('region is dropped; another than that of the account is a warning', () => {
    const same = cluster({ ...current, region: 'us-east-1' });
    const other = cluster({ ...current, region: 'us-west-2' });

    expect(same.told).toEqual({ migration: [place('region')], warning: [], load: [] });
    expect(other.told).toEqual({ migration: [], warning: [place('region')], load: [] });
    for (const each of [same, other]) expect(each.cluster).toEqual(current);
  });

  test('region is adopted where the account has none', () => {
    const { files, told } = cluster(
      { ...current, region: 'us-west-2' },
      { 'global.json': { account: { prefix: 'acme' } } },
    );

    expect(files['global.json']).toEqual({ account: { prefix: 'acme', region: 'us-west-2' } });
    expect(told.migration).toEqual([place('region')]);
  });

  test('outputs of the stream become its terraform_outputs, with the user that they need', () => {
    const streams = { shards: 1, retention: 24, stream_name: 'x' };
    const { cluster: both } = cluster({
      ...current,
      modules: { kinesis: { streams } },
      outputs: { kinesis: ['arn', 'secret_key'], cloudtrail: ['x'] },
    });
    const { cluster: own, told } = cluster({
      ...current,
      modules: { kinesis: { streams: { ...streams, create_user: false } } },
      outputs: { kinesis: ['username'] },
    });

    expect(both).toEqual({
      ...current,
      modules: {
        kinesis: {
          streams: { ...streams, create_user: true, terraform_outputs: ['arn', 'secret_key'] },
        },
      },
    });
    expect(own.modules.kinesis.streams.create_user).toBe(false);
    expect(told.migration).toEqual([place('outputs.kinesis')]);
  });

  test('outputs of a cluster without a stream, and of other modules, are dropped', () => {
    const { cluster: after, told } = cluster({
      ...current,
      outputs: { kinesis: ['arn'], s3: ['x'] },
    });

    expect(after).toEqual(current);
    expect(told.migration).toEqual([place('outputs.kinesis'), place('outputs.s3')]);
  });

  test('a VPC of the alert processor moves to lambda.json, from the top and from the module', () => {
    const vpc_config = { subnet_ids: ['s'], security_group_ids: ['g'] };
    for (const content of [
      { ...current, alert_processor: { vpc_config } },
      {
        ...current,
        modules: { stream_alert: { classifier_config, alert_processor: { vpc_config } } },
      },
    ]) {
      const { files } = cluster(content, { 'lambda.json': {} });
      expect(files['lambda.json']).toMatchObject({ alert_processor_config: { vpc_config } });
      expect(JSON.stringify(files['clusters/prod.json'])).not.toContain('alert_processor');
    }
  });
});

describe('modules.stream_alert', () => {
  const rule_processor = { memory: 256, timeout: 60, log_level: 'debug' };
  const processed = (more: object, files: ConfigFiles = {}) =>
    cluster(
      { modules: { stream_alert: { rule_processor: { ...rule_processor, ...more } } } },
      files,
    );

  test('the rule processor becomes the classifier', () => {
    const { cluster: after, told } = processed({ current_version: '$LATEST' });

    expect(after.classifier_config).toEqual({ ...rule_processor, enable_custom_metrics: true });
    expect(after.modules).toEqual({});
    const path = 'modules.stream_alert.rule_processor';
    expect(told.migration).toEqual(
      expect.arrayContaining([place(`${path}.memory`), place(`${path}.current_version`)]),
    );
  });

  test('and gives the rules engine its first size, the largest of all clusters', () => {
    const { files } = cluster(
      { modules: { stream_alert: { rule_processor } } },
      {
        'lambda.json': {},
        'clusters/b.json': {
          modules: { streamalert: { rule_processor: { memory: 128, timeout: 300 } } },
        },
      },
    );

    expect(files['lambda.json']).toMatchObject({
      rules_engine_config: { memory: 256, timeout: 300 },
    });
    const given = processed({}, { 'lambda.json': { rules_engine_config: { memory: 512 } } });
    expect(given.files['lambda.json']).toMatchObject({ rules_engine_config: { memory: 512 } });
  });

  test('metrics and inputs keep their meaning', () => {
    const inputs = { 'aws-sns': ['arn:aws:sns:us-east-1:111122223333:bell'] };
    const { cluster: after } = processed({ enable_metrics: false, inputs });

    expect(after.classifier_config).toMatchObject({ enable_custom_metrics: false, inputs });
  });

  test('alarms with a metric are custom ones and follow the classifier; others stay alarms on errors', () => {
    const errors = { enabled: true, evaluation_periods: 1 };
    const alarm = (metric_name: string) => ({ metric_name, period: 300, threshold: 1 });
    const { cluster: after, told } = processed({
      metric_alarms: {
        errors,
        parses: alarm('RuleProcessor-FailedParses-PROD'),
        alerts: alarm('RuleProcessor-TriggeredAlerts-PROD'),
      },
    });

    expect(after.classifier_config).toMatchObject({
      metric_alarms: { errors },
      custom_metric_alarms: { parses: alarm('Classifier-FailedParses-PROD') },
    });
    expect(JSON.stringify(after)).not.toContain('TriggeredAlerts');
    expect(told.warning).toContain(
      place('modules.stream_alert.rule_processor.metric_alarms.alerts'),
    );
  });

  test('the classifier of release 2.3 moves to the top as it is, and so does threat intelligence', () => {
    const { cluster: after, told } = cluster({
      modules: {
        stream_alert: {
          classifier_config: { memory: 128, ...classifier_config },
          enable_threat_intel: true,
        },
      },
    });

    expect(after).toEqual({
      modules: {},
      classifier_config: { memory: 128, ...classifier_config },
      enable_threat_intel: true,
    });
    expect(told.warning).toEqual(['global.json: infrastructure.classifier_sqs.use_prefix']);
  });

  test('a rule processor took part in threat intelligence unless told otherwise', () => {
    const threat_intel = { enabled: true, dynamodb_table: 't' };
    const on = { 'global.json': { ...global, threat_intel } };

    expect(processed({}, on).cluster.enable_threat_intel).toBe(true);
    expect(processed({ enable_threat_intel: false }, on).cluster.enable_threat_intel).toBe(false);
    expect(processed({}).cluster).not.toHaveProperty('enable_threat_intel');
  });

  test('a block without a classifier is left to a person', () => {
    expect(cluster({ modules: { stream_alert: { enable_threat_intel: true } } }).told.load).toEqual(
      [place('modules.stream_alert')],
    );
  });

  test('a classifier at the top counts', () => {
    const { cluster: after, told } = cluster({
      ...current,
      modules: { stream_alert: { classifier_config: { memory: 64 } } },
    });

    expect(after.classifier_config).toEqual(classifier_config);
    expect(told.warning).toEqual([place('modules.stream_alert.classifier_config')]);
  });

  test('what a classifier does not say of its metrics is written', () => {
    const { cluster: after, told } = cluster({
      classifier_config: { memory: 128 },
      data_sources: {},
    });

    expect(after.classifier_config).toEqual({ memory: 128, enable_custom_metrics: true });
    expect(told.migration).toEqual([place('classifier_config.enable_custom_metrics')]);
  });
});

describe('the alert processor', () => {
  const clusters = (a: object, b: object): ConfigFiles => ({
    'lambda.json': {},
    'clusters/a.json': { modules: { stream_alert: { rule_processor: {}, alert_processor: a } } },
    'clusters/b.json': { modules: { stream_alert: { rule_processor: {}, alert_processor: b } } },
  });

  test('of several clusters becomes one with the largest numbers', () => {
    const { files, told } = migrated(
      clusters(
        { memory: 128, timeout: 60, current_version: '3' },
        { memory: '256', timeout: 10, log_level: 'info' },
      ),
    );

    expect(files['lambda.json']).toMatchObject({
      alert_processor_config: { memory: 256, timeout: 60, log_level: 'info' },
    });
    expect(told.migration).toContain(
      'clusters/a.json: modules.stream_alert.alert_processor.current_version',
    );
  });

  test('of lambda.json counts', () => {
    const { files, told } = migrated({
      ...clusters({ memory: 128 }, { memory: 256 }),
      'lambda.json': { alert_processor_config: { memory: 192 } },
    });

    expect(files['lambda.json']).toMatchObject({ alert_processor_config: { memory: 192 } });
    expect(told.warning).toEqual(
      expect.arrayContaining(['clusters/a.json: modules.stream_alert.alert_processor.memory']),
    );
  });

  test('in different VPCs is left to a person', () => {
    const vpc = (id: string) => ({ vpc_config: { subnet_ids: [id], security_group_ids: ['g'] } });

    expect(migrated(clusters(vpc('1'), vpc('1'))).told.load).toEqual([]);
    expect(migrated(clusters(vpc('1'), vpc('2'))).told.load).toEqual([
      'clusters/a.json: modules.stream_alert.alert_processor.vpc_config',
      'clusters/b.json: modules.stream_alert.alert_processor.vpc_config',
    ]);
  });

  test('may reach what outputs.json lists; the rest is a warning', () => {
    const outputs = { 'aws-s3': ['kept', 'lost'], 'aws-lambda': ['f:live'] };
    const { told, notices } = migrated({
      ...clusters({ outputs }, {}),
      'outputs.json': { 'aws-s3': { x: 'kept' }, 'aws-lambda': { y: 'f:live' } },
    });

    const path = 'clusters/a.json: modules.stream_alert.alert_processor.outputs';
    expect(told.migration).toContain(path);
    expect(told.warning.filter((each) => each.startsWith(path))).toEqual([`${path}.aws-s3`]);
    expect(notices.find(({ level }) => level === 'warning')?.message).toContain(
      'does not list lost in aws-s3',
    );
  });
});

describe('modules.cloudtrail', () => {
  const bucket_name = 'acme.prod.streamalert.cloudtrail';
  const trail = (cloudtrail: object, more: object = {}) =>
    cluster({ modules: { ...block, cloudtrail, ...more } }).cluster.modules;

  test('that is enabled logs, and its events go to the stream', () => {
    const { cluster: after, told } = cluster({
      modules: { ...block, cloudtrail: { enabled: true } },
    });

    expect(after.modules).toEqual({
      cloudtrail: { enable_logging: true, s3_settings: { bucket_name } },
      cloudwatch_events: {},
    });
    expect(told.migration).toContain(place('modules.cloudtrail'));
  });

  test('that is disabled stays so, without events', () => {
    expect(trail({ enabled: false, event_pattern: { a: ['b'] } })).toEqual({
      cloudtrail: { enabled: false },
    });
  });

  test('of an account that has a trail is not created, and its events remain', () => {
    expect(trail({ enabled: true, existing_trail: true })).toEqual({
      cloudtrail: { enabled: false },
      cloudwatch_events: {},
    });
    expect(trail({ enabled: true, existing_trail: false })).toMatchObject({
      cloudtrail: { enable_logging: true },
      cloudwatch_events: {},
    });
  });

  test('forwards events unless enable_kinesis is false', () => {
    expect(trail({ enable_logging: true })).toHaveProperty('cloudwatch_events', {});
    expect(trail({ enable_logging: true, enable_kinesis: true })).toHaveProperty(
      'cloudwatch_events',
      {},
    );
    expect(trail({ enable_logging: true, enable_kinesis: false })).not.toHaveProperty(
      'cloudwatch_events',
    );
  });

  test.each([
    [{ source: ['aws.iam'] }, { source: ['aws.iam'] }],
    ['{"source": ["aws.iam"]}', { source: ['aws.iam'] }],
    [null, null],
    ['no JSON', 'no JSON'],
  ])('an event_pattern of %j moves to the events', (written, expected) => {
    expect(trail({ enable_logging: true, event_pattern: written }).cloudwatch_events).toEqual({
      event_pattern: expected,
    });
  });

  test('accounts and switches keep their meaning', () => {
    const same = {
      is_global_trail: false,
      enable_logging: false,
      send_to_cloudwatch: true,
      exclude_home_region_events: true,
      cloudwatch_destination_arn: 'arn:x',
    };

    expect(trail({ ...same, cross_account_ids: ['444455556666'] }).cloudtrail).toEqual({
      ...same,
      s3_settings: { cross_account_ids: ['444455556666'], bucket_name },
    });
  });

  test('of release 3 gains nothing, unless it has a key of before', () => {
    const module = (cloudtrail: object) => ({ ...current, modules: { cloudtrail } });

    expect(cluster(module({ enabled: true })).notices).toEqual([]);
    expect(
      cluster(module({ enable_logging: true, existing_trail: false })).cluster.modules,
    ).toHaveProperty('cloudwatch_events');
  });

  test('a bucket that is named stays', () => {
    expect(trail({ enable_logging: true, s3_bucket_name: 'mine' }).cloudtrail).toEqual({
      enable_logging: true,
      s3_bucket_name: 'mine',
    });
  });
});

describe('other modules', () => {
  const modules = (content: object) => cluster({ ...current, modules: content });

  test('s3_events of one bucket', () => {
    expect(modules({ s3_events: { s3_bucket_id: 'wharf' } }).cluster.modules).toEqual({
      s3_events: { wharf: [] },
    });
    expect(modules({ s3_events: { s3_bucket_id: [] } }).notices).toEqual([]);
  });

  test('s3_events in a list are grouped by bucket', () => {
    const { cluster: after, told } = modules({
      s3_events: [
        { bucket_id: 'b', filter_prefix: 'x/' },
        { bucket_id: 'a', filter_prefix: '', enable_events: true },
        { bucket_id: 'off', enable_events: false },
        { bucket_id: 'b', filter_suffix: '.gz' },
      ],
    });

    expect(after.modules.s3_events).toEqual({
      b: [{ filter_prefix: 'x/' }, { filter_suffix: '.gz' }],
      a: [],
    });
    expect(told.migration).toHaveLength(2);
    expect(modules({ s3_events: [{ filter_prefix: 'x' }] }).told.load).toEqual([
      place('modules.s3_events'),
    ]);
  });

  test('the archive of alerts needs no stream of its own any more', () => {
    const { cluster: after, notices } = modules({ kinesis: { firehose: { enabled: true } } });

    expect(after.modules).toEqual({});
    expect(notices[0]?.message).toContain('acme.streamalert.results');
  });

  test('a stream of release 2 keeps its name and its user', () => {
    const streams = { shards: 1, retention: 24 };
    const former = cluster({ modules: { ...block, kinesis: { streams } } });

    expect(former.cluster.modules.kinesis.streams).toEqual({
      ...streams,
      stream_name: 'acme_prod_stream_alert_kinesis',
      create_user: true,
    });
    expect(modules({ kinesis: { streams } }).cluster.modules.kinesis.streams).toEqual(streams);
  });

  test('cloudwatch is cloudwatch_logs_destination, on unless told otherwise', () => {
    expect(modules({ cloudwatch: { cross_account_ids: ['4'] } }).cluster.modules).toEqual({
      cloudwatch_logs_destination: { cross_account_ids: ['4'], enabled: true },
    });
    const both = modules({ cloudwatch: {}, cloudwatch_logs_destination: { enabled: false } });
    expect(both.cluster.modules).toEqual({ cloudwatch_logs_destination: { enabled: false } });
    expect(both.told.warning).toEqual([place('modules.cloudwatch')]);
  });

  test('flow logs lose the name of their group, and their accounts move to the destination', () => {
    const { cluster: after } = modules({
      flow_logs: { enabled: true, log_group_name: 'x', emis: ['eni-1'], cross_account_ids: ['4'] },
    });

    expect(after.modules).toEqual({
      flow_logs: { enabled: true, enis: ['eni-1'] },
      cloudwatch_logs_destination: {
        cross_account_ids: ['4'],
        enabled: true,
        regions: ['us-east-1'],
      },
    });
    const beside = modules({
      flow_logs: { cross_account_ids: ['4'] },
      cloudwatch_logs_destination: { enabled: true },
    });
    expect(beside.cluster.modules.cloudwatch_logs_destination).toEqual({
      enabled: true,
      cross_account_ids: ['4'],
    });
  });

  test.each([
    [{ emis: [], enis: ['a'] }, { enis: ['a'] }],
    [{ emis: ['b'], enis: [] }, { enis: ['b'] }],
    [{ emis: ['b'], enis: ['a'] }, { enis: ['a'] }],
  ])('of %j the interfaces that are named count', (flow_logs, expected) => {
    expect(modules({ flow_logs }).cluster.modules.flow_logs).toEqual(expected);
  });

  test('monitoring and events of the stream stay as they are', () => {
    const same = { cloudwatch_monitoring: { enabled: true }, kinesis_events: { enabled: true } };

    expect(modules(same)).toMatchObject({ cluster: { modules: same }, notices: [] });
  });

  test('apps are known by the name of their function', () => {
    const app = { type: 'duo_auth', memory: 128 };
    const { cluster: after } = modules({
      stream_alert_apps: {
        staff: { ...app, interval: 'rate(1 hour)', current_version: '2' },
        acme_prod_duo_auth_crew_app: app,
        acme_prod_gsuite_admin_x_app: { ...app, app_name: 'mine' },
      },
    });

    expect(after.modules).toEqual({
      streamalert_apps: {
        acme_prod_duo_auth_staff_app: {
          app_name: 'staff',
          ...app,
          schedule_expression: 'rate(1 hour)',
        },
        acme_prod_duo_auth_crew_app: { app_name: 'crew', ...app },
        acme_prod_gsuite_admin_x_app: { ...app, app_name: 'mine' },
      },
    });
    expect(modules({ stream_alert_apps: { staff: {} } }).told.load).toEqual([
      place('modules.stream_alert_apps.staff'),
    ]);
  });

  test('a pattern of events as text becomes a map', () => {
    expect(
      modules({ cloudwatch_events: { event_pattern: '{"account": ["1"]}' } }).cluster.modules
        .cloudwatch_events,
    ).toEqual({
      event_pattern: { account: ['1'] },
    });
    expect(modules({ cloudwatch_events: { event_pattern: 'x' } }).notices).toEqual([]);
  });
});
