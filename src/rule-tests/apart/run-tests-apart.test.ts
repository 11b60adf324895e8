import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loginEvent, ruleProject } from '../../../testing/rule-project.ts';
import type { EventResult } from '../results.ts';
import { explainApart } from './explain-apart.ts';
import { runTestsApart } from './run-tests-apart.ts';

const apartProject = (root: string) => ({
  configDir: join(root, 'conf'),
  locations: { rules: [join(root, 'rules')], matchers: [], publishers: [] },
  globalFixturesFolder: join(root, 'tests/integration/fixtures'),
  ruleMilliseconds: 600,
  fileMilliseconds: 1500,
});

async function run(files: Readonly<Record<string, unknown>>) {
  const root = ruleProject(files);
  const printed: string[] = [];
  const outcome = await runTestsApart(apartProject(root), {
    tests: {
      folders: [join(root, 'rules')],
      testFiles: [],
      testRules: [],
      until: 'rules',
      cwd: root,
    },
    isTimed: false,
    measuresCoverage: false,
    onPrint: (text) => printed.push(text),
  });
  if (outcome.outcome !== 'ran') throw new Error(outcome.reason);
  const events = outcome.report.files.flatMap((file) => file.events);
  return { ...outcome, events, printed: printed.join(''), root };
}

const failures = (event: EventResult | undefined) =>
  event?.rules?.failures.map(({ ruleName, reason }) => `${ruleName} ${reason}`).join('\n') ?? '';

const sound = `
import { rule } from 'streamalert';
export const sound = rule({ name: 'sound', logs: ['acme:login'], where: { ok: false } });
`;

const events = [
  loginEvent({ ok: false }, ['sound']),
  loginEvent({ user: 'bob' }),
  loginEvent({ ok: false }, ['sound']),
];

const withRule = (matches: string) => ({
  'rules/sound.ts': sound,
  'rules/bad.ts': `import { rule } from 'streamalert';
export const bad = rule({ name: 'bad', logs: ['acme:login'], matches: ${matches} });`,
  'rules/a.events.json': events,
});

test('sound rules are judged as in this thread', async () => {
  const { report, events: all } = await run({
    'rules/sound.ts': sound,
    'rules/a.events.json': events,
  });

  expect(all.map(({ outcome }) => outcome)).toEqual(['passed', 'passed', 'passed']);
  expect(report.untested).toEqual([]);
});

test('a rule that never returns fails its event with its place, and the others are judged', async () => {
  const { events: all } = await run(
    withRule("({ user }) => { while (user === 'bob') {} return false; }"),
  );

  expect(all.map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'passed']);
  expect(failures(all[1])).toMatch(
    /^bad did not come to an end within 0\.6 s \(.*rules\/bad\.ts:2:\d+\)$/,
  );
});

test('so does one that never returns after it was waited for', async () => {
  const { events: all } = await run(
    withRule("async ({ user }) => { await 0; while (user === 'bob') {} return false; }"),
  );

  expect(all.map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'passed']);
  expect(failures(all[1])).toMatch(/^bad did not come to an end .*rules\/bad\.ts:2:\d+\)$/);
});

test('an event that expects a rule which never ended is not told that the rule said no', async () => {
  const project = withRule("({ user }) => { while (user === 'bob') {} return user === 'eve'; }");
  const { events: all } = await run({
    ...project,
    'rules/a.events.json': [...events, loginEvent({ user: 'eve' }, ['bad'])],
  });

  expect(all[3]).toMatchObject({ outcome: 'failed', rules: { explanations: [] } });
  expect(failures(all[3])).toMatch(/^bad was not asked, as it did not come to an end/);
});

test('rules that end their program fail their event, each of them, and nothing ends', async () => {
  const calls = {
    exit: 'process.exit(0)',
    really_exit: 'process.reallyExit(0)',
    abort: 'process.abort()',
    kill: "process.kill(process.pid, 'SIGKILL')",
  };
  const rules = Object.entries(calls).map(
    ([name, call]) =>
      `export const ${name} = rule({ name: '${name}', logs: ['acme:login'], matches: ({ user }) => { if (user === 'bob') ${call}; return false; } });`,
  );

  const { events: all } = await run({
    'rules/sound.ts': sound,
    'rules/bad.ts': ["import { rule } from 'streamalert';", ...rules].join('\n'),
    'rules/a.events.json': events,
  });

  expect(all.map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'passed']);
  for (const name of Object.keys(calls)) expect(failures(all[1])).toContain(`${name} `);
});

test('what a rule lets go and what fails then fails the event that it belongs to', async () => {
  const { events: all } = await run(
    withRule(`({ user }) => {
      if (user === 'bob') Promise.reject(new TypeError('let go'));
      return false;
    }`),
  );

  expect(all.map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'passed']);
  expect(failures(all[1])).toMatch(
    /^bad left behind a promise or timer that failed: TypeError: let go \(.*rules\/bad\.ts:3:\d+\)$/,
  );
});

test('a timer that throws does not end the run either', async () => {
  const { events: all } = await run(
    withRule(`({ user }) => {
      if (user === 'bob') setImmediate(() => { throw new Error('later'); });
      return false;
    }`),
  );

  expect(all[1]?.outcome).toBe('failed');
  expect(failures(all[1])).toContain('Error: later');
});

test('a title that never comes to an end is its rule, too', async () => {
  const { events: all } = await run({
    'rules/bad.ts': `import { rule } from 'streamalert';
export const bad = rule({
  name: 'bad',
  logs: ['acme:login'],
  where: { ok: false },
  title: () => { for (;;) {} },
});`,
    'rules/a.events.json': [loginEvent({ ok: false }, ['bad']), loginEvent({})],
  });

  expect(all.map(({ outcome }) => outcome)).toEqual(['failed', 'passed']);
  expect(failures(all[0])).toMatch(/bad did not come to an end .*rules\/bad\.ts:6:\d+/);
});

test('a file that never comes to its end is told with its place, and the others run', async () => {
  const { events: all, findings } = await run({
    'rules/sound.ts': sound,
    'rules/endless.ts': '\nfor (;;) {}',
    'rules/a.events.json': events,
  });

  expect(all.map(({ outcome }) => outcome)).toEqual(['passed', 'passed', 'passed']);
  expect(findings).toMatchObject([{ level: 'load', line: 2 }]);
  expect(findings[0]?.file).toMatch(/rules\/endless\.ts$/);
});

test('what rules print comes apart from the report', async () => {
  const { printed, events: all } = await run(
    withRule("({ user }) => { console.log('seen', user); return false; }"),
  );

  expect(all.map(({ outcome }) => outcome)).toEqual(['passed', 'passed', 'passed']);
  expect(printed).toContain('seen bob');
});

test('a rule that never returns is explained as one', async () => {
  const root = ruleProject(withRule("({ user }) => { while (user === 'bob') {} return false; }"));
  const text = '{"user": "bob", "ok": true}';

  const { inputs } = await explainApart(
    apartProject(root),
    { ruleName: 'bad', text, shown: 'x', number: undefined, source: undefined },
    () => undefined,
  );

  expect(inputs[0]?.rules[0]).toMatchObject({ ruleName: 'bad', matched: false });
  expect(inputs[0]?.rules[0]?.reason).toMatch(
    /^It failed, which counts as no: it did not come to an end within 0\.6 s/,
  );
});
