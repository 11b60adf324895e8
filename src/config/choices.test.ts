import { describe, expect, test } from 'vitest';
import { selectLogTypes } from './data-sources.ts';
import { loadWith, soundFiles } from './read-for-test.ts';
import { regions } from './regions.ts';

const { prefix: _prefix, ...account } = soundFiles['global.json'].account;
const classifier_config = { enable_custom_metrics: true, memory: 128, timeout: 60 };
const kinesis = { streams: { shards: 1, retention: 24, create_user: false } };

const cluster = async (content: object) => {
  const prod = { data_sources: {}, classifier_config, ...content };
  const { config, told } = await loadWith({ 'clusters/prod.json': prod });
  const found = config?.clusters[0];
  if (found === undefined) throw new Error(`refused: ${told.join()}`);
  return found;
};
const modules = async (content: object) =>
  (await cluster({ modules: { kinesis, ...content } })).modules;
const global = async (infrastructure: object) => {
  const file = { ...soundFiles['global.json'], infrastructure };
  return (await loadWith({ 'global.json': file })).config?.infrastructure;
};

/** Rows of configuration.md 13 that say what absent or unusual settings mean; the numbers are theirs. */
describe('where the documentation and release 3.5 differ', () => {
  test('1: a full log type selects exactly that one, a category all of its', async () => {
    const { config } = await loadWith({});
    const select = (...entries: string[]) =>
      selectLogTypes(config?.logTypes ?? [], entries).map(({ name }) => name);
    expect(select('orchard')).toEqual(['orchard:pump', 'orchard']);
    expect(select('orchard:pump')).toEqual(['orchard:pump']);
    expect(select('orchard', 'orchard:pump', 'orchard')).toEqual(['orchard:pump', 'orchard']);
    expect(select('pump', 'orch', 'orchard:')).toEqual([]);
  });

  test('2: threat intelligence is switched on in either place; classifier_config wins', async () => {
    const inClassifier = { ...classifier_config, enable_threat_intel: true };
    expect((await cluster({ enable_threat_intel: true })).enableThreatIntel).toBe(true);
    expect((await cluster({ classifier_config: inClassifier })).enableThreatIntel).toBe(true);
    const both = await cluster({ classifier_config: inClassifier, enable_threat_intel: false });
    expect(both.enableThreatIntel).toBe(true);
    expect((await cluster({})).enableThreatIntel).toBe(false);
  });

  test('3: classifiers emit metrics', async () => {
    const { classifier } = await cluster({ classifier_config: { memory: 128, timeout: 60 } });
    expect(classifier.enableCustomMetrics).toBe(true);
  });

  test('5: objects of a trail invoke nothing', async () => {
    expect((await modules({ cloudtrail: {} })).cloudtrail?.eventAccountIds).toEqual([]);
  });

  test('6: destinations of logs are on', async () => {
    const found = await modules({ cloudwatch_logs_destination: {} });
    expect(found.cloudwatchLogsDestination?.regions).toEqual(regions);
  });

  test('8, 28: no user, and the name of the stream', async () => {
    const streams = { shards: 1, retention: 24 };
    const { kinesis: stream } = await modules({ kinesis: { streams } });
    expect(stream).toMatchObject({ createUser: false, streamName: 'acme_prod_streamalert' });
  });

  test('9: the stream invokes nothing until somebody says so', async () => {
    expect((await modules({ kinesis_events: {} })).kinesisEvents).toBeUndefined();
  });

  test('10: settings of alarms are numbers, also as text', async () => {
    const settings = {
      lambda_throttle_error_threshold: '5',
      lambda_invocation_error_threshold: 7,
    };
    const found = await modules({ cloudwatch_monitoring: { enabled: true, settings } });
    expect(found.cloudwatchMonitoring?.settings).toMatchObject({
      lambdaThrottleErrorThreshold: 5,
      lambdaInvocationErrorThreshold: 7,
    });
  });

  test('12: flow logs are on', async () => {
    expect((await modules({ flow_logs: { vpcs: ['vpc-1'] } })).flowLogs).toBeDefined();
  });

  test('14: a cluster without modules is fine', async () => {
    expect((await cluster({})).modules).toEqual({ s3Events: {}, streamalertApps: {} });
  });

  test('21, 23, 24, 25: topic, buffers and capacities', async () => {
    expect(await global({})).toMatchObject({
      monitoring: { snsTopicName: 'acme_streamalert_monitoring' },
      firehose: { bufferSize: 128 },
      alertsFirehose: { bufferSize: 128 },
      ruleStaging: { tableReadCapacity: 5, tableWriteCapacity: 5 },
    });
    expect(await global({ rule_staging: { table: { read_capacity: 20 } } })).toMatchObject({
      ruleStaging: { tableReadCapacity: 20, tableWriteCapacity: 5 },
    });
  });
});

describe('what files may look like', () => {
  test('the region is that of the original where none is written', async () => {
    const { region: _region, ...rest } = account;
    const file = { ...soundFiles['global.json'], account: { ...rest, prefix: 'acme' } };
    const { config, told } = await loadWith({ 'global.json': file });
    expect(config?.account.region).toBe('us-east-1');
    expect(told).toEqual(['warning global.json account']);
  });

  test('a key that stands twice is a warning, and the last value counts', async () => {
    const text = JSON.stringify(soundFiles['global.json']).replace(
      '"prefix":"acme"',
      '"prefix":"first","prefix":"acme"',
    );
    const { config, told } = await loadWith({ 'global.json': text });
    expect(told).toEqual(['warning global.json account.prefix']);
    expect(config?.account.prefix).toBe('acme');
  });

  test('unknown keys are kept, at every depth, and so are unknown files', async () => {
    const prod = {
      ...soundFiles['clusters/prod.json'],
      note: { by: ['us'] },
      modules: { future: { x: 1 }, kinesis: { ...kinesis, y: 2 } },
    };
    const { config, told } = await loadWith({ 'clusters/prod.json': prod, 'ours.json': [1] });
    expect(told).toEqual([
      'warning ours.json ',
      'warning clusters/prod.json note',
      'warning clusters/prod.json modules.future',
      'warning clusters/prod.json modules.kinesis.y',
    ]);
    expect(config?.files.get('clusters/prod')).toEqual(prod);
    expect(config?.files.get('ours')).toEqual([1]);
  });

  test('columns called 2, 1, x keep that order', async () => {
    const text =
      '{"silo": {"parser": "csv", "schema": {"2": "string", "1": "string", "x": "string"}}}';
    const { config } = await loadWith({ 'schemas/silo.json': text });
    const silo = config?.logTypes.find(({ name }) => name === 'silo');
    expect(silo?.fields.map(({ name }) => name)).toEqual(['2', '1', 'x']);
  });

  test('numbers that no JavaScript number holds are told with all their digits', async () => {
    const id = '123456789012345678901234567890';
    const text = JSON.stringify(soundFiles['global.json']).replace('"111122223333"', id);
    const { findings } = await loadWith({ 'global.json': text });
    expect(findings[0]?.message).toContain(id);
  });

  test('NaN and Infinity are no JSON, and told with their place', async () => {
    for (const literal of ['NaN', 'Infinity', '-Infinity']) {
      const { findings } = await loadWith({ 'outputs.json': `{"slack": ${literal}}` });
      expect(findings).toMatchObject([
        { level: 'load', line: 1, message: expect.stringContaining('no valid JSON') },
      ]);
    }
  });

  test('other files and folders are not looked at', async () => {
    const { told } = await loadWith({
      'notes.txt': 'x',
      'old/global.json': '{',
      'clusters/old/x.json': '{',
      'schemas/old/x.json': '{',
      'schemas/readme.md': 'x',
    });
    expect(told).toEqual([]);
  });
});
