import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loginEvent, ruleProject } from '../../../testing/rule-project.ts';
import { type RuleTests, readTestFiles } from '../run-rule-tests.ts';
import { openTestStages } from '../stages.ts';
import { measureCoverage } from './coverage.ts';

async function coverageOf(files: Readonly<Record<string, unknown>>) {
  const root = ruleProject(files);
  const stages = await openTestStages({
    configDir: join(root, 'conf'),
    locations: { rules: [join(root, 'rules')], matchers: [], publishers: [] },
    now: () => 0,
  });
  const folders = [join(root, 'rules')];
  const tests: RuleTests = { folders, testFiles: [], testRules: [], until: 'rules', cwd: root };
  const read = readTestFiles(tests, stages);
  if (read.outcome !== 'read') throw new Error(read.reason);
  return measureCoverage(read.files, stages);
}

const rules = `
import { matcher, rule } from 'streamalert';
const isEmployee = matcher({ name: 'isEmployee', matches: ({ user }) => user !== 'guest' });
export const failed = rule({
  name: 'failed',
  logs: ['acme:login'],
  matchers: [isEmployee],
  where: { ok: false },
  matches: (record) => record.user !== 'root' && record.source !== 'lan',
});
`;

const gapsOf = ({ rules: all }: Awaited<ReturnType<typeof coverageOf>>) =>
  all.map(({ ruleName, gaps }) => [
    ruleName,
    ...gaps.map(({ kind, subject, value }) => [kind, subject, value].filter(Boolean).join(': ')),
  ]);

test('a rule without events that alert, or without others, lacks those first of all', async () => {
  const coverage = await coverageOf({
    'rules/rules.ts': `${rules}
      export const other = rule({ name: 'other', logs: ['acme:login'], where: { user: 'eve' } });
      export const off = rule({ name: 'off', logs: ['acme:login'], disabled: true, where: { ok: true } });
      export const flow = rule({ name: 'flow', logs: ['acme:flow'], where: { bytes: 1 } });`,
    'rules/a.events.json': [loginEvent({ ok: false, source: 'a' }, ['failed'])],
  });

  expect(gapsOf(coverage)).toEqual([
    ['flow', 'no event that alerts', 'no event that does not alert'],
    ['other', 'no event that alerts'],
    ['failed', 'no event that does not alert'],
  ]);
  expect(coverage.totals).toEqual({ rules: 3, complete: 0 });
});

test('conditions that always hold and fields with one value are named, with the value', async () => {
  const coverage = await coverageOf({
    'rules/rules.ts': rules,
    'rules/a.events.json': [
      loginEvent({ ok: false, source: 'a' }, ['failed']),
      loginEvent({ ok: false, source: 'a', user: 'root' }),
    ],
  });

  expect(gapsOf(coverage)).toEqual([
    ['failed', 'always holds: where ok', 'always the same: source: "a"'],
  ]);
  expect(coverage.rules[0]).toMatchObject({ alerting: 1, silent: 1 });
  expect(coverage.matchers).toEqual([{ name: 'isEmployee', never: 'false', rules: 1 }]);
});

test('nothing is missing where every condition and field has been seen both ways', async () => {
  const coverage = await coverageOf({
    'rules/rules.ts': rules,
    'rules/a.events.json': [
      loginEvent({ ok: false, source: 'a' }, ['failed']),
      loginEvent({ ok: false, source: 'lan' }),
      loginEvent({ ok: false, source: 'a', user: 'root' }),
      loginEvent({ ok: false, source: 'a', user: 'guest' }),
      loginEvent({ ok: true, source: 'a' }),
    ],
  });

  expect(coverage).toEqual({
    rules: [],
    matchers: [],
    logTypes: [],
    totals: { rules: 1, complete: 1 },
  });
});

test('a field deep inside counts as different where what it stands in is missing', async () => {
  const coverage = await coverageOf({
    'conf/schemas/acme.json': {
      'acme:login': { parser: 'json', schema: { user: {}, ok: 'boolean' } },
    },
    'rules/rules.ts': `
      import { at, rule } from 'streamalert';
      export const deep = rule({
        name: 'deep',
        logs: ['acme:login'],
        matches: (record) => at(record, 'user', 'groups', 0) === 'a',
      });`,
    'rules/a.events.json': [
      loginEvent({ user: { groups: ['a'] } }, ['deep']),
      loginEvent({ user: {} }),
    ],
  });

  expect(coverage.rules).toEqual([]);
});

test('fields of log types that no event fills are counted and named', async () => {
  const { logTypes } = await coverageOf({
    'rules/rules.ts': rules,
    'rules/a.events.json': [loginEvent({ ok: false }, ['failed']), loginEvent({})],
  });

  expect(logTypes).toEqual([{ logType: 'acme:login', events: 2, fields: 3, empty: ['source'] }]);
});
