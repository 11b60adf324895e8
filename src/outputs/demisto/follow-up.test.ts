import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { demisto } from './output.ts';

const find = 'POST /incidents/search';
const create = 'POST /incident';
const look = 'POST /investigation/INV-1201';
const enter = 'POST /entry';
const close = 'POST /incident/batchClose';
const reference = { incident_id: '1201' };
const found = (more: object = {}) =>
  json({ total: 1, data: [{ id: '1201', status: 1, investigationId: 'INV-1201', ...more }] });

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

type Action = 'update' | 'acknowledge' | 'resolve';

async function start(routes: Routes = {}) {
  vendor = await startVendor({
    [find]: found(),
    [look]: json({ id: 'INV-1201' }),
    [enter]: json({ id: '7@1201' }),
    [close]: json({ total: 1 }),
    [create]: json({ id: '1300' }, 201),
    ...routes,
  });
  const credentials = { url: vendor.url, token: 'canary-token' };
  return (action: Action, changes: object = {}) =>
    demisto[action]?.({
      ...aDelivery({
        alert: anAlert({ group: { firstId: '1', count: 3, isFirstSent: true, isOpen: true } }),
        publication: { record: { NewValues: { text: ['!DeleteContext all=yes', '# x'] } } },
        credentials,
      }),
      reference,
      by: 'ann',
      note: 'on it',
      ...changes,
    });
}

test('what merged is an entry in the war room, and data of logs in it is neither markup nor a command', async () => {
  const followUp = await start();

  expect(await followUp('update')).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.sent(find)).toEqual([{ filter: { id: ['1201'], page: 0, size: 1 } }]);
  expect(vendor?.sent(enter)).toEqual([
    {
      investigationId: 'INV-1201',
      data:
        'StreamAlert: 3 alerts so far of rule a_rule.\n\n' +
        '    New:\n    - text: !DeleteContext all=yes, # x\n\n[streamalert-key-1]',
      markdown: true,
    },
  ]);
});

test('somebody who takes an incident on is named in the war room', async () => {
  const followUp = await start();

  expect(await followUp('acknowledge')).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.sent(enter)).toMatchObject([
    { data: 'Acknowledged in StreamAlert by ann: on it\n\n[streamalert-acknowledged-key-1]' },
  ]);
});

test('an entry that was written before an attempt broke off is found and not written again', async () => {
  const contents: string[] = [];
  const followUp = await start({
    [look]: (request, response) =>
      json({ entries: [{ contents: { a: 1 } }, ...contents.map((text) => ({ contents: text }))] })(
        request,
        response,
      ),
    [enter]: (request, response) => {
      contents.push((JSON.parse(request.body) as { data: string }).data);
      response.writeHead(504).end();
    },
  });

  for (const action of ['update', 'acknowledge'] as const) {
    expect(await followUp(action)).toMatchObject({ outcome: 'failed', retryable: true });
    expect(await followUp(action)).toEqual({ outcome: 'delivered', reference });
  }

  expect(vendor?.sent(enter)).toHaveLength(2);
  expect(vendor?.sent(look)[0]).toEqual({
    pageSize: 500,
    fromTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
});

test('a key that may not read entries writes them', async () => {
  const followUp = await start({ [look]: json({ detail: 'Forbidden' }, 403) });

  expect(await followUp('update')).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.sent(enter)).toHaveLength(1);
});

test.each([null, [], {}, 'busy', { error: 'indexing' }, { total: 3, data: null }])(
  'an answer like %j does not say that the incident is gone',
  async (answer) => {
    const followUp = await start({ [find]: json(answer) });

    for (const action of ['update', 'acknowledge', 'resolve'] as const) {
      expect(await followUp(action)).toEqual({
        outcome: 'failed',
        reason: 'reading the incident: no list of incidents came back',
        retryable: true,
      });
    }
  },
);

test.each([null, [], 'busy'])('an answer like %j is no investigation', async (answer) => {
  const followUp = await start({ [look]: json(answer) });

  expect(await followUp('update')).toMatchObject({ outcome: 'failed', retryable: true });
  expect(vendor?.sent(enter)).toEqual([]);
});

test('an incident is closed with a reason', async () => {
  const followUp = await start();

  expect(await followUp('resolve')).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.sent(close)).toEqual([
    {
      ids: ['1201'],
      closeReason: 'Resolved',
      closeNotes: 'Resolved in StreamAlert by ann: on it',
    },
  ]);
});

test.each([
  ['closed', found({ status: 2 })],
  ['archived', found({ status: 3 })],
  ['deleted', json({ total: 0, data: null })],
])('an incident that is %s needs no settling, and is replaced for more', async (_name, answer) => {
  const followUp = await start({ [find]: answer });

  expect(await followUp('acknowledge')).toEqual({ outcome: 'delivered', reference });
  expect(await followUp('resolve')).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.calls).toEqual([find, find]);
  expect(await followUp('update')).toEqual({
    outcome: 'delivered',
    reference: { incident_id: '1300' },
  });
  expect(vendor?.sent(create)).toHaveLength(1);
});

test('an incident without an id is replaced for more', async () => {
  const followUp = await start();

  expect(await followUp('resolve', { reference: {} })).toEqual({
    outcome: 'delivered',
    reference: {},
  });
  expect(await followUp('update', { reference: {} })).toMatchObject({
    reference: { incident_id: '1300' },
  });
});

describe('refusals', () => {
  const goesOn = { 400: 'goes on', 403: 'goes on', 404: 'goes on', 409: 'goes on' } as const;
  const searching = { route: find, unlike: { ...goesOn, 413: 'goes on', 422: 'goes on' } } as const;
  testRefusals([searching, { route: close }], ['canary'], async (instead) => {
    const outcome = await (await start(instead))('resolve');
    if (outcome === undefined) throw new Error('not supported');
    return outcome;
  });
  const looking = { route: look, unlike: searching.unlike };
  testRefusals([{ route: enter }, looking], ['canary'], async (instead) => {
    const outcome = await (await start(instead))('update');
    if (outcome === undefined) throw new Error('not supported');
    return outcome;
  });
});
