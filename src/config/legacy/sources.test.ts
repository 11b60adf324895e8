import { describe, expect, test } from 'vitest';
import { type ConfigFiles, migrated } from '../../../testing/config-trees.ts';

const global = {
  account: { aws_account_id: '111122223333', prefix: 'acme', region: 'us-east-1' },
  general: {},
};

const former = (modules: object = {}) => ({
  modules: { stream_alert: { classifier_config: { enable_custom_metrics: true } }, ...modules },
});

const two = (more: ConfigFiles) => ({
  'global.json': global,
  'clusters/a.json': former(),
  'clusters/a_b.json': former(),
  ...more,
});

const sourcesOf = (files: Record<string, unknown>, cluster: string) =>
  Object(files[`clusters/${cluster}.json`]).data_sources;

const logs = (name: string) => ({ logs: [name] });

describe('sources.json', () => {
  test('goes to the only cluster, whatever its resources are called', () => {
    const { files, told } = migrated({
      'global.json': global,
      'clusters/prod.json': former(),
      'sources.json': {
        kinesis: { anything: logs('x') },
        stream_alert_app: { app: logs('y') },
        sns: { 'arn:aws:sns:us-east-1:111122223333:bell': logs('z') },
      },
    });

    expect(sourcesOf(files, 'prod')).toEqual({
      kinesis: { anything: ['x'] },
      streamalert_app: { app: ['y'] },
      sns: { bell: ['z'] },
    });
    expect(files).not.toHaveProperty('sources.json');
    expect(told.migration).toContain('sources.json: kinesis.anything');
  });

  test.each([
    ['the former default name', { kinesis: { acme_a_b_stream_alert_kinesis: logs('x') } }, 'a_b'],
    ['the current default name', { kinesis: { acme_a_streamalert: logs('x') } }, 'a'],
    [
      'the prefix of an app, the longest cluster first',
      { stream_alert_app: { acme_a_b_duo_auth_x_app: logs('x') } },
      'a_b',
    ],
  ])('a resource is known by %s', (_what, sources, cluster) => {
    const { files, told } = migrated(two({ 'sources.json': sources }));

    expect(told.load).toEqual([]);
    const other = cluster === 'a' ? 'a_b' : 'a';
    expect(Object.values(sourcesOf(files, cluster))).toHaveLength(1);
    expect(sourcesOf(files, other)).toEqual({});
  });

  test('a resource is known by what a cluster says of it', () => {
    const { files, told } = migrated(
      two({
        'clusters/a_b.json': former({
          stream_alert: {
            rule_processor: { inputs: { 'aws-sns': ['arn:aws:sns:us-east-1:111122223333:bell'] } },
          },
          kinesis: { streams: { stream_name: 'mine' } },
          s3_events: [{ bucket_id: 'wharf' }],
          cloudtrail: { enable_logging: true },
          stream_alert_apps: { acme_a_b_duo_auth_x_app: { type: 'duo_auth' } },
        }),
        'sources.json': {
          sns: { bell: logs('x') },
          kinesis: { mine: logs('x') },
          s3: { wharf: logs('x'), 'acme.a_b.streamalert.cloudtrail': logs('x') },
          stream_alert_app: { acme_a_b_duo_auth_x_app: logs('x') },
        },
      }),
    );

    expect(told.load).toEqual([]);
    expect(sourcesOf(files, 'a')).toEqual({});
    expect(Object.keys(sourcesOf(files, 'a_b').s3)).toEqual([
      'wharf',
      'acme.a_b.streamalert.cloudtrail',
    ]);
    expect(Object.keys(sourcesOf(files, 'a_b'))).toEqual([
      'sns',
      'kinesis',
      's3',
      'streamalert_app',
    ]);
  });

  test('what nothing tells apart is left to a person, with what to write', () => {
    const { told, notices } = migrated(two({ 'sources.json': { s3: { wharf: logs('x') } } }));

    expect(told.load).toEqual(['sources.json: s3.wharf']);
    const [decision] = notices.filter(({ level }) => level === 'load');
    expect(decision?.message).toContain('cannot tell which cluster reads "wharf"');
    expect(decision?.message).toContain('clusters/a.json, clusters/a_b.json');
  });

  test('a person answers by writing data_sources, which counts', () => {
    const decided = { ...former(), data_sources: { s3: { wharf: ['y'] } } };
    const { files, told } = migrated(
      two({
        'clusters/a.json': decided,
        'sources.json': { s3: { wharf: logs('x') }, kinesis: { acme_a_b_streamalert: logs('x') } },
      }),
    );

    expect(told.load).toEqual([]);
    expect(told.warning).toContain('sources.json: s3.wharf');
    expect(sourcesOf(files, 'a')).toEqual({ s3: { wharf: ['y'] } });
    expect(sourcesOf(files, 'a_b')).toEqual({ kinesis: { acme_a_b_streamalert: ['x'] } });
  });

  test('examples of the original are left out', () => {
    const { files, told } = migrated(
      two({
        'sources.json': {
          kinesis: { prefix_cluster1_stream_alert_kinesis: logs('x') },
          s3: { 'prefix.cluster.sample.bucket': logs('x'), example_s3_bucket: logs('x') },
        },
      }),
    );

    expect(told.load).toEqual([]);
    expect(told.warning.filter((place) => place.startsWith('sources.json'))).toHaveLength(3);
    expect(files).not.toHaveProperty('sources.json');
  });

  test.each([[{ logs: [] }], [{}], ['x']])(
    '%j lists nothing, which a person has to mend',
    (value) => {
      const { told } = migrated({
        'clusters/a.json': former(),
        'sources.json': { s3: { wharf: value } },
      });

      expect(told.load).toEqual(['sources.json: s3.wharf']);
    },
  );

  test('a service that does not exist, and no cluster at all, are left to a person', () => {
    expect(migrated(two({ 'sources.json': { s4: { wharf: logs('x') } } })).told.load).toEqual([
      'sources.json: s4.wharf',
    ]);
    expect(migrated({ 'sources.json': { s3: { wharf: logs('x') } } }).told.load).toEqual([
      'sources.json: ',
    ]);
  });

  test('a stream that exists keeps its name', () => {
    const { files } = migrated({
      'global.json': global,
      'clusters/a.json': former({ kinesis: { streams: { shards: 1 } } }),
      'sources.json': { kinesis: { acme_a_stream_alert_kinesis: logs('x') } },
    });

    expect(files).toMatchObject({
      'clusters/a.json': {
        modules: { kinesis: { streams: { stream_name: 'acme_a_stream_alert_kinesis' } } },
      },
    });
  });

  test('is not used where every cluster is of release 3 and has data sources', () => {
    const current = {
      data_sources: { s3: { b: ['x'] } },
      classifier_config: { enable_custom_metrics: true },
    };
    const { files, told } = migrated({
      'clusters/a.json': current,
      'sources.json': { s3: { old: logs('x') } },
    });

    expect(files).toEqual({ 'clusters/a.json': current });
    expect(told).toEqual({ migration: [], warning: ['sources.json: '], load: [] });
  });

  test('may stand among the clusters', () => {
    const { files } = migrated({
      'clusters/a.json': former(),
      'clusters/sources.json': { s3: { b: logs('x') } },
    });

    expect(sourcesOf(files, 'a')).toEqual({ s3: { b: ['x'] } });
    expect(files).not.toHaveProperty('clusters/sources.json');
  });

  test('a cluster that is called sources is one', () => {
    const cluster = { data_sources: {}, classifier_config: { enable_custom_metrics: true } };

    expect(migrated({ 'clusters/sources.json': cluster }).notices).toEqual([]);
  });
});

describe('inputs.json', () => {
  const topic = 'arn:aws:sns:us-east-1:111122223333:bell';
  const inputs = (file: unknown) => Object(file).classifier_config?.inputs;

  test('goes to the only cluster, after the topics that are there', () => {
    const { files } = migrated({
      'clusters/a.json': {
        classifier_config: { enable_custom_metrics: true, inputs: { 'aws-sns': ['arn:x'] } },
        data_sources: {},
      },
      'inputs.json': { 'aws-sns': { label: topic } },
    });

    expect(inputs(files['clusters/a.json'])).toEqual({ 'aws-sns': ['arn:x', topic] });
    expect(files).not.toHaveProperty('inputs.json');
  });

  test('of several, goes to the cluster that reads the topic', () => {
    const a_b = { ...former(), data_sources: { sns: { bell: ['x'] } } };
    const { files, told } = migrated(
      two({ 'clusters/a_b.json': a_b, 'inputs.json': { 'aws-sns': { label: topic } } }),
    );

    expect(told.load).toEqual([]);
    expect(inputs(files['clusters/a_b.json'])).toEqual({ 'aws-sns': [topic] });
    expect(inputs(files['clusters/a.json'])).toBeUndefined();
  });

  test('is left to a person where no cluster reads the topic', () => {
    expect(migrated(two({ 'inputs.json': { 'aws-sns': { label: topic } } })).told.load).toEqual([
      'inputs.json: aws-sns.label',
    ]);
  });
});

test('spellings of data_sources in a cluster of release 3', () => {
  const { files, told } = migrated({
    'clusters/a.json': {
      classifier_config: { enable_custom_metrics: true },
      data_sources: {
        stream_alert_app: { app: ['x'] },
        s3: { b: { logs: ['y'] } },
        sns: { 'arn:aws:sns:us-east-1:111122223333:bell': ['z'] },
      },
    },
  });

  expect(sourcesOf(files, 'a')).toEqual({
    streamalert_app: { app: ['x'] },
    s3: { b: ['y'] },
    sns: { bell: ['z'] },
  });
  expect(told.migration).toHaveLength(3);
});
