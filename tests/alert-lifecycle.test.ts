import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openState } from '../src/adapters/local/sqlite/open-state.ts';
import type { AlertQuery, AlertStore } from '../src/ports/alert-store.ts';
import { type Answer, startTestServer, type TestServer } from '../testing/http-server.ts';
import { ended, outputOf, runCli, spawnCli } from '../testing/run-cli.ts';

let root = '';
let running: ChildProcess | undefined;
let server: TestServer | undefined;
let answer: Answer = () => undefined;

const accepting: Answer = ({ body }, response) => {
  const { entity_id } = JSON.parse(body) as { entity_id: string };
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ result: 'success', entity_id }));
};

beforeEach(async () => {
  answer = accepting;
  server = await startTestServer((request, response) => answer(request, response));
  root = mkdtempSync(join(tmpdir(), 'streamalert-lifecycle-'));
  write('conf/global.json', globalJson);
  write('conf/lambda.json', '{}');
  write('conf/outputs.json', '{"victorops":["soc"]}');
  write(
    'conf/clusters/local.json',
    '{"id":"local","data_sources":{"http":{"till":["shop"]}},"classifier_config":{}}',
  );
  const schema = { id: 'integer', action: 'string' };
  write('conf/schemas/shop.json', JSON.stringify({ 'shop:orders': { parser: 'json', schema } }));
  const rules = ['refund', 'void'].map(
    (
      action,
    ) => `export const shop_${action} = rule({ name: 'shop_${action}', description: '${action}',
      severity: 'high', logs: ['shop:orders'], where: { action: '${action}' },
      title: (record) => '${action} ' + record.id, outputs: ['victorops:soc'] });`,
  );
  write('rules/shop.ts', `import { rule } from 'streamalert';\n${rules.join('\n')}\n`);
});
afterEach(async () => {
  if (running !== undefined) await stop(running, 'SIGKILL');
  running = undefined;
  await server?.close();
  rmSync(root, { recursive: true, force: true });
});

function write(name: string, content: string) {
  mkdirSync(join(root, name, '..'), { recursive: true });
  writeFileSync(join(root, name), content);
}

const globalJson = JSON.stringify({
  account: { aws_account_id: '111122223333', prefix: 'acme', region: 'eu-west-1' },
});

const cli = (...args: string[]) => runCli(['alerts', ...args], { cwd: root });
const answered = (input: string, ...args: string[]) =>
  runCli(['alerts', ...args], { cwd: root, input });

async function start() {
  const credentials = {
    victorops_api_id: 'api-id-1234',
    victorops_api_key: 'api-key-1234',
    url: server?.url,
    routing_key: 'soc',
  };
  const child = spawnCli(['start', '--port', '0', '--workers', '1'], root, {
    STREAMALERT_ALLOW_HOSTS: '127.0.0.1',
    STREAMALERT_OUTPUT_VICTOROPS_SOC: JSON.stringify(credentials),
  });
  running = child;
  const said = await outputOf(child, 'Listening.');
  return { child, url: /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '' };
}

async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGINT') {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await ended(child);
}

const headers = () => ({
  authorization: `Bearer ${readFileSync(join(root, '.streamalert/token'), 'utf8').trim()}`,
});

let order = 0;
async function buy(url: string, action: string) {
  const body = `{"id":${++order},"action":"${action}"}\n`;
  const posted = await fetch(`${url}/ingest/till`, { method: 'POST', headers: headers(), body });
  expect(posted.status).toBe(202);
}

/** What the vendor was told, in the order in which it was. */
const told = (): readonly string[] =>
  (server?.requests ?? []).map(({ body }) => {
    const { message_type, entity_display_name } = JSON.parse(body) as Record<string, string>;
    return `${message_type} ${entity_display_name ?? ''}`.trim();
  });

const types = () => told().map((text) => text.split(' ')[0]);

const patience = { timeout: 20_000, interval: 200 };

interface Status {
  readonly deliveries: Readonly<Record<string, number>>;
  readonly pairs: number;
  readonly outputs: readonly Readonly<Record<string, unknown>>[];
  readonly silences: { readonly inForce: number; readonly muted: number };
}

async function httpStatus(url: string): Promise<Status> {
  const response = await fetch(`${url}/status`, { headers: headers() });
  return (await response.json()) as Status;
}

/** Looks at the state as another process would. */
function inStore<Result>(work: (alerts: AlertStore) => Result): Result {
  const { alerts, close } = openState(join(root, '.streamalert/state.db'));
  try {
    return work(alerts);
  } finally {
    close();
  }
}

const newestId = (filter: Omit<AlertQuery, 'limit'> = {}): string =>
  inStore((alerts) => alerts.list({ limit: 1, ...filter })[0]?.alert.id ?? '');

const attempts = (): number =>
  inStore((alerts) => alerts.list({ limit: 1 })[0]?.deliveries[0]?.attempts ?? 0);

const deliveredId = () => newestId({ state: 'delivered' });

test('what is acknowledged and resolved here is so at the vendor, told by the running StreamAlert', async () => {
  const { child, url } = await start();
  await buy(url, 'refund');
  await expect.poll(told, patience).toHaveLength(1);
  await expect.poll(deliveredId, patience).not.toBe('');
  const id = newestId().slice(0, 8);

  const acked = await cli('ack', id, '--by', 'ann', '--note', 'on it');
  await expect.poll(types, patience).toContain('ACKNOWLEDGEMENT');
  const resolved = await cli('resolve', id, '--by', 'ann');
  await expect.poll(types, patience).toContain('RECOVERY');
  await stop(child);

  expect(acked).toMatchObject({ status: 0, stderr: '' });
  expect(acked.stdout).toContain(
    `To be told: victorops:soc. The running StreamAlert (process ${child.pid}) does it within seconds.`,
  );
  expect(resolved.status).toBe(0);
  expect(types()).toEqual(['CRITICAL', 'ACKNOWLEDGEMENT', 'RECOVERY']);
  expect(new Set(server?.requests.map(({ body }) => JSON.parse(body).entity_id)).size).toBe(1);
  expect((await cli('show', id)).stdout).toMatch(/state +resolved by ann/);
}, 60_000);

test('what is resolved while nothing runs is told by the next start', async () => {
  const first = await start();
  await buy(first.url, 'refund');
  await expect.poll(deliveredId, patience).not.toBe('');
  await stop(first.child);

  const { stdout } = await cli('resolve', newestId());
  const before = types();
  await start();
  await expect.poll(types, patience).toContain('RECOVERY');

  expect(stdout).toContain('No StreamAlert runs on .streamalert: it is told at the next');
  expect(before).toEqual(['CRITICAL']);
}, 60_000);

test('what is resolved before the vendor took it is settled there as well, once it has it', async () => {
  answer = (_request, response) => void response.writeHead(503).end('maintenance');
  const { url } = await start();
  await buy(url, 'refund');
  await expect.poll(attempts, patience).toBeGreaterThan(0);

  const { stdout } = await cli('resolve', newestId());
  answer = accepting;
  await cli('retry', '--all');
  await expect.poll(types, patience).toContain('RECOVERY');

  expect(stdout).toContain('will be told: victorops:soc');
  expect(types().slice(-2)).toEqual(['CRITICAL', 'RECOVERY']);
}, 60_000);

test('a silence works in a running StreamAlert at once, and so does its end; the counts balance', async () => {
  const { url } = await start();
  await buy(url, 'refund');
  await expect.poll(told, patience).toHaveLength(1);

  const { stdout } = await cli('silence', '--rule', 'shop_void', '--for', '1h', '--reason', 'test');
  const silence = /unsilence ([0-9a-f]{8})/.exec(stdout)?.[1] ?? '';
  await buy(url, 'void');
  await expect.poll(async () => (await httpStatus(url)).deliveries['silenced'], patience).toBe(1);
  const during = await httpStatus(url);
  await cli('unsilence', silence);
  await buy(url, 'void');
  await expect.poll(told, patience).toHaveLength(2);

  await expect.poll(async () => (await httpStatus(url)).deliveries['delivered'], patience).toBe(2);
  const text = await runCli(['status'], { cwd: root });
  expect(during).toMatchObject({ pairs: 2, silences: { inForce: 1, muted: 1 } });
  expect(told().filter((each) => each.includes('void'))).toEqual([
    expect.stringContaining('shop_void'),
  ]);
  expect((await cli('silences', 'show', silence)).stdout).toMatch(/shop_void silenced {2}void/);
  expect(text.stdout).toContain(
    'for every alert and output: 3 = delivered 2 + waiting 0 + given up 0 + silenced 1',
  );
}, 60_000);

test('a dead letter is seen, sent again once the cause is mended, and dropped only after a yes', async () => {
  answer = (_request, response) => void response.writeHead(403).end('no such key');
  const { url } = await start();
  await buy(url, 'refund');
  await buy(url, 'void');
  await expect.poll(async () => (await httpStatus(url)).deliveries['given up'], patience).toBe(2);

  const list = await cli('dead-letter', 'list');
  const status = await runCli(['status'], { cwd: root });
  const no = await answered('no\n', 'dead-letter', 'drop');
  const nobody = await answered('', 'dead-letter', 'drop');
  answer = accepting;
  const id = newestId({ ruleName: 'shop_refund' });
  const retried = await cli('dead-letter', 'retry', '--id', id);
  await expect.poll(deliveredId, patience).toBe(id);
  const yes = await answered('yes\n', 'dead-letter', 'drop');

  expect(list.stdout).toContain('2 dead letters (2 of victorops:soc)');
  expect(list.stdout).toMatch(/victorops:soc {2}given up after 1 attempt: .*403/);
  expect(status.stdout).toMatch(/victorops:soc {2}waiting 0 · given up 2 .*2 failed attempts/);
  expect(status.stdout).toContain('alerts dead-letter list --output victorops:soc');
  expect(no).toMatchObject({ status: 1, stderr: expect.stringContaining('Nothing was changed') });
  expect(nobody.stderr).toContain('--yes does it without asking');
  expect(retried.stdout).toContain('The running StreamAlert (process');
  expect(yes).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('1 dead letter dropped'),
  });
  expect((await httpStatus(url)).deliveries).toMatchObject({ delivered: 1, dropped: 1 });
}, 60_000);

test('what waits for long is tried at once when somebody says that the output is mended', async () => {
  answer = (_request, response) =>
    void response.writeHead(503, { 'retry-after': '3600' }).end('maintenance');
  const { url } = await start();
  await buy(url, 'refund');
  await expect.poll(attempts, patience).toBe(1);
  const waiting = await cli('list', '--state', 'waiting');

  answer = accepting;
  const { status, stdout } = await cli('retry', '--output', 'victorops:soc');
  await expect.poll(deliveredId, patience).not.toBe('');

  expect(status).toBe(0);
  expect(waiting.stdout).toMatch(/waiting after 1 attempt, next in (59|60) min: .*503/);
  expect(stdout).toContain('1 delivery for victorops:soc due now.');
}, 60_000);
