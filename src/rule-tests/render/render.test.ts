import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loginEvent, ruleProject } from '../../../testing/rule-project.ts';
import { openTestStages } from '../stages.ts';
import { renderAlert } from './render.ts';
import type { RenderInput, RenderRequest } from './render-request.ts';

const rules = `
import { rule, publisher } from 'streamalert';
export const compact = publisher({
  name: 'compact',
  description: 'Who failed',
  publish: ({ record, title }) => ({ who: record.user, '@slack.text': title }),
});
const throwing = publisher({
  name: 'throwing',
  description: 'Throws',
  publish: () => { throw new TypeError('no table'); },
});
export const failed = rule({
  name: 'failed',
  description: 'somebody failed',
  title: (record) => record.user + ' failed',
  logs: ['acme:login'],
  where: { ok: false },
  outputs: ['slack:soc', 'webhook:soc'],
  publishers: { slack: compact },
  mergeBy: { keys: ['user'], windowMinutes: 5 },
});
export const unheard = rule({
  name: 'unheard',
  logs: ['acme:login'],
  matches: ({ user }) => user === 'eve',
  publishers: [compact],
  dynamicOutputs: [(record) => 'slack:' + record.source],
});
export const broken = rule({
  name: 'broken',
  logs: ['acme:login'],
  where: { user: 'bob' },
  outputs: ['slack:soc'],
  publishers: [compact, throwing],
});
export { throwing };
`;

async function render(request: Partial<RenderRequest> = {}, files: object = {}) {
  const root = ruleProject({
    'rules/rules.ts': rules,
    'rules/failed.events.json': [
      loginEvent({}),
      loginEvent({ ok: true, user: 'never' }, ['failed']),
      loginEvent({ ok: false, user: 'first' }, ['failed']),
      loginEvent({ ok: false, user: 'second' }, ['failed']),
    ],
    ...files,
  });
  const stages = await openTestStages({
    configDir: join(root, 'conf'),
    locations: { rules: [join(root, 'rules')], matchers: [], publishers: [] },
    now: () => 0,
  });
  const usual = {
    ruleName: 'failed',
    output: 'slack',
    input: undefined,
    merged: undefined,
    cwd: root,
  };
  return renderAlert({ ...usual, eventFolders: [join(root, 'rules')], ...request }, stages);
}

const record = (values: object, number?: number): RenderInput => ({
  text: JSON.stringify({ user: 'ana', ok: true, ...values }),
  shown: 'log.json',
  number,
});

test("without an event, the rule's own events are tried until one alerts", async () => {
  expect(await render()).toMatchObject({
    outcome: 'rendered',
    event: 'rules/failed.events.json#3',
    alert: { title: 'first failed' },
    target: { service: 'slack', descriptor: 'soc', isOfRule: true },
    publishers: ['compact'],
    publication: { who: 'first', '@slack.text': 'first failed' },
    warnings: [],
  });
});

test('an output without publishers gets its default', async () => {
  expect(await render({ output: 'webhook:soc' })).toMatchObject({
    publishers: [],
    publication: { rule_name: 'failed', record: { user: 'first' } },
  });
});

test('an event by its number, or a record of a log', async () => {
  const events = JSON.stringify([loginEvent({ ok: false, user: 'a' }), loginEvent({ ok: false })]);

  const event = await render({ input: { text: events, shown: 'e.json', number: 2 } });
  const line = await render({ input: record({ ok: false, user: 'log' }) });

  expect(event).toMatchObject({ event: 'e.json#2', publication: { who: 'ana' } });
  expect(line).toMatchObject({ event: 'log.json#1', publication: { who: 'log' } });
});

test('a destination that the rule does not name is shown as if it did', async () => {
  const input = record({ user: 'eve', source: 'sec' });

  expect(await render({ ruleName: 'unheard', output: 'slack', input })).toMatchObject({
    target: { descriptor: 'sec', isOfRule: true },
    publication: { who: 'eve' },
  });
  expect(await render({ ruleName: 'unheard', output: 'webhook', input })).toMatchObject({
    target: { service: 'webhook', descriptor: 'soc', isOfRule: false },
    publishers: ['compact'],
    publication: { who: 'eve' },
  });
  expect(await render({ ruleName: 'unheard', output: 'jira', input })).toMatchObject({
    target: { service: 'jira', descriptor: 'example', isOfRule: false },
  });
});

test('several such alerts are shown as the one they are merged into', async () => {
  expect(await render({ output: 'webhook', merged: 3 })).toMatchObject({
    alert: { title: 'first failed (3 merged)', group: { count: 3 } },
    publication: { record: { AlertCount: 3, MergedBy: { user: 'first' } } },
  });
  const input = record({ user: 'bob' });
  await expect(
    render({ ruleName: 'unheard', input: record({ user: 'eve' }), merged: 2 }),
  ).rejects.toThrow('unheard does not merge its alerts');
  expect(await render({ ruleName: 'failed', input, merged: 2 })).toMatchObject({
    outcome: 'nothing',
  });
});

test('events that do not alert say why', async () => {
  expect(await render({ input: record({}) })).toEqual({
    outcome: 'nothing',
    message: 'failed does not alert on that event',
    reasons: ['log.json#1: It asks for ok, which is true, expected false.'],
  });
  expect(await render({ input: { ...record({}), text: '{"okay": 1}' } })).toMatchObject({
    outcome: 'nothing',
    reasons: [expect.stringContaining('it fits no log type')],
  });
});

test('a publisher that throws is told by its name', async () => {
  expect(await render({ ruleName: 'broken', input: record({ user: 'bob' }) })).toEqual({
    outcome: 'nothing',
    message: 'slack:soc gets nothing of log.json#1',
    reasons: ['publisher throwing threw TypeError: no table'],
  });
});

test.each([
  [{ ruleName: 'faild' }, 'no rule is called "faild"'],
  [{ output: 'slak' }, 'there is no output service "slak"'],
  [{ output: '__proto__:x' }, 'there is no output service "__proto__"'],
  [{ output: 'slack:a:b' }, '"slack:a:b" is no output'],
  [{ output: 'slack:' }, '"slack:" is no output'],
  [{ output: 'slack:sok' }, 'there is no output "slack:sok"'],
  [{ ruleName: 'broken' }, 'no test event expects broken to alert'],
  [{ input: { text: ' ', shown: 'x', number: undefined } }, 'x is empty'],
  [{ input: { text: '[]', shown: 'x', number: 2 } }, 'x has 1, and no number 2'],
])('%j is refused: %s', async (request, message) => {
  await expect(render(request)).rejects.toThrow(message);
});

test('names that are nearly right are told what was meant', async () => {
  await expect(render({ ruleName: 'faild' })).rejects.toMatchObject({
    hint: 'Did you mean "failed"?',
  });
  await expect(render({ output: 'slak:soc' })).rejects.toMatchObject({
    hint: 'Did you mean "slack"?',
  });
  await expect(render({ output: 'slack:sok' })).rejects.toMatchObject({
    hint: 'Did you mean "slack:soc"?',
  });
});
