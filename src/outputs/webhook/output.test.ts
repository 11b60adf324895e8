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
import { testRefusals } from '../../../testing/output-refusals.ts';
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

test('a header of its own carries the token as it is', async () => {
  const { requests } = await deliver(answering(200), { token: 't0ken', tokenHeader: 'X-Api-Key' });

  expect(requests[0]?.headers).toMatchObject({ 'x-api-key': 't0ken' });
  expect(requests[0]?.headers).not.toHaveProperty('authorization');
});

test('a template shapes the body, and what is signed is what is sent', async () => {
  const bodyTemplate = '{"text": "{{ rule_name }} by {{ record.user }}", "record": "{{ record }}"}';

  const { requests } = await deliver(answering(200), { bodyTemplate, signingKey: 'key' });

  const body = '{"text":"a_rule by ann","record":{"user":"ann"}}';
  const digest = createHmac('sha256', 'key').update(body).digest('hex');
  expect(requests).toMatchObject([
    { body, headers: { 'x-streamalert-signature': `sha256=${digest}` } },
  ]);
});

test('a template that is no JSON is told before anything is sent', async () => {
  const { outcome, requests } = await deliver(answering(200), { bodyTemplate: '{"a": {{ b }}}' });

  expect(outcome).toMatchObject({ reason: 'the stored credentials do not fit: bodyTemplate' });
  expect(requests).toEqual([]);
});

test.each([
  [{ a: 1 }, '{"a":1}'],
  [['a'], '["a"]'],
  ['text', '"text"'],
])('publishers set the body: %j', async (body, sent) => {
  const publication = { record: {}, '@webhook.body': body };

  const { requests } = await deliver(answering(200), { bodyTemplate: '{"b": 1}' }, { publication });

  expect(requests).toMatchObject([{ body: sent }]);
});

test('what is found too large is sent shorter, with the same key', async () => {
  const publication = { text: 'x'.repeat(300_000) };
  const taking: Answer = ({ body }, response) => {
    response.writeHead(body.length > 200_000 ? 413 : 200).end();
  };

  const { outcome, requests } = await deliver(taking, {}, { publication });

  expect(outcome).toEqual({ outcome: 'delivered' });
  expect(requests.map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1', 'key-1']);
  expect(requests[1]?.body).toContain('has all of it');
});

const route = 'POST /hook';
testRefusals(
  // What a receiver of one's own answers is its own business.
  [{ route, unlike: { 'a page': 'goes on' } }],
  ['CANARY', 'canary'],
  async (instead) => (await deliver(instead[route] ?? answering(500), { token: 'canary' })).outcome,
);
