import { describe, expect, test } from 'vitest';
import { type ConfigFiles, migrated } from '../../../testing/config-trees.ts';

const account = { aws_account_id: '111122223333', prefix: 'acme', region: 'us-east-1' };

function variables(content: object, more: ConfigFiles = {}, file = 'variables.json') {
  const { files, told } = migrated({ [file]: { account, ...content }, ...more });
  return { files, told, cluster: (name: string) => Object(files[`clusters/${name}.json`]) };
}

describe('variables.json', () => {
  test.each([
    ['variables.json', { account: { ...account, kms_key_alias: 'k' } }],
    ['../variables.json', { account: { ...account, kms_key_alias: 'k' } }],
    [
      'variables.json',
      { account_id: '111122223333', prefix: 'acme', region: 'us-east-1', kms_key_alias: 'k' },
    ],
  ])('%s holds the account, in a map or beside everything else', (file, content) => {
    const { files } = migrated({ [file]: content });

    expect(files['global.json']).toMatchObject({ account: { ...account, kms_key_alias: 'k' } });
    expect(files).not.toHaveProperty([file]);
    expect(files).toHaveProperty(['lambda.json']);
  });

  test.each([
    { kinesis_settings: { a: [2, 48] }, lambda_settings: { a: [20, 256] } },
    { kinesis_streams_config: { a: [2, 48] }, rule_processor_lambda_config: { a: [20, 256] } },
  ])('a cluster of %j has its stream and its sizes, the timeout first', (settings) => {
    const { cluster } = variables({ clusters: { a: 'us-east-1' }, ...settings });

    expect(cluster('a')).toEqual({
      id: 'a',
      classifier_config: { timeout: 20, memory: 256, enable_custom_metrics: true },
      data_sources: {},
      modules: {
        kinesis: {
          streams: {
            shards: 2,
            retention: 48,
            stream_name: 'acme_a_stream_alert_kinesis',
            create_user: true,
          },
        },
        kinesis_events: { enabled: true },
      },
    });
  });

  test('a cluster in another region is a warning', () => {
    const { told } = variables({ clusters: { a: 'us-east-1', b: 'us-west-2' } });

    expect(told.warning).toContain('variables.json: clusters.b');
    expect(told.warning).not.toContain('variables.json: clusters.a');
  });

  test('the alert processor gets the largest numbers', () => {
    const { files } = variables({
      clusters: { a: 'us-east-1', b: 'us-east-1' },
      alert_processor_lambda_config: { a: [10, 256], b: [30, 128] },
    });

    expect(files['lambda.json']).toMatchObject({
      alert_processor_config: { timeout: 30, memory: 256 },
    });
  });

  test('flow logs of one cluster, and of all', () => {
    const clusters = { a: 'us-east-1', b: 'us-east-1' };
    const one = variables({
      clusters,
      flow_log_settings: { a: { vpcs: ['v'], subnets: [], enis: [] } },
    });
    const all = variables({ clusters, flow_log_config: { emis: ['e'], subnets: [], vpcs: [] } });

    expect(one.cluster('a').modules.flow_logs).toEqual({ enabled: true, vpcs: ['v'] });
    expect(one.cluster('b').modules).not.toHaveProperty('flow_logs');
    for (const name of ['a', 'b']) {
      expect(all.cluster(name).modules.flow_logs).toEqual({ enabled: true, enis: ['e'] });
    }
  });

  test('flow logs without a cluster are left to a person, empty ones are nothing', () => {
    expect(variables({ flow_log_config: { vpcs: ['v'] } }).told.load).toEqual([
      'variables.json: flow_log_config',
    ]);
    expect(variables({ flow_log_settings: { lost: { vpcs: ['v'] } } }).told.load).toEqual([
      'variables.json: flow_log_settings.lost',
    ]);
    const empty = variables({ clusters: { a: 'us-east-1' }, flow_log_config: { vpcs: [] } });
    expect(empty.told.load).toEqual([]);
    expect(empty.cluster('a').modules).not.toHaveProperty('flow_logs');
  });

  test.each([
    { tfstate_s3_key: 'k', tfvars: 'v' },
    { terraform: { tfstate_s3_key: 'k', tfvars: 'v' } },
  ])('the state of Terraform in %j keeps its place', (content) => {
    expect(variables(content).files['global.json']).toMatchObject({
      terraform: { state_key_name: 'k', bucket_name: 'acme.streamalert.terraform.state' },
    });
  });

  test('packaging and the archive of alerts are dropped, libraries kept', () => {
    const dropped = {
      lambda_function_prod_versions: { a: '1' },
      rule_processor_versions: { a: '1' },
      lambda_source_key: 'x',
      lambda_handler: 'x',
      output_lambda_current_hash: 'x',
      lambda_source_bucket_name: 'x',
      firehose_s3_bucket_suffix: 'x',
      firehose: { s3_bucket_suffix: 'x' },
    };
    const { files, told } = variables({ ...dropped, third_party_libs: ['netaddr', 'requests'] });

    expect(files).not.toHaveProperty(['variables.json']);
    for (const key of Object.keys(dropped))
      expect(told.migration).toContain(`variables.json: ${key}`);
    expect(files['global.json']).toMatchObject({
      general: { third_party_libraries: ['requests'] },
    });
  });

  test('what nobody knows is left out with a warning', () => {
    expect(variables({ mine: 5 }).told.warning).toContain('variables.json: mine');
  });

  test('does not count beside global.json', () => {
    const global = { account, general: {} };
    const { files, told } = variables({ clusters: { a: 'us-east-1' } }, { 'global.json': global });

    expect(files).toEqual({ 'global.json': global });
    expect(told.warning).toEqual(['variables.json: ']);
  });

  test('of another program is none of ours', () => {
    const files = { '../variables.json': { variable: { region: {} } }, 'variables.json': { a: 1 } };

    expect(migrated(files)).toMatchObject({ files, notices: [] });
  });
});
