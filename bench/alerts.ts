import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { anAlert } from '../testing/alert-builder.ts';
import { testOutputPorts } from '../testing/delivery.ts';
import { systemClock } from '../src/adapters/local/clock.ts';
import { type OpenState, openState } from '../src/adapters/local/sqlite/open-state.ts';
import type { Alert } from '../src/domain/alert.ts';
import { outputs } from '../src/outputs/index.ts';
import { runAlertMerger } from '../src/stages/alert-merger/alert-merger.ts';
import { openAlertProcessor } from '../src/stages/alert-processor/alert-processor.ts';
import { alertLatency } from './alert-latency.ts';

/**
 * Measures what becomes of alerts on this machine, disk included.
 *
 *   node bench/alerts.ts                          all
 *   node bench/alerts.ts --part store             alerts stored durably, in batches of 500
 *   node bench/alerts.ts --part latency --rate 1000 --seconds 10 --posts 20
 *   node bench/alerts.ts --part one-group         100,000 waiting alerts of one group, merged and delivered
 *   node bench/alerts.ts --part many-groups       the same in 1,000 groups
 *   node bench/alerts.ts --part deliver           10,000 alerts that wait, each by itself to a webhook
 */
const { values } = parseArgs({
  options: {
    part: { type: 'string' },
    rate: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '10' },
    posts: { type: 'string', default: '20' },
  },
});

const told = (count: number): string => Math.round(count).toLocaleString('en-US');

async function withState<T>(work: (state: OpenState) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'streamalert-bench-'));
  const opened = openState(join(folder, 'state.db'));
  try {
    return await work(opened);
  } finally {
    opened.close();
    rmSync(folder, { recursive: true });
  }
}

/** As large as alerts about cloud logs are. */
const record = (n: number) => ({
  n,
  user: `user-${n % 5_000}`,
  source: `203.0.113.${n % 250}`,
  action: 'ConsoleLogin',
  details: Object.fromEntries(
    Array.from({ length: 30 }, (_, field) => [`field_${field}`, `value of field ${field} in ${n}`]),
  ),
});

/** Stores them in batches of 500, which are made one after the other: they take no memory afterwards. */
function add(
  { alerts }: OpenState,
  count: number,
  changesOf: (n: number) => Partial<Alert>,
): { readonly seconds: number } {
  const createdAt = Date.now();
  let seconds = 0;
  for (let at = 0; at < count; at += 500) {
    const batch = Array.from({ length: Math.min(500, count - at) }, (_, index) =>
      anAlert({ createdAt, record: record(at + index), ...changesOf(at + index) }),
    );
    const began = performance.now();
    alerts.add(batch);
    seconds += (performance.now() - began) / 1000;
  }
  return { seconds };
}

const stored = () =>
  withState(async (state) => {
    const count = 50_000;
    const { seconds } = add(state, count, () => ({ outputs: ['webhook:bench', 'file:all'] }));
    return `${told(count / seconds)} alerts/s stored durably, two outputs each (goal 5,000)`;
  });

/** Answers at once. */
async function webhookServer() {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    request.resume().on('end', () => response.end());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    requests: () => requests,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function drain({ alerts: alertStore }: OpenState, now: () => number): Promise<number> {
  const server = await webhookServer();
  const processor = openAlertProcessor({
    alertStore,
    clock: { now },
    outputs,
    destinations: [{ service: 'webhook', descriptor: 'bench', resource: null }],
    publishers: [],
    secrets: { credentials: async () => ({ url: server.url }) },
    outputPorts: testOutputPorts().ports,
    retry: { giveUpAfterHours: 24 },
  });
  const merger = { alertStore, clock: { now }, canUpdate: () => false };
  const isLeft = () => {
    const { waiting, merging } = alertStore.deliveryCounts();
    return waiting + merging > 0 || alertStore.groupsToMerge(now(), 1).length > 0;
  };
  while (isLeft()) {
    await runAlertMerger(merger);
    await processor.run();
  }
  await processor.close();
  server.close();
  return server.requests();
}

const delivered = (count: number) =>
  withState(async (state) => {
    add(state, count, () => ({ outputs: ['webhook:bench'] }));
    const began = performance.now();
    const requests = await drain(state, systemClock.now);
    const seconds = (performance.now() - began) / 1000;
    return `${told(requests / seconds)} alerts/s delivered to one webhook`;
  });

const drained = (count: number, groups: number) =>
  withState(async (state) => {
    add(state, count, (n) => ({
      outputs: ['webhook:bench'],
      mergeBy: { keys: ['group'], windowMinutes: 5 },
      record: { ...record(n), group: n % groups },
    }));
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    const windowIsOver = Date.now() + 6 * 60_000;
    const began = performance.now();
    const requests = await drain(state, () => windowIsOver);
    const seconds = (performance.now() - began) / 1000;
    const rss = process.resourceUsage().maxRSS / 1024;
    return `${told(count)} alerts in ${told(groups)} groups: ${seconds.toFixed(1)} s, ${requests} requests, ${told(rss)} MB at most, ${told(before / 1024 / 1024)} MB before (goal: below 60 s)`;
  });

const parts: Readonly<Record<string, () => Promise<string>>> = {
  store: stored,
  deliver: () => delivered(10_000),
  latency: () =>
    alertLatency({
      rate: Number(values.rate),
      seconds: Number(values.seconds),
      posts: Number(values.posts),
    }),
  'one-group': () => drained(100_000, 1),
  'many-groups': () => drained(100_000, 1_000),
};

if (values.part === undefined) {
  // Each in a process of its own, whose memory is its own.
  const { rate, seconds, posts } = values;
  for (const part of Object.keys(parts)) {
    const args = [
      import.meta.filename,
      '--part',
      part,
      '--rate',
      rate,
      '--seconds',
      seconds,
      '--posts',
      posts,
    ];
    const { status } = spawnSync(process.execPath, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (status !== 0) throw new Error(`${part} ended with ${status}`);
  }
} else {
  const measure = Object.hasOwn(parts, values.part) ? parts[values.part] : undefined;
  if (measure === undefined) throw new Error(`--part: one of ${Object.keys(parts).join(', ')}`);
  console.log(`${values.part.padEnd(12)}  ${await measure()}`);
}
