import { afterEach, expect, test } from 'vitest';
import { feedRequest, fetchedSteps, valuesIn } from '../../../testing/feed-requests.ts';
import { startTestServer, type TestServer } from '../../../testing/http-server.ts';
import { misp } from './feed.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const attribute = (type: string, value: string, changes: object = {}) => ({
  type,
  value,
  category: 'Network activity',
  to_ids: true,
  timestamp: '1773482400',
  ...changes,
});

const event = {
  Event: {
    uuid: uuid(1),
    info: 'Campaign',
    Attribute: [
      attribute('ip-dst', '203.0.113.7', { comment: 'c2' }),
      attribute('domain|ip', 'evil.example|203.0.113.8'),
      attribute('ip-dst|port', '203.0.113.9|443'),
      attribute('url', 'http://evil.example/', { deleted: true }),
      attribute('ip-src', '203.0.113.10', { to_ids: false }),
      attribute('comment', 'text'),
      null,
    ],
    Object: [
      { name: 'file', Attribute: [attribute('filename|sha256', `a.exe|${'a'.repeat(64)}`)] },
    ],
  },
};

test('the attributes of an event that are meant for detection are read', () => {
  const parsed = misp.parse(JSON.stringify(event));

  expect(parsed).toMatchObject({
    outcome: 'parsed',
    items: [
      {
        value: '203.0.113.7',
        type: 'ip',
        subType: 'Network activity',
        note: 'Campaign · c2',
        firstSeen: 1_773_482_400_000,
      },
      { value: 'evil.example', type: 'domain' },
      { value: '203.0.113.8', type: 'ip' },
      { value: '203.0.113.9', type: 'ip' },
      { value: 'http://evil.example/', withdrawn: true },
      { value: 'a'.repeat(64), type: 'sha256' },
    ],
    skipped: [
      { reason: 'the attribute is not meant for detection (to_ids)', count: 1 },
      { reason: 'an attribute of type comment cannot be matched', count: 1 },
      { reason: 'the attribute is no map', count: 1 },
    ],
  });
});

/** A feed of three events, which changed one after the other. */
async function serveFeed() {
  const manifest = Object.fromEntries([
    ...[3, 1, 2].map((n) => [uuid(n), { info: `${n}`, timestamp: `${n}000` }]),
    ['../../secrets', { timestamp: '1' }],
  ]);
  server = await startTestServer(({ path }, response) => {
    if (path === '/feed/manifest.json') return void response.end(JSON.stringify(manifest));
    const n = path.match(/(\d)\.json$/)?.[1];
    const Attribute = [attribute('domain', `e${n}.example`)];
    response.end(JSON.stringify({ Event: { uuid: uuid(Number(n)), Attribute } }));
  });
  return `${server.url}/feed/`;
}

test('a feed is fetched by its manifest, the oldest change first, and next time only what is new', async () => {
  const url = await serveFeed();
  const steps = await fetchedSteps(misp, feedRequest(url).request);
  expect(valuesIn(steps)).toEqual(['e1.example', 'e2.example', 'e3.example']);
  expect(server?.requests.some(({ path }) => path.includes('secrets'))).toBe(false);

  const last = steps.at(-1);
  const resume = last?.outcome === 'page' ? last.resume : undefined;
  expect(resume).toBe(`3000:${uuid(3)}`);
  const again = await fetchedSteps(misp, feedRequest(`${url}manifest.json`, { resume }).request);
  expect(valuesIn(again)).toEqual([]);
  const partly = await fetchedSteps(misp, feedRequest(url, { resume: `2000:${uuid(2)}` }).request);
  expect(valuesIn(partly)).toEqual(['e3.example']);
});

test('where time runs out the next fetch goes on', async () => {
  const url = await serveFeed();
  let calls = 0;
  const now = () => (++calls > 5 ? Date.now() + 60_000 : Date.now());
  const steps = await fetchedSteps(misp, feedRequest(url, { now }).request);

  const last = steps.at(-1);
  expect(last).toMatchObject({ outcome: 'page', hasMore: true });
  const resume = last?.outcome === 'page' ? last.resume : undefined;
  const rest = await fetchedSteps(misp, feedRequest(url, { resume }).request);
  expect([...valuesIn(steps), ...valuesIn(rest)]).toEqual([
    'e1.example',
    'e2.example',
    'e3.example',
  ]);
});
