import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answering, startTestServer } from '../../../testing/http-server.ts';
import { inMemoryTerminal } from '../../../testing/in-memory-terminal.ts';
import { commands } from '../commands/index.ts';

let folder: string;
const root = join(import.meta.dirname, '../../..');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-intel-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly errors: string;
}

async function run(
  name: string,
  given: { arguments?: Record<string, unknown>; options?: Record<string, unknown> } = {},
  env: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  const listed = commands.find((command) => command.name === name);
  if (listed === undefined) throw new Error(`no command ${name}`);
  const prepared = (await listed.load()).prepare({ arguments: {}, options: {}, ...given });
  if (prepared.outcome === 'refused') throw new Error(JSON.stringify(prepared.problems));
  const { terminal, out, errors } = inMemoryTerminal();
  const status = await prepared.run({
    terminal,
    cwd: folder,
    env,
    configDir: join(folder, 'conf'),
    packageRoot: root,
    version: '0',
    debug: false,
  });
  return { status, out: out(), errors: errors() };
}

const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return name;
};

/** A small project: one schema, one cluster, and whatever is said about threat intelligence. */
function project(threatIntel?: object, lambda: object = {}) {
  const conf = join(folder, 'conf');
  mkdirSync(join(conf, 'schemas'), { recursive: true });
  mkdirSync(join(conf, 'clusters'));
  for (const name of ['rules', 'matchers', 'publishers']) mkdirSync(join(folder, name));
  cpSync(join(root, 'conf/schemas/cloudtrail.json'), join(conf, 'schemas/cloudtrail.json'));
  const write = (name: string, content: object) =>
    writeFileSync(join(conf, name), `${JSON.stringify(content, undefined, 4)}\n`);
  write('global.json', {
    account: { aws_account_id: '123456789012', prefix: 'acme', region: 'us-east-1' },
  });
  write('lambda.json', lambda);
  write('clusters/prod.json', { data_sources: {}, classifier_config: {} });
  if (threatIntel !== undefined) write('threat_intel.json', threatIntel);
}

const conf = (name: string): string => readFileSync(join(folder, 'conf', name), 'utf8');
const search = async (value: string) => {
  const { status, out } = await run('threat-intel search', {
    arguments: { value },
    options: { json: true },
  });
  return { status, found: JSON.parse(out) };
};

test('files are imported, whatever their format, with numbers that add up', async () => {
  file('iocs.txt', '203.0.113.7\nEVIL[.]example\n198.51.100.0/24\nfoo\n0.0.0.0/0\n');
  file(
    'bundle.json.gz',
    gzipSync(
      JSON.stringify({
        type: 'bundle',
        objects: [{ type: 'indicator', pattern: "[domain-name:value = 'stix.example']" }],
      }),
    ),
  );
  const { status, out } = await run('threat-intel import', {
    arguments: { file: ['iocs.txt', 'bundle.json.gz'] },
    options: { source: 'report', expiresDays: 90 },
  });

  expect(status).toBe(0);
  expect(out).toContain('iocs.txt (list): 5 entries = taken 3 + left out 2');
  expect(out).toContain('2 ip, 1 domain');
  expect(out).toContain('is a network wider than /8');
  expect(out).toContain('bundle.json.gz (stix): 1 entry = taken 1 + left out 0');
  expect(await search('hxxp://x')).toEqual({ status: 1, found: [] });
  expect(await search('evil.example.')).toMatchObject({
    status: 0,
    found: [{ type: 'domain', value: 'evil.example', source: 'report', expired: false }],
  });
  expect(await search('198.51.100.9')).toMatchObject({ found: [{ value: '198.51.100.0/24' }] });
});

test('files that cannot be read, or of which nothing can be taken, are told', async () => {
  await expect(run('threat-intel import', { arguments: { file: ['gone.txt'] } })).rejects.toThrow(
    /gone.txt is not there/,
  );
  file('page.html', '<!doctype html><html></html>');
  await expect(run('threat-intel import', { arguments: { file: ['page.html'] } })).rejects.toThrow(
    /is a web page/,
  );
  file('half.gz', gzipSync('203.0.113.7\n'.repeat(100)).subarray(0, 30));
  await expect(run('threat-intel import', { arguments: { file: ['half.gz'] } })).rejects.toThrow(
    /cut off/,
  );
  file('none.txt', 'foo\nbar\n');
  expect((await run('threat-intel import', { arguments: { file: ['none.txt'] } })).status).toBe(1);
});

test('values of a type of the operator are kept as they are', async () => {
  file('names.txt', 'Mallory\nTrudy\n');
  await run('threat-intel import', {
    arguments: { file: ['names.txt'] },
    options: { type: 'user' },
  });

  expect(await search('Mallory')).toMatchObject({ status: 0, found: [{ type: 'user' }] });
  expect(await search('mallory')).toMatchObject({ status: 1 });
});

test('indicators are removed by value, source and type; never all by mistake', async () => {
  file('a.txt', '203.0.113.7\nevil.example\n');
  file('b.txt', '203.0.113.7\n');
  await run('threat-intel import', { arguments: { file: ['a.txt', 'b.txt'] } });

  await expect(run('threat-intel remove')).rejects.toThrow(/nothing is named/);
  expect((await run('threat-intel remove', { options: { source: 'b.txt' } })).out).toContain(
    '1 removed',
  );
  const removed = await run('threat-intel remove', {
    arguments: { value: ['203[.]0.113.7', 'no.example'] },
  });
  expect(removed).toMatchObject({
    status: 0,
    out: '  1 removed\n',
    errors: '  no.example is not listed',
  });
  expect((await run('threat-intel remove', { options: { type: 'domain' } })).out).toContain(
    '1 removed',
  );
});

test('switching on and off leaves the rest of the file as it was, and replaces the stock table', async () => {
  project({
    x_ours: [1, 2],
    dynamodb_table_name: 'table_name',
    normalized_ioc_types: { ip: ['ip_address'] },
  });
  const on = await run('threat-intel enable');

  expect(on.out).toContain('threat intelligence is on');
  expect(on.out).toContain('No cluster has opted in');
  expect(conf('threat_intel.json')).toBe(
    `${JSON.stringify(
      {
        x_ours: [1, 2],
        dynamodb_table_name: 'acme_streamalert_threat_intel_downloader',
        normalized_ioc_types: { ip: ['ip_address'] },
        enabled: true,
      },
      undefined,
      4,
    )}\n`,
  );
  await run('threat-intel disable', { options: { dynamodbTable: 'mine' } });
  expect(JSON.parse(conf('threat_intel.json'))).toMatchObject({
    enabled: false,
    dynamodb_table_name: 'mine',
  });
});

test('where there is no file, one is written that works', async () => {
  project();
  await run('threat-intel enable');

  expect(JSON.parse(conf('threat_intel.json'))).toMatchObject({
    enabled: true,
    normalized_ioc_types: { ip: ['ip_address'] },
  });
  expect((await run('threat-intel status')).out).toContain('on, and no cluster has opted in');
});

test('feeds are fetched, and one that fails is told with what to look at', async () => {
  const server = await startTestServer(({ path }, response) => {
    if (path === '/good.txt') response.end('203.0.113.7\n');
    else response.writeHead(401).end();
  });
  project({
    enabled: true,
    normalized_ioc_types: { ip: ['ip_address'] },
    feeds: {
      good: { format: 'list', url: `${server.url}/good.txt` },
      bad: { format: 'list', url: `${server.url}/bad.txt`, credential: 'partner' },
      off: { format: 'urlhaus', enabled: false },
    },
  });
  const env = { STREAMALERT_ALLOW_HOSTS: '127.0.0.1' };
  const all = await run('threat-intel update', {}, env);
  const one = await run('threat-intel update', { arguments: { feed: ['good'] } }, env);
  await server.close();

  expect(all).toMatchObject({ status: 1, errors: expect.stringContaining('answered 401') });
  expect(all.errors).toContain('STREAMALERT_FEED_PARTNER');
  expect(all.out).toContain('good: 1 entry = taken 1');
  expect(one.status).toBe(0);
  await expect(run('threat-intel update', { arguments: { feed: ['off'] } })).rejects.toThrow(
    /no feed "off"/,
  );
  const status = await run('threat-intel status', { options: { json: true } });
  expect(status.status).toBe(1);
  expect(JSON.parse(status.out)).toMatchObject({
    enabled: true,
    clusters: { prod: false },
    indicators: [{ feed: 'good', type: 'ip', current: 1, expired: 0 }],
    feeds: [
      { name: 'good', problem: null },
      { name: 'bad', problem: expect.stringMatching(/401/) },
    ],
  });
  expect((await run('threat-intel status')).out).toMatch(/! .*answered 401.*since/);
});

test('a feed whose host is private is refused unless the operator allows it', async () => {
  const server = await startTestServer(answering(200, {}, '203.0.113.7\n'));
  project({ normalized_ioc_types: {}, feeds: { ours: { format: 'list', url: server.url } } });
  const { status, errors } = await run('threat-intel update');
  await server.close();

  expect(status).toBe(1);
  expect(errors).toMatch(/refused unless the host is allowed by name|without TLS/);
  expect(server.requests).toHaveLength(0);
});

test('mistakes in feeds are told with their place', async () => {
  project({
    normalized_ioc_types: {},
    feeds: {
      a: { format: 'lits', url: 'https://example.com/' },
      b: { format: 'taxii' },
      c: { format: 'list', url: 'ftp://example.com' },
      'no name': { format: 'feodo' },
    },
  });

  await expect(run('threat-intel status')).rejects.toThrow(/feeds/);
});

test('the downloader is configured once as a whole and then by what is given', async () => {
  project(undefined, { x_ours: true });
  const first = await run('threat-intel-downloader configure', {
    options: { memory: 256, excludedSubTypes: ['tor_ip', 'scan_ip'] },
  });
  expect(first.out).toContain('STREAMALERT_FEED_THREATSTREAM');
  expect(JSON.parse(conf('lambda.json'))).toMatchObject({
    x_ours: true,
    threat_intel_downloader_config: {
      enabled: true,
      autoscale: false,
      schedule_expression: 'rate(1 day)',
      memory: 256,
      timeout: 120,
      ioc_types: ['domain', 'ip', 'md5'],
      ioc_filters: ['crowdstrike', '@airbnb.com'],
      excluded_sub_types: ['tor_ip', 'scan_ip'],
      target_utilization: 70,
    },
  });

  await run('threat-intel-downloader configure', {
    options: { disable: true, scheduleExpression: 'rate(6 hours)' },
  });
  expect(JSON.parse(conf('lambda.json')).threat_intel_downloader_config).toMatchObject({
    enabled: false,
    schedule_expression: 'rate(6 hours)',
    memory: 256,
  });
  await expect(run('threat-intel-downloader configure')).rejects.toThrow(/nothing is named/);
  await expect(
    run('threat-intel-downloader configure', { options: { minReadCapacity: 9 } }),
  ).rejects.toThrow(/is more than/);
  await run('threat-intel-downloader enable', { options: { interval: 'rate(1 day)' } });
  expect(JSON.parse(conf('lambda.json')).threat_intel_downloader_config).toMatchObject({
    enabled: true,
  });
});

test('the old name of the timetable does not stay beside the new one', async () => {
  project(undefined, {
    threat_intel_downloader_config: { interval: 'rate(1 day)', enabled: true },
  });
  await run('threat-intel-downloader configure', {
    options: { scheduleExpression: 'rate(2 hours)' },
  });

  expect(JSON.parse(conf('lambda.json')).threat_intel_downloader_config).toEqual({
    enabled: true,
    schedule_expression: 'rate(2 hours)',
  });
});

test('the credential of the downloader is checked and shown masked', async () => {
  const key = `canary${'0'.repeat(30)}1234`;
  const variable = (value: object) => ({ STREAMALERT_FEED_THREATSTREAM: JSON.stringify(value) });
  const sound = await run(
    'threat-intel-downloader update-auth',
    {},
    variable({ api_user: 'ana@example.com', api_key: key }),
  );
  expect(sound).toMatchObject({
    status: 0,
    out: expect.stringContaining('ana@example.com, api_key ********1234'),
  });
  expect(sound.out).not.toContain('canary');

  const missing = await run('threat-intel-downloader update-auth');
  expect(missing).toMatchObject({
    status: 1,
    out: expect.stringContaining('STREAMALERT_FEED_THREATSTREAM is not set'),
  });
  const short = await run(
    'threat-intel-downloader update-auth',
    {},
    variable({ api_user: 'ana@example.com', api_key: 'canary' }),
  );
  expect(short).toMatchObject({ status: 1, out: expect.stringContaining('has 6 characters') });
  expect(short.out).not.toContain('canary');
});

test('a scan with a list of indicators finds them without any rule of the project', async () => {
  project();
  file('iocs.txt', '203.0.113[.]66\n');
  const { out, errors, status } = await run('scan', {
    arguments: { path: [join(root, 'samples/cloudtrail')] },
    options: { indicators: ['iocs.txt'], format: 'json', workers: 1 },
  });

  expect(errors).toContain('iocs.txt: 1 entry = taken 1 + left out 0');
  expect(out).toContain('203.0.113.66 is listed by iocs.txt');
  expect(out).toContain('indicator_of_compromise_seen');
  expect(status).toBe(1);
  file('none.txt', 'foo\n');
  const nothing = run('scan', {
    arguments: { path: [join(root, 'samples/cloudtrail')] },
    options: { indicators: ['none.txt'] },
  });
  await expect(nothing).rejects.toThrow(/there is no indicator in none.txt/);
});
