import { sharedData } from '../../testing/shared-data.ts';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type GlobalFixtures,
  globalFixturesFolder,
  readGlobalFixtures,
} from './global-fixtures.ts';
import type { EventResult } from './results.ts';
import { runRuleTests, type RuleTests } from './run-rule-tests.ts';
import { openTestStages } from './stages.ts';

const conf = {
  'conf/global.json': {
    account: { aws_account_id: '123456789012', prefix: 'acme', region: 'us-east-1' },
    general: { rule_locations: ['rules'], matcher_locations: ['matchers'] },
  },
  'conf/lambda.json': {},
  'conf/outputs.json': { console: ['terminal'] },
  'conf/clusters/prod.json': {
    id: 'prod',
    classifier_config: {},
    data_sources: { kinesis: { stream: ['acme:login'] }, s3: { bucket: ['acme:flow'] } },
  },
  'conf/schemas/acme.json': {
    'acme:login': {
      parser: 'json',
      schema: { user: 'string', ok: 'boolean', target: [] },
      configuration: { optional_top_level_keys: ['target'] },
    },
    'acme:flow': { parser: 'csv', schema: { from: 'string', to: 'string', bytes: 'integer' } },
  },
};

const rules = `
import { matcher, publisher, rule } from 'streamalert';

const isEmployee = matcher({ name: 'isEmployee', matches: ({ user }) => user !== 'guest' });
export const shout = publisher({
  name: 'shout',
  description: 'upper case',
  publish: (alert) => ({ text: String(alert.record['user']).toUpperCase() }),
});
export const failedLogin = rule({
  name: 'failed_login',
  logs: ['acme:login'],
  matchers: [isEmployee],
  where: { ok: false },
  outputs: ['console:terminal'],
  publishers: shout,
});
export const slow = rule({
  name: 'slow_rule',
  logs: ['acme:login'],
  matches: async (record) => record.user === 'slow',
});
export const throwing = rule({
  name: 'throwing_rule',
  logs: ['acme:login'],
  matches: (record) => record.user === 'boom' && record.nothing.here,
});
export const off = rule({
  name: 'disabled_rule',
  logs: ['acme:login'],
  disabled: true,
  matches: () => true,
});
export const bigFlow = rule({
  name: 'big_flow',
  logs: ['acme:flow'],
  matches: (record) => record.bytes > 1000,
});
`;

function project(files: Readonly<Record<string, unknown>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'rule-tests-')));
  for (const [name, content] of Object.entries({ ...conf, 'rules/rules.ts': rules, ...files })) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return root;
}

const run = (files: Readonly<Record<string, unknown>>, options: Partial<RuleTests> = {}) =>
  runIn(project(files), options);

async function runIn(root: string, options: Partial<RuleTests>, globalFixtures?: GlobalFixtures) {
  const stages = await openTestStages({
    configDir: join(root, 'conf'),
    locations: { rules: [join(root, 'rules')], matchers: [], publishers: [] },
    now: () => Date.UTC(2026, 2, 14),
    ruleMilliseconds: 500,
    ...(globalFixtures && { globalFixtures }),
  });
  const outcome = await runRuleTests(
    {
      folders: [join(root, 'rules')],
      testFiles: [],
      testRules: [],
      until: 'rules',
      cwd: root,
      ...options,
    },
    stages,
  );
  if (outcome.outcome !== 'ran') throw new Error(outcome.reason);
  return outcome.report;
}

async function runOne(event: object): Promise<EventResult> {
  const report = await run({ 'rules/a.events.json': [event] });
  const [result] = report.files[0]?.events ?? [];
  if (result === undefined) throw new Error('no event');
  return result;
}

const login = (data: object, trigger_rules: readonly string[]) => ({
  description: 'a login',
  log: 'acme:login',
  data: { user: 'ana', ok: true, ...data },
  trigger_rules,
});

const nothingRead = { reads: [], lookups: [], mistakes: [] };

test('an event passes when exactly the expected rules alert', async () => {
  const { totals, files } = await run({
    'rules/a.events.json': [login({ ok: false }, ['failed_login']), login({}, [])],
  });

  expect(totals).toEqual({ events: 2, passed: 2, failed: 0, suppressed: 0, brokenFiles: 0 });
  expect(files[0]?.events[0]?.rules).toMatchObject({
    triggered: ['failed_login'],
    expected: ['failed_login'],
  });
});

test('an asynchronous rule is waited for', async () => {
  expect(await runOne(login({ user: 'slow' }, ['slow_rule']))).toMatchObject({ outcome: 'passed' });
});

test('a rule that does not alert is explained by what it asks, part by part', async () => {
  const { outcome, rules: result } = await runOne(login({ user: 'guest' }, ['failed_login']));

  expect(outcome).toBe('failed');
  const [explained] = result?.explanations ?? [];
  expect(explained).toMatchObject({ ruleName: 'failed_login', expected: 'alert' });
  expect(explained?.place?.line).toBe(10);
  expect(explained?.steps).toEqual([
    {
      part: 'matcher',
      subject: 'isEmployee',
      holds: false,
      found: 'false',
      ...nothingRead,
      reads: ['user = "guest"'],
    },
    { part: 'where', subject: 'ok', holds: false, found: 'true, expected false', ...nothingRead },
  ]);
});

test('a rule that alerts unasked fails the event, and it is told what it read', async () => {
  const { outcome, rules: result } = await runOne(login({ user: 'slow' }, []));

  expect(outcome).toBe('failed');
  expect(result?.explanations[0]).toMatchObject({
    ruleName: 'slow_rule',
    expected: 'no alert',
    steps: [{ part: 'matches', holds: true, reads: ['user = "slow"'] }],
  });
});

test('a rule that is not for the log type says so', async () => {
  const { rules: result } = await runOne(login({}, ['big_flow']));

  expect(result?.explanations[0]?.steps).toEqual([
    {
      part: 'logs',
      subject: 'acme:flow',
      holds: false,
      found: 'the record is acme:login',
      ...nothingRead,
    },
  ]);
});

test('an expected rule that nobody defines fails with the nearest name', async () => {
  const { outcome, rules: result } = await runOne(login({ ok: false }, ['faild_login']));

  expect(outcome).toBe('failed');
  expect(result?.unknown).toEqual([{ name: 'faild_login', suggestion: 'failed_login' }]);
});

test('a disabled rule is not expected to alert', async () => {
  const { outcome, rules: result } = await runOne(login({}, ['disabled_rule']));

  expect(outcome).toBe('passed');
  expect(result?.disabled).toEqual(['disabled_rule']);
});

test('a rule that throws fails the event and names its line', async () => {
  const { outcome, rules: result } = await runOne(login({ user: 'boom' }, []));

  expect(outcome).toBe('failed');
  expect(result?.failures).toMatchObject([{ ruleName: 'throwing_rule' }]);
  expect(result?.failures[0]?.reason).toMatch(/rules\.ts:26:\d+/);
});

test('a record that classifies as something else says what keeps it from being the expected', async () => {
  const event = { ...login({}, []), data: { user: 'ana', okay: true, target: 'x' } };

  const { outcome, classification, rules: result } = await runOne(event);

  expect(outcome).toBe('failed');
  expect(result).toBeUndefined();
  expect(classification).toMatchObject({
    passed: false,
    expected: 'acme:login',
    actual: undefined,
  });
  expect(classification?.why.join('\n')).toMatch(/"ok"/);
  expect(classification?.why.join('\n')).toMatch(/"okay"/);
});

test('a wrong log type fails the event although the rules agree', async () => {
  const event = { ...login({}, []), log: 'acme:flow' };

  expect(await runOne(event)).toMatchObject({
    outcome: 'failed',
    classification: { passed: false, expected: 'acme:flow', actual: 'acme:login' },
  });
});

test('only the log types of the named source are tried', async () => {
  const flow = { description: 'a flow', log: 'acme:flow', data: 'a,b,5', trigger_rules: [] };

  const right = await runOne({ ...flow, service: 's3', source: 'bucket' });
  const wrong = await runOne({ ...flow, service: 'kinesis', source: 'stream' });
  const unknown = await runOne({ ...flow, service: 's3', source: 'buckets' });
  const elsewhere = await runOne({ ...flow, service: 's3', source: 'bucket', cluster: 'dev' });

  expect(right.outcome).toBe('passed');
  expect(wrong).toMatchObject({ outcome: 'failed', classification: { actual: undefined } });
  expect(wrong.classification?.why[0]).toContain('"stream" does not carry acme:flow');
  expect(unknown.error).toMatch(/no cluster has a source "buckets" .*Did you mean "bucket"\?/);
  expect(elsewhere.error).toBe('there is no cluster "dev"; there is: prod');
});

test('a record that must not be of a log type passes when it is not, with or without another log type', async () => {
  const base = { description: 'd', classify_only: true };
  const record = { user: 'ada', ok: true };

  const nothing = await runOne({ ...base, not_logs: ['acme:flow'], data: 'no columns' });
  const other = await runOne({ ...base, log: 'acme:login', not_logs: ['acme:flow'], data: record });
  const fits = await runOne({ ...base, not_logs: ['acme:flow', 'acme:login'], data: record });
  const fitsToo = await runOne({
    ...base,
    log: 'acme:login',
    not_logs: ['acme:login'],
    data: record,
  });

  expect([nothing, other, fits, fitsToo].map(({ outcome }) => outcome)).toEqual([
    'passed',
    'passed',
    'failed',
    'failed',
  ]);
  expect(fits.classification?.why).toEqual(['acme:login fits, which "not_logs" rules out']);
});

test('classify_only and the classifier run stop before the rules', async () => {
  const { trigger_rules: _, ...event } = login({ ok: false }, []);
  const only = await runOne({ ...event, classify_only: true });
  const report = await run(
    { 'rules/a.events.json': [login({ ok: false }, [])] },
    { until: 'classifier' },
  );

  expect(only).toMatchObject({ outcome: 'passed', classifyOnly: true, rules: undefined });
  expect(report.totals).toMatchObject({ passed: 1, failed: 0 });
});

test('tables of an event are all that its rules find, and the next event starts anew', async () => {
  const tables = { blocked: { ana: true, nobody: null } };
  const given = {
    ...login({ user: 'ana' }, ['blocked_user']),
    test_fixtures: { lookup_tables: tables },
  };

  const { files } = await run({
    'rules/lookups.ts': `
      import { rule } from 'streamalert';
      export const blocked = rule({
        name: 'blocked_user',
        logs: ['acme:login'],
        matches: async ({ user }, _, services) =>
          services.lookup('blocked', user, false) === true &&
          (await services.lookupAsync('blocked', user)) === true,
      });`,
    'rules/a.events.json': [
      given,
      login({ user: 'ana' }, []),
      { ...given, test_fixtures: { lookup_tables: { other: { ana: true } } }, trigger_rules: [] },
      { ...given, data: { user: 'bob', ok: true } },
    ],
  });

  expect(files[0]?.events.map(({ outcome }) => outcome)).toEqual([
    'passed',
    'passed',
    'passed',
    'failed',
  ]);
  expect(files[0]?.events[3]?.rules?.explanations[0]?.steps[0]?.lookups).toEqual([
    'blocked: "bob" → false',
  ]);
});

const intelligence = {
  'conf/threat_intel.json': {
    enabled: true,
    normalized_ioc_types: { ip: ['address'], domain: ['host'] },
    excluded_iocs: { ip: { '10.0.0.0/8': {} } },
  },
  'conf/clusters/prod.json': {
    ...conf['conf/clusters/prod.json'],
    enable_threat_intel: true,
  },
  'conf/schemas/acme.json': {
    ...conf['conf/schemas/acme.json'],
    'acme:net': {
      parser: 'json',
      schema: { from: 'string', name: 'string' },
      configuration: { normalization: { address: ['from'], host: ['name'] } },
    },
  },
  'rules/intel.ts': `
    import { at, rule } from 'streamalert';
    export const bad = rule({
      name: 'known_bad',
      logs: ['acme:net'],
      matches: (record) => at(record, 'streamalert:ioc', 'ip') !== undefined,
    });`,
};

const net = (from: string, trigger_rules: readonly string[], values: readonly string[]) => ({
  description: from,
  log: 'acme:net',
  data: { from, name: 'good.example' },
  trigger_rules,
  test_fixtures: { threat_intel: values.map((ioc_value) => ({ ioc_value, sub_type: 'mal_ip' })) },
});

test('indicators of an event mark its records as threat intelligence would', async () => {
  const events = [
    net('203.0.113.7', ['known_bad'], ['203.0.113.7']),
    net('203.0.113.7', ['known_bad'], ['203.0.113[.]7']),
    net('203.0.113.7', ['known_bad'], ['203.0.113.0/24']),
    net('203.0.113.8', [], ['203.0.113.7']),
    net('203.0.113.7', [], []),
    net('10.1.2.3', [], ['10.1.2.3']),
  ];

  const { totals, files } = await run({ ...intelligence, 'rules/a.events.json': events });

  expect(files[0]?.events.map(({ outcome }) => outcome)).toEqual(events.map(() => 'passed'));
  expect(totals.failed).toBe(0);
});

test('where threat intelligence is off, fixtures of it change nothing and a warning says why', async () => {
  const off = {
    ...intelligence,
    'conf/threat_intel.json': { ...intelligence['conf/threat_intel.json'], enabled: false },
    'rules/a.events.json': [net('203.0.113.7', [], ['203.0.113.7'])],
  };
  const outside = {
    ...intelligence,
    'conf/clusters/prod.json': conf['conf/clusters/prod.json'],
    'rules/a.events.json': [net('203.0.113.7', [], ['203.0.113.7'])],
  };

  const [first] = (await run(off)).files[0]?.events ?? [];
  const [second] = (await run(outside)).files[0]?.events ?? [];

  expect(first).toMatchObject({ outcome: 'passed' });
  expect(first?.warnings[0]).toContain('threat intelligence is not enabled');
  expect(second).toMatchObject({ outcome: 'passed' });
  expect(second?.warnings[0]).toContain('no cluster has "enable_threat_intel"');
});

test('fixtures of earlier versions hold for all events, an event replaces a table with its own', async () => {
  const event = login({ user: 'ana' }, ['blocked_user']);
  const root = project({
    'rules/lookups.ts': `
      import { rule } from 'streamalert';
      export const blocked = rule({
        name: 'blocked_user',
        logs: ['acme:login'],
        matches: ({ user }, _, services) => services.lookup('blocked', user) === true,
      });`,
    'rules/a.events.json': [
      event,
      { ...event, trigger_rules: [], test_fixtures: { lookup_tables: { blocked: {} } } },
    ],
    'tests/integration/fixtures/lookup_tables/blocked.json': { ana: true },
    'tests/integration/fixtures/lookup_tables/broken.json': '[',
    'tests/integration/fixtures/threat_intel/some.json': [{ ioc_value: 'x' }, {}],
  });
  const fixtures = readGlobalFixtures(join(root, globalFixturesFolder));

  const { files } = await runIn(root, {}, fixtures);

  expect(files[0]?.events.map(({ outcome }) => outcome)).toEqual(['passed', 'passed']);
  expect(fixtures.problems).toEqual([
    expect.stringMatching(/lookup_tables\/broken\.json: cannot be read as JSON/),
    expect.stringMatching(/threat_intel\/some\.json: expected a list of objects/),
  ]);
});

test.each([undefined, true, 'zlib', 'gzip'])(
  'a record of Kinesis comes through with compress: %j',
  async (compress) => {
    const source = { service: 'kinesis', source: 'stream' };
    const event = { ...login({ ok: false }, ['failed_login']), ...source, compress };

    expect(await runOne(event)).toMatchObject({ outcome: 'passed', warnings: [] });
  },
);

test('services that wrap their data give it back as it was', async () => {
  const flow = {
    description: 'd',
    log: 'acme:flow',
    data: 'a,b,5000',
    trigger_rules: ['big_flow'],
  };
  const sources = { kinesis: { k: ['acme'] }, sns: { n: ['acme'] }, s3: { b: ['acme'] } };
  const files = {
    'conf/clusters/prod.json': { id: 'prod', classifier_config: {}, data_sources: sources },
    'rules/a.events.json': Object.entries(sources).map(([service, resources]) => ({
      ...flow,
      service,
      source: Object.keys(resources)[0],
    })),
  };

  expect((await run(files)).totals).toMatchObject({ passed: 3, failed: 0 });
});

test('a rule whose alert cannot be made as it says fails the event', async () => {
  const report = await run({
    'rules/title.ts': `
      import { rule } from 'streamalert';
      export const titled = rule({
        name: 'titled',
        logs: ['acme:login'],
        where: { user: 'titled' },
        title: (record) => record.nothing.here,
      });`,
    'rules/a.events.json': [login({ user: 'titled' }, ['titled'])],
  });
  const [event] = report.files[0]?.events ?? [];

  expect(event).toMatchObject({ outcome: 'failed', rules: { triggered: ['titled'] } });
  expect(event?.rules?.failures[0]?.reason).toMatch(/^title: TypeError: .*title\.ts:7:\d+\)$/);
});

test('an answer that never comes fails the event, and quickly the next time', async () => {
  const files = {
    'rules/never.ts': `
      import { rule } from 'streamalert';
      export const never = rule({
        name: 'never',
        logs: ['acme:login'],
        matches: () => new Promise(() => {}),
      });`,
    'rules/a.events.json': Array.from({ length: 5 }, () => login({}, [])),
  };
  const began = performance.now();

  const { totals, files: results } = await run(files);

  expect(totals).toMatchObject({ passed: 0, failed: 5 });
  expect(results[0]?.events[0]?.rules?.failures).toEqual([
    { ruleName: 'never', reason: 'time budget: its answer did not come within 0.5 s' },
  ]);
  expect(performance.now() - began).toBeLessThan(4_000);
});

test('publishers are lent the tables of their event', async () => {
  const report = await run({
    'rules/published.ts': `
      import { publisher, rule } from 'streamalert';
      export const owner = publisher({
        name: 'owner',
        description: 'who owns it',
        publish: (alert, _, services) => ({ owner: services.lookup('owners', 'ana', 'nobody') }),
      });
      export const broken = publisher({
        name: 'broken',
        description: 'throws',
        publish: () => {
          throw new RangeError('no');
        },
      });
      export const published = rule({
        name: 'published',
        logs: ['acme:login'],
        where: { user: 'published' },
        outputs: ['console:terminal'],
        publishers: owner,
      });
      export const unpublished = rule({
        name: 'unpublished',
        logs: ['acme:login'],
        where: { user: 'unpublished' },
        outputs: ['console:terminal'],
        publishers: broken,
      });`,
    'rules/a.events.json': [
      {
        ...login({ user: 'published' }, ['published']),
        test_fixtures: { lookup_tables: { owners: { ana: 'it' } } },
        publisher_tests: { 'console:terminal': [['owner', 'is', 'it']] },
      },
      {
        ...login({ user: 'unpublished' }, ['unpublished']),
        publisher_tests: { 'console:terminal': [['owner', 'is', 'it']] },
      },
      login({ user: 'unpublished' }, ['unpublished']),
    ],
  });
  const events = report.files[0]?.events ?? [];

  expect(events.map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'passed']);
  expect(events[1]?.publishers?.failures).toEqual([
    { output: 'console:terminal', reason: 'publisher broken threw RangeError: no' },
  ]);
});

test('every output is published to when that is asked for, also without a test', async () => {
  const files = { 'rules/a.events.json': [login({ ok: false }, ['failed_login'])] };

  const report = await run(files, { publishAll: true });

  expect(report.files[0]?.events[0]?.publishers).toEqual({ passed: 1, failures: [] });
});

test('publisher tests see what every alert would send', async () => {
  const right = { 'console:terminal': [['text', 'is', 'ANA']] };
  const wrong = { 'console:terminal': [['text', 'is', 'ana']], 'slack:x': [] };
  const event = login({ ok: false }, ['failed_login']);

  expect(await runOne({ ...event, publisher_tests: right })).toMatchObject({
    outcome: 'passed',
    publishers: { passed: 1, failures: [] },
  });
  expect(await runOne({ ...event, publisher_tests: wrong })).toMatchObject({
    outcome: 'failed',
    publishers: {
      passed: 0,
      failures: [
        { output: 'console:terminal', reason: 'text should have been "ana", found "ANA"' },
        {
          output: 'slack:x',
          reason: 'the alert of failed_login does not go there; its outputs: console:terminal',
        },
      ],
    },
  });
  expect(await runOne({ ...login({}, []), publisher_tests: wrong })).toMatchObject({
    outcome: 'passed',
    publishers: undefined,
  });
});

test('the oldest format counts alerts and accepts any log type', async () => {
  const record = {
    data: { user: 'ana', ok: false },
    description: 'd',
    service: 'kinesis',
    source: 'stream',
  };
  const report = await run({
    'rules/failed_login.json': {
      records: [
        { ...record, trigger: true, trigger_count: 1 },
        { ...record, trigger: true, trigger_count: 2 },
      ],
    },
  });

  expect(report.files[0]?.events.map(({ outcome }) => outcome)).toEqual(['passed', 'failed']);
  expect(report.files[0]?.events[1]?.rules?.problems).toEqual(['expected 2 alerts, got 1']);
});

test('a broken file fails the run and does not keep the others from running', async () => {
  const report = await run({ 'rules/a.json': '[', 'rules/b.json': [login({}, [])] });

  expect(report.totals).toMatchObject({ passed: 1, failed: 0, brokenFiles: 1 });
  expect(report.files[0]?.problem).toContain('is not JSON');
});

test('a rule filter leaves other events out; a filter that selects nothing is told', async () => {
  const files = { 'rules/a.events.json': [login({ ok: false }, ['failed_login']), login({}, [])] };

  const report = await run(files, { testRules: ['failed_login'] });

  expect(report.totals).toMatchObject({ passed: 1, suppressed: 1 });
  expect(report.untested).toEqual([]);
  await expect(run(files, { testRules: ['failed'] })).rejects.toThrow('no event expects failed');
  await expect(run(files, { testFiles: ['b'] })).rejects.toThrow('no event file fits b');
  await expect(run({})).rejects.toThrow('there are no test events below');
});

test('rules without positive or negative events are listed, disabled ones are not', async () => {
  const report = await run({
    'rules/a.events.json': [login({ ok: false }, ['failed_login'])],
  });

  expect(report.untested.map(({ ruleName, lacks }) => [ruleName, lacks])).toEqual([
    ['failed_login', 'an event that does not alert'],
    ['slow_rule', 'an event that alerts'],
    ['throwing_rule', 'an event that alerts'],
    ['big_flow', 'events'],
  ]);
});

/** Test events of the original, where somebody has laid them beside the checkout. */
const { path: original, isHere } = sharedData('conformance', 'original');

test.skipIf(!isHere)(
  'every event file of the original loads, and its events classify as its index says',
  async () => {
    const stages = await openTestStages({
      configDir: join(original, 'conf'),
      locations: { rules: [], matchers: [], publishers: [] },
      now: Date.now,
    });
    const outcome = await runRuleTests(
      {
        folders: [join(original, 'rules')],
        testFiles: [],
        testRules: [],
        until: 'classifier',
        cwd: original,
      },
      stages,
    );
    if (outcome.outcome !== 'ran') throw new Error(outcome.reason);

    const found = outcome.report.files.flatMap(({ shown, events }) =>
      events.map(
        ({ number, classification }) => `${shown} ${number - 1} ${classification?.actual}`,
      ),
    );
    expect(found.toSorted(byText)).toEqual(
      [...indexed('classifier-index.json'), ...indexed('rules-index.json')].toSorted(byText),
    );
    expect(outcome.report.totals).toMatchObject({ failed: 0, brokenFiles: 0 });
  },
);

/** File, number and log type of each event of an index. */
function indexed(name: string): readonly string[] {
  const index: { files: { file: string; events: { i: number; log: string }[] }[] } = JSON.parse(
    readFileSync(join(original, name), 'utf8'),
  );
  return index.files.flatMap(({ file, events }) =>
    events.map(({ i, log }) => `${file} ${i} ${log}`),
  );
}

const byText = (a: string, b: string): number => (a < b ? -1 : 1);
