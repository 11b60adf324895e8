import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type Answer,
  answering,
  startTestServer,
  type TestServer,
} from '../../../../testing/http-server.ts';
import { openIndicatorStore } from '../../../adapters/local/indicators/indicator-store.ts';
import { localHttpClient } from '../../../adapters/local/http-client.ts';
import { feedCredential } from '../../../adapters/local/secrets.ts';
import type { ThreatFeed } from '../../../config/config.ts';
import type { IndicatorStore } from '../../../ports/indicator-store.ts';
import { updateFeed } from './update-feed.ts';

let folder: string;
let store: IndicatorStore;
let close: () => void;
let server: TestServer | undefined;
let now: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streamalert-feed-'));
  now = Date.now();
  ({ store, close } = openIndicatorStore(join(folder, 'indicators.db'), { now: () => now }));
});
afterEach(async () => {
  close();
  rmSync(folder, { recursive: true });
  await server?.close();
  server = undefined;
});

async function fetchFrom(answer: Answer, changes: Partial<ThreatFeed> = {}, env = {}) {
  await server?.close();
  server = await startTestServer(answer);
  now += 60_000;
  const feed: ThreatFeed = {
    name: 'ours',
    format: 'list',
    url: `${server.url}/list.txt`,
    refreshMinutes: 60,
    expiresDays: undefined,
    credential: 'ours',
    types: [],
    sources: undefined,
    excludedSubTypes: [],
    collections: [],
    keys: undefined,
    ...changes,
  };
  return updateFeed(feed, {
    store,
    http: localHttpClient({ allowHosts: ['127.0.0.1'] }),
    now: () => now,
    wait: async () => undefined,
    credentialOf: (name) => feedCredential(env, name),
  });
}

const listed = (...values: string[]) => answering(200, {}, `${values.join('\n')}\n`);
const values = () => [...store.values(now)].flat().map(({ value }) => value);

test('a list is what it is now: what it has no more is forgotten, what others have stays', async () => {
  store.put('other', [], now);
  await fetchFrom(listed('a.example', 'b.example', 'nonsense'));
  const again = await fetchFrom(listed('b.example', 'c.example'));

  expect(values()).toEqual(['b.example', 'c.example']);
  expect(again).toMatchObject({ outcome: 'complete', problem: null, forgotten: 1 });
  expect(store.feedStates()).toMatchObject([{ feed: 'ours', problem: null, succeededAt: now }]);
});

test.each<[string, Answer, RegExp]>([
  ['gone', answering(404), /answered 404/],
  ['empty', answering(200, {}, ''), /is empty/],
  ['a web page', answering(200, {}, '<html></html>'), /is a web page/],
  ['only comments', answering(200, {}, '# nothing today\n'), /came back empty/],
  [
    'nonsense',
    answering(200, {}, 'foo\nbar\n'),
    /has no indicator among 2 entries: foo is no address/,
  ],
])(
  'a feed that is %s leaves its indicators as they are, and that is known',
  async (_what, answer, problem) => {
    await fetchFrom(listed('a.example', 'b.example'));
    const failed = await fetchFrom(answer);
    expect(failed.problem).toMatch(problem);
    const since = now;
    await fetchFrom(answer);

    expect(values()).toEqual(['a.example', 'b.example']);
    expect(store.feedStates()).toMatchObject([
      { problem: expect.stringMatching(problem), failingSince: since },
    ]);
    await fetchFrom(listed('c.example'));
    expect(store.feedStates()).toMatchObject([{ problem: null, failingSince: null }]);
  },
);

test('a feed that shrinks to nearly nothing keeps what it had, until that expires', async () => {
  const many = Array.from({ length: 200 }, (_, n) => `h${n}.example`);
  await fetchFrom(listed(...many));
  const update = await fetchFrom(listed('h1.example'));

  expect(update).toMatchObject({ problem: expect.stringMatching(/came back with 1 of 200/) });
  expect(values()).toHaveLength(200);
});

test('only types that are wanted are taken, and entries expire as is said', async () => {
  const update = await fetchFrom(listed('a.example', '203.0.113.7', 'foo'), {
    types: ['ip'],
    expiresDays: 2,
  });

  expect(update.report).toMatchObject({ read: 3, taken: 1, unwanted: 1 });
  expect(store.search({ value: '203.0.113.7' }, 1)).toMatchObject([
    { expiresAt: now + 2 * 86_400_000, source: 'ours', feed: 'ours' },
  ]);
});

test('a credential that is malformed is a trouble of that feed, and not told', async () => {
  const env = { STREAMALERT_FEED_OURS: 'canary' };
  const update = await fetchFrom(listed('a.example'), {}, env);

  expect(update).toMatchObject({
    outcome: 'failed',
    problem: expect.stringMatching(/STREAMALERT_FEED_OURS is not JSON/),
  });
  expect(JSON.stringify([update, store.feedStates()])).not.toContain('canary');
});

test('a fetch in parts goes on where it ended; a place that leads nowhere is given up', async () => {
  const event = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
  let broken = true;
  const answer: Answer = ({ path }, response) => {
    if (path.endsWith('manifest.json')) {
      const manifest = { [event(1)]: { timestamp: '1' }, [event(2)]: { timestamp: '2' } };
      return void response.end(JSON.stringify(manifest));
    }
    const n = path.includes(event(1)) ? 1 : 2;
    if (n === 2 && broken) return void response.writeHead(500).end();
    const Attribute = [{ type: 'domain', value: `e${n}.example`, to_ids: true }];
    response.end(JSON.stringify({ Event: { Attribute } }));
  };
  const misp = { format: 'misp' };
  expect(await fetchFrom(answer, misp)).toMatchObject({ outcome: 'failed' });
  expect(store.feedStates()).toMatchObject([{ resume: `1:${event(1)}` }]);
  broken = false;
  expect(await fetchFrom(answer, misp)).toMatchObject({
    outcome: 'complete',
    report: { taken: 1 },
  });
  expect(values()).toEqual(['e1.example', 'e2.example']);
  expect(await fetchFrom(answer, misp)).toMatchObject({ outcome: 'complete', problem: null });

  await fetchFrom(answering(500), misp);
  await fetchFrom(answering(500), misp);
  expect(store.feedStates()).toMatchObject([{ resume: null }]);
});
