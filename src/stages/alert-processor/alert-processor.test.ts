import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
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
import { testAlertStore } from '../../../testing/alert-store.ts';
import type { Alert } from '../../domain/alert.ts';
import { StreamAlertError } from '../../domain/errors.ts';
import { outputs } from '../../outputs/index.ts';
import { type DeliveryOutcome, defineOutput, type Output } from '../../outputs/output.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import { type AlertProcessorPorts, openAlertProcessor } from './alert-processor.ts';

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
  changes: Partial<Pick<Output, 'rateLimit'>> = {},
) {
  const asked: { readonly output: string; readonly alertId: string; readonly key: string }[] = [];
  const output: Output = defineOutput({
    service: 'fake',
    summary: 'For tests',
    protocol: 'none',
    documentation: null,
    repetition: null,
    limits: null,
    fields: z.object({}),
    shape: 'list',
    credentials: z.object({}),
    uses: [],
    defaultPublication: () => ({}),
    async deliver({ alert, descriptor, idempotencyKey }) {
      asked.push({ output: descriptor, alertId: alert.id, key: idempotencyKey });
      return (await answers[descriptor]?.(alert)) ?? { outcome: 'delivered' };
    },
    ...changes,
  });
  return { output, asked };
}

const delivered = { outcome: 'delivered' } as const;
const failing = (changes: object = {}) =>
  ({ outcome: 'failed', reason: 'answered 503', retryable: true, ...changes }) as const;

interface Given extends Partial<AlertProcessorPorts> {
  readonly listed?: readonly string[];
}

/** A processor over a real store, a clock that a test moves, and the given outputs with one destination each name. */
function processor({ listed = [], ...changes }: Given) {
  const time = { now: start };
  const alertStore: AlertStore = changes.alertStore ?? testAlertStore();
  const ports: AlertProcessorPorts = {
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
    patienceMilliseconds: 30_000,
    ...changes,
  };
  const opened = openAlertProcessor(ports);
  const [run, close] = [() => opened.run(), () => opened.close()];
  onTestFinished(async () => {
    await close().catch(() => undefined);
  });
  const statusOf = (alert: Alert, output: string) =>
    alertStore.get(alert.id)?.deliveries.find((delivery) => delivery.output === output);
  return { alertStore, time, statusOf, run, close };
}

const quiet = { delivered: 0, failed: 0, givenUp: 0, problems: [], accepting: [], recovered: [] };

test('an alert goes to all its outputs, once', async () => {
  const { output, asked } = fake({});
  const { alertStore, run } = processor({ outputs: [output], listed: ['fake:a', 'fake:b'] });
  alertStore.add([anAlert({ outputs: ['fake:a', 'fake:b'] }), anAlert({ outputs: ['fake:a'] })]);

  expect(await run()).toEqual({ ...quiet, delivered: 3, accepting: ['fake:a', 'fake:b'] });
  expect(await run()).toEqual(quiet);

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
    ...quiet,
    delivered: 1,
    failed: 1,
    accepting: ['fake:good'],
    problems: [
      { output: 'fake:bad', reason: 'answered 503', since: start, waiting: 1, givenUp: 0 },
    ],
  });
  expect(statusOf(alert, 'fake:bad')).toMatchObject({
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
  expect(await run()).toEqual({
    ...quiet,
    delivered: 1,
    accepting: ['fake:bad'],
    recovered: ['fake:bad'],
  });
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
      ...quiet,
      givenUp: 1,
      problems: [{ output: name, reason, since: null, waiting: 0, givenUp: 1 }],
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
    problems: [
      { output: 'fake:a', reason: 'Error: the variable X is not JSON', since: start, waiting: 1 },
    ],
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
    const { alertStore, statusOf, run, close } = processor({
      outputs: [output],
      listed: ['fake:slow', 'fake:quick'],
      patienceMilliseconds: 20,
    });
    const early = Array.from({ length: 500 }, () =>
      anAlert({ outputs: ['fake:slow', 'fake:quick'] }),
    );
    const late = anAlert({ outputs: ['fake:quick'], createdAt: start });
    alertStore.add(early);

    const runs = [await run()];
    const isDelivered = (alert: Alert) => statusOf(alert, 'fake:quick')?.state === 'delivered';
    await expect.poll(() => early.every(isDelivered), { timeout: 20_000 }).toBe(true);
    alertStore.add([late]);
    runs.push(await run());
    await expect.poll(() => isDelivered(late), { timeout: 20_000 }).toBe(true);
    expect(alertStore.deliveryCounts()).toEqual(
      expect.objectContaining({ waiting: 500, delivered: 501 }),
    );

    release();
    runs.push(await close());
    expect(runs.reduce((sum, each) => sum + each.delivered, 0)).toBe(1_001);
  });

  test('is not asked for every alert that waits for it, and those are not touched', async () => {
    const { output, asked } = fake({ a: () => failing() });
    const { alertStore, run } = processor({ outputs: [output], listed: ['fake:a'] });
    alertStore.add(Array.from({ length: 1_000 }, () => anAlert({ outputs: ['fake:a'] })));

    expect(await run()).toMatchObject({
      delivered: 0,
      problems: [{ output: 'fake:a', reason: 'answered 503', since: start, waiting: 1_000 }],
    });

    expect(asked.length).toBeLessThanOrEqual(8);
    expect(alertStore.deliveryCounts()).toMatchObject({ waiting: 1_000 });
    const touched = alertStore
      .list({ limit: 1_000 })
      .filter(({ deliveries }) => deliveries.some(({ attempts }) => attempts > 0));
    expect(touched).toHaveLength(asked.length);
  });

  test('is tried by one alert when the pause is over, each pause longer than the one before', async () => {
    const { output, asked } = fake({ a: () => failing() });
    const { alertStore, time, run } = processor({ outputs: [output], listed: ['fake:a'] });
    alertStore.add(Array.from({ length: 50 }, () => anAlert({ outputs: ['fake:a'] })));
    await run();
    const before = asked.length;

    const probes: number[] = [];
    for (; time.now < start + 40_000; time.now += 500) {
      await run();
      if (asked.length > before + probes.length) probes.push(time.now - start);
    }

    expect(probes).toEqual([1_000, 3_000, 7_000, 15_000, 31_000]);
    expect(asked).toHaveLength(before + probes.length);
    const probing = asked.slice(before).map(({ alertId }) => alertId);
    expect(new Set(probing).size).toBe(probes.length);
  });

  test('hides no alert for other outputs', async () => {
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

    expect(await run()).toMatchObject({ delivered: 1 });

    expect(statusOf(newer, 'fake:good')?.state).toBe('delivered');
  });

  test('gets everything at once when it is up again, each alert once', async () => {
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
    expect(await run()).toEqual({
      ...quiet,
      delivered: 300,
      accepting: ['fake:a'],
      recovered: ['fake:a'],
    });

    expect(asked).toHaveLength(before + 300);
    expect(new Set(asked.slice(before).map(({ alertId }) => alertId)).size).toBe(300);
  });

  test('is tried at once when somebody asks for what waits to be sent again', async () => {
    let isDown = true;
    const { output } = fake({ a: () => (isDown ? failing() : delivered) });
    const { alertStore, time, run } = processor({ outputs: [output], listed: ['fake:a'] });
    alertStore.add(
      Array.from({ length: 20 }, () => anAlert({ outputs: ['fake:a'], createdAt: start })),
    );
    for (let turn = 0; turn < 12; turn++) {
      await run();
      time.now += 16 * 60_000;
    }
    await run();
    isDown = false;
    time.now += 1_000;
    expect(await run()).toMatchObject({ delivered: 0 });

    alertStore.retry({ state: 'waiting', output: 'fake:a' }, time.now);

    expect(await run()).toMatchObject({ delivered: 20 });
  });

  test('for longer than alerts are kept waiting has all of them given up, tried or not', async () => {
    const { output, asked } = fake({ a: () => failing() });
    const { alertStore, time, run } = processor({ outputs: [output], listed: ['fake:a'] });
    alertStore.add(
      Array.from({ length: 200 }, () => anAlert({ outputs: ['fake:a'], createdAt: start })),
    );
    const young = anAlert({ outputs: ['fake:a'], createdAt: start + 2 * hour });
    alertStore.add([young]);

    let givenUp = 0;
    while (time.now < start + 25 * hour) {
      givenUp += (await run()).givenUp;
      time.now += 20 * 60_000;
    }

    expect(givenUp).toBe(200);
    expect(alertStore.deliveryCounts()).toMatchObject({ waiting: 1, 'given up': 200 });
    expect(asked.length).toBeLessThan(100);
  });

  test('and came back a moment after the machine has nothing given up', async () => {
    let isDown = true;
    const { output } = fake({ a: () => (isDown ? failing() : delivered) });
    const { alertStore, time, run } = processor({ outputs: [output], listed: ['fake:a'] });
    const createdAt = start - 72 * hour;
    alertStore.add(Array.from({ length: 50 }, () => anAlert({ outputs: ['fake:a'], createdAt })));

    for (; time.now < start + 10_000; time.now += 500) {
      expect(await run()).toMatchObject({ givenUp: 0 });
    }
    isDown = false;
    time.now += 30_000;

    expect(await run()).toMatchObject({ delivered: 50 });
  });

  test('and asks to be left alone is left alone for that long', async () => {
    const { output, asked } = fake({ a: () => failing({ retryAfterSeconds: 120 }) });
    const { alertStore, time, run } = processor({ outputs: [output], listed: ['fake:a'] });
    alertStore.add(Array.from({ length: 50 }, () => anAlert({ outputs: ['fake:a'] })));

    await run();
    // Those that were on their way when the answer came.
    const before = asked.length;
    expect(before).toBeLessThanOrEqual(8);

    time.now = start + 119_999;
    await run();
    expect(asked).toHaveLength(before);
    time.now = start + 120_000;
    await run();
    expect(asked).toHaveLength(before + 1);
  });

  test('is not blamed for one alert that it never takes', async () => {
    const poison = anAlert({ outputs: ['fake:a'], createdAt: start - 1 });
    const { output } = fake({ a: ({ id }) => (id === poison.id ? failing() : delivered) });
    const { alertStore, time, statusOf, run } = processor({
      outputs: [output],
      listed: ['fake:a'],
    });
    alertStore.add([poison]);
    for (let turn = 0; turn < 10; turn++) {
      await run();
      time.now += 20 * 60_000;
    }
    expect(statusOf(poison, 'fake:a')).toMatchObject({ attempts: 10 });

    alertStore.add([anAlert({ outputs: ['fake:a'], createdAt: time.now })]);
    expect(await run()).toMatchObject({ delivered: 1 });
  });

  test('by the alerts of one rule that it never takes lets those of others through', async () => {
    const { output } = fake({
      a: ({ ruleName }) => (ruleName === 'poison' ? failing() : delivered),
    });
    const { alertStore, time, run } = processor({ outputs: [output], listed: ['fake:a'] });
    const poison = { outputs: ['fake:a'], ruleName: 'poison', createdAt: start };
    alertStore.add(Array.from({ length: 100 }, () => anAlert(poison)));
    const sound = Array.from({ length: 20 }, () =>
      anAlert({ outputs: ['fake:a'], createdAt: start + 1 }),
    );
    alertStore.add(sound);

    let count = 0;
    for (; time.now < start + 60_000; time.now += 1_000) count += (await run()).delivered;

    expect(count).toBe(20);
  });

  test('refuses for good what it is asked, and the rest waits until somebody has mended it', async () => {
    let isRevoked = true;
    const refused = { outcome: 'failed', reason: 'invalid_auth', retryable: false } as const;
    const { output } = fake({ a: () => (isRevoked ? refused : delivered) });
    const { alertStore, time, run } = processor({ outputs: [output], listed: ['fake:a'] });
    alertStore.add(Array.from({ length: 100 }, () => anAlert({ outputs: ['fake:a'] })));

    let givenUp = 0;
    for (; time.now < start + hour; time.now += 1_000) givenUp += (await run()).givenUp;
    expect(givenUp).toBeLessThan(25);

    isRevoked = false;
    time.now += 20 * 60_000;
    expect(await run()).toMatchObject({ delivered: 100 - givenUp });
  });
});

test('an output that accepts everything gets more at a time, until something fails', async () => {
  let underWay = 0;
  let most = 0;
  let isDown = false;
  const { output } = fake({
    a: async () => {
      most = Math.max(most, ++underWay);
      await new Promise((done) => setTimeout(done, 2));
      underWay--;
      return isDown ? failing() : delivered;
    },
  });
  const { alertStore, time, run } = processor({ outputs: [output], listed: ['fake:a'] });
  const add = (count: number) =>
    alertStore.add(Array.from({ length: count }, () => anAlert({ outputs: ['fake:a'] })));

  add(8);
  await run();
  expect(most).toBe(8);
  add(300);
  await run();
  expect(most).toBe(64);

  isDown = true;
  add(300);
  await run();
  [isDown, most] = [false, 0];
  time.now += 1_000;
  add(8);
  alertStore.giveUpWaitingSince('fake:a', Number.MAX_SAFE_INTEGER, 'for the test', time.now);
  add(9);
  await run();
  expect(most).toBeLessThanOrEqual(9);
});

describe('what follows a delivery', () => {
  const mergeBy = { keys: ['user'], windowMinutes: 60 };

  /** A group whose first alert is on its way, and whose second is merged into it. */
  function merged(answer: () => DeliveryOutcome) {
    const { output, asked } = fake({ a: answer });
    const told: { readonly what: string; readonly reference: unknown; readonly key: string }[] = [];
    const telling =
      (what: string) =>
      async ({
        reference,
        idempotencyKey: key,
      }: {
        reference: unknown;
        idempotencyKey: string;
      }) => {
        told.push({ what, reference, key });
        return delivered;
      };
    const made = processor({
      outputs: [{ ...output, update: telling('update'), resolve: telling('resolve') }],
      listed: ['fake:a'],
    });
    const { alertStore, time } = made;
    const [first, second] = [0, 1].map((n) =>
      anAlert({ outputs: ['fake:a'], mergeBy, createdAt: start - 2 + n }),
    );
    if (first === undefined || second === undefined) throw new Error('two were made');
    alertStore.add([first, second]);
    const [group] = alertStore.groupsToMerge(time.now, 10);
    const tell = (revision: number) =>
      alertStore.saveGroupStep({
        groupId: group?.id ?? 0,
        memberIds:
          revision === 1 ? alertStore.membersToMerge(group?.id ?? 0, 9).map(({ id }) => id) : [],
        progress: { revision },
        merged: {
          ...first,
          id: 'merged-1',
          mergeBy: null,
          group: { firstId: first.id, count: 1 + revision, isFirstSent: true, isOpen: true },
        },
        tell: [{ output: 'fake:a', at: time.now }],
        isOver: false,
      });
    return { ...made, asked, told, first, tell };
  }

  test('waits for it, and goes back to what the output called it', async () => {
    let isDown = true;
    const reference = { thread: '17' };
    const { alertStore, time, run, told, first, tell, statusOf } = merged(() =>
      isDown ? failing() : { outcome: 'delivered', reference },
    );
    tell(1);
    const mergedStatus = () =>
      alertStore.get('merged-1')?.deliveries.find(({ output }) => output === 'fake:a');

    for (let turn = 0; turn < 10; turn++, time.now += 600) await run();
    expect(told).toEqual([]);
    expect(mergedStatus()).toMatchObject({ state: 'waiting', attempts: 0, lastError: null });
    expect(statusOf(first, 'fake:a')).toMatchObject({ state: 'waiting' });

    isDown = false;
    for (let turn = 0; turn < 20; turn++, time.now += 5_000) await run();
    expect(statusOf(first, 'fake:a')).toMatchObject({ state: 'delivered', reference });
    expect(mergedStatus()).toMatchObject({ state: 'delivered', attempts: 1, reference });
    expect(told).toMatchObject([{ what: 'update', reference }]);
  });

  test('takes no place of alerts that can be sent while it waits', async () => {
    const { output } = fake({
      a: ({ ruleName }) => (ruleName === 'poison' ? failing() : delivered),
    });
    const { alertStore, time, run, statusOf } = processor({
      outputs: [output],
      listed: ['fake:a'],
    });
    const poison = { outputs: ['fake:a'], ruleName: 'poison', mergeBy };
    const groups = Array.from({ length: 200 }, (_, n) =>
      [0, 1].map(() => anAlert({ ...poison, createdAt: start - 1, record: { user: n } })),
    );
    alertStore.add(groups.flat());
    alertStore.recordAttempts(
      groups.flatMap(([first]) => {
        const status = first && statusOf(first, 'fake:a');
        if (!first || !status) throw new Error('the first of each group waits');
        return [{ alertId: first.id, status: { ...status, nextAttemptAt: start + hour } }];
      }),
      time.now,
    );
    for (const { id: groupId, firstId } of alertStore.groupsToMerge(time.now, 1_000)) {
      alertStore.saveGroupStep({
        groupId,
        memberIds: alertStore.membersToMerge(groupId, 9).map(({ id }) => id),
        progress: {},
        merged: anAlert({
          ...poison,
          createdAt: start - 1,
          mergeBy: null,
          group: { firstId, count: 2, isFirstSent: true, isOpen: true },
        }),
        tell: [{ output: 'fake:a', at: time.now }],
        isOver: false,
      });
    }
    const good = anAlert({ outputs: ['fake:a'], createdAt: start });
    alertStore.add([good]);

    expect(await run()).toMatchObject({ delivered: 1, failed: 0 });
    expect(statusOf(good, 'fake:a')).toMatchObject({ state: 'delivered' });
  });

  test('is told one after the other, also what is resolved while it is acknowledged', async () => {
    const { output } = fake({ a: () => ({ outcome: 'delivered', reference: { id: 'x' } }) });
    const told: string[] = [];
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { alertStore, time, run } = processor({
      outputs: [
        {
          ...output,
          async acknowledge() {
            told.push('acknowledge');
            await released;
            told.push('acknowledged');
            return delivered;
          },
          async resolve() {
            told.push('resolve');
            return delivered;
          },
        },
      ],
      listed: ['fake:a'],
      patienceMilliseconds: 20,
    });
    const alert = anAlert({ outputs: ['fake:a'], createdAt: start });
    alertStore.add([alert]);
    await run();
    const settle = (state: 'acknowledged' | 'resolved') =>
      alertStore.settle(alert.id, { state, by: 'ann', note: null, at: time.now }, () => true);

    settle('acknowledged');
    await run();
    settle('resolved');
    await run();
    await run();
    expect(told).toEqual(['acknowledge']);

    release();
    await run();
    await run();
    expect(told).toEqual(['acknowledge', 'acknowledged', 'resolve']);
  });

  test('is told once for each time that there is more to tell, with a key of its own', async () => {
    const { run, told, tell } = merged(() => ({ outcome: 'delivered', reference: { id: 'x' } }));
    await run();
    for (const revision of [1, 2]) {
      tell(revision);
      await run();
      await run();
    }

    expect(told).toHaveLength(2);
    expect(new Set(told.map(({ key }) => key)).size).toBe(2);
  });

  test('is told to an output as well when somebody settles the alert', async () => {
    const { alertStore, time, run, told, first } = merged(() => ({
      outcome: 'delivered',
      reference: { id: 'x' },
    }));
    const lifecycle = { state: 'resolved', by: 'ann', note: null, at: time.now } as const;
    await run();
    alertStore.settle(first.id, lifecycle, () => true);
    await run();
    await run();

    expect(told).toMatchObject([{ what: 'resolve', reference: { id: 'x' } }]);
  });
});

describe('a rate limit', () => {
  test('is kept, and what is above it waits here', async () => {
    const times: number[] = [];
    const { output } = fake(
      {
        a: () => {
          times.push(time.now - start);
          return delivered;
        },
      },
      { rateLimit: { calls: 3, seconds: 1 } },
    );
    const { alertStore, time, run } = processor({
      outputs: [output],
      listed: ['fake:a', 'fake:b'],
    });
    alertStore.add(Array.from({ length: 10 }, () => anAlert({ outputs: ['fake:a', 'fake:b'] })));

    for (; time.now < start + 4_000; time.now += 100) await run();

    expect(times).toEqual([0, 0, 0, 400, 700, 1_000, 1_400, 1_700, 2_000, 2_400]);
    expect(alertStore.deliveryCounts()).toMatchObject({ delivered: 20 });
  });

  test('needs no further run to go on', async () => {
    const { output } = fake({}, { rateLimit: { calls: 1, seconds: 0.05 } });
    const clock = { now: () => Date.now() };
    const { alertStore, run, close } = processor({ clock, outputs: [output], listed: ['fake:a'] });
    alertStore.add(Array.from({ length: 5 }, () => anAlert({ outputs: ['fake:a'] })));

    await run();

    await expect.poll(() => alertStore.deliveryCounts().delivered, { timeout: 20_000 }).toBe(5);
    await close();
  });
});

test('a new alert leaves at once while another output hangs', async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const quick = await serve(answering(200));
  const hanging = await serve(async (_request, response) => {
    await released;
    response.end();
  });
  const { alertStore, run, close } = processor({
    clock: { now: () => Date.now() },
    patienceMilliseconds: 20,
    listed: ['webhook:quick', 'webhook:hanging'],
    secrets: {
      credentials: async (_service, descriptor) => ({
        url: descriptor === 'quick' ? quick.url : hanging.url,
      }),
    },
  });
  const both = ['webhook:quick', 'webhook:hanging'];
  alertStore.add(Array.from({ length: 20 }, () => anAlert({ outputs: both })));
  await run();
  await expect.poll(() => quick.requests.length, { timeout: 20_000 }).toBe(20);

  const waits: number[] = [];
  for (let turn = 1; turn <= 10; turn++) {
    const began = performance.now();
    alertStore.add([anAlert({ outputs: both })]);
    await run();
    await expect
      .poll(() => quick.requests.length, { interval: 1, timeout: 20_000 })
      .toBe(20 + turn);
    waits.push(performance.now() - began);
  }
  expect(hanging.requests).toHaveLength(8);
  // Far from what the other one takes, also on a machine that is busy.
  expect(Math.max(...waits)).toBeLessThan(5_000);

  release();
  await close();
  expect(alertStore.deliveryCounts()).toMatchObject({ delivered: 60 });
});

describe('a store that does not record what was sent', () => {
  const full = () => {
    throw new StreamAlertError('STATE_UNAVAILABLE', 'the disk is full');
  };

  test('ends runs with its error; nothing is sent twice, and nothing else until it does', async () => {
    const { output, asked } = fake({});
    const store = testAlertStore();
    let isFull = true;
    const alertStore: AlertStore = {
      ...store,
      recordAttempts: (attempts, now) => (isFull ? full() : store.recordAttempts(attempts, now)),
    };
    const { run } = processor({ alertStore, outputs: [output], listed: ['fake:a', 'fake:b'] });
    store.add(Array.from({ length: 500 }, () => anAlert({ outputs: ['fake:a', 'fake:b'] })));

    await expect(run()).rejects.toThrow('the disk is full');
    const before = asked.length;
    await expect(run()).rejects.toThrow('the disk is full');
    await expect(run()).rejects.toThrow('the disk is full');
    expect(asked).toHaveLength(before);
    expect(before).toBeLessThan(300);

    isFull = false;
    expect(await run()).toMatchObject({ delivered: 1_000 });
    expect(asked).toHaveLength(1_000);
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1_000);
    expect(store.deliveryCounts()).toMatchObject({ delivered: 1_000 });
  });

  test('one attempt of many is told, and costs no other', async () => {
    const { output, asked } = fake({});
    const store = testAlertStore();
    const strange = anAlert({ outputs: ['fake:a'] });
    const alertStore: AlertStore = {
      ...store,
      recordAttempts(attempts, now) {
        if (attempts.some(({ alertId }) => alertId === strange.id)) throw new Error('no such row');
        store.recordAttempts(attempts, now);
      },
    };
    const { run } = processor({ alertStore, outputs: [output], listed: ['fake:a'] });
    store.add([strange, ...Array.from({ length: 20 }, () => anAlert({ outputs: ['fake:a'] }))]);

    await expect(run()).rejects.toThrow('no such row');
    await run();

    expect(store.deliveryCounts()).toMatchObject({ delivered: 20, waiting: 1 });
    expect(asked).toHaveLength(21);
  });
});

test('closing takes what waits, and ends although alerts keep coming', async () => {
  const store = testAlertStore();
  const { output, asked } = fake({
    a: async () => {
      if (asked.length < 100_000) store.add([anAlert({ outputs: ['fake:a'] })]);
      await new Promise((done) => setTimeout(done, 5));
      return delivered;
    },
  });
  const { close } = processor({ alertStore: store, outputs: [output], listed: ['fake:a'] });
  store.add([anAlert({ outputs: ['fake:a'] })]);

  const { delivered: count } = await close();

  expect(count).toBeGreaterThan(10);
  expect(count).toBe(asked.length);
  expect(store.deliveryCounts()).toMatchObject({ delivered: count });
}, 15_000);

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
      'waiting',
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
