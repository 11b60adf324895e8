import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startDynamodb } from '../testing/aws-emulators.ts';
import { ended, outputOf, runCli, spawnCli } from '../testing/run-cli.ts';

let root = '';
let project = '';
let count = 0;
let dynamodb: Awaited<ReturnType<typeof startDynamodb>>;
const running: ChildProcess[] = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'streamalert-lookup-tables-'));
  dynamodb = await startDynamodb();
  await dynamodb.createTable('teams', 'name');
  const Item = { name: { S: 'security' }, lead: { S: 'carol' } };
  await dynamodb.client.send(new PutItemCommand({ TableName: 'teams', Item }));
}, 60_000);
afterAll(async () => {
  const left = running.filter(
    ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
  );
  for (const child of left) child.kill('SIGKILL');
  await Promise.all(left.map(ended));
  await dynamodb.stop();
  rmSync(root, { recursive: true, force: true });
});
beforeEach(() => {
  project = join(root, String(++count));
});

const tables = {
  owners: { driver: 'file', path: 'tables/owners.json', cache_refresh_minutes: 0 },
  teams: { driver: 'dynamodb', table: 'teams', partition_key: 'name', value_key: 'lead' },
  watched: { driver: 'sqlite' },
};

const schema = (keys: object) =>
  JSON.stringify({
    'shop:orders': {
      parser: 'json',
      schema: { user: 'string', at: 'string', ...keys },
      configuration: { time_field: { path: ['at'], format: 'iso8601' } },
    },
  });

/** A project with one rule, whose code is given. */
function writeProject(files: Readonly<Record<string, string>>) {
  const all = {
    'conf/global.json':
      '{"account":{"aws_account_id":"111122223333","prefix":"acme","region":"eu-west-1"}}',
    'conf/lambda.json': '{}',
    'conf/outputs.json': '{"file":{"alerts":"alerts.jsonl"}}',
    'conf/clusters/local.json':
      '{"id":"local","data_sources":{"http":{"shop":["shop"]}},"classifier_config":{}}',
    'conf/schemas/shop.json': schema({}),
    'conf/lookup_tables.json': JSON.stringify({ enabled: true, tables }),
    'tables/owners.json': '{"ann": "security"}',
    ...files,
  };
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(join(project, name, '..'), { recursive: true });
    writeFileSync(join(project, name), content);
  }
}

const rule = (matches: string, more = '') => `import { rule } from 'streamalert';
  export const order = rule({ name: 'shop_order', description: 'An order', severity: 'high',
    logs: ['shop:orders'], outputs: ['file:alerts'], ${more}
    matches: ${matches} });`;

const cli = (...args: string[]) => runCli(args, { cwd: project, env: dynamodb.env });
const orders = (...users: string[]) =>
  users.map((user) => JSON.stringify({ user, at: new Date().toISOString() })).join('\n');

async function start(): Promise<{ child: ChildProcess; url: string; heard: () => string }> {
  const child = spawnCli(['start', '--port', '0'], project, dynamodb.env);
  running.push(child);
  let heard = '';
  child.stderr?.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  const said = await outputOf(child, 'Listening.');
  return { child, url: /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '', heard: () => heard };
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGINT');
  await ended(child);
}

const post = (url: string, body: string) =>
  fetch(`${url}/ingest/shop`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${readFileSync(join(project, '.streamalert/token'), 'utf8').trim()}`,
    },
    body,
  });

interface ListedAlert {
  readonly ruleName: string;
  readonly title: string;
  readonly record: { readonly user?: string; readonly reason?: string };
}

async function alerts(): Promise<readonly ListedAlert[]> {
  const { stdout } = await cli('alerts', 'list', '--json');
  const listed = JSON.parse(stdout) as readonly { readonly alert: ListedAlert }[];
  return listed.map((each) => each.alert);
}

async function until<Value>(ask: () => Promise<Value>, isDone: (value: Value) => boolean) {
  for (let attempt = 0; attempt < 60; attempt++) {
    const value = await ask();
    if (isDone(value)) return value;
    await delay(200);
  }
  return ask();
}

test('in a scan rules ask tables of every kind; what is wrong with one is named once', async () => {
  const matching = (name: string, matches: string) => `
    export const ${name} = rule({ name: 'shop_${name}', description: 'An order', severity: 'high',
      logs: ['shop:orders'], outputs: ['file:alerts'], matches: ${matches} });`;
  const more = { gone: { driver: 'file', path: 'tables/gone.csv', key_column: 'user' } };
  writeProject({
    'conf/lookup_tables.json': JSON.stringify({ enabled: true, tables: { ...tables, ...more } }),
    'orders.jsonl': orders(...Array.from({ length: 20 }, () => 'ann'), 'bob'),
    'rules/order.ts': `import { rule } from 'streamalert';
      ${matching(
        'known',
        `async (record, _context, services) => {
          const team = services.lookup('owners', record.user, 'none');
          return (await services.lookupAsync('teams', String(team))) === 'carol';
        }`,
      )}
      ${matching('unknown', `(record, _c, { lookup }) => lookup('ovners', record.user, 'x') === 'x'`)}
      ${matching('at_once', `(record, _c, { lookup }) => lookup('teams', record.user) === 'x'`)}
      ${matching('not_there', `(record, _c, { lookup }) => lookup('gone', record.user) === 'x'`)}`,
  });

  const { stdout } = await cli('scan', 'orders.jsonl', '--format', 'json');
  const { alerts: found, ruleErrors } = JSON.parse(stdout) as {
    readonly alerts: readonly { readonly ruleName: string }[];
    readonly ruleErrors: readonly {
      readonly ruleName: string;
      readonly count: number;
      readonly reason: string;
    }[];
  };

  const counts = Map.groupBy(found, ({ ruleName }) => ruleName);
  expect([...counts].map(([name, of]) => [name, of.length])).toEqual(
    expect.arrayContaining([
      ['shop_known', 20],
      ['shop_unknown', 21],
    ]),
  );
  const error = (name: string) => ruleErrors.find(({ ruleName }) => ruleName === name);
  expect(ruleErrors).toHaveLength(4);
  expect(error('ovners')).toMatchObject({
    reason: expect.stringContaining('there is no lookup table "ovners" (did you mean "owners"?)'),
  });
  expect(error('shop_at_once')).toMatchObject({
    reason: expect.stringContaining('await lookupAsync("teams", …)'),
  });
  expect(error('gone')).toMatchObject({
    reason: expect.stringContaining('file:tables/gone.csv cannot be read: there is no such file'),
  });
  expect(error('shop_not_there')).toMatchObject({
    reason: expect.stringContaining('lookup table "gone" has no content'),
  });
}, 60_000);

describe('start', () => {
  test('a file that is written again is seen; one that breaks goes on and is an alert', async () => {
    writeProject({
      'rules/order.ts': rule(
        `(record, _context, services) => services.lookup('owners', record.user) === 'security'`,
      ),
    });
    const { child, url } = await start();
    await post(url, orders('bob'));
    await delay(500);
    writeFileSync(join(project, 'tables/owners.json'), '{"bob": "security"}');
    await post(url, orders('bob'));
    await until(alerts, (found) => found.length === 1);
    writeFileSync(join(project, 'tables/owners.json'), '["bob"]');
    await post(url, orders('bob'));

    const found = await until(alerts, (each) => each.length === 3);
    await stop(child);

    expect(found.map(({ ruleName }) => ruleName).sort()).toEqual([
      'shop_order',
      'shop_order',
      'streamalert_rule_failure',
    ]);
    const failure = found.find(({ ruleName }) => ruleName === 'streamalert_rule_failure');
    expect(failure?.title).toBe(
      'Lookup table owners: file:tables/owners.json holds a list; write a map { "key": value, … }; what was read before goes on answering',
    );
  }, 60_000);

  test('publishers ask tables too, at once and with a promise', async () => {
    writeProject({
      'rules/order.ts': rule('() => true', `publishers: ['who_is_it'],`),
      'publishers/who.ts': `import { publisher } from 'streamalert';
        export const who = publisher({ name: 'who_is_it', description: 'Names the lead',
          async publish({ record }, publication, services) {
            const team = services.lookup('owners', String(record['user']), 'nobody');
            return { ...publication, team, lead: await services.lookupAsync('teams', String(team)) };
          } });`,
    });
    const { child, url } = await start();
    await post(url, orders('ann'));
    const file = join(project, '.streamalert/alerts.jsonl');
    const sent = await until(
      async () => {
        try {
          return readFileSync(file, 'utf8');
        } catch {
          return '';
        }
      },
      (text) => text !== '',
    );
    await stop(child);

    expect(JSON.parse(sent)).toEqual({ team: 'security', lead: 'carol' });
  }, 60_000);

  test('a replay sees tables as they were when the records came about', async () => {
    writeProject({
      'rules/order.ts': rule(`(record, _context, services) =>
        services.lookup('owners', record.user) === 'security' &&
        services.lookup('watched', record.user) === true`),
    });
    const late = (user: string) =>
      JSON.stringify({ user, at: new Date().toISOString(), coupon: 'c' });
    await cli('lookup-tables', 'set', '-t', 'watched', '-k', 'ann', '-v', 'true', '-j');
    const first = await start();
    // A schema that does not know the key keeps them out for now.
    await post(first.url, late('ann'));
    await delay(500);
    writeFileSync(join(project, 'tables/owners.json'), '{}');
    await post(first.url, orders('ann'));
    await delay(500);
    await post(first.url, late('ann'));
    await until(
      async () => (await cli('status', '--json')).stdout,
      (text) => /"quarantined": 2/.test(text) && /"classified": 1/.test(text),
    );
    await stop(first.child);
    await cli('lookup-tables', 'set', '-t', 'watched', '-k', 'ann', '-v', 'false', '-j');
    writeFileSync(join(project, 'conf/schemas/shop.json'), schema({ coupon: 'string' }));

    const { stdout, stderr } = await cli('reprocess');

    expect(stderr).toBe('');
    expect(stdout).toContain('2 of 2 records classified');
    expect(stdout).toContain('1 alert raised');
  }, 60_000);
});
