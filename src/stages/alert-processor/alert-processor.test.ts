import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { anAlert } from '../../../testing/alert-builder.ts';
import { testOutputPorts } from '../../../testing/delivery.ts';
import {
  type Answer,
  answering,
  answeringHalf,
  startTestServer,
  type TestServer,
} from '../../../testing/http-server.ts';
import { memoryAlertStore } from '../../../testing/memory-alert-store.ts';
import type { Alert } from '../../domain/alert.ts';
import { outputs } from '../../outputs/index.ts';
import { type DeliveryOutcome, defineOutput, type Output } from '../../outputs/output.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import { type AlertProcessor, runAlertProcessor } from './alert-processor.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 2, 14, 11);

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(answer: Answer, options = {}): Promise<TestServer> {
  const server = await startTestServer(answer, options);
  servers.push(server);
  return server;
}

/** An output whose answers a test decides, by descriptor. */
function fake(
  answers: Record<string, (alert: Alert) => Promise<DeliveryOutcome> | DeliveryOutcome>,
) {
  const asked: { readonly output: string; readonly alertId: string; readonly key: string }[] = [];
  const output: Output = defineOutput({
    service: 'fake',
    summary: 'For tests',
    shape: 'list',
    credentials: z.object({}),
    uses: [],
    defaultPublication: () => ({}),
    async deliver({ alert, descriptor, idempotencyKey }) {
      asked.push({ output: descriptor, alertId: alert.id, key: idempotencyKey });
      return (await answers[descriptor]?.(alert)) ?? { outcome: 'delivered' };
    },
  });
  return { output, asked };
}

const delivered = { outcome: 'delivered' } as const;
const failing = (changes: object = {}) =>
  ({ outcome: 'failed', reason: 'answered 503', retryable: true, ...changes }) as const;

/** A processor over a store, a clock that a test moves, and the given outputs with one destination each name. */
function processor(changes: Partial<AlertProcessor> & { readonly listed?: readonly string[] }) {
  const time = { now: start };
  const alertStore: AlertStore = changes.alertStore ?? memoryAlertStore();
  const listed = changes.listed ?? [];
  const ports: AlertProcessor = {
    alertStore,
    clock: { now: () => time.now },
    outputs,
    destinations: listed.map((name) => {
      const [service = '', descriptor = ''] = name.split(':');
      return { service, descriptor, resource: null };
    }),
    publishers: [],
    secrets: { credentials: async () => undefined },
    outputPorts: testOutputPorts().ports,
    retry: { giveUpAfterHours: 24 },
    random: () => 1,
    ...changes,
  };
  const statusOf = (alert: Alert, output: string) =>
    alertStore.get(alert.id)?.deliveries.find((delivery) => delivery.output === output);
  return { ports, alertStore, time, statusOf, run: () => runAlertProcessor(ports) };
}

test('an alert goes to all its outputs, once', async () => {
  const { output, asked } = fake({});
  const { alertStore, run } = processor({ outputs: [output], listed: ['fake:a', 'fake:b'] });
  alertStore.add([anAlert({ outputs: ['fake:a', 'fake:b'] }), anAlert({ outputs: ['fake:a'] })]);

  expect(await run()).toEqual({ delivered: 3, failed: 0, givenUp: 0, problems: [] });
  expect(await run()).toEqual({ delivered: 0, failed: 0, givenUp: 0, problems: [] });

  expect(asked).toHaveLength(3);
  expect(alertStore.deliveryCounts()).toMatchObject({ delivered: 3, waiting: 0 });
});

test('an output that failed is tried again later, those that were reached are not', async () => {
  let isDown = true;
  const { output, asked } = fake({ bad: () => (isDown ? failing() : delivered) });
  const { alertStore, time, statusOf, run } = processor({
    outputs: [output],
    listed: ['fake:good', 'fake:bad'],
  });
  const alert = anAlert({ outputs: ['fake:good', 'fake:bad'] });
  alertStore.add([alert]);

  expect(await run()).toEqual({
    delivered: 1,
    failed: 1,
    givenUp: 0,
    problems: [{ output: 'fake:bad', reason: 'answered 503', waiting: 1 }],
  });
  expect(statusOf(alert, 'fake:bad')).toEqual({
    output: 'fake:bad',
    state: 'waiting',
    attempts: 1,
    nextAttemptAt: start + 1_000,
    lastError: 'answered 503',
  });

  time.now += 999;
  expect(await run()).toMatchObject({ delivered: 0, failed: 0 });
  time.now += 1;
  expect(await run()).toMatchObject({ failed: 1 });
  expect(statusOf(alert, 'fake:bad')).toMatchObject({
    attempts: 2,
    nextAttemptAt: time.now + 2_000,
  });

  isDown = false;
  time.now += 2_000;
  expect(await run()).toMatchObject({ delivered: 1 });
  expect(statusOf(alert, 'fake:bad')).toMatchObject({
    state: 'delivered',
    attempts: 3,
    lastError: null,
  });
  expect(asked.map(({ output: name }) => name).sort()).toEqual(['bad', 'bad', 'bad', 'good']);
});

test("an idempotency key stays the same for an alert and output, and is no other's", async () => {
  let times = 0;
  const { output, asked } = fake({ a: () => (++times < 3 ? failing() : delivered) });
  const { alertStore, time, run } = processor({ outputs: [output], listed: ['fake:a', 'fake:b'] });
  alertStore.add([anAlert({ outputs: ['fake:a', 'fake:b'] })]);

  await run();
  time.now += hour;
  await run();

  const keysOf = (name: string) =>
    asked.filter((each) => each.output === name).map(({ key }) => key);
  expect(keysOf('a')).toHaveLength(2);
  expect(new Set(keysOf('a')).size).toBe(1);
  expect(keysOf('a')[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(keysOf('b')).not.toContain(keysOf('a')[0]);
});

test('an archive has every alert that is stored, so nothing is sent to it', async () => {
  const archive = 'aws-firehose:alerts';
  const { alertStore, statusOf, run } = processor({ listed: [archive], archives: [archive] });
  const alert = anAlert({ outputs: [archive, 'aws-firehose:other'] });
  alertStore.add([alert]);

  expect(await run()).toMatchObject({ delivered: 1, givenUp: 1 });
  expect(statusOf(alert, archive)).toMatchObject({ state: 'delivered', lastError: null });
  expect(statusOf(alert, 'aws-firehose:other')).toMatchObject({ state: 'given up' });
});

describe('what can never be delivered is given up at once, with the reason', () => {
  test.each([
    ['slak:soc', 'there is no output service "slak"; did you mean "slack"?'],
    ['slack:sok', 'outputs.json does not list "slack:sok"; did you mean "slack:soc"?'],
    ['carrierpigeon:soc', 'there is no output service "carrierpigeon"'],
    ['slack', '"slack" is no output; write it as service:descriptor'],
    ['slack:a:b', '"slack:a:b" is no output; write it as service:descriptor'],
    ['__proto__:soc', 'there is no output service "__proto__"'],
  ])('%s', async (name, reason) => {
    const { alertStore, statusOf, run } = processor({ listed: ['slack:soc'] });
    const alert = anAlert({ outputs: [name] });
    alertStore.add([alert]);

    expect(await run()).toEqual({
      delivered: 0,
      failed: 0,
      givenUp: 1,
      problems: [{ output: name, reason, waiting: 0 }],
    });
    expect(statusOf(alert, name)).toMatchObject({ state: 'given up', lastError: reason });
  });

  test('a final refusal of the destination', async () => {
    const { output, asked } = fake({ a: () => failing({ retryable: false }) });
    const { alertStore, time, run } = processor({ outputs: [output], listed: ['fake:a'] });
    alertStore.add([anAlert({ outputs: ['fake:a'] })]);

    expect(await run()).toMatchObject({ givenUp: 1 });
    time.now += hour;
    await run();

    expect(asked).toHaveLength(1);
  });
});

test('an alert is given up when it is too old, after a few attempts at least', async () => {
  const { output, asked } = fake({ a: () => failing() });
  const { alertStore, time, statusOf, run } = processor({ outputs: [output], listed: ['fake:a'] });
  const alert = anAlert({ outputs: ['fake:a'], createdAt: start - 1_000 * hour });
  alertStore.add([alert]);

  for (let turn = 0; turn < 8; turn++) {
    await run();
    time.now += hour;
  }

  expect(asked).toHaveLength(5);
  expect(statusOf(alert, 'fake:a')).toMatchObject({ state: 'given up', lastError: 'answered 503' });
});

test('a publisher that throws fails its output only', async () => {
  const { output, asked } = fake({});
  const { alertStore, statusOf, run } = processor({
    outputs: [output],
    listed: ['fake:a', 'fake:b'],
    publishers: [
      {
        name: 'broken',
        description: 'Throws',
        publish: () => {
          throw new TypeError('no user');
        },
      },
    ],
  });
  const alert = anAlert({ outputs: ['fake:a', 'fake:b'], publishers: { 'fake:a': ['broken'] } });
  const others = Array.from({ length: 20 }, () => anAlert({ outputs: ['fake:a'] }));
  alertStore.add([alert, ...others]);

  expect(await run()).toMatchObject({ delivered: 21, failed: 1 });

  expect(statusOf(alert, 'fake:a')).toMatchObject({
    state: 'waiting',
    lastError: 'publisher broken threw TypeError: no user',
  });
  expect(statusOf(alert, 'fake:b')).toMatchObject({ state: 'delivered' });
  expect(asked).toHaveLength(21);
});

test('alerts whose publisher throws do not make their output count as down', async () => {
  const { output } = fake({});
  const broken = {
    name: 'broken',
    description: 'Throws',
    publish: () => {
      throw new Error('no');
    },
  };
  const { alertStore, run } = processor({
    outputs: [output],
    listed: ['fake:a'],
    publishers: [broken],
  });
  const publishers = { 'fake:a': ['broken'] };
  alertStore.add(Array.from({ length: 20 }, () => anAlert({ outputs: ['fake:a'], publishers })));
  alertStore.add([anAlert({ outputs: ['fake:a'], createdAt: start + 1 })]);

  expect(await run()).toMatchObject({ delivered: 1, failed: 20 });
});

test('secrets that cannot be read keep the alert waiting', async () => {
  const { output, asked } = fake({});
  const { alertStore, run } = processor({
    outputs: [output],
    listed: ['fake:a'],
    secrets: { credentials: () => Promise.reject(new Error('the variable X is not JSON')) },
  });
  alertStore.add([anAlert({ outputs: ['fake:a'] })]);

  expect(await run()).toMatchObject({
    failed: 1,
    problems: [{ output: 'fake:a', reason: 'Error: the variable X is not JSON', waiting: 1 }],
  });
  expect(asked).toEqual([]);
});

describe('an output that is slow or down', () => {
  test('delays no other, not even for alerts that come in meanwhile', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { output } = fake({
      slow: async () => {
        await released;
        return delivered;
      },
    });
    const { alertStore, statusOf, run } = processor({
      outputs: [output],
      listed: ['fake:slow', 'fake:quick'],
    });
    const early = Array.from({ length: 500 }, () =>
      anAlert({ outputs: ['fake:slow', 'fake:quick'] }),
    );
    const late = anAlert({ outputs: ['fake:quick'], createdAt: start });
    alertStore.add(early);

    const running = run();
    const isDelivered = (alert: Alert) => statusOf(alert, 'fake:quick')?.state === 'delivered';
    await expect.poll(() => early.every(isDelivered)).toBe(true);
    alertStore.add([late]);
    await expect.poll(() => isDelivered(late)).toBe(true);
    expect(alertStore.deliveryCounts()).toEqual(
      expect.objectContaining({ waiting: 500, delivered: 501 }),
    );

    release();
    expect(await running).toMatchObject({ delivered: 1_001, failed: 0 });
  });

  test('is not asked for every alert that waits for it', async () => {
    const { output, asked } = fake({ a: () => failing() });
    const { alertStore, time, run } = processor({ outputs: [output], listed: ['fake:a'] });
    alertStore.add(Array.from({ length: 1_000 }, () => anAlert({ outputs: ['fake:a'] })));

    expect(await run()).toEqual({
      delivered: 0,
      failed: 1_000,
      givenUp: 0,
      problems: [{ output: 'fake:a', reason: 'answered 503', waiting: 1_000 }],
    });

    expect(asked.length).toBeLessThanOrEqual(10);
    expect(alertStore.due(time.now, 10)).toEqual([]);
    expect(alertStore.deliveryCounts()).toMatchObject({ waiting: 1_000 });
  });

  test('hides no alert behind those that failed and are due again at once', async () => {
    const { output } = fake({ bad: () => failing() });
    const { alertStore, statusOf, run } = processor({
      outputs: [output],
      listed: ['fake:good', 'fake:bad'],
      random: () => 0,
    });
    alertStore.add(
      Array.from({ length: 1_000 }, () => anAlert({ outputs: ['fake:bad'], createdAt: start })),
    );
    const newer = anAlert({ outputs: ['fake:good'], createdAt: start + 1 });
    alertStore.add([newer]);

    expect(await run()).toMatchObject({ delivered: 1, failed: 1_000 });

    expect(statusOf(newer, 'fake:good')?.state).toBe('delivered');
  });

  test('gets everything once it is up again', async () => {
    let isDown = true;
    const { output, asked } = fake({ a: () => (isDown ? failing() : delivered) });
    const { alertStore, time, run } = processor({ outputs: [output], listed: ['fake:a'] });
    alertStore.add(Array.from({ length: 300 }, () => anAlert({ outputs: ['fake:a'] })));
    for (let turn = 0; turn < 5; turn++) {
      await run();
      time.now += 20 * 60_000;
    }

    isDown = false;
    const before = asked.length;
    expect(await run()).toEqual({ delivered: 300, failed: 0, givenUp: 0, problems: [] });

    expect(new Set(asked.slice(before).map(({ alertId }) => alertId)).size).toBe(300);
  });

  test('for longer than alerts are kept waiting has all of them given up, tried or not', async () => {
    const { output, asked } = fake({ a: () => failing() });
    const { alertStore, time, run } = processor({ outputs: [output], listed: ['fake:a'] });
    alertStore.add(
      Array.from({ length: 200 }, () => anAlert({ outputs: ['fake:a'], createdAt: start })),
    );

    while (time.now < start + 25 * hour) {
      await run();
      time.now += 20 * 60_000;
    }

    expect(alertStore.deliveryCounts()).toMatchObject({ waiting: 0, 'given up': 200 });
    expect(asked.length).toBeLessThan(1_000);
  });

  test('and asks to be left alone is left alone for that long', async () => {
    const { output, asked } = fake({ a: () => failing({ retryAfterSeconds: 120 }) });
    const { alertStore, time, run } = processor({ outputs: [output], listed: ['fake:a'] });
    alertStore.add(Array.from({ length: 50 }, () => anAlert({ outputs: ['fake:a'] })));

    await run();

    // Those that were on their way when the answer came.
    expect(asked.length).toBeLessThanOrEqual(8);
    expect(alertStore.due(time.now + 119_999, 100)).toEqual([]);
    expect(alertStore.due(time.now + 120_000, 100)).toHaveLength(50);
  });
});

test('a store that fails ends the run with its error', async () => {
  const { output } = fake({});
  const store = memoryAlertStore();
  const alertStore: AlertStore = {
    ...store,
    recordAttempt: () => {
      throw new Error('disk full');
    },
  };
  const { run } = processor({ alertStore, outputs: [output], listed: ['fake:a'] });
  store.add([anAlert({ outputs: ['fake:a'] })]);

  await expect(run()).rejects.toThrow('disk full');
});

test('a run ends although alerts keep coming', async () => {
  const store = memoryAlertStore();
  const { output } = fake({
    a: async () => {
      store.add([anAlert({ outputs: ['fake:a'] })]);
      time.now += 100;
      return delivered;
    },
  });
  const { time, run } = processor({ alertStore: store, outputs: [output], listed: ['fake:a'] });
  store.add([anAlert({ outputs: ['fake:a'] })]);

  const { delivered: count } = await run();

  expect(count).toBeGreaterThan(10);
  expect(count).toBeLessThan(100);
});

describe('over real HTTP', () => {
  const canary = { token: 'canary-token-1', signingKey: 'canary-key-1' };
  const secretsFor = (url: string) => ({
    credentials: async () => ({ url: `${url}/hook/CanaryPath?key=canary-query`, ...canary }),
  });

  test.each<[string, Answer, 'delivered' | 'waiting' | 'given up', RegExp]>([
    ['200', answering(200), 'delivered', /^$/],
    ['400', answering(400), 'given up', /answered 400/],
    ['401', answering(401), 'given up', /answered 401/],
    ['403', answering(403), 'given up', /answered 403/],
    ['404', answering(404), 'given up', /answered 404/],
    ['429', answering(429, { 'Retry-After': '90' }), 'waiting', /answered 429/],
    ['500', answering(500), 'waiting', /answered 500/],
    ['503', answering(503), 'waiting', /answered 503/],
    ['half an answer', answeringHalf, 'waiting', /before the answer was complete/],
    [
      'a redirect',
      answering(302, { location: 'https://elsewhere.example/' }),
      'given up',
      /another host/,
    ],
    [
      'an echo of the request',
      ({ path, headers }, response) => {
        response.writeHead(400).end(`${path} ${JSON.stringify(headers)}`);
      },
      'given up',
      /answered 400: •••/,
    ],
  ])('an endpoint that answers with %s', async (_name, answer, state, error) => {
    const { url, requests } = await serve(answer);
    const { alertStore, statusOf, run, time } = processor({
      listed: ['webhook:own'],
      secrets: secretsFor(url),
    });
    const alert = anAlert({ outputs: ['webhook:own'] });
    alertStore.add([alert]);

    const result = await run();

    expect(requests).toHaveLength(1);
    const status = statusOf(alert, 'webhook:own');
    expect(status).toMatchObject({ state, attempts: 1 });
    expect(status?.lastError ?? '').toMatch(error);
    if (error.source.includes('429')) expect(status?.nextAttemptAt).toBe(time.now + 90_000);
    expect(JSON.stringify([result, alertStore.list({ limit: 10 })])).not.toMatch(/canary/i);
  });

  test('a certificate that nobody vouches for, and a port where nobody listens', async () => {
    const selfSigned = await serve(answering(200), { tls: true });
    const gone = await startTestServer(answering(200));
    await gone.close();
    const { alertStore, run } = processor({
      listed: ['webhook:tls', 'webhook:gone'],
      secrets: {
        credentials: (_service, descriptor) =>
          secretsFor(descriptor === 'tls' ? selfSigned.url : gone.url).credentials(),
      },
    });
    alertStore.add([anAlert({ outputs: ['webhook:tls', 'webhook:gone'] })]);

    const result = await run();

    expect(result).toMatchObject({
      failed: 2,
      problems: [
        { output: 'webhook:gone', reason: expect.stringContaining('refused the connection') },
        { output: 'webhook:tls', reason: expect.stringContaining('not trusted') },
      ],
    });
    expect(selfSigned.requests).toEqual([]);
    expect(JSON.stringify(result)).not.toMatch(/canary/i);
  });
});
