import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { type OpenState, openState } from '../src/adapters/local/sqlite/open-state.ts';
import { anAlert } from '../testing/alert-builder.ts';
import { ended, outputOf, runCli, spawnCli } from '../testing/run-cli.ts';

const hour = 3_600_000;

let root = '';
const running: ChildProcess[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'streamalert-staging-'));
  write('conf/global.json', globalJson);
  write('conf/lambda.json', '{}');
  write('conf/outputs.json', '{"file":{"alerts":"alerts.jsonl"}}');
  write(
    'conf/clusters/local.json',
    '{"id":"local","data_sources":{"http":{"till":["shop"]}},"classifier_config":{}}',
  );
  const schema = { id: 'integer', action: 'string' };
  write('conf/schemas/shop.json', JSON.stringify({ 'shop:orders': { parser: 'json', schema } }));
  writeRules('shop_refund', 'shop_void');
});
afterEach(async () => {
  for (const child of running.splice(0)) await stop(child, 'SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

function write(name: string, content: string) {
  mkdirSync(join(root, name, '..'), { recursive: true });
  writeFileSync(join(root, name), content);
}

const globalJson = JSON.stringify({
  account: { aws_account_id: '111122223333', prefix: 'acme', region: 'eu-west-1' },
  infrastructure: { rule_staging: { enabled: true } },
});

/** Each rule is about the action that its name ends with. */
function writeRules(...names: string[]) {
  const rules = names.map(
    (name) => `export const ${name} = rule({ name: '${name}', description: '${name} happened',
      severity: 'high', logs: ['shop:orders'], where: { action: '${name.replace('shop_', '')}' },
      outputs: ['file:alerts'] ${name === 'shop_quick' ? ', promotion: { afterHours: 1, alertsMax: 2 }' : ''} });`,
  );
  write('rules/shop.ts', `import { rule } from 'streamalert';\n${rules.join('\n')}\n`);
}

const cli = (...args: string[]) => runCli(args, { cwd: root });

async function start(...args: string[]) {
  const child = spawnCli(['start', '--port', '0', '--workers', '1', ...args], root);
  running.push(child);
  const said = await outputOf(child, 'Listening.');
  return { child, said, url: /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '' };
}

async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGINT') {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await ended(child);
}

const startOnce = async (...args: string[]): Promise<string> => {
  const { child, said } = await start(...args);
  await stop(child);
  return said;
};

let order = 0;
const buy = (url: string, action: string) => post(url, `{"id":${++order},"action":"${action}"}\n`);

async function post(url: string, body: string) {
  const token = readFileSync(join(root, '.streamalert/token'), 'utf8').trim();
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/ingest/till`, { method: 'POST', headers, body });
  expect(answer.status).toBe(202);
}

/** What an output has got, by rule. */
function delivered(): readonly string[] {
  const file = join(root, '.streamalert/alerts.jsonl');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => /shop_\w+/.exec(line)?.[0] ?? []);
}

interface Listed {
  readonly alert: { readonly ruleName: string; readonly staged: boolean };
  readonly deliveries: readonly { readonly output: string; readonly state: string }[];
}

async function listed(): Promise<readonly Listed[]> {
  const { stdout } = await cli('alerts', 'list', '--json');
  return JSON.parse(stdout) as Listed[];
}

const digest = 'rule staging digest';
const mailReceiver = 'smtp:127.0.0.1:soc@example.com';

/** Looks at the state, or changes it, as another process would. */
function inState<Result>(work: (state: OpenState) => Result): Result {
  const state = openState(join(root, '.streamalert/state.db'));
  try {
    return work(state);
  } finally {
    state.close();
  }
}

const table = () => inState(({ rules }) => rules.list());
const hours = (from: number | null, to: number | null) => ((to ?? 0) - (from ?? 0)) / hour;

/** A mail server of this machine without TLS; gives its port. */
async function mailServer(mails: string[]): Promise<number> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(Buffer.concat(chunks).toString('utf8'));
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  onTestFinished(() => new Promise((closed) => server.close(() => closed())));
  return (listening.address() as AddressInfo).port;
}

test('a rule that is staged while StreamAlert runs delivers no more, and unstaged it does again', async () => {
  const { child, url } = await start();
  await buy(url, 'refund');
  await expect.poll(delivered, { timeout: 10_000 }).toEqual(['shop_refund']);

  const staging = await cli('rule-staging', 'stage', 'shop_refund');
  await outputOf(child, 'shop_refund is staged');
  const seen = outputOf(child, 'shop_refund happened');
  await buy(url, 'refund');
  await seen;
  await buy(url, 'void');
  await expect.poll(delivered, { timeout: 10_000 }).toEqual(['shop_refund', 'shop_void']);

  await cli('rule-staging', 'unstage', 'shop_refund');
  await outputOf(child, 'shop_refund is live');
  await buy(url, 'refund');
  await expect
    .poll(delivered, { timeout: 10_000 })
    .toEqual(['shop_refund', 'shop_void', 'shop_refund']);

  expect(staging.stdout).toMatch(/shop_refund is staged until \d{4}-\d\d-\d\d \d\d:\d\dZ/);
  const alerts = await listed();
  const staged = alerts.filter(({ alert }) => alert.staged);
  expect(alerts).toHaveLength(4);
  expect(staged).toMatchObject([{ alert: { ruleName: 'shop_refund' }, deliveries: [] }]);
  expect((await cli('alerts', 'list')).stdout).toMatch(
    /shop_refund staged {2}shop_refund happened/,
  );
}, 40_000);

test('a start stages rules that are new, and tells of it; what cannot be loaded keeps its state', async () => {
  const first = await startOnce();
  writeRules('shop_refund', 'shop_quick', 'shop_new');
  const second = await startOnce('--stage-rules', 'shop_refund', 'shop_qick');
  write('rules/shop.ts', 'this is no TypeScript');
  const broken = await startOnce();

  expect(first).toContain('0 of 2 rules staged');
  expect(second).toContain('3 of 3 rules staged');
  expect(second).toMatch(/new, staged until [-\d]+ [\d:]+Z: shop_quick\n/);
  expect(second).toMatch(/new, staged until [-\d]+ [\d:]+Z: shop_new\n/);
  expect(second).toContain('gone: shop_void');
  expect(second).toContain('no rule "shop_qick" in the rule table. Did you mean "shop_quick"?');
  expect(broken).toContain('not loaded, so left as they are: shop_new, shop_quick, shop_refund');
  expect(
    table().map(({ ruleName, stagedAt, stagedUntil }) => [ruleName, hours(stagedAt, stagedUntil)]),
  ).toEqual([
    ['shop_new', 48],
    ['shop_quick', 1],
    ['shop_refund', 48],
  ]);
}, 40_000);

test('records that are classified again alert as staged where their rule is', async () => {
  const { child, url } = await start();
  await post(
    url,
    '{"id":1,"action":"refund","coupon":"x"}\n{"id":2,"action":"void","coupon":"x"}\n',
  );
  await outputOf(child, 'quarantined');
  await stop(child);
  const schema = { id: 'integer', action: 'string', coupon: 'string' };
  write('conf/schemas/shop.json', JSON.stringify({ 'shop:orders': { parser: 'json', schema } }));
  inState(({ rules }) => rules.stage('shop_refund', { now: Date.now(), by: 'test' }));

  const { status } = await cli('reprocess', '--workers', '1');

  expect(status).toBe(0);
  const byRule = new Map((await listed()).map((each) => [each.alert.ruleName, each]));
  expect(byRule.get('shop_refund')).toMatchObject({ alert: { staged: true }, deliveries: [] });
  expect(byRule.get('shop_void')).toMatchObject({
    alert: { staged: false },
    deliveries: [{ output: 'file:alerts' }],
  });
}, 40_000);

test('what was missed is made up for once: quiet rules are promoted, the digest is mailed', async () => {
  const mails: string[] = [];
  const port = await mailServer(mails);
  const env = {
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'canary',
    // Nobody listens there.
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  };
  const rule_promotion_config = {
    memory: 128,
    timeout: 60,
    schedule_expression: 'rate(10 minutes)',
    send_digest_schedule_expression: 'cron(30 13 * * ? *)',
    digest_sns_topic: 'stats',
    digest_email: {
      from: 'alerts@example.com',
      to: ['soc@example.com'],
      smtp_host: '127.0.0.1',
      smtp_port: port,
      smtp_tls: 'off',
    },
  };
  write('conf/lambda.json', JSON.stringify({ rule_promotion_config }));
  writeRules('shop_refund', 'shop_void', 'shop_quick');
  mkdirSync(join(root, '.streamalert'));
  const threeDaysAgo = Date.now() - 72 * hour;
  inState(({ rules, alerts, jobRuns }) => {
    const names = ['shop_refund', 'shop_void', 'shop_quick'];
    const all = names.map((name) => ({ name, stagingHours: 48 }));
    const change = { now: threeDaysAgo, by: 'test' };
    rules.sync(all, { newRules: 'stage', missingRules: 'delete' }, change);
    for (const name of names) rules.stage(name, change);
    const loud = ['shop_void', 'shop_quick'].map((ruleName) =>
      anAlert({ ruleName, createdAt: threeDaysAgo + 1, staged: true, outputs: [] }),
    );
    alerts.add(loud);
    for (const job of [
      'rule promotion',
      `${digest} to sns:stats`,
      `${digest} to ${mailReceiver}`,
    ]) {
      jobRuns.record(job, threeDaysAgo);
    }
  });

  const child = spawnCli(['start', '--port', '0', '--workers', '1'], root, env);
  running.push(child);
  const failed = outputOf(child, 'could not be sent to sns:stats');
  const live = await outputOf(child, 'shop_quick is live');
  await failed;
  await expect.poll(() => mails, { timeout: 10_000 }).toHaveLength(1);
  await stop(child);
  const again = spawnCli(['start', '--port', '0', '--workers', '1'], root, env);
  running.push(again);
  const retried = await outputOf(
    again,
    /could not be sent to sns:stats.*tried again every 10 minutes/,
  );
  await stop(again);

  expect(live).toContain('3 of 3 rules staged');
  expect(live).toContain('digest cron(30 13 * * ? *) to stats, soc@example.com');
  expect(await failed).toMatch(/sns:stats: .*ECONNREFUSED/);
  // One alert is more than most rules may raise, and not more than shop_quick may.
  expect(table().map(({ ruleName, staged }) => [ruleName, staged])).toEqual([
    ['shop_quick', false],
    ['shop_refund', false],
    ['shop_void', true],
  ]);
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatch(/Subject: Alert statistics for 1 staged rule\(s\)/);
  expect(mails[0]).toContain('shop_void');
  expect(live + retried + (await failed)).not.toContain('canary');
}, 60_000);
