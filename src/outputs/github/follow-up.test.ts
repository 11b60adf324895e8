import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery, testOutputPorts } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { github } from './output.ts';

const issue = '/repos/acme/alerts/issues/12';
const read = `GET ${issue}`;
const comments = `GET ${issue}/comments`;
const comment = `POST ${issue}/comments`;
const close = `PATCH ${issue}`;
const list = 'GET /repos/acme/alerts/issues';
const open = 'POST /repos/acme/alerts/issues';
const reference = { issue: '12', repository: 'acme/alerts' };
const there = { number: 12, state: 'open', comments: 0 };

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

/** The issue as GitHub keeps it. */
function anIssue(bodies: string[] = []): Routes {
  let state = 'open';
  return {
    [read]: (request, response) =>
      json({ ...there, state, comments: bodies.length })(request, response),
    [comments]: (request, response) =>
      json(bodies.map((body, id) => ({ id, body })))(request, response),
    [comment]: (request, response) => {
      bodies.push((JSON.parse(request.body) as { body: string }).body);
      return json({ id: bodies.length }, 201)(request, response);
    },
    [close]: (request, response) => {
      state = (JSON.parse(request.body) as { state: string }).state;
      return json({ ...there, state })(request, response);
    },
    [list]: json([]),
    [open]: json({ number: 13 }, 201),
  };
}

type Action = 'update' | 'acknowledge' | 'resolve';

async function start(routes: Routes = {}, bodies: string[] = []) {
  vendor = await startVendor({ ...anIssue(bodies), ...routes }, 'https://api.github.com');
  const { http } = vendor;
  return (action: Action, changes: object = {}) =>
    github[action]?.({
      ...aDelivery({
        alert: anAlert({ group: { firstId: '1', count: 3, isFirstSent: true, isOpen: true } }),
        publication: { record: { NewValues: { ip: ['10.0.0.9', '```\n@everyone'] } } },
        credentials: {
          repository: 'acme/renamed',
          labels: '',
          username: 'ann',
          access_token: 'canary-token',
        },
        ports: { ...testOutputPorts().ports, http },
      }),
      reference,
      by: 'ann',
      note: 'on it',
      ...changes,
    });
}

test('what merged is a comment, and data of logs in it is no markup', async () => {
  const followUp = await start();

  const outcome = await followUp('update');

  expect(outcome).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.sent(comment)).toEqual([
    {
      body:
        'StreamAlert: 3 alerts so far of rule a_rule.\n\n' +
        '````text\nNew:\n- ip: 10.0.0.9, ``` @everyone\n````\n\n<!-- streamalert:key-1 -->',
    },
  ]);
  expect(vendor?.sent(open)).toEqual([]);
});

test('what is repeated is written once', async () => {
  const followUp = await start();

  for (const action of ['update', 'acknowledge', 'resolve', 'resolve', 'acknowledge'] as const) {
    expect(await followUp(action)).toEqual({ outcome: 'delivered', reference });
    await followUp('update');
  }

  expect(vendor?.sent(comment)).toHaveLength(3);
  expect(vendor?.sent(close)).toEqual([{ state: 'closed', state_reason: 'completed' }]);
});

test('a comment is also found on the page before the last', async () => {
  const bodies = Array.from({ length: 101 }, (_, index) => `comment ${index}`);
  const routes = {
    [comments]: ({ path }: { path: string }, response: Parameters<ReturnType<typeof json>>[1]) => {
      const isFirst = path.endsWith('&page=1');
      response.end(JSON.stringify(isFirst ? [{ body: 'x <!-- streamalert:key-1 -->' }] : []));
    },
  };
  const followUp = await start(routes, bodies);

  await followUp('update');

  expect(vendor?.calls.slice(1)).toEqual([
    `${comments}?per_page=100&page=2`,
    `${comments}?per_page=100&page=1`,
  ]);
});

test('somebody who settles an issue is named', async () => {
  const followUp = await start();

  await followUp('resolve', { note: null });

  expect(vendor?.sent(comment)).toEqual([
    { body: 'Resolved in StreamAlert by ann\n\n<!-- streamalert:resolved:key-1 -->' },
  ]);
});

test('a closed issue stays as it is', async () => {
  const followUp = await start({ [read]: json({ ...there, state: 'closed' }) });

  expect(await followUp('resolve')).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.sent(close)).toEqual([]);
});

test('a locked issue is closed without a comment', async () => {
  const followUp = await start({ [comment]: json({ message: 'Issue is locked' }, 403) });

  expect(await followUp('resolve')).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.sent(close)).toHaveLength(1);
});

describe.each([404, 410])('an issue that is gone (%i)', (status) => {
  test('needs no settling', async () => {
    const followUp = await start({ [read]: json({ message: 'gone' }, status) });

    expect(await followUp('acknowledge')).toEqual({ outcome: 'delivered', reference });
    expect(await followUp('resolve')).toEqual({ outcome: 'delivered', reference });
    expect(vendor?.calls).toEqual([read, read]);
  });

  test('makes room for a new one when there is more to tell', async () => {
    const listed = 'GET /repos/acme/renamed/issues';
    const opened = 'POST /repos/acme/renamed/issues';
    const followUp = await start({
      [read]: json({ message: 'gone' }, status),
      [listed]: json([]),
      [opened]: json({ number: 13 }, 201),
    });

    expect(await followUp('update')).toEqual({
      outcome: 'delivered',
      reference: { issue: '13', repository: 'acme/renamed' },
    });
    expect(vendor?.sent(opened)).toHaveLength(1);
  });
});

test('an issue that was moved is followed', async () => {
  const moved = '/repos/acme/other/issues/3';
  const followUp = await start({
    [read]: json({ ...there, url: `https://api.github.com${moved}` }),
    [`GET ${moved}/comments`]: json([]),
    [`POST ${moved}/comments`]: json({ id: 1 }, 201),
    [`PATCH ${moved}`]: json({}),
  });

  expect(await followUp('resolve')).toMatchObject({ outcome: 'delivered' });
  expect(vendor?.sent(`PATCH ${moved}`)).toHaveLength(1);
});

test('a used-up rate limit is waited for', async () => {
  const followUp = await start({
    [comment]: json({ message: 'You have exceeded a secondary rate limit' }, 403, {
      'retry-after': '60',
    }),
  });

  expect(await followUp('update')).toMatchObject({
    outcome: 'failed',
    retryable: true,
    retryAfterSeconds: 60,
  });
});

test('a huge group makes a comment that GitHub takes', async () => {
  const values = Array.from({ length: 5_000 }, (_, index) => `${index}${'`'.repeat(300)}`);
  const followUp = await start();

  const outcome = await followUp('update', { publication: { record: { NewValues: { values } } } });

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(JSON.stringify(vendor?.sent(comment)).length).toBeLessThan(65_536);
});

describe('refusals', () => {
  const goesOn = { 400: 'goes on', 403: 'goes on', 404: 'goes on', 409: 'goes on' } as const;
  testRefusals(
    [
      { route: read, unlike: { 404: 'goes on' } },
      {
        route: comments,
        unlike: {
          ...goesOn,
          413: 'goes on',
          422: 'goes on',
        },
      },
      { route: comment, unlike: { ...goesOn, 413: 'goes on', 422: 'goes on' } },
      { route: close, unlike: { 404: 'goes on' } },
    ],
    ['canary', Buffer.from('ann:canary-token').toString('base64')],
    async (instead) => {
      const outcome = await (await start(instead))('resolve');
      if (outcome === undefined) throw new Error('not supported');
      return outcome;
    },
  );
});
