import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Batch, BatchResult } from '../../../domain/batch.ts';
import { type DetectionPool, openDetectionPool, type PoolLimits } from './pool.ts';
import { type DetectionSetup, nothingStaged } from './setup.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'streamalert-pool-')));
afterAll(() => rmSync(folder, { recursive: true }));

/** Short, for the test; a worker of its own each time is what takes longest. */
const budgetSeconds = 0.4;

const write = (name: string, text: string) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};

const rule = (name: string, options: string) =>
  `export const ${name} = rule({ name: '${name}', logs: ['a:b'], ${options} });`;

const soundRules = [
  rule('odd', 'matches: (record) => record.n % 2 === 1'),
  rule('declared', "where: { kind: 'x' }"),
  rule('later', 'matches: async (record) => { await null; return record.n % 8 === 4; }'),
];

/** A project with sound rules in one file and each of the others in its own. */
function project(name: string, others: Readonly<Record<string, string>> = {}): DetectionSetup {
  const schema = { 'a:b': { parser: 'json', schema: { n: 'integer', kind: 'string' } } };
  const files = { sound: soundRules.join('\n'), ...others };
  write(`${name}/conf/schemas/a.json`, JSON.stringify(schema));
  for (const [file, code] of Object.entries(files)) {
    write(`${name}/rules/${file}.js`, `import { rule } from 'streamalert';\n${code}`);
  }
  return {
    configDir: join(folder, name, 'conf'),
    locations: { rules: [join(folder, name, 'rules')], matchers: [], publishers: [] },
    candidates: 'all log types',
    filter: {},
    requiredOutputs: [],
    quarantine: 'each',
    keepHistory: false,
    time: 'now',
    ruleTimeoutSeconds: budgetSeconds,
    live: nothingStaged,
  };
}

const recordsPerBatch = 8;

function batch(ordinal: number): Batch {
  const lines = Array.from({ length: recordsPerBatch }, (_, index) =>
    JSON.stringify({ n: ordinal * recordsPerBatch + index, kind: index === 3 ? 'x' : 'y' }),
  );
  return {
    origin: { service: 'file', resource: 'logs', cluster: null, delivery: '/logs/a.json' },
    framing: 'lines',
    bytes: new Uint8Array(Buffer.from(`${lines.join('\n')}\n`)),
    firstPosition: ordinal * recordsPerBatch + 1,
    receivedAt: 0,
  };
}

interface Run {
  readonly results: readonly BatchResult[];
  /** Of the sound rules. */
  readonly alertIds: readonly string[];
  readonly failures: BatchResult['ruleFailures'];
}

async function run(setup: DetectionSetup, batches: number, limits: PoolLimits = {}): Promise<Run> {
  const pool = await openDetectionPool(setup, 2, limits);
  try {
    return await detectAll(pool, batches);
  } finally {
    await pool.close();
  }
}

async function detectAll(pool: DetectionPool, batches: number): Promise<Run> {
  const work = Array.from({ length: batches }, (_, ordinal) => pool.detect(batch(ordinal)));
  const results = await Promise.all(work);
  // What rules do after they have answered is told with what comes next.
  await wait(50);
  results.push(await pool.detect(batch(batches)), await pool.detect(batch(batches + 1)));
  const sound = ['odd', 'declared', 'later'];
  return {
    results,
    alertIds: results
      .flatMap(({ alerts }) => alerts)
      .filter(({ ruleName }) => sound.includes(ruleName))
      .map(({ id }) => id),
    failures: results.flatMap(({ ruleFailures }) => ruleFailures),
  };
}

const tallies = ({ results }: Run) => results.map(({ tally }) => tally);

/** Counted exactly, whatever workers were lost: by rule, calls and matches. */
const counts = ({ results }: Run, ruleName: string) => {
  const stats = results.flatMap(({ ruleStats = [] }) =>
    ruleStats.filter((stat) => stat.ruleName === ruleName),
  );
  const sum = (key: 'calls' | 'matches') => stats.reduce((all, stat) => all + stat[key], 0);
  return { calls: sum('calls'), matches: sum('matches') };
};

/** What a bad rule does, which it does on one record, and how that is told. */
interface BadRule {
  readonly code: (n: number) => string;
  readonly part: string;
  readonly reason: RegExp;
  /** Whether the failure says which record it was. */
  readonly isPlaced: boolean;
}

const onRecord = (code: string) => (n: number) =>
  `matches: (record) => { if (record.n === ${n}) { ${code} } return false; }`;

/** Rules over which a worker is lost. */
const stoppedRules: Readonly<Record<string, BadRule>> = {
  loops: {
    code: onRecord('for (;;);'),
    part: 'time budget',
    reason: /more than 0.4 s of one batch \(.*loops\.js:2:\d+\)/,
    isPlaced: true,
  },
  backtracks: {
    code: onRecord("return /^(a+)+$/.test('a'.repeat(50) + 'b');"),
    part: 'time budget',
    reason: /more than 0.4 s of one batch \(.*backtracks\.js:2:\d+\)/,
    isPlaced: true,
  },
  loops_in_title: {
    code: (n) => `matches: (record) => record.n === ${n}, title: () => { for (;;); }`,
    part: 'time budget',
    reason: /more than 0.4 s of one batch/,
    isPlaced: true,
  },
  loops_after_waiting: {
    code: (n) =>
      `matches: async (record) => { await null; while (record.n === ${n}); return false; }`,
    part: 'time budget',
    reason: /after the rule had answered did not come to an end.*loops_after_waiting\.js:2:\d+\)/,
    isPlaced: false,
  },
  slow: {
    code: (n) =>
      `matches: (record) => { const end = Date.now() + 120; while (record.n >= ${n} && record.n < ${n + 8} && Date.now() < end); return false; }`,
    part: 'time budget',
    reason: /more than 0.4 s of one batch/,
    isPlaced: false,
  },
};

/** Rules that a worker survives. */
const failingRules: Readonly<Record<string, BadRule>> = {
  never_answers: {
    code: (n) => `matches: (record) => record.n === ${n} && new Promise(() => {})`,
    part: 'time budget',
    reason: /its answer did not come within 0.4 s/,
    isPlaced: true,
  },
  exits: {
    code: onRecord('process.exit(3);'),
    part: 'matches',
    reason: /process\.exit was called, which is refused.*exits\.js:2:\d+/,
    isPlaced: true,
  },
  exits_by_import: {
    code: onRecord("import('node:process').then(({ exit }) => exit(0));"),
    part: 'matches',
    reason: /threw after it had answered.*process\.exit was called/,
    isPlaced: false,
  },
  aborts: {
    code: onRecord('process.abort();'),
    part: 'matches',
    reason: /process\.abort was called/,
    isPlaced: true,
  },
  really_exits: {
    code: onRecord('process.reallyExit(0);'),
    part: 'matches',
    reason: /process\.reallyExit was called/,
    isPlaced: true,
  },
  kills: {
    code: onRecord("process.kill(process.pid, 'SIGKILL');"),
    part: 'matches',
    reason: /process\.kill was called/,
    isPlaced: true,
  },
  throws_in_timer: {
    code: onRecord("setTimeout(() => { throw new TypeError('too late'); });"),
    part: 'matches',
    reason: /threw after it had answered.*TypeError: too late.*throws_in_timer\.js:2/,
    isPlaced: false,
  },
  exits_in_timer: {
    code: onRecord('setTimeout(() => process.exit(0));'),
    part: 'matches',
    reason: /threw after it had answered.*process\.exit was called.*exits_in_timer\.js:2/,
    isPlaced: false,
  },
  leaves_rejection: {
    code: onRecord("void Promise.reject(new TypeError('nobody listens'));"),
    part: 'matches',
    reason: /threw after it had answered.*TypeError: nobody listens.*leaves_rejection\.js:2/,
    isPlaced: false,
  },
  changes_record: {
    code: onRecord('record.n = 1;'),
    part: 'matches',
    reason: /TypeError.*read only/,
    isPlaced: true,
  },
};

/** Each does it on the third record of a batch of its own. */
const recordOf = (rules: object, name: string): number =>
  Object.keys(rules).indexOf(name) * recordsPerBatch + 2;

describe.each([
  ['are stopped', stoppedRules],
  ['fail', failingRules],
])('beside rules that %s', (kind, badRules) => {
  const batches = Object.keys(badRules).length;
  let expected: Run;
  let found: Run;
  beforeAll(async () => {
    expected = await run(project(`${kind} not`), batches);
    const bad = Object.entries(badRules).map(([name, { code }]) => [
      name,
      rule(name, code(recordOf(badRules, name))),
    ]);
    found = await run(project(kind, Object.fromEntries(bad)), batches);
  }, 60_000);

  test('the others alert as without them, and everything is counted once', () => {
    expect(expected.alertIds).toHaveLength((batches + 2) * 6);
    expect(expected.failures).toEqual([]);
    expect(found.alertIds).toEqual(expected.alertIds);
    expect(tallies(found)).toEqual(tallies(expected));
    for (const name of ['odd', 'declared', 'later']) {
      expect({ name, ...counts(found, name) }).toEqual({ name, ...counts(expected, name) });
    }
    expect(counts(found, 'odd')).toEqual({ calls: (batches + 2) * 8, matches: (batches + 2) * 4 });
  });

  test.each(Object.entries(badRules))('"%s" is told once, with what and where', (name, each) => {
    const failures = found.failures.filter(({ ruleName }) => ruleName === name);

    expect(failures).toMatchObject([
      { part: each.part, reason: expect.stringMatching(each.reason), delivery: '/logs/a.json' },
    ]);
    if (each.isPlaced) {
      const position = String(recordOf(badRules, name) + 1);
      expect(failures[0]).toMatchObject({ position, logType: 'a:b' });
    }
  });

  test('nobody else is accused', () => {
    expect(new Set(found.failures.map(({ ruleName }) => ruleName))).toEqual(
      new Set(Object.keys(badRules)),
    );
  });
});

test('a rule that takes all memory loses its worker, and the others alert all the same', async () => {
  const greedy = rule(
    'greedy',
    'matches: (record) => { if (record.n === 2) { const all = []; for (;;) all.push(new Array(1e5).fill(record.n)); } return false; }',
  );
  const limits = { resourceLimits: { maxOldGenerationSizeMb: 96 } };
  const expected = await run(project('not-greedy'), 2);

  const found = await run({ ...project('greedy', { greedy }), ruleTimeoutSeconds: 20 }, 2, limits);

  expect(found.alertIds).toEqual(expected.alertIds);
  expect(tallies(found)).toEqual(tallies(expected));
  expect(found.failures).toMatchObject([
    {
      ruleName: 'greedy',
      part: 'time budget',
      reason: 'its thread ran out of memory',
      position: '3',
    },
  ]);
}, 60_000);

test('a rule that has to be stopped again and again is suspended, and says so', async () => {
  const setup = project('stubborn', { stubborn: rule('stubborn', 'matches: () => { for (;;); }') });
  const pool = await openDetectionPool(setup, 1);
  const results: BatchResult[] = [];
  for (let ordinal = 0; ordinal < 4; ordinal++) results.push(await pool.detect(batch(ordinal)));
  await pool.close();

  const failures = results.map(({ ruleFailures }) => ruleFailures);
  expect(failures.map((each) => each.map(({ isSuspended = false }) => isSuspended))).toEqual([
    [false],
    [false],
    [true],
    [],
  ]);
  expect(failures[2]?.[0]?.reason).toMatch(/for the third time within an hour/);
  expect(results.every(({ alerts }) => alerts.length === 6)).toBe(true);
}, 60_000);

test('a promise that never settles is waited for once, however many records have one', async () => {
  const waits = rule('waits', 'matches: () => new Promise(() => {})');
  const pool = await openDetectionPool(project('waits', { waits }), 1);
  const payloads = Array.from({ length: 6 }, (_, n) => ({
    origin: batch(0).origin,
    receivedAt: 0,
    payload: JSON.stringify({ n, kind: 'x' }),
    position: String(n + 1),
  }));
  const began = performance.now();

  const again = await pool.detectAgain(payloads);
  const took = performance.now() - began;
  await pool.close();

  expect(again.map(({ ruleFailures }) => ruleFailures.map(({ position }) => position))).toEqual(
    payloads.map(({ position }) => [position]),
  );
  expect(took).toBeLessThan(budgetSeconds * 1000 * 3);
}, 60_000);

test('a worker that is lost again and again in nobody’s code ends the run, and names what it was working on', async () => {
  // A parser of the project is asked where no rule is.
  const setup = project('hopeless');
  write(
    'hopeless/parsers/own.js',
    `import { parser } from 'streamalert';
     export const own = parser({
       name: 'own',
       description: 'takes all memory',
       compile: () => () => { const all = []; for (;;) all.push(new Array(1e5).fill(1)); },
     });`,
  );
  write(
    'hopeless/conf/schemas/a.json',
    JSON.stringify({ 'a:b': { parser: 'own', schema: { n: 'integer' } } }),
  );
  const limits = { resourceLimits: { maxOldGenerationSizeMb: 96 } };
  const pool = await openDetectionPool(setup, 1, limits);

  const detecting = pool.detect(batch(3));

  await expect(detecting).rejects.toThrow(
    /3 detection workers were lost over \/logs\/a\.json from position 25 on: its thread ran out of memory/,
  );
  await pool.close();
}, 60_000);
