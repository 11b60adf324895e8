import { afterEach, expect, test } from 'vitest';
import { feedRequest, fetchedSteps, valuesIn } from '../../../testing/feed-requests.ts';
import { startTestServer, type TestServer } from '../../../testing/http-server.ts';
import { taxii } from './feed.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

const indicator = (value: string) => ({
  type: 'indicator',
  pattern_type: 'stix',
  pattern: `[domain-name:value = '${value}']`,
});

interface Page {
  readonly body: object;
  readonly last?: string;
}

/** A server with two collections, one of which comes in two pages. */
async function serveTaxii(
  pages: (query: URLSearchParams) => Page = pagesByNext,
  roots = ['/api/'],
) {
  server = await startTestServer(({ path, headers }, response) => {
    const url = new URL(path, 'http://x');
    const answer = (body: object, last?: string) => {
      response.setHeader('content-type', 'application/taxii+json;version=2.1');
      if (last !== undefined) response.setHeader('X-TAXII-Date-Added-Last', last);
      response.end(JSON.stringify(body));
    };
    if (headers.accept !== 'application/taxii+json;version=2.1')
      return void response.writeHead(406).end();
    if (url.pathname === '/taxii2/') return answer({ title: 'x', api_roots: roots });
    if (url.pathname === '/api/') return answer({ title: 'root', versions: ['2.1'] });
    if (url.pathname === '/api/collections/') {
      return answer({
        collections: [
          { id: 'one', title: 'First', can_read: true },
          { id: 'two', title: 'Second', can_read: true },
          { id: 'closed', title: 'Closed', can_read: false },
          { id: '../x', title: 'Hostile', can_read: true },
        ],
      });
    }
    if (url.pathname === '/api/collections/one/objects/') {
      const { body, last } = pages(url.searchParams);
      return answer(body, last);
    }
    if (url.pathname === '/api/collections/two/objects/')
      return answer({ objects: [indicator('two.example')] });
    response.writeHead(404).end();
  });
  return server.url;
}

function pagesByNext(query: URLSearchParams): Page {
  if (query.get('next') === 'p2')
    return {
      body: { more: false, objects: [indicator('b.example')] },
      last: '2026-03-14T00:00:00Z',
    };
  if (query.get('added_after') === '2026-03-14T00:00:00Z') return { body: {} };
  return {
    body: { more: true, next: 'p2', objects: [indicator('a.example')] },
    last: '2026-03-13T00:00:00Z',
  };
}

test('collections are found by discovery, and read page by page', async () => {
  const url = await serveTaxii();
  const steps = await fetchedSteps(taxii, feedRequest(`${url}/taxii2/`).request);

  expect(valuesIn(steps)).toEqual(['a.example', 'b.example', 'two.example']);
});

test('the next fetch asks only for what was added', async () => {
  const url = await serveTaxii();
  const steps = await fetchedSteps(taxii, feedRequest(`${url}/api/collections/one/`).request);
  const last = steps.at(-1);
  const resume = last?.outcome === 'page' ? last.resume : undefined;
  const again = await fetchedSteps(
    taxii,
    feedRequest(`${url}/api/collections/one/objects/`, { resume }).request,
  );

  expect(valuesIn(steps)).toEqual(['a.example', 'b.example']);
  expect(valuesIn(again)).toEqual([]);
  expect(server?.requests.at(-1)?.path).toContain('added_after=2026-03-14');
});

test('a server that gives no "next" is read on by when objects were added', async () => {
  const url = await serveTaxii((query) =>
    query.get('added_after') === null
      ? { body: { more: true, objects: [indicator('a.example')] }, last: '2026-03-13T00:00:00Z' }
      : { body: { objects: [indicator('b.example')] }, last: '2026-03-14T00:00:00Z' },
  );

  expect(
    valuesIn(await fetchedSteps(taxii, feedRequest(`${url}/api/collections/one/`).request)),
  ).toEqual(['a.example', 'b.example']);
});

test('a server that always says that there is more, and not where, is not asked for ever', async () => {
  const url = await serveTaxii(() => ({ body: { more: true, objects: [] } }));
  const steps = await fetchedSteps(taxii, feedRequest(`${url}/api/collections/one/`).request);

  expect(steps.at(-1)).toMatchObject({
    outcome: 'failed',
    reason: expect.stringMatching(/there is more, and not where/),
  });
  expect(server?.requests.length).toBeLessThan(4);
});

test('collections are chosen by id or title; what is not there is said', async () => {
  const url = await serveTaxii();
  const fetchOf = (collections: string[]) =>
    fetchedSteps(
      taxii,
      feedRequest(`${url}/api/`, { settings: { types: [], collections } }).request,
    );

  expect(valuesIn(await fetchOf(['Second']))).toEqual(['two.example']);
  expect(valuesIn(await fetchOf(['two']))).toEqual(['two.example']);
  expect(await fetchOf(['Third'])).toEqual([
    {
      outcome: 'failed',
      reason: expect.stringMatching(/has only First, Second, Closed, of which none/),
    },
  ]);
});

test('an API root on another host is not followed, since the credential is not for it', async () => {
  const url = await serveTaxii(pagesByNext, ['https://other.example/api/']);

  expect(await fetchedSteps(taxii, feedRequest(`${url}/taxii2/`).request)).toEqual([
    {
      outcome: 'failed',
      reason: expect.stringMatching(/points to other.example, which is not followed/),
    },
  ]);
});

test('where time runs out the next fetch goes on at the page that was begun', async () => {
  const url = await serveTaxii();
  let calls = 0;
  const now = () => (++calls > 2 ? Date.now() + 60_000 : Date.now());
  const steps = await fetchedSteps(
    taxii,
    feedRequest(`${url}/api/collections/one/`, { now }).request,
  );
  const last = steps.at(-1);
  expect(last).toMatchObject({ outcome: 'page', hasMore: true });

  const resume = last?.outcome === 'page' ? last.resume : undefined;
  const rest = await fetchedSteps(
    taxii,
    feedRequest(`${url}/api/collections/one/`, { resume }).request,
  );
  expect([...valuesIn(steps), ...valuesIn(rest)]).toEqual(['a.example', 'b.example']);
});
