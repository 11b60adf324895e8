import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { type AcceptBody, httpInput } from './http-input.ts';
import { type RunningServer, serveLocally } from './serve.ts';

let server: RunningServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const authorization = { authorization: 'Bearer correct-token' };

const notices: string[] = [];
const clock = { now: () => 1_774_000_000_000 };

async function start(accept: AcceptBody = async () => ({ outcome: 'accepted', delivery: '1:0' })) {
  notices.length = 0;
  const app = httpInput({
    sources: ['okta', 'sample'],
    token: 'correct-token',
    accept,
    status: () => ({ records: 7 }),
    clock,
    notice: (line) => notices.push(line),
  });
  server = await serveLocally(app, 0);
  return server.url;
}

test('a body is taken for a source of the configuration', async () => {
  const taken: string[] = [];
  const url = await start(async (resource, body) => {
    taken.push(`${resource}:${Buffer.from(body).toString()}`);
    return { outcome: 'accepted', delivery: '1:0' };
  });

  const answer = await fetch(`${url}/ingest/okta`, {
    method: 'POST',
    headers: authorization,
    body: '{"a":1}\n',
  });

  expect(answer.status).toBe(202);
  expect(await answer.json()).toEqual({ delivery: '1:0', bytes: 8 });
  expect(taken).toEqual(['okta:{"a":1}\n']);
});

test('a gzip body is unpacked', async () => {
  const taken: string[] = [];
  const url = await start(async (_, body) => {
    taken.push(Buffer.from(body).toString());
    return { outcome: 'accepted', delivery: '1:0' };
  });

  await fetch(`${url}/ingest/okta`, {
    method: 'POST',
    headers: { ...authorization, 'content-encoding': 'gzip' },
    body: gzipSync('one line'),
  });

  expect(taken).toEqual(['one line']);
});

test.each([
  ['without a token', {}, 'okta', 'x', 401],
  ['with another token', { authorization: 'Bearer wrong-token!!' }, 'okta', 'x', 401],
  ['for a source that does not exist', authorization, 'nobody', 'x', 404],
  ['that is empty', authorization, 'okta', '', 400],
  ['of an unknown encoding', { ...authorization, 'content-encoding': 'br' }, 'okta', 'x', 415],
  ['of damaged gzip', { ...authorization, 'content-encoding': 'gzip' }, 'okta', 'x', 400],
])('a body %s is refused', async (_, headers, source, body, status) => {
  const url = await start();

  const answer = await fetch(`${url}/ingest/${source}`, { method: 'POST', headers, body });

  expect(answer.status).toBe(status);
  expect(await answer.json()).toHaveProperty('error');
});

test('a full buffer asks the sender to come again', async () => {
  const url = await start(async () => ({ outcome: 'full', retryAfterSeconds: 5 }));

  const answer = await fetch(`${url}/ingest/okta`, {
    method: 'POST',
    headers: authorization,
    body: 'x',
  });

  expect(answer.status).toBe(429);
  expect(answer.headers.get('retry-after')).toBe('5');
});

test('a disk that takes no more is told to the sender, who keeps the data', async () => {
  const url = await start(async () => {
    throw new Error('no space left');
  });

  const answer = await fetch(`${url}/ingest/okta`, {
    method: 'POST',
    headers: authorization,
    body: 'x',
  });

  expect(answer.status).toBe(503);
});

test('a port that is taken is named, with what to do', async () => {
  const url = await start();
  const port = Number(new URL(url).port);
  const app = httpInput({
    sources: [],
    token: 't',
    accept: async () => ({ outcome: 'accepted', delivery: '' }),
    status: () => ({}),
    clock,
    notice: () => {},
  });

  await expect(serveLocally(app, port)).rejects.toMatchObject({
    code: 'PORT_IN_USE',
    message: `port ${port} is in use by another program`,
    hint: expect.stringContaining('--port'),
  });
});

const delivery = JSON.stringify({
  requestId: 'r-1',
  timestamp: 1578090901599,
  records: [{ data: Buffer.from('{"a":1}').toString('base64') }],
});

const fromFirehose = (
  body: string | Buffer<ArrayBuffer>,
  headers: Record<string, string> = {},
) => ({
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    'x-amz-firehose-protocol-version': '1.0',
    'x-amz-firehose-request-id': 'r-1',
    'x-amz-firehose-access-key': 'correct-token',
    ...headers,
  },
  body,
});

test('a delivery of Firehose is kept before it is answered, as Firehose wants it', async () => {
  const taken: string[] = [];
  const url = await start(async (resource, body) => {
    taken.push(`${resource}:${Buffer.from(body).toString()}`);
    return { outcome: 'accepted', delivery: '1:0' };
  });

  const answer = await fetch(`${url}/ingest/firehose/okta`, fromFirehose(delivery));

  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(await answer.json()).toEqual({ requestId: 'r-1', timestamp: clock.now() });
  expect(taken).toEqual([`okta:${delivery}`]);
});

test('a delivery of Firehose may be packed, and one that comes again is not kept twice', async () => {
  let count = 0;
  const url = await start(async () => {
    count++;
    return { outcome: 'accepted', delivery: '1:0' };
  });
  const packed = fromFirehose(gzipSync(delivery), { 'content-encoding': 'gzip' });

  const first = await fetch(`${url}/ingest/firehose/okta`, packed);
  const again = await fetch(`${url}/ingest/firehose/okta`, packed);
  const other = await fetch(`${url}/ingest/firehose/sample`, packed);

  expect([first.status, again.status, other.status]).toEqual([200, 200, 200]);
  expect(count).toBe(2);
});

test.each([
  [
    'with another access key',
    { 'x-amz-firehose-access-key': 'wrong-token!!' },
    'okta',
    delivery,
    401,
  ],
  ['for a source that does not exist', {}, 'nobody', delivery, 404],
  ['that is none', {}, 'okta', '{"a":1}', 400],
  ['that is empty', {}, 'okta', '', 400],
  ['of damaged gzip', { 'content-encoding': 'gzip' }, 'okta', delivery, 400],
])(
  'a delivery of Firehose %s is refused in its format',
  async (_, headers, source, body, status) => {
    const url = await start();

    const answer = await fetch(`${url}/ingest/firehose/${source}`, fromFirehose(body, headers));

    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({
      requestId: 'r-1',
      timestamp: clock.now(),
      errorMessage: expect.stringMatching(/\w/),
    });
  },
);

test('Firehose keeps what a full buffer or a full disk does not take', async () => {
  const answers: Awaited<ReturnType<AcceptBody>>[] = [{ outcome: 'full', retryAfterSeconds: 5 }];
  const url = await start(async () => {
    const answer = answers.pop();
    if (answer === undefined) throw new Error('no space left');
    return answer;
  });

  const full = await fetch(`${url}/ingest/firehose/okta`, fromFirehose(delivery));
  const broken = await fetch(`${url}/ingest/firehose/okta`, fromFirehose(delivery));

  expect([full.status, broken.status]).toEqual([429, 503]);
  expect(await broken.json()).toHaveProperty('errorMessage', 'Error: no space left');
});

const message = JSON.stringify({
  Type: 'Notification',
  MessageId: 'm-1',
  TopicArn: 'arn:aws:sns:eu-west-1:111122223333:topic-a',
  Message: '{"k":1}',
  Timestamp: '2026-03-14T11:42:00.000Z',
});
const basic = `Basic ${Buffer.from('streamalert:correct-token').toString('base64')}`;
const fromSns = (type: string, body: string, credentials = basic) => ({
  method: 'POST',
  headers: {
    authorization: credentials,
    'x-amz-sns-message-type': type,
    'content-type': 'text/plain',
  },
  body,
});

test('a message of SNS is taken with the token as its password', async () => {
  const taken: string[] = [];
  const url = await start(async (resource, body) => {
    taken.push(`${resource}:${Buffer.from(body).toString()}`);
    return { outcome: 'accepted', delivery: '1:0' };
  });

  const answer = await fetch(`${url}/ingest/sns/okta`, fromSns('Notification', message));

  expect(answer.status).toBe(200);
  expect(taken).toEqual([`okta:${message}`]);
});

test('SNS is asked for the password, which no other address takes', async () => {
  const url = await start();

  const asked = await fetch(`${url}/ingest/sns/okta`, fromSns('Notification', message, ''));
  const elsewhere = await fetch(`${url}/ingest/okta`, fromSns('Notification', message));

  expect(asked.status).toBe(401);
  expect(asked.headers.get('www-authenticate')).toContain('Basic');
  expect(elsewhere.status).toBe(401);
});

test('a subscription is shown to the operator and not confirmed', async () => {
  const url = await start();
  const address =
    'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-west-1:111122223333:a&Token=23';

  const answer = await fetch(
    `${url}/ingest/sns/okta`,
    fromSns('SubscriptionConfirmation', JSON.stringify({ SubscribeURL: address })),
  );

  expect(answer.status).toBe(200);
  expect(notices).toEqual([expect.stringContaining(address)]);
});

test.each([
  'http://127.0.0.1:8080/status',
  'https://sns.eu-west-1.amazonaws.com.example.com/?Action=ConfirmSubscription',
  'https://sns.eu-west-1.amazonaws.com/?a=\u001b[2J',
])('a subscription at %s is refused and not shown', async (address) => {
  const url = await start();

  const answer = await fetch(
    `${url}/ingest/sns/okta`,
    fromSns('SubscriptionConfirmation', JSON.stringify({ SubscribeURL: address })),
  );

  expect(answer.status).toBe(400);
  expect(notices).toEqual([]);
});
