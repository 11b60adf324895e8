import { createHmac } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import {
  type Answer,
  answering,
  answeringHalf,
  startTestServer,
  type TestServer,
} from '../../../testing/http-server.ts';
import { webhook } from './output.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

async function deliver(answer: Answer, credentials: object = {}, changes: object = {}) {
  server = await startTestServer(answer);
  const url = `${server.url}/hook/CANARYPATH?key=canaryquery`;
  const request = aDelivery({ credentials: { url, ...credentials }, ...changes });
  return { outcome: await webhook.deliver(request), requests: server.requests, request };
}

test('posts the publication as JSON', async () => {
  const alert = anAlert({ record: { big: 2n ** 70n } });
  const publication = { record: alert.record, '@slack.text': 'not for it' };

  const { outcome, requests } = await deliver(answering(204), {}, { alert, publication });

  expect(outcome).toEqual({ outcome: 'delivered' });
  expect(requests).toEqual([
    {
      method: 'POST',
      path: '/hook/CANARYPATH?key=canaryquery',
      headers: expect.objectContaining({
        'content-type': 'application/json',
        'idempotency-key': 'key-1',
      }),
      body: '{"record":{"big":1180591620717411303424}}',
    },
  ]);
  expect(requests[0]?.headers).not.toHaveProperty('authorization');
  expect(requests[0]?.headers).not.toHaveProperty('x-streamalert-signature');
});

test('sends the token, and signs what it sends', async () => {
  const { requests } = await deliver(answering(200), { token: 't0ken', signingKey: 'k€y' });

  const digest = createHmac('sha256', 'k€y')
    .update(requests[0]?.body ?? '')
    .digest('hex');
  expect(requests[0]?.headers).toMatchObject({
    authorization: 'Bearer t0ken',
    'x-streamalert-signature': `sha256=${digest}`,
  });
});

test.each([
  [400, false],
  [401, false],
  [403, false],
  [404, false],
  [429, true],
  [500, true],
  [503, true],
])(
  'an answer of %d that echoes every secret fails without one in the reason',
  async (status, retryable) => {
    const echo: Answer = ({ path, headers }, response) => {
      response.writeHead(status, { 'retry-after': '11' });
      response.end(`no: ${path} ${JSON.stringify(headers)}`);
    };

    const { outcome } = await deliver(echo, { token: 'canary-token', signingKey: 'canary-key' });

    expect(outcome).toEqual({
      outcome: 'failed',
      reason: expect.stringMatching(new RegExp(`^the endpoint answered ${status}: no: `)),
      retryable,
      retryAfterSeconds: 11,
    });
    expect(JSON.stringify(outcome)).not.toMatch(/canary/i);
  },
);

test('half an answer is tried again, with the same idempotency key', async () => {
  const { outcome, request } = await deliver(answeringHalf);
  await webhook.deliver(request);

  expect(outcome).toMatchObject({ outcome: 'failed', retryable: true });
  expect(server?.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([
    'key-1',
    'key-1',
  ]);
  expect(JSON.stringify(outcome)).not.toMatch(/canary/i);
});

test('a token that no header can carry is refused without being told', async () => {
  const { outcome, requests } = await deliver(answering(200), { token: 'canary\n' });

  expect(outcome).toMatchObject({ outcome: 'failed', retryable: false });
  expect(JSON.stringify(outcome)).not.toMatch(/canary/i);
  expect(requests).toEqual([]);
});
