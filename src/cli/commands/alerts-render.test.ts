import { beforeEach, expect, test } from 'vitest';
import { loginEvent, ruleProject } from '../../../testing/rule-project.ts';
import { runCli } from '../../../testing/run-cli.ts';

const rules = `
import { publisher, rule } from 'streamalert';
const compact = publisher({
  name: 'compact',
  description: 'Who failed',
  publish: ({ record }) => ({ who: record.user, '@slack.text': record.user + ' failed', '@slack.attachments': [] }),
});
const wrong = publisher({ name: 'wrong', description: 'A number', publish: () => ({ '@slack.text': 1 }) });
export const failed = rule({
  name: 'failed',
  logs: ['acme:login'],
  where: { ok: false },
  outputs: ['slack:soc'],
  publishers: { slack: compact },
});
export const unfit = rule({ name: 'unfit', logs: ['acme:login'], where: { ok: false }, outputs: ['slack:soc'], publishers: [wrong] });
export const endless = rule({ name: 'endless', logs: ['acme:login'], outputs: ['slack:soc'], matches: ({ user }) => { while (user === 'stuck'); return true; } });
export { compact, wrong };
`;

let cwd = '';
beforeEach(() => {
  cwd = ruleProject({
    'rules/failed.ts': rules,
    'rules/failed.events.json': [loginEvent({}), loginEvent({ ok: false }, ['failed'])],
  });
});

const render = (args: readonly string[], input = '') =>
  runCli(['alerts', 'render', ...args], { cwd, input });

test('standard output is what Slack would get, the rest is beside it', async () => {
  const { status, stdout, stderr } = await render(['--rule', 'failed', '--output', 'slack']);

  expect({ status, stderr }).toMatchObject({ status: 0 });
  expect(JSON.parse(stdout)).toEqual({ text: 'ana failed', mrkdwn: true, attachments: [] });
  expect(
    stderr,
  ).toBe(`failed on rules/failed.events.json#2, as slack:soc would get it; nothing is sent
shaped by compact

POST https://slack.example.com/EXAMPLE_URL
`);
});

const made = { who: 'ana', '@slack.text': 'ana failed', '@slack.attachments': [] };
const ofSecondEvent = ['-r', 'failed', '-o', 'slack:soc', '-e', 'rules/failed.events.json#2'];

test('--publication shows what the publishers made', async () => {
  const { stdout } = await render([...ofSecondEvent, '--publication']);

  expect(JSON.parse(stdout)).toEqual(made);
});

test('--json has all of it', async () => {
  const { stdout, stderr } = await render([...ofSecondEvent, '--json']);

  expect(JSON.parse(stdout)).toMatchObject({
    rule: 'failed',
    event: 'rules/failed.events.json#2',
    output: 'slack:soc',
    isOutputOfRule: true,
    publishers: ['compact'],
    publication: made,
    requests: [{ kind: 'http', method: 'POST', json: { text: 'ana failed' } }],
    stopped: null,
  });
  expect(stderr).toBe('');
});

test('a record on standard input, for an output that the rule does not name', async () => {
  const record = JSON.stringify({ user: 'eve', ok: false });

  const { status, stdout, stderr } = await render(
    ['-r', 'failed', '-o', 'console', '--event', '-'],
    record,
  );

  expect(status).toBe(0);
  expect(stdout).toContain('failed');
  expect(stderr).toContain('the rule does not name console:terminal: shown as if it did');
});

test('without an alert there is nothing to show, and it is said why', async () => {
  const args = ['-r', 'failed', '-o', 'slack', '-e', 'rules/failed.events.json#1'];

  const { status, stdout, stderr } = await render(args);

  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('streamalert: failed does not alert on that event');
  expect(stderr).toContain('It asks for ok, which is true, expected false.');
});

test('what the output does not take is told', async () => {
  const args = ['-r', 'unfit', '-o', 'slack', '-e', 'rules/failed.events.json#2'];

  const { status, stderr } = await render(args);

  expect(status).toBe(1);
  expect(stderr).toMatch(/slack:soc does not send it: a publisher set @slack\.text to something/);
});

test('a rule that never ends is told as one', async () => {
  const args = ['-r', 'endless', '-o', 'slack', '-e', '-', '--rule-seconds', '0.3'];

  const { status, stderr } = await render(args, '{"user": "stuck", "ok": true}');

  expect(status).toBe(1);
  expect(stderr).toContain('did not come to an end within 0.3 s');
});

test.each([
  [['-r', 'faild', '-o', 'slack'], 2, 'Did you mean "failed"?'],
  [['-r', 'failed'], 2, '--output'],
  [['-r', 'failed', '-o', 'slack', '-e', 'nowhere.json'], 3, 'nowhere.json cannot be read'],
])('%j exits with %d', async (args, expected, message) => {
  const { status, stdout, stderr } = await render(args);

  expect({ status, stdout }).toEqual({ status: expected, stdout: '' });
  expect(stderr).toContain(message);
});
