import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loginEvent, ruleProject } from '../../../testing/rule-project.ts';
import { openTestStages } from '../stages.ts';
import { explainInputs } from './explain.ts';
import type { ExplainRequest } from './explain-request.ts';

const rules = `
import { matcher, rule } from 'streamalert';
const isEmployee = matcher({ name: 'isEmployee', matches: ({ user }) => user !== 'guest' });
export const failed = rule({
  name: 'failed',
  description: 'somebody failed',
  severity: (record) => (record.user === 'root' ? 'critical' : 'low'),
  title: (record) => record.user + ' failed',
  logs: ['acme:login'],
  matchers: [isEmployee],
  where: { ok: false },
  outputs: ['console:terminal'],
  dynamicOutputs: [() => 'webhook:soc'],
  mergeBy: { keys: ['user'], windowMinutes: 5 },
  context: { seen: '' },
  matches: (record, context, services) => {
    context.seen = record.user;
    return services.lookup('allowed', record.user, false) !== true;
  },
});
export const off = rule({ name: 'off', logs: ['acme:login'], disabled: true, where: { ok: false } });
export const keys = rule({ name: 'keys', logs: ['acme:login'], reqSubkeys: { source: ['ip'] }, matches: () => true });
export const typed = rule({ name: 'typed', logs: ['acme:login'], datatypes: ['address'], matches: () => true });
export const flow = rule({ name: 'flow', logs: ['acme:flow'], matches: ({ bytes }) => bytes > 10 });
export const throws = rule({
  name: 'throws',
  logs: ['acme:login'],
  where: { user: 'boom' },
  matches: (record) => record.nothing.here,
});
export const broken = rule({
  name: 'broken_title',
  logs: ['acme:login'],
  where: { user: 'titled' },
  title: (record) => record.nothing.here,
});
`;

const schemas = {
  'conf/schemas/acme.json': {
    'acme:login': {
      parser: 'json',
      schema: { user: 'string', ok: 'boolean', source: 'string' },
      configuration: {
        optional_top_level_keys: ['source'],
        normalization: { address: ['source'] },
      },
    },
    'acme:flow': { parser: 'csv', schema: { from: 'string', to: 'string', bytes: 'integer' } },
  },
};

async function explain(content: unknown, request: Partial<ExplainRequest> = {}) {
  const root = ruleProject({ ...schemas, 'rules/rules.ts': rules });
  const stages = await openTestStages({
    configDir: join(root, 'conf'),
    locations: { rules: [join(root, 'rules')], matchers: [], publishers: [] },
    now: () => 0,
    ruleMilliseconds: 500,
  });
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const usual = { ruleName: 'failed', shown: 'x', number: undefined, source: undefined };
  return explainInputs({ ...usual, text, ...request }, stages);
}

const record = { user: 'ana', ok: false };

test('a rule that alerts shows every step, what it looked up, and the alert', async () => {
  const [input] = await explain(record);
  const [verdict] = input?.rules ?? [];

  expect(input).toMatchObject({ logType: 'acme:login', records: 1, why: [] });
  expect(verdict).toMatchObject({
    matched: true,
    steps: [
      { part: 'matcher', subject: 'isEmployee', holds: true, reads: ['user = "ana"'] },
      { part: 'where', subject: 'ok', holds: true, found: 'false' },
      {
        part: 'matches',
        holds: true,
        reads: ['user = "ana"'],
        lookups: ['allowed: "ana" → false'],
      },
    ],
    reason: 'It alerts: all 2 conditions hold and its code says true.',
    alert: {
      severity: 'low',
      title: 'ana failed',
      outputs: ['console:terminal', 'webhook:soc'],
      mergeBy: { keys: ['user'], windowMinutes: 5 },
      context: { seen: 'ana' },
    },
  });
});

test.each([
  ['where', { user: 'ana', ok: true }, 'It asks for ok, which is true, expected false.'],
  [
    'matcher',
    { user: 'guest', ok: false },
    'Its matcher isEmployee says false: it read user = "guest".',
  ],
])('the first thing that does not hold is the reason: %s', async (_, given, reason) => {
  const [input] = await explain(given);

  expect(input?.rules[0]).toMatchObject({ matched: false, reason, alert: undefined });
});

test.each([
  ['off', 'It is disabled, so nobody asks it; otherwise: it would alert'],
  ['keys', 'It needs keys of source, which is "".'],
  ['typed', 'It wants address, and the record has no normalised values.'],
  ['flow', 'It is for acme:flow alone, and the record is acme:login.'],
])('%s says why it does not alert', async (ruleName, reason) => {
  const [input] = await explain({ ...record, source: '' }, { ruleName });

  expect(input?.rules[0]).toMatchObject({ matched: false, reason });
});

test('code that says no is told with what it read and looked up in the tables of its event', async () => {
  const event = {
    ...loginEvent({ ok: false }),
    test_fixtures: { lookup_tables: { allowed: { ana: true } } },
  };

  const [input] = await explain([event]);

  expect(input?.rules[0]?.steps.at(-1)?.lookups).toEqual(['allowed: "ana" → true']);
  expect(input?.rules[0]?.reason).toBe('Its code says false: it read user = "ana".');
});

test('a rule that throws is told with its place, a title that throws beside the alert', async () => {
  const [thrown] = await explain({ user: 'boom', ok: true }, { ruleName: 'throws' });
  const [titled] = await explain({ user: 'titled', ok: true }, { ruleName: 'broken_title' });

  expect(thrown?.rules[0]?.reason).toMatch(
    /^It failed, which counts as no: matches: TypeError: .*rules\.ts:\d+:\d+\)\.$/,
  );
  expect(titled?.rules[0]).toMatchObject({ matched: true, alert: { title: expect.any(String) } });
  expect(titled?.rules[0]?.failures[0]).toMatch(/^title: TypeError/);
});

test('without a rule all rules of the log type answer', async () => {
  const [input] = await explain(record, { ruleName: undefined });

  expect(input?.rules.map(({ ruleName, matched }) => [ruleName, matched])).toEqual([
    ['failed', true],
    ['off', false],
    ['keys', false],
    ['typed', false],
    ['throws', false],
    ['broken_title', false],
  ]);
});

test('events are chosen by their number, lines of a log as well', async () => {
  const events = [loginEvent({}), loginEvent({ ok: false }, ['failed'])];
  const lines = 'a,b,5\na,b,50\n';

  const [event] = await explain(events, { number: 2 });
  const [line] = await explain(lines, { ruleName: 'flow', number: 2 });

  expect(event).toMatchObject({ number: 2, description: 'a login', rules: [{ matched: true }] });
  expect(line).toMatchObject({ number: 2, line: 2, rules: [{ matched: true }] });
  await expect(explain(events, { number: 3 })).rejects.toThrow('x has 2, and no number 3');
  await expect(explain(' \n')).rejects.toThrow('x is empty');
});

test('what fits no log type says what the nearest ones lack', async () => {
  const [input] = await explain({ user: 'ana', okay: false });

  expect(input?.logType).toBeUndefined();
  expect(input?.rules).toEqual([]);
  expect(input?.why.join('\n')).toMatch(/acme:login needs "ok"/);
});

test('an event that is wrong is told as such, and one of another log type says what it is', async () => {
  const inputs = await explain([
    { ...loginEvent({}), log: 'acme:logon' },
    { ...loginEvent({}), log: 'acme:flow' },
  ]);

  expect(inputs[0]?.error).toContain('Did you mean "acme:login"?');
  expect(inputs[1]).toMatchObject({ logType: 'acme:login', rules: [{ ruleName: 'failed' }] });
  expect(inputs[1]?.why).not.toEqual([]);
});

test('names that nobody knows are refused with the nearest', async () => {
  await expect(explain(record, { ruleName: 'faild' })).rejects.toThrow('no rule is called "faild"');
  await expect(explain(record, { source: 'strem' })).rejects.toThrow('"strem" is no data source');
});

test.each([
  ['a deep record', `{"user": ${'['.repeat(5_000)}${']'.repeat(5_000)}, "ok": false}`],
  ['a record with __proto__', '{"user": "ana", "ok": false, "__proto__": {"ok": true}}'],
  ['half a record', '{"user": "ana", "ok": fal'],
])('%s is told as what it is', async (_, text) => {
  const [input] = await explain(text);

  expect(input?.logType).toBeUndefined();
  expect(input?.why[0]).toMatch(/too deep|not JSON|no schema fits/);
});
