import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { aMergedAlert, anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import {
  type Answer,
  answering,
  answeringHalf,
  type ReceivedRequest,
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
  expect(requests[0]?.headers).not.toHaveProperty('webhook-signature');
});

const signatureOf = ({ headers, body }: ReceivedRequest, key: string): string => {
  const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.');
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
};

test('sends the token, and signs what it sends with its id and the instant', async () => {
  const before = Math.floor(Date.now() / 1000);

  const { requests } = await deliver(answering(200), { token: 't0ken', signingKey: 'k€y' });

  const [sent] = requests;
  expect(sent?.headers).toMatchObject({
    authorization: 'Bearer t0ken',
    'webhook-id': 'key-1',
    'webhook-signature': sent && signatureOf(sent, 'k€y'),
  });
  const seconds = Number(sent?.headers['webhook-timestamp']);
  expect(seconds).toBeGreaterThanOrEqual(before);
  expect(seconds).toBeLessThanOrEqual(Math.ceil(Date.now() / 1000));
});

test('while receivers change to a new key the old one signs as well', async () => {
  const { requests } = await deliver(answering(200), {
    signingKey: 'new',
    previousSigningKey: 'old',
  });

  const [sent] = requests;
  expect(sent?.headers['webhook-signature']).toBe(
    sent && `${signatureOf(sent, 'new')} ${signatureOf(sent, 'old')}`,
  );
});

test('a header without a token is told before anything is sent', async () => {
  const { outcome, requests } = await deliver(answering(200), { tokenHeader: 'X-Api-Key' });

  expect(outcome).toMatchObject({
    reason: 'the stored credentials do not fit: token (tokenHeader is of no use without token)',
    retryable: true,
  });
  expect(requests).toEqual([]);
});

test('a signing key that cannot be read is told before anything is sent', async () => {
  const { outcome, requests } = await deliver(answering(200), { signingKey: 'whsec_ canary' });

  expect(outcome).toMatchObject({
    reason:
      'the stored credentials do not fit: signingKey (write base64 of 24 to 64 bytes after whsec_)',
  });
  expect(requests).toEqual([]);
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

  const [sent] = requests;
  expect(sent?.body).toBe('{"text":"a_rule by ann","record":{"user":"ann"}}');
  expect(sent?.headers['webhook-signature']).toBe(sent && signatureOf(sent, 'key'));
});

test('a template that is no JSON is told before anything is sent', async () => {
  const { outcome, requests } = await deliver(answering(200), { bodyTemplate: '{"a": {{ b }}}' });

  expect(outcome).toMatchObject({
    reason: 'the stored credentials do not fit: bodyTemplate (write JSON)',
  });
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

describe('what becomes of an alert', () => {
  async function told(
    action: 'deliver' | 'acknowledge' | 'resolve',
    credentials: object = {},
    changes: object = {},
  ) {
    server = await startTestServer(answering(200));
    const delivery = aDelivery({ credentials: { url: `${server.url}/hook`, ...credentials } });
    const request = {
      ...delivery,
      reference: { alert: 'a1' },
      by: 'ann',
      note: 'on it',
      ...changes,
    };
    const outcome = await webhook[action]?.(request);
    return {
      outcome,
      requests: server.requests,
      bodies: server.requests.map(({ body }) => JSON.parse(body)),
    };
  }

  test('is not told to a receiver that asked for nothing but alerts', async () => {
    expect(webhook.update).toBeUndefined();
    for (const action of ['acknowledge', 'resolve'] as const) {
      const { outcome, requests } = await told(action);
      expect(outcome).toEqual({ outcome: 'delivered' });
      expect(requests).toEqual([]);
      await server?.close();
    }
    const { outcome, requests, bodies } = await told('deliver', { events: 'alerts' });
    expect(outcome).toEqual({ outcome: 'delivered' });
    expect(bodies[0]).not.toHaveProperty('event');
    expect(requests[0]?.headers).not.toHaveProperty('x-streamalert-event');
  });

  test.each([
    ['acknowledge', 'alert.acknowledged'],
    ['resolve', 'alert.resolved'],
  ] as const)('%s is an event with who and why', async (action, event) => {
    const { outcome, requests, bodies } = await told(action, { events: 'all' });

    expect(outcome).toEqual({ outcome: 'delivered', reference: { alert: 'a1' } });
    expect(bodies).toEqual([
      { event, by: 'ann', note: 'on it', alert: expect.objectContaining({ rule_name: 'a_rule' }) },
    ]);
    expect(requests[0]?.headers['x-streamalert-event']).toBe(event);
  });

  test('begins with an alert that is created', async () => {
    const alert = anAlert({ id: 'a1' });

    const { outcome, bodies } = await told('deliver', { events: 'all' }, { alert });

    expect(outcome).toEqual({ outcome: 'delivered', reference: { alert: 'a1' } });
    expect(bodies).toMatchObject([{ event: 'alert.created' }]);
  });

  test('that was merged into one that was sent is an update of that', async () => {
    const { bodies } = await told('deliver', { events: 'all' }, { alert: aMergedAlert() });

    expect(bodies).toMatchObject([{ event: 'alert.updated', first_id: 'alert-0' }]);
  });

  test('that was merged before anything was sent is an alert that is created', async () => {
    const group = { firstId: 'alert-0', count: 12, isFirstSent: false, isOpen: false };

    const { bodies } = await told('deliver', { events: 'all' }, { alert: aMergedAlert({ group }) });

    expect(bodies).toMatchObject([{ event: 'alert.created', first_id: 'alert-0' }]);
  });

  test('keeps what a publisher has under the same names', async () => {
    const publication = { event: 'login', by: 'bob', note: 'x', alert: 1, first_id: 2 };

    const { bodies } = await told('resolve', { events: 'all' }, { publication });

    expect(bodies).toEqual([
      { event: 'alert.resolved', by: 'ann', note: 'on it', alert: publication },
    ]);
  });

  test.each([{ text: 'Root signed in' }, 'Root signed in'])(
    'is an event also where a publisher set the body of the alert: %j',
    async (body) => {
      const publication = { record: {}, '@webhook.body': body };

      for (const action of ['acknowledge', 'resolve'] as const) {
        const { bodies } = await told(action, { events: 'all' }, { publication });
        expect(bodies).toEqual([
          { event: `alert.${action}d`, by: 'ann', note: 'on it', alert: { record: {} } },
        ]);
        await server?.close();
      }
      const { bodies } = await told('deliver', { events: 'all' }, { publication });
      expect(bodies).toEqual([body]);
    },
  );

  test('can be put into a template', async () => {
    const bodyTemplate =
      '{"text": "{{ event }} by {{ by }}: {{ note }}", "user": "{{ alert.record.user }}"}';

    const { bodies } = await told('resolve', { events: 'all', bodyTemplate });

    expect(bodies).toEqual([{ text: 'alert.resolved by ann: on it', user: 'ann' }]);
  });
});

const route = 'POST /hook';
testRefusals(
  // What a receiver of one's own answers is its own business.
  [{ route, unlike: { 'a page': 'goes on' } }],
  ['CANARY', 'canary'],
  async (instead) => (await deliver(instead[route] ?? answering(500), { token: 'canary' })).outcome,
);
