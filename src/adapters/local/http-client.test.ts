import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type Answer,
  answering,
  answeringHalf,
  neverAnswering,
  startTestServer,
  type TestServer,
} from '../../../testing/http-server.ts';
import { testCertificate } from '../../../testing/test-certificate.ts';
import { localHttpClient } from './http-client.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function serve(
  answer: Answer,
  options: { readonly tls?: boolean } = {},
): Promise<TestServer> {
  const server = await startTestServer(answer, options);
  closing.push(server.close);
  return server;
}

const client = localHttpClient({ allowHosts: ['127.0.0.1', 'localhost'] });
const secret = '/services/T0CANARY/B0CANARY?key=canary';
const failed = (reason: RegExp, retryable = true) => ({
  outcome: 'failed',
  reason: expect.stringMatching(reason),
  retryable,
});

describe('an answer', () => {
  test.each([200, 204, 400, 401, 403, 404, 429, 500, 503])(
    'of status %d is given back',
    async (status) => {
      const { url } = await serve(
        answering(status, { 'Retry-After': '7' }, status === 204 ? '' : 'told'),
      );

      expect(await client.get(url + secret)).toEqual({
        outcome: 'answered',
        status,
        headers: expect.objectContaining({ 'retry-after': '7' }),
        body: status === 204 ? '' : 'told',
      });
    },
  );

  test('that is huge is cut, and the rest is not waited for', async () => {
    const piece = Buffer.alloc(64 * 1024, 'x');
    const { url } = await serve(async (_request, response) => {
      response.writeHead(200);
      while (!response.destroyed) await new Promise((resolve) => response.write(piece, resolve));
    });

    const response = await client.get(url);

    expect(response).toMatchObject({ outcome: 'answered', status: 200 });
    expect(response.outcome === 'answered' && response.body.length).toBe(1024 * 1024);
  });
});

test('an answer is taken as far as the request wants it, and it is said that there is more', async () => {
  const { url } = await serve(answering(200, {}, 'x'.repeat(3 * 1024 * 1024)));

  const whole = await client.get(url, { bodyBytesMax: 3 * 1024 * 1024 });
  expect(whole.outcome === 'answered' && [whole.body.length, whole.isCut]).toEqual([
    3 * 1024 * 1024,
    undefined,
  ]);
  const cut = await client.get(url, { bodyBytesMax: 1000 });
  expect(cut.outcome === 'answered' && [cut.body.length, cut.isCut]).toEqual([1000, true]);
});

describe('a request', () => {
  test('carries JSON with integers of any size', async () => {
    const { url, requests } = await serve(answering(200));

    await client.post(`${url}/hook?a=b`, {
      json: { name: 'é', big: 2n ** 70n },
      headers: { 'x-id': '1' },
    });

    expect(requests).toMatchObject([
      {
        method: 'POST',
        path: '/hook?a=b',
        headers: { 'content-type': 'application/json', 'x-id': '1', 'content-length': '42' },
        body: '{"name":"é","big":1180591620717411303424}',
      },
    ]);
  });

  test('carries text as it is', async () => {
    const { url, requests } = await serve(answering(200));

    await client.post(url, { body: 'a=b', headers: { 'content-type': 'text/plain' } });

    expect(requests).toMatchObject([{ body: 'a=b', headers: { 'content-type': 'text/plain' } }]);
  });

  test('uses the connection of the one before it, and leaves nothing behind on it', async () => {
    const { url } = await serve(({ path }, response) => {
      response.end(`${path} from ${response.socket?.remotePort}`);
    });
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);

    const ports = new Set<string>();
    for (let times = 0; times < 15; times++) {
      const response = await client.post(`${url}/x`, { json: {} });
      ports.add(response.outcome === 'answered' ? response.body : response.reason);
    }
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);

    expect(ports.size).toBe(1);
    expect(warnings).toEqual([]);
  });

  test('that HTTP has no way to write is refused for good, without being quoted', async () => {
    const headers = { authorization: 'Bearer canary\r\nx: y' };

    const response = await client.post('http://127.0.0.1:1/', { headers });

    expect(response).toEqual(failed(/characters that HTTP does not allow/, false));
    expect(JSON.stringify(response)).not.toContain('canary');
  });

  test.each(['', 'canary', 'https://', 'https://exa mple/canary'])(
    'to "%s" is refused for good',
    async (url) => {
      const response = await client.post(url, {});

      expect(response).toEqual(failed(/no URL/, false));
      expect(JSON.stringify(response)).not.toContain('canary');
    },
  );

  test.each(['file:///etc/passwd', 'ftp://example.com/', 'data:text/plain,x'])(
    'to %s is refused',
    async (url) => {
      expect(await client.get(url)).toEqual(failed(/only https:/));
    },
  );
});

describe('a failure tells what happened, and no more of the address than the host', () => {
  const rawServer = async (answer: string): Promise<string> => {
    const server: Server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => server.close(() => resolve())));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  };

  test('connection refused', async () => {
    const { url, close } = await startTestServer(answering(200));
    await close();

    const response = await client.post(url + secret, { json: {} });

    expect(response).toEqual(failed(/^127\.0\.0\.1:\d+ refused the connection$/));
  });

  test('no such name', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('canary'), { code: 'ENOTFOUND' }));
    const unresolving = localHttpClient({ allowHosts: [], resolve });

    expect(await unresolving.get(`https://nowhere.example${secret}`)).toEqual(
      failed(/^nowhere\.example has no address/),
    );
  });

  test('a name without addresses', async () => {
    const unresolving = localHttpClient({ allowHosts: [], resolve: () => Promise.resolve([]) });

    expect(await unresolving.get('https://nowhere.example/')).toEqual(failed(/has no address/));
  });

  test('half a response', async () => {
    const { url } = await serve(answeringHalf);

    const response = await client.post(url + secret, { json: {} });

    expect(response).toEqual(
      failed(/^127\.0\.0\.1:\d+ closed the connection before the answer was/),
    );
  });

  test('a connection closed without an answer', async () => {
    const { url } = await serve((_request, response) => void response.destroy());

    expect(await client.get(url + secret)).toEqual(failed(/closed the connection/));
  });

  test('something that is not HTTP', async () => {
    const response = await client.get((await rawServer('canary\r\n\r\n')) + secret);

    expect(response).toEqual(failed(/answered what is not HTTP/));
    expect(JSON.stringify(response)).not.toContain('canary');
  });

  test('silence before the answer', async () => {
    const { url } = await serve(neverAnswering);

    const response = await client.post(url + secret, { json: {}, timeoutSeconds: 0.05 });

    expect(response).toEqual(failed(/^127\.0\.0\.1:\d+ did not answer in time$/));
  });

  test('silence in the middle of the answer', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('12345');
    });

    expect(await client.get(url, { timeoutSeconds: 0.05 })).toEqual(
      failed(/did not answer in time/),
    );
  });

  test('a slow look-up', async () => {
    const slow = localHttpClient({ allowHosts: [], resolve: () => new Promise(() => undefined) });

    const response = await slow.get(`https://slow.example${secret}`, { timeoutSeconds: 0.05 });

    expect(response).toEqual(failed(/^slow\.example did not answer in time$/));
  });

  test('a self-signed certificate', async () => {
    const { url, requests } = await serve(answering(200), { tls: true });

    const response = await client.post(url + secret, { json: {} });

    expect(response).toEqual(failed(/^localhost:\d+ has a TLS certificate that is not trusted/));
    expect(requests).toEqual([]);
  });

  test('a certificate for another name', async () => {
    const { url } = await serve(answering(200), { tls: true });
    const trusting = localHttpClient({
      allowHosts: ['other.example'],
      certificateAuthorities: [testCertificate],
      resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    });

    const response = await trusting.get(url.replace('localhost', 'other.example'));

    expect(response).toEqual(failed(/has a TLS certificate for another name/));
  });

  test('a server that speaks no TLS', async () => {
    const { url } = await serve(answering(200));

    expect(await client.get(url.replace('http:', 'https:') + secret)).toEqual(
      failed(/failed in TLS/),
    );
  });

  test('the network switch that turns verification off does not', async () => {
    const { url } = await serve(answering(200), { tls: true });
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect(await client.get(url)).toEqual(failed(/not trusted/));
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
  });
});

test('the certificate of a private authority can be trusted', async () => {
  const { url } = await serve(answering(200, {}, 'in private'), { tls: true });
  const trusting = localHttpClient({
    allowHosts: ['localhost'],
    certificateAuthorities: [testCertificate],
  });

  expect(await trusting.get(url)).toMatchObject({ status: 200, body: 'in private' });
});

describe('a redirect', () => {
  test('to another host is not followed', async () => {
    const other = await serve(answering(200));
    const { url } = await serve(answering(307, { location: `${other.url}/stolen` }));

    const response = await client.post(url + secret, { json: { a: 1 } });

    expect(response).toEqual(failed(/^127\.0\.0\.1:\d+ redirects to another host, which is not/));
    expect(other.requests).toEqual([]);
  });

  test.each(['https://169.254.169.254/latest', 'http://localhost/x', 'file:///etc/passwd'])(
    'to %s is not followed',
    async (location) => {
      const { url } = await serve(answering(302, { location }));

      expect(await client.get(url)).toEqual(failed(/another host/));
    },
  );

  test.each([307, 308])('of status %d on the same host takes the request along', async (status) => {
    const { url, requests } = await serve(({ path }, response) => {
      if (path === '/new') response.end('there');
      else response.writeHead(status, { location: '/new' }).end();
    });

    expect(await client.post(`${url}/old`, { json: { a: 1 } })).toMatchObject({ body: 'there' });
    expect(requests).toMatchObject([
      { path: '/old' },
      { method: 'POST', path: '/new', body: '{"a":1}' },
    ]);
  });

  test.each([301, 302, 303])('of status %d does not turn a POST into a GET', async (status) => {
    const { url, requests } = await serve(answering(status, { location: '/login' }));

    expect(await client.post(url, { json: {} })).toEqual(failed(/instead of taking the request/));
    expect(requests).toHaveLength(1);
  });

  test.each([{}, { location: 'http://' }])('to nowhere (%j) is the answer', async (headers) => {
    const { url } = await serve(answering(302, headers));

    expect(await client.get(url)).toMatchObject({ outcome: 'answered', status: 302 });
  });

  test('in a circle ends', async () => {
    const { url, requests } = await serve(answering(302, { location: '/again' }));

    expect(await client.get(url)).toEqual(failed(/more than 5 times/));
    expect(requests).toHaveLength(6);
  });
});

describe('addresses that are not of the internet', () => {
  const guarded = localHttpClient({ allowHosts: [] });

  test.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://localhost/',
  ])('are refused: %s', async (url) => {
    expect(await guarded.get(url)).toEqual(
      failed(/has a private address, which is refused unless/),
    );
  });

  test('are refused when a name leads to them, at the moment of connecting', async () => {
    const { url, requests } = await serve(answering(200), { tls: true });
    const rebinding = localHttpClient({
      allowHosts: [],
      certificateAuthorities: [testCertificate],
      resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    });

    const response = await rebinding.get(url.replace('localhost', 'rebind.example') + secret);

    expect(response).toEqual(failed(/^rebind\.example has a private address/));
    expect(requests).toEqual([]);
  });

  test('are asked where the host is allowed by name, in any spelling of it', async () => {
    const { url } = await serve(answering(200));
    const allowing = localHttpClient({
      allowHosts: ['Intranet.Example'],
      resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    });
    const port = new URL(url).port;

    expect(await allowing.get(`http://INTRANET.example:${port}/`)).toMatchObject({ status: 200 });
    expect(await allowing.get(`http://other.example:${port}/`)).toEqual(failed(/without TLS/));
  });
});

test.each(['put', 'patch'] as const)(
  'a %s is sent with its body, and is not turned into a GET by a redirect',
  async (name) => {
    const { url, requests } = await serve(({ path }, response) => {
      if (path === '/taken') response.end('done');
      else response.writeHead(302, { location: '/login' }).end();
    });

    expect(await client[name](`${url}/taken`, { json: { a: 1 } })).toMatchObject({ body: 'done' });
    expect(await client[name](`${url}/moved`, { json: {} })).toEqual(
      failed(/instead of taking the request/),
    );
    const method = name.toUpperCase();
    expect(requests).toMatchObject([
      { method, path: '/taken', body: '{"a":1}' },
      { method, path: '/moved' },
    ]);
  },
);
