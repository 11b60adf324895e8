import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { phantom } from './output.ts';

const read = 'GET /rest/container/5';
const setStatus = 'POST /rest/container/5';
const comments = 'GET /rest/container_comment';
const comment = 'POST /rest/container_comment';
const findContainer = 'GET /rest/container';
const addContainer = 'POST /rest/container';
const addArtifact = 'POST /rest/artifact';
const reference = { artifact_id: '31', container_id: '5' };

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

/** The container as Phantom keeps it. */
function aContainer(artifacts: number): Routes {
  const written: string[] = [];
  let status = 'new';
  return {
    [read]: (request, response) =>
      json({ id: 5, status, artifact_count: artifacts })(request, response),
    [setStatus]: (request, response) => {
      ({ status } = JSON.parse(request.body) as { status: string });
      return json({ success: true, id: 5 })(request, response);
    },
    [comments]: (request, response) => {
      const { searchParams } = new URL(request.path, 'http://x');
      const part = JSON.parse(searchParams.get('_filter_comment__contains') ?? '""') as string;
      const matching = written.filter((text) => text.includes(part));
      const data = matching.slice(0, 1).map((text) => ({ id: 1, comment: text }));
      return json({ count: matching.length, data })(request, response);
    },
    [comment]: (request, response) => {
      written.push((JSON.parse(request.body) as { comment: string }).comment);
      return json({ success: true, id: written.length })(request, response);
    },
    'GET /rest/artifact': json({ count: 0, data: [] }),
    [findContainer]: json({ count: 0, data: [] }),
    [addContainer]: json({ success: true, id: 6 }),
    [addArtifact]: json({ success: true, id: 40 }),
  };
}

type Action = 'update' | 'acknowledge' | 'resolve';

async function start(routes: Routes = {}, artifacts = 1) {
  vendor = await startVendor({ ...aContainer(artifacts), ...routes });
  const credentials = { ph_auth_token: 'canary-token', url: vendor.url };
  return (action: Action, changes: object = {}) =>
    phantom[action]?.({
      ...aDelivery({
        alert: anAlert({
          id: 'a1',
          group: { firstId: '1', count: 3, isFirstSent: true, isOpen: true },
        }),
        credentials,
      }),
      reference,
      by: 'ann',
      note: 'on it',
      ...changes,
    });
}

test('what merged is a comment on the container', async () => {
  const followUp = await start();

  expect(await followUp('update')).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.calls[1]).toBe(
    `${comments}?_filter_container_id=5&_filter_comment__contains=%22streamalert-key-1%22&page_size=1`,
  );
  expect(vendor?.sent(comment)).toEqual([
    {
      container_id: 5,
      comment: 'StreamAlert: 3 alerts so far of rule a_rule.\n\nstreamalert-key-1',
    },
  ]);
});

test('what is repeated is written once', async () => {
  const followUp = await start();

  for (const action of ['update', 'update', 'acknowledge', 'acknowledge', 'resolve', 'resolve']) {
    expect(await followUp(action as Action)).toEqual({ outcome: 'delivered', reference });
  }

  expect(vendor?.sent(comment)).toMatchObject([
    { comment: expect.stringContaining('3 alerts so far') },
    {
      comment:
        'Artifact 31, alert a1: Acknowledged in StreamAlert by ann: on it\n\nstreamalert-acknowledged-31.',
    },
    { comment: expect.stringContaining('Resolved in StreamAlert by ann: on it') },
  ]);
  expect(vendor?.sent(setStatus)).toEqual([{ status: 'closed' }]);
});

test('a container is closed with the last of its alerts', async () => {
  const followUp = await start({}, 2);

  await followUp('resolve');
  await followUp('resolve', { idempotencyKey: 'of what merged into it' });
  expect(vendor?.sent(setStatus)).toEqual([]);
  await followUp('resolve', { reference: { ...reference, artifact_id: '3' } });

  expect(vendor?.sent(setStatus)).toEqual([{ status: 'closed' }]);
});

test('a container that is closed, or gone, needs no settling', async () => {
  const closed = await start({ [read]: json({ id: 5, status: 'closed' }) });
  expect(await closed('resolve')).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.calls).toEqual([read]);
  await vendor?.close();

  const gone = await start({ [read]: json({ failed: true }, 404) });
  expect(await gone('acknowledge')).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.calls).toEqual([read]);
});

test('what merges into a closed container opens it', async () => {
  const followUp = await start({
    [read]: json({ id: 5, status: 'closed' }),
    [findContainer]: json({ count: 1, data: [{ id: 5, status: 'closed' }] }),
  });

  expect(await followUp('update')).toEqual({
    outcome: 'delivered',
    reference: { artifact_id: '40', container_id: '5' },
  });
  expect(vendor?.sent(setStatus)).toEqual([{ status: 'open' }]);
  expect(vendor?.sent(comment)).toEqual([]);
});

test('what merges into a container that is gone gets a new one', async () => {
  const followUp = await start({ [read]: json({ failed: true }, 404) });

  expect(await followUp('update')).toMatchObject({
    reference: { artifact_id: '40', container_id: '6' },
  });
});

test('a refusal that is answered with success is told', async () => {
  const followUp = await start({ [comment]: json({ failed: true, message: 'no such container' }) });

  expect(await followUp('update')).toMatchObject({
    outcome: 'failed',
    reason: 'adding the comment: no such container',
    retryable: true,
  });
});

test('a container that is not closed, and one that is not opened, is told as such', async () => {
  const failed = json({ failed: true, message: 'no permission' });
  const closing = await start({ [setStatus]: failed });
  expect(await closing('resolve')).toEqual({
    outcome: 'failed',
    reason: 'closing the container: no permission',
    retryable: true,
  });
  await vendor?.close();

  const opening = await start({
    [setStatus]: failed,
    [read]: json({ id: 5, status: 'closed' }),
    [findContainer]: json({ count: 1, data: [{ id: 5, status: 'closed' }] }),
  });
  expect(await opening('update')).toMatchObject({
    outcome: 'failed',
    reason: 'opening the container: no permission',
    retryable: true,
  });
});

describe('refusals', () => {
  const goesOn = { 400: 'goes on', 403: 'goes on', 404: 'goes on', 409: 'goes on' } as const;
  testRefusals(
    [
      { route: read, unlike: { 404: 'goes on' } },
      { route: comment },
      { route: comments, unlike: { ...goesOn, 413: 'goes on', 422: 'goes on' } },
      { route: setStatus },
    ],
    ['canary'],
    async (instead) => {
      const outcome = await (await start(instead))('resolve');
      if (outcome === undefined) throw new Error('not supported');
      return outcome;
    },
  );
});
