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

async function start(accept: AcceptBody = async () => ({ outcome: 'accepted', delivery: '1:0' })) {
  const app = httpInput({
    sources: ['okta', 'sample'],
    token: 'correct-token',
    accept,
    status: () => ({ records: 7 }),
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
  });

  await expect(serveLocally(app, port)).rejects.toMatchObject({
    code: 'PORT_IN_USE',
    message: `port ${port} is in use by another program`,
    hint: expect.stringContaining('--port'),
  });
});
