import { afterEach, expect, test } from 'vitest';
import { feedRequest, fetchedSteps, valuesIn } from '../../../testing/feed-requests.ts';
import { startTestServer, type TestServer } from '../../../testing/http-server.ts';
import { threatstream } from './feed.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

const credential = { api_user: 'ana@example.com', api_key: 'canary'.padEnd(40, '0') };
const entry = (value: string, changes: object = {}) => ({
  value,
  type: 'ip',
  itype: 'mal_ip',
  source: 'CrowdStrike feed',
  expiration_ts: '2026-06-14T10:00:00.123Z',
  confidence: 90,
  ...changes,
});

/** Pages with the user and the key in the address of the next one, as the service writes them. */
async function servePages(pages: readonly object[][], offsetBase = 0) {
  server = await startTestServer(({ path }, response) => {
    const at = Number(new URL(path, 'http://x').searchParams.get('offset') ?? 0) / 1000;
    const isLast = at >= pages.length - 1;
    const next = `/api/v2/intelligence/?username=ana&api_key=${credential.api_key}&limit=1000&offset=${(at + 1) * 1000}`;
    const meta = { offset: offsetBase + at * 1000, next: isLast ? null : next };
    response.end(JSON.stringify({ meta, objects: pages[at] ?? [] }));
  });
  return `${server.url}/api/v2/intelligence/`;
}

test('active indicators are asked for by type and without excluded sub types, the key in a header', async () => {
  const url = await servePages([[entry('203.0.113.7')]]);
  const settings = { types: ['ip', 'sha256'], excludedSubTypes: ['tor_ip', 'scan_ip'] };
  await fetchedSteps(threatstream, feedRequest(url, { credential, settings }).request);

  const [request] = server?.requests ?? [];
  const asked = new URL(request?.path ?? '', 'http://x').searchParams;
  expect(asked.get('limit')).toBe('1000');
  expect(asked.get('q')).toBe(
    '(status="active") AND (type="ip" OR type="md5") AND NOT (itype="tor_ip" OR itype="scan_ip")',
  );
  expect(request?.path).not.toContain('canary');
  expect(request?.headers.authorization).toBe(`apikey ana@example.com:${credential.api_key}`);
});

test('all pages are read, and no key gets into an address', async () => {
  const url = await servePages([
    [entry('203.0.113.7')],
    [entry('203.0.113.8')],
    [entry('203.0.113.9')],
  ]);
  const steps = await fetchedSteps(threatstream, feedRequest(url, { credential }).request);

  expect(valuesIn(steps)).toEqual(['203.0.113.7', '203.0.113.8', '203.0.113.9']);
  expect(JSON.stringify([steps, server?.requests.map(({ path }) => path)])).not.toContain('canary');
});

test('entries are kept whose source has a filter in it, each once; others are counted', async () => {
  const url = await servePages([
    [
      entry('203.0.113.7'),
      entry('203.0.113.8', { source: 'someone' }),
      entry('203.0.113.9', { itype: 'tor_ip' }),
      entry('203.0.113.10', { expiration_ts: undefined, source: 'ops@airbnb.com' }),
      { type: 'ip' },
    ],
  ]);
  const settings = {
    types: [],
    sources: ['crowdstrike', '@airbnb.com', 'feed'],
    excludedSubTypes: ['tor_ip'],
    keys: ['expiration_ts', 'itype', 'source', 'type', 'value'],
  };
  const steps = await fetchedSteps(
    threatstream,
    feedRequest(url, { credential, settings }).request,
  );

  expect(steps).toMatchObject([
    {
      items: [
        {
          value: '203.0.113.7',
          type: 'ip',
          subType: 'mal_ip',
          source: 'CrowdStrike feed',
          expiresAt: Date.UTC(2026, 5, 14, 10, 0, 0, 123),
        },
        { value: '203.0.113.10', source: 'ops@airbnb.com' },
      ],
      skipped: [
        { reason: 'its source is not among the filters', count: 1 },
        { reason: 'its sub type is excluded', count: 1 },
        { reason: 'the entry has no value', count: 1 },
      ],
    },
  ]);
  const [step] = steps;
  expect(step?.outcome === 'page' && step.items[1]?.expiresAt).toBeUndefined();
});

test('keys that are not to be kept are not', async () => {
  const url = await servePages([[entry('203.0.113.7')]]);
  const settings = { types: [], keys: ['type', 'value'] };
  const [step] = await fetchedSteps(
    threatstream,
    feedRequest(url, { credential, settings }).request,
  );

  expect(step?.outcome === 'page' && step.items).toEqual([
    { value: '203.0.113.7', type: 'ip', subType: null, confidence: 90, note: null },
  ]);
});

test('where time runs out the fetch still goes on with the next one', async () => {
  const url = await servePages([[entry('203.0.113.7')], [entry('203.0.113.8')]]);
  let calls = 0;
  const now = () => (++calls > 1 ? Date.now() + 60_000 : Date.now());
  const steps = await fetchedSteps(threatstream, feedRequest(url, { credential, now }).request);
  expect(steps).toMatchObject([{ outcome: 'page', hasMore: true }]);

  const [step] = steps;
  const resume = step?.outcome === 'page' ? step.resume : undefined;
  expect(resume).toBe('/api/v2/intelligence/?limit=1000&offset=1000');
  const rest = await fetchedSteps(threatstream, feedRequest(url, { credential, resume }).request);
  expect(valuesIn(rest)).toEqual(['203.0.113.8']);
});

test('the end of what the service gives is told', async () => {
  const url = await servePages([[entry('203.0.113.7')], []], 499_000);
  const steps = await fetchedSteps(threatstream, feedRequest(url, { credential }).request);

  expect(steps).toMatchObject([
    { skipped: [{ reason: expect.stringMatching(/gives only 500000/) }] },
  ]);
});

test('without user and key nothing is asked, and a next page elsewhere is not followed', async () => {
  const url = await servePages([[]]);
  for (const given of [undefined, {}, { api_user: 'a' }, { api_user: 'a', api_key: '' }]) {
    expect(
      await fetchedSteps(threatstream, feedRequest(url, { credential: given }).request),
    ).toEqual([{ outcome: 'failed', reason: 'there is no credential with api_user and api_key' }]);
  }
  expect(server?.requests).toHaveLength(0);
  await server?.close();

  server = await startTestServer((_request, response) => {
    response.end(
      JSON.stringify({ meta: { offset: 0, next: 'https://other.example/x' }, objects: [] }),
    );
  });
  expect(await fetchedSteps(threatstream, feedRequest(server.url, { credential }).request)).toEqual(
    [{ outcome: 'failed', reason: expect.stringMatching(/points to another host/) }],
  );
});
