import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anAlert } from '../testing/alert-builder.ts';
import { startTestServer, type TestServer } from '../testing/http-server.ts';
import { openState } from '../src/adapters/local/sqlite/open-state.ts';

/** Delivers everything that waits in a state file to a webhook, as the embedded runtime does, and says when. */
const delivering = `
  const [base, file, url] = process.argv.slice(1);
  const load = (path) => import(new URL(path, base));
  const [{ openState }, { openAlertProcessor }, { outputs }, { localHttpClient }] = await Promise.all([
    load('src/adapters/local/sqlite/open-state.ts'),
    load('src/stages/alert-processor/alert-processor.ts'),
    load('src/outputs/index.ts'),
    load('src/adapters/local/http-client.ts'),
  ]);
  const { alerts: alertStore, close } = openState(file);
  const processor = openAlertProcessor({
    alertStore,
    clock: { now: () => Date.now() },
    outputs,
    destinations: ['a', 'b'].map((descriptor) => ({ service: 'webhook', descriptor, resource: null })),
    publishers: [],
    secrets: { credentials: async (_service, descriptor) => ({ url: url + '/' + descriptor }) },
    outputPorts: { http: localHttpClient({ allowHosts: ['127.0.0.1'] }) },
    retry: { giveUpAfterHours: 24 },
  });
  while (alertStore.deliveryCounts().waiting > 0) await processor.run();
  await processor.close();
  close();
  process.stdout.write('done');
`;

const alertsMade = 300;
/** Two outputs with eight on their way each, and what was not recorded yet. */
const repeatsMax = 16 + 100;

let folder: string;
let file: string;
let server: TestServer;
let child: ChildProcess | undefined;
let onRequest = (_count: number) => {};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-delivery-crash-'));
  file = join(folder, 'state.db');
  onRequest = () => {};
  server = await startTestServer((_request, response) => {
    onRequest(server.requests.length);
    response.end();
  });
  const { alerts, close } = openState(file);
  const outputs = ['webhook:a', 'webhook:b'];
  alerts.add(Array.from({ length: alertsMade }, () => anAlert({ outputs })));
  close();
});
afterEach(async () => {
  if (child?.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await server.close();
  rmSync(folder, { recursive: true });
});

function startDelivering(): ChildProcess {
  const base = new URL('..', import.meta.url).href;
  const script = ['--no-warnings', '--input-type=module', '--eval', delivering];
  child = spawn(process.execPath, [...script, base, file, server.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return child;
}

/** Key → how often it was sent. */
function sent(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { path, headers } of server.requests) {
    const key = `${path} ${String(headers['idempotency-key'])}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function deliveredInState(): number {
  const { alerts, close } = openState(file);
  const { delivered } = alerts.deliveryCounts();
  close();
  return delivered;
}

describe('killed between sending and recording', () => {
  test.each([1, 60, 333])(
    'at request %d, nothing is lost, and nothing is sent more than twice',
    async (when) => {
      const first = startDelivering();
      onRequest = (count) => {
        if (count === when) first.kill('SIGKILL');
      };
      await once(first, 'exit');
      onRequest = () => {};
      // What was on its way arrives all the same.
      await delay(100);
      const before = sent();
      const recorded = deliveredInState();
      expect(first.signalCode).toBe('SIGKILL');
      expect(recorded).toBeLessThanOrEqual(before.size);

      const second = startDelivering();
      await once(second, 'exit');

      expect(second.exitCode).toBe(0);
      const after = sent();
      expect(after.size).toBe(2 * alertsMade);
      expect(Math.max(...after.values())).toBeLessThanOrEqual(2);
      const repeats = [...after.values()].filter((times) => times === 2).length;
      // Exactly what was sent and not recorded: nothing that was delivered is sent again.
      expect(repeats).toBe(before.size - recorded);
      expect(repeats).toBeLessThanOrEqual(repeatsMax);
      expect(deliveredInState()).toBe(2 * alertsMade);

      await once(startDelivering(), 'exit');
      expect(sent()).toEqual(after);
    },
    60_000,
  );
});

/** Holds the file for writing, as a command that changes a lot does. */
function openHolder(path: string) {
  const database = new DatabaseSync(path);
  database.exec('BEGIN IMMEDIATE');
  return {
    release() {
      database.exec('ROLLBACK');
      database.close();
    },
  };
}

describe('a state file that another program holds', () => {
  test('while it is held, nothing is sent that could not be recorded; then everything once', async () => {
    const holder = openHolder(file);
    const delivery = startDelivering();
    let stopped = false;
    delivery.once('exit', () => {
      stopped = true;
    });
    await expect.poll(() => server.requests.length, { timeout: 30_000 }).toBeGreaterThan(0);
    await delay(500);
    const held = server.requests.length;
    expect(held).toBeLessThanOrEqual(repeatsMax);
    expect(stopped).toBe(false);

    holder.release();
    await once(delivery, 'exit');

    expect(delivery.exitCode).toBe(0);
    expect([...sent().values()].every((times) => times === 1)).toBe(true);
    expect(sent().size).toBe(2 * alertsMade);
  }, 60_000);
});
