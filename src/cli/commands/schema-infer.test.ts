import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../../../testing/run-cli.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'infer-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return name;
};

const lines = (count: number, make: (n: number) => object): string =>
  `${Array.from({ length: count }, (_, n) => JSON.stringify(make(n))).join('\n')}\n`;

const event = (n: number) => ({ turnstile: n, badge: `b${n}`, at: '2026-03-14T08:00:00Z' });

test('a schema goes to standard output and what was decided to standard error', async () => {
  put('gate.jsonl.gz', gzipSync(lines(40, event)));

  const { status, stdout, stderr } = await runCli(
    ['schema', 'infer', 'gate.jsonl.gz', '--name', 'turnstile:entry'],
    { cwd: folder },
  );

  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    'turnstile:entry': {
      schema: { turnstile: 'integer', badge: 'string', at: 'string' },
      parser: 'json',
      configuration: {
        unknown_keys: 'keep',
        time_field: { path: ['at'], format: 'iso8601' },
      },
    },
  });
  expect(stderr).toContain('gate.jsonl.gz: all of it, 40 samples');
  expect(stderr).toContain('40 of 40 samples fit');
  expect(stderr).toContain('no log type of the starter schemas fits them');
});

test('a schema is written into a project, where it is valid and stands among the others', async () => {
  mkdirSync(join(folder, 'conf/schemas'), { recursive: true });
  const keep = { unknown_keys: 'keep' };
  const schema = { at: 'string' };
  put(
    'conf/schemas/all.json',
    JSON.stringify({ 'all:timed': { schema, parser: 'json', configuration: keep } }),
  );
  put('gate.jsonl', lines(5, event));

  const { status, stdout, stderr } = await runCli(
    ['schema', 'infer', 'gate.jsonl', '--out', 'conf/schemas/gate.json'],
    { cwd: folder },
  );

  expect(status).toBe(0);
  expect(stdout).toBe('');
  expect(
    Object.keys(JSON.parse(readFileSync(join(folder, 'conf/schemas/gate.json'), 'utf8'))),
  ).toEqual(['gate:events']);
  expect(stderr).toContain('fits already, of conf/schemas: all:timed 5 of 5');
  expect(stderr).toMatch(/shadowed: .* take all:timed 5/);

  const again = await runCli(['schema', 'infer', 'gate.jsonl', '--out', 'conf/schemas/gate.json'], {
    cwd: folder,
  });
  expect(again.status).toBe(2);
  expect(again.stderr).toContain('is there already');
});

test('of a large file parts are read, from its beginning to its end', async () => {
  const rows = 'x'.repeat(400);
  put(
    'large.jsonl',
    lines(6000, (n) => ({ ...event(n), rows, ...(n > 5000 ? { late: true } : {}) })),
  );

  const { status, stdout, stderr } = await runCli(
    ['schema', 'infer', 'large.jsonl', '--name', 'a:b', '--sample', '500'],
    { cwd: folder },
  );

  expect(status).toBe(0);
  expect(stderr).toMatch(
    /500 samples at its beginning and 4 places further down, 0\.\d+ MB of 2\.\d+ MB/,
  );
  expect(stderr).toContain('(of the part that was read)');
  expect(JSON.parse(stdout)['a:b'].configuration.optional_top_level_keys).toEqual(['late']);
});

test('standard input is read', async () => {
  const { status, stdout } = await runCli(['schema', 'infer', '-', '--name', 'a:b'], {
    cwd: folder,
    input: lines(3, event),
  });

  expect(status).toBe(0);
  expect(Object.keys(JSON.parse(stdout)['a:b'].schema)).toContain('badge');
});

test('samples that do not fit are named and make the status 1', async () => {
  put('mixed.jsonl', `${lines(3, event)}{"broken": \n`);

  const { status, stderr } = await runCli(['schema', 'infer', 'mixed.jsonl', '--name', 'a:b'], {
    cwd: folder,
  });

  expect(status).toBe(1);
  expect(stderr).toContain('3 of 4 samples fit');
  expect(stderr).toContain('1 × looks like JSON and is not');
});

test.each<[string, readonly string[], RegExp]>([
  ['a file that is not there', ['missing.json'], /no such file/],
  ['a name with two colons', ['x.json', '--name', 'a:b:c'], /<category>/],
  ['a parser that is none', ['x.json', '--parser', 'yaml'], /expected one of json/],
])('%s is refused', async (_, args, reason) => {
  put('x.json', '{"a":1}');

  const { status, stderr } = await runCli(['schema', 'infer', ...args], { cwd: folder });

  expect(status).toBe(2);
  expect(stderr).toMatch(reason);
});
