import { afterEach, describe, expect, test } from 'vitest';
import { feedRequest, fetchedSteps, valuesIn } from '../../testing/feed-requests.ts';
import {
  type Answer,
  answering,
  answeringHalf,
  neverAnswering,
  startTestServer,
} from '../../testing/http-server.ts';
import { cisaKev } from './cisa-kev/feed.ts';
import { feodo } from './feodo/feed.ts';
import { list } from './list/feed.ts';
import { misp } from './misp/feed.ts';
import { stix } from './stix/feed.ts';
import { taxii } from './taxii/feed.ts';
import { threatfox } from './threatfox/feed.ts';
import { threatstream } from './threatstream/feed.ts';
import { urlhaus } from './urlhaus/feed.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function serve(answer: Answer) {
  const server = await startTestServer(answer);
  closing.push(server.close);
  return server;
}

const credential = {
  api_user: 'ana@example.com',
  api_key: 'k'.repeat(40),
  username: 'u',
  password: 'p',
};
const all = [cisaKev, feodo, list, misp, stix, taxii, threatfox, threatstream, urlhaus];

describe.each(all.map((format) => [format.name, format] as const))('%s', (_name, format) => {
  const fetchFrom = async (answer: Answer, deadlineIn = 20_000) => {
    const server = await serve(answer);
    const deadline = Date.now() + deadlineIn;
    const { request, waits } = feedRequest(`${server.url}/feed?key=canary`, {
      credential,
      deadline,
    });
    return { steps: await fetchedSteps(format, request), server, waits };
  };
  const failing = (reason: RegExp) => [
    { outcome: 'failed', reason: expect.stringMatching(reason) },
  ];

  test.each([
    ['gone', 404, /answered 404: the feed is not there any more/],
    ['gone for ever', 410, /answered 410: the feed is not there any more/],
    ['refuses the credential', 401, /answered 401: it does not accept the credential/],
    ['forbids it', 403, /answered 403: it does not accept the credential/],
    ['is asked for what it does not know', 400, /answered 400$/],
  ])('that %s is asked once', async (_what, status, reason) => {
    const { steps, server } = await fetchFrom(answering(status));

    expect(steps).toEqual(failing(reason));
    expect(server.requests).toHaveLength(1);
    expect(JSON.stringify(steps)).not.toContain('canary');
  });

  test('that is out of order is asked three times', async () => {
    const { steps, server } = await fetchFrom(answering(503));

    expect(steps).toEqual(failing(/answered 503$/));
    expect(server.requests).toHaveLength(3);
  });

  test('that is down says when it is up again', async () => {
    const { waits } = await fetchFrom(answering(503, { 'retry-after': '7' }));

    expect(waits).toEqual([7000, 7000]);
  });

  test('that was asked too often is asked again when it says', async () => {
    const { steps, waits } = await fetchFrom(answering(429, { 'retry-after': '7' }));

    expect(steps).toEqual(failing(/answered 429: it was asked too often/));
    expect(waits).toEqual([7000, 7000]);
  });

  test('that wants to be left alone for longer than a fetch may take is left alone', async () => {
    const { steps, server } = await fetchFrom(answering(429, { 'retry-after': '86400' }));

    expect(steps).toEqual(failing(/asked too often; there is no time left to wait/));
    expect(server.requests).toHaveLength(1);
  });

  test('that hangs up in the middle gives nothing', async () => {
    expect((await fetchFrom(answeringHalf)).steps).toEqual(
      failing(/closed the connection before the answer was complete/),
    );
  });

  test('that says nothing is given up when the time is over', async () => {
    const { steps } = await fetchFrom(neverAnswering, 150);

    expect(steps).toEqual(failing(/did not answer in time|no time left|could not be asked/));
  });

  test('that redirects to another host is not followed there', async () => {
    const { steps } = await fetchFrom(answering(302, { location: 'http://192.0.2.1/feed' }));

    expect(steps).toEqual(failing(/redirects to another host, which is not followed/));
  });

  test.each([
    ['empty', ''],
    ['a web page', '<html>Sign in</html>'],
    ['cut off', '{"objects": [{"type": "ind'],
    ['compressed', '\u001f\u008b\u0008'],
  ])('whose answer is %s gives nothing', async (_what, body) => {
    const { steps } = await fetchFrom(answering(200, {}, body));
    const given = steps.flatMap((step) => (step.outcome === 'page' ? step.items : []));

    // A blocklist of abuse.ch has no form by which a text that is none could be told.
    if (format === feodo && steps[0]?.outcome === 'page') expect(given.length).toBeLessThan(2);
    else
      expect(steps).toEqual(
        failing(/sent (?:what|a manifest.json that) is (?:empty|a web page|no |compressed)/),
      );
  });
});

test('a list that is huge is refused as a whole, and says so', async () => {
  const piece = Buffer.alloc(8 * 1024 * 1024, '203.0.113.7\n');
  const server = await serve(async (_request, response) => {
    response.writeHead(200);
    while (!response.destroyed) await new Promise((resolve) => response.write(piece, resolve));
  });
  const { request } = feedRequest(server.url);
  const steps = await fetchedSteps(list, request);

  expect(steps).toEqual([
    {
      outcome: 'failed',
      reason: expect.stringMatching(/sent more than 256 MB; choose a smaller export/),
    },
  ]);
});

test('credentials travel in headers, and as abuse.ch wants them', async () => {
  const server = await serve(answering(200, {}, '203.0.113.7\n'));
  await fetchedSteps(list, feedRequest(server.url, { credential: { token: 'canary' } }).request);
  await fetchedSteps(
    list,
    feedRequest(server.url, { credential: { username: 'u', password: 'p' } }).request,
  );
  await fetchedSteps(
    list,
    feedRequest(server.url, { credential: { headers: { 'x-key': 'canary' } } }).request,
  );
  await fetchedSteps(
    urlhaus,
    feedRequest(server.url, { credential: { auth_key: 'canary' } }).request,
  );

  expect(
    server.requests.map(({ path, headers }) => [
      path,
      headers.authorization ?? headers['x-key'] ?? headers['auth-key'],
    ]),
  ).toEqual([
    ['/', 'Bearer canary'],
    ['/', `Basic ${Buffer.from('u:p').toString('base64')}`],
    ['/', 'canary'],
    ['/', 'canary'],
  ]);
});

test('a list is fetched', async () => {
  const server = await serve(answering(200, {}, '# ours\n203.0.113.7\nevil[.]example\n'));

  expect(valuesIn(await fetchedSteps(list, feedRequest(server.url).request))).toEqual([
    '203.0.113.7',
    'evil[.]example',
  ]);
});
