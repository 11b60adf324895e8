import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const conf = {
  'conf/global.json': {
    account: { aws_account_id: '111122223333', prefix: 'acme', region: 'us-east-1' },
    general: { rule_locations: ['rules'], matcher_locations: [], publisher_locations: [] },
  },
  'conf/lambda.json': {},
  'conf/outputs.json': { webhook: ['bench'] },
  'conf/schemas/a.json': { 'a:b': { parser: 'json', schema: { n: 'integer', filler: 'string' } } },
  'conf/clusters/local.json': {
    id: 'local',
    data_sources: { http: { logs: ['a:b'] } },
    classifier_config: {},
  },
  'rules/each.js': `import { rule } from 'streamalert';
    export const each = rule({
      name: 'each', logs: ['a:b'], outputs: ['webhook:bench'], maxAlertsPerHour: 10_000_000, matches: () => true,
    });`,
};

export interface Load {
  readonly rate: number;
  readonly seconds: number;
  /** Requests in a second, each with its part of the records. */
  readonly posts: number;
}

/**
 * Milliseconds from the moment a record is posted to the runtime, in a process of its own, until the request that tells
 * its alert arrives at a webhook. Each record raises an alert.
 */
export async function alertLatency(load: Load): Promise<string> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'streamalert-bench-')));
  for (const [name, content] of Object.entries(conf)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(
      join(root, name),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  }
  const sentAt = new Map<number, number>();
  const waits: number[] = [];
  const server = createServer((message, response) => {
    const arrived = performance.now();
    let body = '';
    message.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    message.on('end', () => {
      response.end();
      const n = Number(/"n":\s*(\d+)/.exec(body)?.[1]);
      const sent = sentAt.get(n);
      if (sent === undefined) return;
      sentAt.delete(n);
      waits.push(arrived - sent);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const runtime = await startRuntime(root, port);
  try {
    const lost = await postAll(runtime, load, sentAt);
    return resultOf(waits, load, lost);
  } finally {
    runtime.child.kill('SIGKILL');
    server.close();
    server.closeAllConnections();
    rmSync(root, { recursive: true, force: true });
  }
}

type Runtime = Awaited<ReturnType<typeof startRuntime>>;

async function startRuntime(root: string, port: number) {
  const bin = join(import.meta.dirname, '../bin/streamalert.js');
  const child = spawn(process.execPath, [bin, 'start', '--port', '0', '--workers', '1'], {
    cwd: root,
    env: {
      ...process.env,
      STREAMALERT_ALLOW_HOSTS: '127.0.0.1',
      STREAMALERT_OUTPUT_WEBHOOK_BENCH: JSON.stringify({ url: `http://127.0.0.1:${port}/` }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (said.includes('Listening.')) return;
      said += chunk.toString();
      if (said.includes('Listening.')) resolve(/http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '');
    });
    child.once('exit', () => reject(new Error(`the runtime ended: ${said}`)));
  });
  const token = readFileSync(join(root, '.streamalert/token'), 'utf8').trim();
  return { child, url, token };
}

async function postAll(
  { url, token }: Runtime,
  { rate, seconds, posts }: Load,
  sentAt: Map<number, number>,
): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  let next = 0;
  const postSome = (count: number) => {
    const lines = Array.from({ length: count }, () =>
      JSON.stringify({ n: next++, filler: 'x'.repeat(300) }),
    );
    const now = performance.now();
    for (let n = next - count; n < next; n++) sentAt.set(n, now);
    request(`${url}/ingest/logs`, {
      method: 'POST',
      agent,
      headers: { authorization: `Bearer ${token}` },
    })
      .on('response', (response) => response.resume())
      .end(lines.join('\n'));
  };
  // The first ones compile the code.
  for (let n = 0; n < 100; n++) {
    postSome(1);
    await delay(10);
  }
  await delay(2_000);
  const each = Math.ceil(rate / posts);
  const began = performance.now();
  for (let sent = 0; sent < rate * seconds; sent += each) {
    const dueMillis = began + (sent / rate) * 1000 - performance.now();
    if (dueMillis > 0) await delay(dueMillis);
    postSome(each);
  }
  for (let waited = 0; sentAt.size > 0 && waited < 600; waited++) await delay(100);
  return sentAt.size;
}

function resultOf(waits: readonly number[], { rate, seconds, posts }: Load, lost: number): string {
  const counted = waits.slice(100).toSorted((a, b) => a - b);
  const at = (share: number) =>
    `${Math.round(counted[Math.ceil(share * counted.length) - 1] ?? 0)} ms`;
  return `${rate} alerts/s by ${posts} requests/s for ${seconds} s: p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, most ${at(1)}; ${lost} of ${counted.length + lost} did not arrive (goal: p99 below 500 ms)`;
}
