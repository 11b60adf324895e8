import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findDataSource } from './data-sources.ts';
import { loadConfig, type LoadOptions } from './load-config.ts';

const made: string[] = [];

afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true, force: true });
});

type Content = Readonly<Record<string, unknown>>;

/** A project with these files below conf/; text is written as it stands. */
function project(files: Content): string {
  const root = mkdtempSync(join(tmpdir(), 'config-'));
  made.push(root);
  const dir = join(root, 'conf');
  mkdirSync(dir);
  for (const folder of ['rules', 'matchers', 'publishers']) mkdirSync(join(root, folder));
  for (const [name, content] of Object.entries(files)) {
    const file = join(dir, name);
    mkdirSync(dirname(file), { recursive: true });
    const text = JSON.stringify(content, null, 2);
    writeFileSync(file, typeof content === 'string' || Buffer.isBuffer(content) ? content : text);
  }
  return dir;
}

const parsers = [{ type: 'json', options: z.object({}), takes: ['json_path'] }];
const outputServices = [{ service: 'file', shape: 'map' }] as const;

const load = (dir: string, more: Partial<LoadOptions> = {}) =>
  loadConfig({ dir, parsers, outputServices, ...more });

const sound: Content = {
  'global.json': {
    account: { aws_account_id: '111122223333', prefix: 'acme', region: 'eu-west-1' },
    general: { rule_locations: ['rules'], matcher_locations: ['matchers'] },
  },
  'lambda.json': {},
  'clusters/prod.json': {
    data_sources: {
      kinesis: { acme_prod: ['turnstile'] },
      http: { turnstile: ['turnstile:entry', 'silo'] },
      file: {},
    },
    classifier_config: { enable_custom_metrics: true, memory: '128', timeout: 60 },
  },
  'schemas/turnstile.json': {
    'turnstile:entry': {
      parser: 'json',
      schema: { gate: 'integer', badge: 'string' },
      configuration: { normalization: { user_identity: ['badge'] } },
    },
  },
  'schemas/silo.json': { silo: { parser: 'json', schema: { level: 'float' } } },
};

/** What is found when these files are added to a sound directory; builds and notices aside. */
async function findingsWith(more: Content, levels = ['load', 'warning']) {
  const dir = project({ ...sound, ...more });
  const { findings } = await load(dir);
  return findings
    .filter(({ level }) => levels.includes(level))
    .map((finding) => ({ ...finding, file: finding.file.slice(dir.length + 1) }));
}

const cluster = (data_sources: unknown, more: object = {}) => ({
  data_sources,
  classifier_config: { enable_custom_metrics: true },
  ...more,
});

describe('loading a configuration directory', () => {
  test('gives a typed configuration', async () => {
    const dir = project(sound);
    const { config, findings } = await load(dir);
    expect(findings.filter(({ level }) => level !== 'build')).toEqual([]);
    expect(config).toMatchObject({
      dir,
      account: { awsAccountId: '111122223333', prefix: 'acme', region: 'eu-west-1' },
      general: {
        ruleLocations: [join(dirname(dir), 'rules')],
        publisherLocations: [join(dirname(dir), 'publishers')],
        scheduledQueryLocations: [],
      },
      outputs: [
        {
          service: 'aws-firehose',
          descriptor: 'alerts',
          resource: 'acme_streamalert_alert_delivery',
        },
      ],
      threatIntel: { enabled: false },
      lookupTables: { enabled: false, tables: {} },
      normalizedTypes: new Set(['user_identity']),
    });
    expect(config?.logTypes.map(({ name }) => name)).toEqual(['silo', 'turnstile:entry']);
    expect(config && findDataSource(config, 'turnstile')).toEqual({
      service: 'http',
      resource: 'turnstile',
      cluster: 'prod',
      logs: ['turnstile:entry', 'silo'],
    });
    expect(config?.files.get('clusters/prod')).toEqual(sound['clusters/prod.json']);
    expect([...(config?.files.keys() ?? [])].sort()).toEqual([
      'clusters/prod',
      'global',
      'lambda',
      'schemas/silo',
      'schemas/turnstile',
    ]);
  });

  test('all problems of all files come together, the gravest first', async () => {
    const dir = project({
      ...sound,
      'global.json': { account: { aws_account_id: 5, prefix: 'acme' }, genral: {} },
      'clusters/prod.json': { data_sources: { kinesiss: {} } },
      'schemas/silo.json': '{"silo": ',
    });
    const { config, findings } = await load(dir);
    expect(config).toBeUndefined();
    const refusing = findings.filter(({ level }) => level === 'load');
    expect(refusing.map(({ file, path }) => [file.slice(dir.length + 1), path])).toEqual([
      ['schemas/silo.json', ''],
      ['clusters/prod.json', ''],
      ['clusters/prod.json', 'data_sources.kinesiss'],
    ]);
    expect(findings.slice(0, 3)).toEqual(refusing);
    expect(findings.find(({ path }) => path === 'genral')).toMatchObject({ suggestion: 'general' });
  });

  test('nothing is said about a part that was not asked for', async () => {
    const dir = project({ 'schemas/a.json': { a: { parser: 'json', schema: { x: 'string' } } } });
    expect(await load(dir, { include: ['schemas', 'normalized_types'] })).toMatchObject({
      config: { logTypes: [{ name: 'a' }], clusters: [] },
      findings: [],
    });
    const broken = project({ ...sound, 'global.json': '{', 'clusters/prod.json': '[' });
    expect((await load(broken, { include: ['schemas'] })).findings).toEqual([]);
    expect((await load(broken, { include: ['clusters'] })).findings).toHaveLength(1);
  });

  test('a part of which there is nothing at all is refused', async () => {
    const { config, findings } = await load(project({ 'global.json': {} }), {
      include: ['schemas'],
    });
    expect(config).toBeUndefined();
    expect(findings[0]).toMatchObject({ message: expect.stringContaining('looked for schemas') });
  });

  test('what is missing is named', async () => {
    const dir = project({ 'readme.txt': 'hello' });
    const { findings } = await load(dir);
    expect(findings.map(({ level, file }) => [level, file.slice(dir.length + 1)])).toEqual([
      ['load', 'global.json'],
      ['load', 'lambda.json'],
      ['load', 'clusters'],
      ['warning', 'schemas'],
    ]);
  });

  test('an empty folder of clusters is a warning, and refuses a build', async () => {
    const dir = project({ ...sound, 'clusters/prod.json': '{}' });
    rmSync(join(dir, 'clusters/prod.json'));
    const { config, findings } = await load(dir);
    expect(config?.clusters).toEqual([]);
    const aboutClusters = findings.filter(({ file }) => file.endsWith('clusters'));
    expect(aboutClusters.map(({ level }) => level)).toEqual(['build', 'warning']);
  });

  test('an unknown file is a warning, and is kept', async () => {
    const dir = project({ ...sound, 'output.json': { a: 1 }, 'notes.txt': 'x', 'old/x.json': '{' });
    const { config, findings } = await load(dir);
    expect(findings.filter(({ level }) => level === 'warning')).toMatchObject([
      { file: join(dir, 'output.json'), suggestion: 'outputs.json' },
    ]);
    expect(config?.files.get('output')).toEqual({ a: 1 });
  });

  test('stale files of earlier releases do not count beside the current ones, and say so', async () => {
    const found = await findingsWith(
      {
        'sources.json': { s3: { bucket: { logs: ['silo'] } } },
        'inputs.json': {},
        'variables.json': { account_id: '444455556666' },
        'clusters/sources.json': { s3: {} },
      },
      ['load', 'warning', 'migration'],
    );
    expect(found.map(({ level, file }) => [level, file])).toEqual([
      ['warning', 'variables.json'],
      ['warning', 'sources.json'],
      ['warning', 'clusters/sources.json'],
      ['migration', 'inputs.json'],
    ]);
  });

  test('logs.json is read alone, and says so when there are schemas too', async () => {
    const logs = { only: { parser: 'json', schema: { x: 'string' } } };
    const dir = project({ ...sound, 'logs.json': logs });
    const { config, findings } = await load(dir);
    expect(config?.logTypes.map(({ name, file }) => [name, file])).toEqual([
      ['only', 'schemas/logs.json'],
    ]);
    expect(findings).toContainEqual(
      expect.objectContaining({ level: 'warning', file: join(dir, 'schemas/silo.json') }),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({ level: 'migration', file: join(dir, 'logs.json') }),
    );
  });

  test('schema files are read in ascending byte order of their names', async () => {
    const type = (name: string) => ({ [name]: { parser: 'json', schema: { x: 'string' } } });
    const files = {
      'schemas/b.json': type('b'),
      'schemas/B.json': type('B'),
      'schemas/é.json': type('é'),
    };
    const { config } = await load(project({ ...sound, ...files }));
    expect(config?.logTypes.map(({ name }) => name)).toEqual([
      'B',
      'b',
      'silo',
      'turnstile:entry',
      'é',
    ]);
  });
});

describe('hostile directories', () => {
  test('one that is not there, and one that is a file', async () => {
    for (const dir of [join(tmpdir(), 'no-such-conf'), join(project(sound), 'global.json')]) {
      expect(await load(dir)).toMatchObject({
        config: undefined,
        findings: [
          { level: 'load', file: dir, message: expect.stringContaining('name the directory') },
        ],
      });
    }
  });

  test.each([
    ['empty', ''],
    ['a list', '[]'],
    ['a text', '"global"'],
    ['null', 'null'],
    ['no JSON', 'account = 5'],
    ['cut short', '{"account": {'],
    ['a binary file', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00])],
    ['too deep', '{"a":'.repeat(10_000)],
  ])('a file that is %s is one refusal', async (_what, content) => {
    for (const name of ['global.json', 'lambda.json', 'outputs.json', 'threat_intel.json']) {
      const found = await findingsWith({ [name]: content }, ['load']);
      expect(found).toMatchObject([{ level: 'load', file: name }]);
    }
    for (const name of ['clusters/prod.json', 'schemas/silo.json']) {
      const found = await findingsWith({ [name]: content }, ['load']);
      expect(found).toMatchObject([{ level: 'load', file: name }]);
    }
  });

  test('a byte order mark is no mistake', async () => {
    const text = `\uFEFF${JSON.stringify(sound['schemas/silo.json'])}`;
    expect(await findingsWith({ 'schemas/silo.json': text })).toEqual([]);
  });

  test('hostile names of clusters, services, resources and log types are names like others', async () => {
    const dir = project({
      ...sound,
      'clusters/__proto__.json':
        '{"data_sources": {"s3": {"__proto__": ["__proto__"], "constructor": ["silo"]}, "__proto__": {}}, ' +
        '"classifier_config": {"enable_custom_metrics": true}, "__proto__": {"x": 1}}',
      'schemas/p.json': '{"__proto__": {"parser": "json", "schema": {"x": "string"}}}',
    });
    const { config, findings } = await load(dir);
    expect(config).toBeUndefined();
    expect(findings.filter(({ level }) => level !== 'build')).toMatchObject([
      { level: 'load', path: 'data_sources.__proto__' },
      { level: 'warning', path: '__proto__' },
    ]);
    expect(Reflect.get({}, 'x')).toBeUndefined();
  });

  test('a file of ten megabytes is read', async () => {
    const fields = Object.fromEntries(
      Array.from({ length: 50_000 }, (_, index) => [`${'field_'.repeat(30)}${index}`, 'string']),
    );
    const text = JSON.stringify({ big: { parser: 'json', schema: fields } });
    expect(text.length).toBeGreaterThan(9_000_000);
    const { config } = await load(project({ ...sound, 'schemas/big.json': text }));
    expect(config?.logTypes[0]?.fields).toHaveLength(50_000);
  });

  test('a file that is absurdly large is refused unread', async () => {
    const found = await findingsWith({ 'schemas/big.json': ' '.repeat(33 * 1024 * 1024) }, [
      'load',
    ]);
    expect(found).toMatchObject([{ message: expect.stringContaining('bytes') }]);
  });

  test('a file that may not be read, and a link to nothing, are refused', async () => {
    const dir = project(sound);
    symlinkSync('/no/such/file', join(dir, 'outputs.json'));
    chmodSync(join(dir, 'lambda.json'), 0);
    const { findings } = await load(dir);
    const refused = findings.filter(({ level }) => level === 'load');
    // Permissions do not stop the superuser.
    const expected = process.getuid?.() === 0 ? ['outputs.json'] : ['lambda.json', 'outputs.json'];
    expect(refused.map(({ file }) => file.slice(dir.length + 1)).sort()).toEqual(expected);
  });

  test('a folder called like a file is no file', async () => {
    expect(await findingsWith({ 'outputs.json/x.txt': 'hello' })).toEqual([]);
  });
});

describe('checks over several files', () => {
  test('an entry that is no log type is a warning with the one that was meant', async () => {
    const found = await findingsWith(
      { 'clusters/prod.json': cluster({ http: { a: ['turnstil', 'silo'], b: ['nothing'] } }) },
      ['load', 'warning', 'build'],
    );
    expect(found).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        path: 'data_sources.http.a[0]',
        suggestion: 'turnstile',
      }),
    );
    expect(found).toContainEqual(
      expect.objectContaining({ level: 'build', path: 'data_sources.http.b' }),
    );
  });

  test('who names a log type that is too broken to be read is not to blame', async () => {
    const prod = { 'clusters/prod.json': cluster({ http: { a: ['silo'] } }) };
    const broken = { 'schemas/silo.json': { silo: { parser: 'jsno', schema: {} } } };
    expect((await findingsWith({ ...prod, ...broken })).map(({ path }) => path)).toEqual([
      'silo.parser',
    ]);
    expect(await findingsWith({ ...prod, 'schemas/silo.json': '{' })).toHaveLength(1);
  });

  test('a full name is a notice where release 3 matched nothing', async () => {
    const sources = { http: { a: ['turnstile:entry'] }, s3: { b: ['turnstile:entry', 'silo'] } };
    const found = await findingsWith({ 'clusters/prod.json': cluster(sources) }, ['migration']);
    expect(found.map(({ path }) => path)).toEqual(['data_sources.s3.b']);
  });

  test('a resource has one place over all clusters and services', async () => {
    const found = await findingsWith({
      'clusters/a.json': cluster({ s3: { twice: ['silo'] } }),
      'clusters/b.json': cluster({ kinesis: { twice: ['silo'] } }),
    });
    expect(found).toMatchObject([
      {
        level: 'load',
        file: 'clusters/b.json',
        message: expect.stringMatching(/duplicate data source "twice".*cluster a.*cluster b/),
      },
    ]);
  });

  test('a catch-all that is tried before others is a warning', async () => {
    const found = await findingsWith({
      'schemas/a.json': { all: { parser: 'json', schema: {} } },
      'clusters/prod.json': cluster({ http: { a: ['silo', 'all'], b: ['all'] } }),
    });
    expect(found.map(({ path }) => path)).toEqual(['data_sources.http.a']);
  });

  test('indicators are looked up in normalised types that exist', async () => {
    const intel = (enabled: boolean) => ({
      'threat_intel.json': { enabled, normalized_ioc_types: { ip: ['user_identty'] } },
    });
    const [refused] = await findingsWith(intel(true));
    expect(refused).toMatchObject({ level: 'load', suggestion: 'user_identity' });
    expect(await findingsWith(intel(false))).toMatchObject([{ level: 'warning' }]);
    const former = { 'normalized_types.json': { silo: { user_identty: ['level'] } } };
    expect(await findingsWith({ ...intel(true), ...former })).toEqual([]);
  });

  test('normalised types of the old form hold for log types without a normalisation of their own', async () => {
    const former = {
      'normalized_types.json': {
        silo: { 'sourceAddress:ioc_ip': ['level'] },
        turnstile: { a: ['badge'] },
        tram: {},
      },
    };
    const dir = project({ ...sound, ...former });
    const { config, findings } = await load(dir);
    expect(config?.normalizedTypes).toEqual(new Set(['sourceAddress', 'a', 'user_identity']));
    const about = findings.filter(({ file }) => file.endsWith('normalized_types.json'));
    expect(about.map(({ level, path }) => [level, path])).toEqual([
      ['warning', 'tram'],
      ['migration', 'silo.sourceAddress:ioc_ip'],
      ['migration', 'silo'],
    ]);
    expect(about[2]?.message).toContain('finds fields by name in silo');
    expect(config?.logTypes.map(({ name, namedFields }) => [name, namedFields])).toEqual([
      ['silo', [{ type: 'sourceAddress', names: ['level'] }]],
      ['turnstile:entry', undefined],
    ]);
    expect(config?.threatIntel.normalizedIocTypes).toEqual({ ip: ['sourceAddress'] });
  });

  test('types.json is the old name of that file', async () => {
    const dir = project({ ...sound, 'types.json': { silo: { a: ['level'] } } });
    const { config, findings } = await load(dir);
    expect(config?.normalizedTypes.has('a')).toBe(true);
    expect(findings).toContainEqual(
      expect.objectContaining({ level: 'migration', file: join(dir, 'types.json') }),
    );
  });

  test('settings that need another file to have an effect are warnings', async () => {
    const global = {
      ...Object(sound['global.json']),
      infrastructure: {
        firehose: { enabled: false, enabled_logs: { silo: {}, nothing: null }, buffer_size: 5 },
        artifact_extractor: { enabled: true },
      },
    };
    const found = await findingsWith({
      'global.json': global,
      'lambda.json': { rule_promotion_config: { enabled: true } },
    });
    const small = {
      'global.json': global,
      'lambda.json': { athena_partitioner_config: { file_format: 'parquet' } },
    };
    expect((await findingsWith(small, ['build'])).map(({ path }) => path)).toContain(
      'infrastructure.firehose.buffer_size',
    );
    expect(found.map(({ level, path }) => [level, path])).toEqual([
      ['warning', 'infrastructure.artifact_extractor'],
      ['warning', 'infrastructure.firehose.enabled_logs.nothing'],
      ['warning', 'rule_promotion_config'],
    ]);
  });

  test('names that make the same resources refuse a build', async () => {
    const found = await findingsWith(
      {
        'clusters/Prod-1.json': cluster({}, { modules: { s3_events: { b: [] } } }),
        'clusters/prod_1.json': cluster({}, { modules: { s3_events: { b: [] } } }),
        'lambda.json': { rules_engine_config: { custom_metric_alarms: { twice: {} } } },
        'clusters/z.json': cluster(
          {},
          { classifier_config: { custom_metric_alarms: { twice: {} } } },
        ),
      },
      ['build'],
    );
    expect(found.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('the names "Prod-1" and "prod_1"'),
        expect.stringContaining('configured in cluster Prod-1 too'),
        expect.stringContaining('has an alarm of this name too'),
      ]),
    );
  });

  test('topics, buckets and apps that no data source lists are warnings, and the reverse', async () => {
    const found = await findingsWith({
      'clusters/prod.json': {
        data_sources: { sns: { unheard: ['silo'] } },
        classifier_config: {
          enable_custom_metrics: true,
          inputs: { 'aws-sns': ['arn:aws:sns:eu-west-1:111122223333:other'] },
        },
        modules: { s3_events: { bucket: [] }, streamalert_apps: { app: {} } },
      },
    });
    expect(found.map(({ path }) => path).sort()).toEqual([
      'classifier_config.inputs.aws-sns[0]',
      'data_sources.sns.unheard',
      'modules.s3_events.bucket',
      'modules.streamalert_apps.app',
    ]);
  });
});
