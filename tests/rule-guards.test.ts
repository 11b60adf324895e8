import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ended, outputOf, runCli, spawnCli } from '../testing/run-cli.ts';

let folder = '';
let running: ChildProcess | undefined;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'streamalert-rule-guards-')));
  write('conf/schemas/a.json', { 'a:b': { parser: 'json', schema: { n: 'integer' } } });
  write('conf/clusters/local.json', {
    id: 'local',
    data_sources: { http: { logs: ['a:b'] } },
    classifier_config: {},
  });
  const account = { aws_account_id: '111122223333', prefix: 'acme', region: 'eu-west-1' };
  const general = {
    rule_locations: ['rules'],
    matcher_locations: [],
    publisher_locations: [],
  };
  write('conf/global.json', { account, general });
  write('conf/lambda.json', {
    rules_engine_config: {
      memory: 128,
      timeout: 60,
      rule_timeout_seconds: 1,
      alerts_per_rule_and_hour: 100,
      log_rule_statistics: true,
    },
  });
  write('rules/sound.js', rule('even', '(record) => record.n % 2 === 0'));
});
afterEach(async () => {
  if (running !== undefined && running.exitCode === null) {
    running.kill('SIGKILL');
    await ended(running);
  }
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: unknown) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(folder, name), text);
}

const rule = (name: string, matches: string) =>
  `import { rule } from 'streamalert';
   export const ${name} = rule({ name: '${name}', logs: ['a:b'], matches: ${matches} });\n`;

const records = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => JSON.stringify({ n: from + n })).join('\n');

async function start() {
  const child = spawnCli(['start', '--port', '0'], folder);
  running = child;
  const said = await outputOf(child, 'Listening.', 60);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '';
  const token = readFileSync(join(folder, '.streamalert/token'), 'utf8').trim();
  const post = (body: string) =>
    fetch(`${url}/ingest/logs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body,
    });
  return { child, post };
}

const json = async (...args: string[]) => {
  const { stdout } = await runCli([...args, '--json'], { cwd: folder });
  return JSON.parse(stdout) as unknown;
};

interface Status {
  readonly ledger: readonly { readonly tally: Record<string, number> }[];
  readonly ruleFailures: readonly { readonly count: number; readonly last: object }[];
  readonly suspendedRules: readonly { readonly ruleName: string }[];
  readonly floods: readonly object[];
}

const status = async () => (await json('status')) as Status;

const recordsSeen = async () =>
  (await status()).ledger.reduce((sum, { tally }) => sum + (tally['records'] ?? 0), 0);

const positions = async (ruleName: string) => {
  const listed = await json('alerts', 'list', '--rule', ruleName, '--limit', '100000');
  return (listed as { alert: { record: { n: number } } }[])
    .map(({ alert }) => alert.record.n)
    .toSorted((a, b) => a - b);
};

const evens = (from: number, to: number) =>
  Array.from({ length: (to - from) / 2 }, (_, index) => from + 2 * index);

const seen = async (total: number) => {
  await expect.poll(recordsSeen, { timeout: 40_000, interval: 500 }).toBe(total);
};

describe('a rule that loops for ever on some record', () => {
  test('is told of, suspended at last, and costs the other rules nothing, also after a kill', async () => {
    write('rules/loops.js', rule('loops', '(record) => { while (record.n % 50 === 3); }'));
    const first = await start();

    await first.post(records(0, 100));
    // While it hangs.
    first.child.kill('SIGKILL');
    await ended(first.child);
    const second = await start();
    await seen(100);
    await second.post(records(100, 200));
    await seen(200);
    await second.post(records(200, 300));
    await seen(300);
    const during = await status();
    second.child.kill('SIGINT');
    await ended(second.child);

    expect(during.suspendedRules).toMatchObject([{ ruleName: 'loops' }]);
    expect(during.ledger.map(({ tally }) => tally)).toMatchObject([
      { records: 300, classified: 300, quarantined: 0, filtered: 0 },
    ]);
    const sent = await positions('even');
    expect(sent).toEqual(evens(0, 300));
    const { stdout } = await runCli(['alerts', 'list', '--rule', 'streamalert_rule_failure'], {
      cwd: folder,
    });
    expect(stdout).toMatch(/Rule loops was stopped: .*more than 1 s.*loops\.js:2:\d+/);
    expect(stdout).toContain('Rule loops is suspended and finds nothing');

    const third = await start();
    const after = await status();
    third.child.kill('SIGINT');
    expect(after.suspendedRules).toEqual([]);
  }, 120_000);
});

test('a rule that floods is cut off, and what it cost and found is shown', async () => {
  const { child, post } = await start();
  await post(records(0, 1000));
  await seen(1000);
  const said = outputOf(child, 'Stopped.');
  child.kill('SIGINT');
  const output = await said;

  expect(output).toMatch(/Rule statistics:\n\s+even {5}\s*[\d.]+ ms\s+1000 calls\s+[\d.]+ avg/);
  expect(await positions('even')).toEqual(evens(0, 1000));
  expect((await status()).floods).toMatchObject([
    { ruleName: 'even', resource: 'logs', alerts: 500, limit: 100, kept: 400, counted: 0 },
  ]);
  expect(await json('rules', 'stats')).toMatchObject({
    rules: [{ rule: 'even', calls: 1000, matches: 500, failures: 0, heldBack: 400, share: 1 }],
  });
  const { stdout } = await runCli(['rules', 'stats'], { cwd: folder });
  expect(stdout).toMatch(/even +1,000 +500 +[\d.]+ +100\.0 % +0 +400/);
  const misspelt = await runCli(['rules', 'stats', '--rule', 'evn'], { cwd: folder });
  expect(misspelt.status).toBe(2);
  expect(misspelt.stderr).toContain('Did you mean "even"?');
}, 90_000);

test('files that loop or exit while they are loaded, or lack a package, are named and left out', async () => {
  write('rules/loops.js', 'for (;;);\n');
  write('rules/exits.js', 'process.exit(0);\n');
  write('rules/lacks.js', "import 'a-package-that-is-not-there';\n");
  write('logs.json', records(0, 10));

  const {
    status: code,
    stdout,
    stderr,
  } = await runCli(['scan', 'logs.json', '--format', 'json', '--workers', '2'], { cwd: folder });

  expect(stderr).toMatch(/rules\/loops\.js: it did not come to an end within 10 s/);
  expect(stderr).toMatch(/rules\/exits\.js: .*process\.exit was called, which is refused/);
  expect(stderr).toMatch(/rules\/lacks\.js: .*a-package-that-is-not-there/);
  expect((JSON.parse(stdout) as { alerts: unknown[] }).alerts).toHaveLength(5);
  expect(code).toBe(1);
}, 90_000);
