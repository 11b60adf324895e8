import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { answering, startTestServer, type TestServer } from '../../../testing/http-server.ts';
import { loginEvent, ruleProject } from '../../../testing/rule-project.ts';
import { runCli } from '../../../testing/run-cli.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

const failedRule = (outputs: readonly string[]) => `
import { rule } from 'streamalert';
export const failed = rule({
  name: 'failed',
  logs: ['acme:login'],
  where: { ok: false },
  outputs: ${JSON.stringify(outputs)},
});
`;

const events = [
  loginEvent({ ok: false }, ['failed']),
  loginEvent({ ok: false }, ['failed']),
  loginEvent({}),
];

const project = (outputs: readonly string[], files: Readonly<Record<string, unknown>> = {}) =>
  ruleProject({
    'conf/outputs.json': { webhook: ['soc'], file: { log: 'alerts.jsonl' }, slack: ['soc'] },
    'rules/failed.ts': failedRule(outputs),
    'rules/failed.events.json': events,
    ...files,
  });

async function live(cwd: string, args: readonly string[] = [], input = '', status = 204) {
  server = await startTestServer(answering(status));
  const url = `${server.url}/hook`;
  const env = {
    STREAMALERT_OUTPUT_WEBHOOK_SOC: JSON.stringify({ url }),
    STREAMALERT_ALLOW_HOSTS: '127.0.0.1',
  };
  const run = await runCli(['test', 'live', '--skip-types', ...args], { cwd, input, env });
  return { ...run, requests: server.requests };
}

test('alerts are sent through the real outputs after a yes, and each event tells of its own', async () => {
  const cwd = project(['webhook:soc', 'file:log']);

  const { status, stdout, stderr, requests } = await live(cwd, ['--json'], 'perhaps\nyes\n');

  expect(status).toBe(0);
  expect(stderr).toContain('2 alerts of 1 rule will really be sent:');
  expect(stderr).toMatch(/failed {2}2 alerts +→ file:log, webhook:soc/);
  expect(requests).toHaveLength(2);
  expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ rule_name: 'failed' });
  expect(readFileSync(join(cwd, '.streamalert/alerts.jsonl'), 'utf8').split('\n')).toHaveLength(3);
  expect(JSON.parse(stdout).files[0].events).toMatchObject([
    { live: { sent: [{ output: 'file:log' }, { output: 'webhook:soc' }], failed: [] } },
    { live: { sent: [{ output: 'file:log' }, { output: 'webhook:soc' }], failed: [] } },
    { outcome: 'passed' },
  ]);
});

test('an output that does not take the alerts fails their events', async () => {
  const { status, stdout } = await live(project(['webhook:soc']), ['--yes'], '', 500);

  expect(status).toBe(1);
  expect(stdout).toMatch(/^✗ failed › a login +not sent$/m);
  expect(stdout).toMatch(/^ {4}not sent +failed to webhook:soc: .*500/m);
  expect(stdout).toMatch(
    /Sent Alerts: <None>\n {4}Failed Alerts:\n {8}failed: webhook:soc \(2 times\)/,
  );
  expect(stdout).toMatch(/^✗ 2 failed {3}✓ 1 others/m);
});

test.each([
  ['a no', 'no\n', 'Nothing was sent: as you said.'],
  ['no answer', '', 'Nothing was sent: nobody answered; --yes sends without asking.'],
])('%s sends nothing', async (_, input, message) => {
  const { status, stderr, requests } = await live(project(['webhook:soc']), [], input);

  expect(status).toBe(1);
  expect(stderr).toContain(message);
  expect(requests).toEqual([]);
});

test('nothing is sent where an output lacks something, and each is named with its rule', async () => {
  const cwd = project(['webhook:soc', 'slack:soc', 'slack:sco']);

  const { status, stderr, requests } = await live(cwd, ['--yes']);

  expect(status).toBe(1);
  expect(requests).toEqual([]);
  expect(stderr).toContain('nothing was sent, as these outputs cannot be tried:');
  expect(stderr).toMatch(
    /slack:soc \(failed\): it has no credentials; set STREAMALERT_OUTPUT_SLACK_SOC=/,
  );
  expect(stderr).toMatch(
    /slack:sco \(failed\): outputs\.json does not list it\. Did you mean "slack:soc"/,
  );
});

test('nothing is sent as long as something fails, or when there is nothing to send', async () => {
  const failing = project(['webhook:soc'], {
    'rules/other.events.json': [loginEvent({ ok: false })],
  });
  const silent = project(['webhook:soc'], { 'rules/failed.events.json': [loginEvent({})] });

  const first = await live(failing, ['--yes']);
  await server?.close();
  const second = await live(silent, ['--yes']);

  expect(first).toMatchObject({ status: 1, requests: [] });
  expect(first.stderr).toContain('Nothing was sent: it has to pass first.');
  expect(second).toMatchObject({ status: 1, requests: [] });
  expect(second.stderr).toContain('nothing was sent: no event raises an alert');
});

test('--cluster takes events of its sources alone', async () => {
  const [first, second] = events;
  const source = { service: 'kinesis', source: 'stream' };
  const cwd = project(['webhook:soc'], {
    'rules/failed.events.json': [{ ...first, ...source }, second],
  });

  const { status, stdout, requests } = await live(cwd, ['--yes', '--cluster', 'prod']);

  expect(status).toBe(0);
  expect(requests).toHaveLength(1);
  expect(stdout).toMatch(/✓ 1 passed {3}1 left out/);
});

test('the former command does the same, with a word about its name', async () => {
  const cwd = project(['file:log']);
  const former = ['live-test', '--cluster', 'nowhere', '--yes', '--skip-types'];

  const { status, stderr } = await runCli(former, { cwd });

  expect(status).toBe(1);
  expect(stderr).toContain(
    'warning: "live-test" is a former name. Today: streamalert test live --cluster NAME',
  );
  expect(stderr).toContain('no event is of a source of the cluster "nowhere"');
  expect(existsSync(join(cwd, '.streamalert'))).toBe(false);
});
