import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inMemoryTerminal } from '../../../testing/in-memory-terminal.ts';
import { runCli } from '../cli.ts';
import { commands } from './index.ts';

let folder: string;

const schemas = {
  'shop:orders': {
    parser: 'json',
    schema: { id: 'integer', user: 'string', at: 'string' },
    configuration: {
      time_field: { path: ['at'], format: 'iso8601' },
      normalization: { user_identity: [{ path: ['user'], function: 'Who' }] },
    },
  },
  'shop:loose': {
    parser: 'json',
    schema: { id: 'integer', user: 'string' },
    configuration: { unknown_keys: 'keep', log_patterns: { user: ['a*', 'b*'] } },
  },
  'shop:flow': { parser: 'csv', schema: { a: 'string', b: 'integer', c: 'string', d: 'string' } },
  'shop:audit': {
    parser: 'json',
    schema: { event: 'string', n: 'integer' },
    configuration: { json_path: 'Records[*]', envelope_keys: { region: 'string' } },
  },
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-classify-'));
  const files = {
    'conf/global.json':
      '{"account":{"aws_account_id":"111122223333","prefix":"acme","region":"eu-west-1"}}',
    'conf/lambda.json': '{}',
    'conf/clusters/prod.json':
      '{"id":"prod","data_sources":{"http":{"flows":["shop:flow"]}},"classifier_config":{}}',
    'conf/schemas/shop.json': JSON.stringify(schemas),
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

async function classify(content: string | Buffer, words = '', name = 'in.log') {
  writeFileSync(join(folder, name), content);
  const terminal = inMemoryTerminal();
  const status = await runCli({
    argv: [
      '--config-dir',
      join(folder, 'conf'),
      'classify',
      join(folder, name),
      ...words.split(' ').filter((word) => word !== ''),
    ],
    groups: [{ title: 'Commands', commands }],
    terminal: terminal.terminal,
    cwd: folder,
    env: {},
    packageRoot: folder,
    version: '0',
  });
  return { status, out: terminal.out(), errors: terminal.errors() };
}

const order = (changes: object = {}): string =>
  JSON.stringify({ id: 1, user: 'zoe', at: '2026-03-14T11:42:00Z', ...changes });

test('records are counted by log type and by what keeps them out', async () => {
  const content = [order(), order(), order({ coupon: 'x' }), order({ coupon: 'y' }), 'garbage'];

  const { status, out } = await classify(content.join('\n'));

  expect(status).toBe(1);
  expect(out).toContain('1 file, 5 records = classified 2 + not classified 3 + filtered 0');
  expect(out).toMatch(/2 × {2}shop:orders\n/);
  expect(out).toMatch(/2 × {2}unknown key "coupon"\n +nearest shop:orders · .*in\.log:3/);
  expect(out).toContain('--explain');
});

test('what is packed is read as scan reads it, and all that fits is status 0', async () => {
  const { status, out } = await classify(gzipSync(`${order()}\n`), '', 'in.log.gz');

  expect(status).toBe(0);
  expect(out).toContain('1 ×  shop:orders');
});

test('an explanation says of every schema what it lacks, the nearest first', async () => {
  const { out } = await classify(
    '{"id":"x","at":"2026-03-14T11:42:00Z","user":"zoe","coupon":1}',
    '--explain',
  );

  const [, explained = ''] = out.split('fits no schema');
  const named = [...explained.matchAll(/not (\S+) +(\d+) % alike/g)].map(([, name]) => name);
  expect(named.slice(0, 2)).toEqual(['shop:orders', 'shop:loose']);
  expect(explained).toMatch(
    /not shop:orders[^]*unknown +coupon[^]*type +id: expected integer, found "x"/,
  );
});

test('an explanation names columns, patterns, and keys of an envelope', async () => {
  const columns = await classify('a,1,b', '--explain');
  const pattern = await classify('{"id":1,"user":"zoe"}', '--explain');
  const envelope = await classify('{"Records":[{"event":"x","n":1}],"Region":1}', '--explain');

  expect(columns.out).toContain('3 columns, the schema has 4');
  expect(pattern.out).toContain('"user" fits none of its log_patterns "a*" "b*", found "zoe"');
  expect(envelope.out).toMatch(
    /not shop:audit[^]*missing +region[^]*keys are those of its envelope/,
  );
});

test('an explanation shows the event time and the normalised values that are taken', async () => {
  const { out } = await classify(order(), '--explain');
  const none = await classify('a,1,b,c', '--explain');

  expect(out).toContain('event time   2026-03-14T11:42:00.000Z, found in "at"');
  expect(out).toContain('normalised   user_identity (Who): "zoe"');
  expect(none.out).toContain('the time of arrival is taken');
});

test('two schemas that both fit are ambiguous: the one that wins is named, and what to do', async () => {
  const { out, status } = await classify(order({ user: 'ann' }), '--explain');

  expect(status).toBe(0);
  expect(out).toContain('ambiguous: shop:orders (tried first, wins) and shop:loose also fit');
  expect(out).toContain('log_patterns');
  expect(out).toContain('priority');
});

test('single records are shown up to a limit', async () => {
  const content = Array.from({ length: 9 }, () => order()).join('\n');

  const { out } = await classify(content, '--records --limit 3');

  expect(out.match(/in\.log:\d {2}shop:orders/g)).toHaveLength(3);
  expect(out).toContain('The first 3; more with --limit');
});

test('bad siblings of good records are told by themselves', async () => {
  const payload = '{"region":"eu","Records":[{"event":"a","n":1},{"event":"b","n":"x"}]}';

  const { out } = await classify(payload);

  expect(out).toContain('classified 1 + not classified 1');
  expect(out).toContain('invalid record: n: expected integer, found "x"');
});

test('a source and log types narrow what is tried', async () => {
  const ofSource = await classify(order(), '--source flows');
  const ofType = await classify(order(), '--log-type shop:loose --explain');

  expect(ofSource.out).toContain('not classified 1');
  expect(ofType.out).not.toContain('shop:orders');
  expect(ofType.out).toContain('not shop:loose');
});

test.each([
  ['--source flow', '"flow" is no data source', 'flows'],
  ['--log-type shop:order', 'is no log type', 'shop:orders'],
  ['--source flows --log-type shop:orders', 'no schema to try', ''],
])('%s is wrong usage', async (words, message, hint) => {
  const { status, errors } = await classify(order(), words);

  expect(status).toBe(2);
  expect(errors).toContain(message);
  expect(errors).toContain(hint);
});

test('programs get kinds with places, and every schema when they ask', async () => {
  const { out } = await classify(`${order()}\n${order({ x: 1 })}`, '--explain --json');

  expect(JSON.parse(out)).toMatchObject({
    files: 1,
    counts: { classified: 1, refused: 1, filtered: 0 },
    kinds: [
      { kind: 'classified', logType: 'shop:orders', explanation: { fitting: ['shop:orders'] } },
      {
        kind: 'refused',
        nearest: { logType: 'shop:orders', unknownKeys: ['x'] },
        explanation: { schemas: { length: 4 } },
      },
    ],
  });
});

test('a file that is not there and one that is no log are status 3', async () => {
  const terminal = inMemoryTerminal();
  const missing = await runCli({
    argv: ['--config-dir', join(folder, 'conf'), 'classify', join(folder, 'nowhere.log')],
    groups: [{ title: 'Commands', commands }],
    terminal: terminal.terminal,
    cwd: folder,
    env: {},
    packageRoot: folder,
    version: '0',
  });
  const damaged = await classify(gzipSync('x'.repeat(1000)).subarray(0, 20), '', 'cut.gz');

  expect(missing).toBe(3);
  expect(terminal.out()).toContain('there is no such file');
  expect(damaged.status).toBe(3);
});

test('hostile text acts on no terminal', async () => {
  const { out } = await classify(
    JSON.stringify({ 'k\u001b[31m': 1, id: 1, user: 'z', at: 'y' }),
    '--explain',
  );

  // oxlint-disable-next-line no-control-regex
  expect(out).not.toMatch(/\u001b/);
});
