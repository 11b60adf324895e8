import { expect, test } from 'vitest';
import { z } from 'zod';
import { aDelivery } from '../../testing/delivery.ts';
import { type DeliveryOutcome, defineOutput, secret, secretUrl } from './output.ts';

const url = 'https://hooks.example/services/T0CANARY1/b?key=canary-key';
const token = 'canary token/+"é';

const answering = (deliver: () => Promise<DeliveryOutcome>) =>
  defineOutput({
    service: 'test',
    summary: 'For tests',
    protocol: 'none',
    documentation: null,
    repetition: null,
    limits: null,
    fields: z.object({}),
    shape: 'list',
    credentials: z.object({
      url: secretUrl('where'),
      token: secret('what').optional(),
      room: z.string().optional().describe('no secret'),
    }),
    uses: [],
    defaultPublication: () => ({}),
    deliver,
  });

const failing = (reason: string) =>
  answering(async () => ({ outcome: 'failed', reason, retryable: false }));

test.each([
  [undefined, 'no credentials are stored; needed: url'],
  [{}, 'the stored credentials do not fit: url'],
  [{ url: 'canary', token: 7 }, 'the stored credentials do not fit: url, token'],
  [{ url: 'ftp://canary' }, 'the stored credentials do not fit: url'],
])('credentials that do not fit keep the alert waiting: %j', async (credentials, reason) => {
  const outcome = await failing('never asked').deliver(aDelivery({ credentials }));

  expect(outcome).toEqual({ outcome: 'failed', reason, retryable: true });
});

test('what an output throws is a failed delivery', async () => {
  const output = answering(() => Promise.reject(new TypeError(`fetch of ${url} failed`)));

  expect(await output.deliver(aDelivery({ credentials: { url } }))).toEqual({
    outcome: 'failed',
    reason: 'TypeError: fetch of ••• failed',
    retryable: true,
  });
});

test.each([
  url,
  encodeURIComponent(url),
  '/services/T0CANARY1/b',
  'T0CANARY1',
  'canary-key',
  token,
  JSON.stringify({ token }),
  encodeURIComponent(token),
  Buffer.from(token).toString('base64'),
])('a secret that is echoed does not get into the reason: %s', async (echo) => {
  const output = failing(`the endpoint answered 400: got ${echo}, in the room of ann`);

  const outcome = await output.deliver(aDelivery({ credentials: { url, token, room: 'ann' } }));

  expect(JSON.stringify(outcome)).not.toMatch(/canary/i);
  expect(outcome).toMatchObject({ reason: expect.stringContaining('in the room of ann') });
});

test('what a destination calls the alert carries no secret and is no essay', async () => {
  const output = answering(async () => ({
    outcome: 'delivered',
    reference: { id: 'i-1', echoed: `sent by ${token}`, long: 'x'.repeat(900), number: 7 },
  }));

  expect(await output.deliver(aDelivery({ credentials: { url, token } }))).toEqual({
    outcome: 'delivered',
    reference: { id: 'i-1', echoed: 'sent by •••', long: 'x'.repeat(500), number: 7 },
  });
});

test.each([
  ['one\ntwo', 'one'],
  ['a\u001b[2Jb\u0000c', 'a [2Jb c'],
  ['x'.repeat(400), `${'x'.repeat(300)}…`],
])('a reason is one line that a terminal can show: %j', async (reason, shown) => {
  expect(await failing(reason).deliver(aDelivery({ credentials: { url } }))).toMatchObject({
    reason: shown,
  });
});

test('a secret does not get into the reason by being cut in two', async () => {
  for (let before = 280; before < 300; before++) {
    const outcome = await failing('x'.repeat(before) + token).deliver(
      aDelivery({ credentials: { url, token } }),
    );
    expect(JSON.stringify(outcome)).not.toContain('can');
  }
});
