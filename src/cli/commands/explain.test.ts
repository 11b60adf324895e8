import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { loginEvent, ruleProject } from '../../../testing/rule-project.ts';
import { runCli } from '../../../testing/run-cli.ts';

const rules = `
import { rule } from 'streamalert';
export const failed = rule({
  name: 'failed',
  description: 'somebody failed',
  severity: 'high',
  logs: ['acme:login'],
  where: { ok: false },
  outputs: ['console:terminal'],
  matches: (record) => record.user !== 'root',
});
export const other = rule({ name: 'other', logs: ['acme:login'], where: { user: 'eve' } });
`;

let cwd = '';
beforeEach(() => {
  cwd = ruleProject({
    'rules/failed.ts': rules,
    'rules/failed.events.json': [loginEvent({ ok: false }, ['failed']), loginEvent({})],
  });
});

const explain = (args: readonly string[], input = '') =>
  runCli(['explain', ...args], { cwd, input });

test('one rule and one event: every step, the alert, and a sentence at the end', async () => {
  const { status, stdout } = await explain([
    '--rule',
    'failed',
    '--event',
    'rules/failed.events.json#1',
  ]);

  expect(status).toBe(0);
  expect(stdout).toBe(`rules/failed.events.json#1  line 2  a login
  record     acme:login
  rule       failed  rules/failed.ts:3:23
  where      ok  false  holds
  matches    true
             read user = "ana"
  alert      HIGH  somebody failed
  outputs    console:terminal

It alerts: its condition holds and its code says true.
`);
});

test('without a number all events are explained', async () => {
  const { stdout } = await explain(['-r', 'failed', '-e', 'rules/failed.events.json']);

  expect(stdout).toContain('failed.events.json#1');
  expect(stdout).toMatch(
    /failed\.events\.json#2[^]*It asks for ok, which is true, expected false\.\n$/,
  );
});

test('a record through a pipe is shown to all rules of its log type', async () => {
  const { status, stdout } = await explain(['--event', '-'], '{"user": "ana", "ok": false}\n');

  expect(status).toBe(0);
  expect(stdout).toBe(`standard input#1  line 1
  record     acme:login
  rules      2 asked, 1 alerts
  ✓ failed  It alerts: its condition holds and its code says true.
  · other   It asks for user, which is "ana", expected "eve".
`);
});

test('a source is asked for with log records only, as an event names its own', async () => {
  const { status, stderr } = await explain([
    '-e',
    'rules/failed.events.json',
    '--source',
    'stream',
  ]);

  expect(status).toBe(2);
  expect(stderr).toContain('for log records');
});

test('--json is one document', async () => {
  const { stdout } = await explain(
    ['-r', 'failed', '-e', '-', '--json'],
    '{"user": "ana", "ok": true}',
  );

  expect(JSON.parse(stdout)).toMatchObject({
    input: 'standard input',
    rule: 'failed',
    records: [{ logType: 'acme:login', rules: [{ matched: false, steps: [{ part: 'where' }] }] }],
  });
});

test.each([
  [['--event', 'nowhere.json'], 3, 'nowhere.json cannot be read'],
  [['--event', '.'], 3, '. cannot be read'],
  [['--event', 'rules/failed.events.json#7'], 3, 'has 2, and no number 7'],
  [['--event', 'rules/failed.events.json', '--rule', 'faild'], 2, 'Did you mean "failed"?'],
  [['--rule', 'failed'], 2, '--event'],
])('%j ends with %d', async (args, expected, message) => {
  const { status, stderr } = await explain(args);

  expect(status).toBe(expected);
  expect(stderr).toContain(message);
});

test('what fits no log type says why, with a status of its own', async () => {
  writeFileSync(join(cwd, 'x.log'), '{"user": "ana"}');

  const { status, stdout } = await explain(['--event', 'x.log']);

  expect(status).toBe(3);
  expect(stdout).toMatch(/record +fits no log type\n +no schema fits/);
});
