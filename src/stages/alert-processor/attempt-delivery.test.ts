import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { anAlert } from '../../../testing/alert-builder.ts';
import { testOutputPorts } from '../../../testing/delivery.ts';
import type { JsonObject } from '../../domain/json.ts';
import { type DeliveryOutcome, defineOutput, type Output } from '../../outputs/output.ts';
import type { Lifecycle } from '../../ports/alert-lifecycle.ts';
import type { DeliveryStatus } from '../../ports/alert-store.ts';
import { firstDelivery, senderTo } from './attempt-delivery.ts';

const delivered: DeliveryOutcome = { outcome: 'delivered' };
const refused: DeliveryOutcome = { outcome: 'failed', reason: 'answered 404', retryable: false };
const broken: DeliveryOutcome = { outcome: 'failed', reason: 'answered 503', retryable: true };
const resolved: Lifecycle = { state: 'resolved', by: 'ann', note: 'a drill', at: 5 };
const alert = anAlert({ id: 'alert-1', outputs: ['fake:a'] });
const reference = { id: '17' };

interface Asked {
  readonly method: string;
  readonly key: string;
  readonly reference?: JsonObject;
  readonly by?: string;
  readonly note?: string | null;
}

type Answers = Partial<Record<'deliver' | 'update' | 'acknowledge' | 'resolve', DeliveryOutcome>>;

function fake(answers: Answers) {
  const asked: Asked[] = [];
  const answering =
    (method: keyof Answers) =>
    async ({ idempotencyKey: key, ...more }: { idempotencyKey: string } & Partial<Asked>) => {
      const { reference: sentAs, by, note } = more;
      asked.push({
        method,
        key,
        ...(sentAs && { reference: sentAs }),
        ...(by !== undefined && { by }),
        ...(note !== undefined && { note }),
      });
      return answers[method] ?? delivered;
    };
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
    deliver: answering('deliver'),
    ...(answers.update && { update: answering('update') }),
    ...(answers.acknowledge && { acknowledge: answering('acknowledge') }),
    ...(answers.resolve && { resolve: answering('resolve') }),
  });
  return { output, asked };
}

function attempt(
  output: Output,
  status: Partial<DeliveryStatus>,
  more: { readonly sentAs?: JsonObject | null; readonly lifecycle?: Lifecycle | null } = {},
) {
  const refusals: string[] = [];
  const sender = senderTo('fake:a', {
    outputs: [output],
    destinations: [{ service: 'fake', descriptor: 'a', resource: null }],
    publishers: [],
    secrets: {
      credentials: async () => undefined,
      refused: (service, descriptor) => refusals.push(`${service}:${descriptor}`),
    },
    outputPorts: testOutputPorts().ports,
  });
  const first = firstDelivery(alert, 'fake:a');
  return sender
    .attempt({ ...first, ...more, status: { ...first.status, ...status } })
    .then((made) => ({ ...made, refusals }));
}

test('an alert that was not sent is delivered', async () => {
  const { output, asked } = fake({ update: delivered });

  expect(await attempt(output, {})).toMatchObject({ outcome: delivered, isAboutOutput: true });
  expect(asked).toEqual([{ method: 'deliver', key: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
});

describe('what was merged into an alert that was sent', () => {
  test('is told by an update, with a key of its own for each revision', async () => {
    const { output, asked } = fake({ update: delivered });
    await attempt(output, { revision: 0 });
    for (const revision of [1, 1, 2]) await attempt(output, { revision }, { sentAs: reference });

    expect(asked.map(({ method }) => method)).toEqual(['deliver', 'update', 'update', 'update']);
    expect(asked[1]).toMatchObject({ reference });
    const keys = asked.map(({ key }) => key);
    expect(keys[1]).toBe(keys[2]);
    expect(new Set(keys).size).toBe(3);
  });

  test('is delivered where the output has no updates', async () => {
    const { output, asked } = fake({});
    await attempt(output, { revision: 1 }, { sentAs: reference });

    expect(asked).toMatchObject([{ method: 'deliver' }]);
  });

  test('is delivered where the message is gone', async () => {
    const { output, asked } = fake({ update: refused });

    expect(await attempt(output, { revision: 1 }, { sentAs: reference })).toMatchObject({
      outcome: delivered,
    });
    expect(asked.map(({ method }) => method)).toEqual(['update', 'deliver']);
  });

  test('waits where the update may succeed later', async () => {
    const { output, asked } = fake({ update: broken });

    expect(await attempt(output, { revision: 1 }, { sentAs: reference })).toMatchObject({
      outcome: broken,
    });
    expect(asked).toHaveLength(1);
  });
});

describe('an alert that somebody has settled', () => {
  test.each(['acknowledge', 'resolve'] as const)(
    'is settled at the output as well: %s',
    async (action) => {
      const { output, asked } = fake({ acknowledge: delivered, resolve: delivered });
      const settled = { sentAs: reference, lifecycle: resolved };

      expect(await attempt(output, { action }, settled)).toMatchObject({ outcome: delivered });
      await attempt(output, { action: 'deliver' });
      expect(asked[0]).toMatchObject({ method: action, reference, by: 'ann', note: 'a drill' });
      expect(asked[0]?.key).not.toBe(asked[1]?.key);
    },
  );

  test('and is settled again is told so with another key, each attempt at it with the same', async () => {
    const { output, asked } = fake({ acknowledge: delivered });
    const settled = { sentAs: reference, lifecycle: resolved };
    for (const revision of [0, 1, 1, 2]) {
      await attempt(output, { action: 'acknowledge', revision }, settled);
    }

    const keys = asked.map(({ key }) => key);
    expect(keys[1]).toBe(keys[2]);
    expect(new Set(keys).size).toBe(3);
  });

  test.each([
    ['that has no such thing', {}, { sentAs: reference, lifecycle: resolved }, /cannot resolve/],
    ['that gave it no name', { resolve: delivered }, { lifecycle: resolved }, /has given no name/],
    ['that nobody has settled', { resolve: delivered }, { sentAs: reference }, /nobody/],
  ] as const)(
    'is given up at an output %s, which says nothing about the output',
    async (_n, answers, more, reason) => {
      const { output, asked } = fake(answers);

      expect(await attempt(output, { action: 'resolve' }, more)).toMatchObject({
        outcome: { outcome: 'failed', retryable: false, reason: expect.stringMatching(reason) },
        isAboutOutput: false,
      });
      expect(asked).toEqual([]);
    },
  );

  test('and whose ticket is gone says nothing about the output', async () => {
    const settled = { sentAs: reference, lifecycle: resolved };
    const gone = await attempt(fake({ resolve: refused }).output, { action: 'resolve' }, settled);
    const down = await attempt(fake({ resolve: broken }).output, { action: 'resolve' }, settled);

    expect([gone.isAboutOutput, down.isAboutOutput]).toEqual([false, true]);
  });
});

test('an attempt that comes to no end is ended, and says something about the output', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { output } = fake({});
  const made = attempt({ ...output, deliver: () => new Promise(() => undefined) }, {});
  await vi.advanceTimersByTimeAsync(300_000);

  expect(await made).toMatchObject({
    outcome: { reason: 'came to no end in 300 s', retryable: true },
    isAboutOutput: true,
  });
});

test('a final refusal has the credentials looked up again', async () => {
  const aboutAlert: DeliveryOutcome = { ...refused, isAboutAlert: true };
  const made = [refused, broken, aboutAlert, delivered].map((deliver) =>
    attempt(fake({ deliver }).output, {}),
  );

  const refusals = (await Promise.all(made)).map((each) => each.refusals);
  expect(refusals).toEqual([['fake:a'], [], [], []]);
});
