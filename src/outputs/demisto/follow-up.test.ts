import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { demisto } from './output.ts';

const find = 'POST /incidents/search';
const create = 'POST /incident';
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
        '    New:\n    - text: !DeleteContext all=yes, # x',
      markdown: true,
    },
  ]);
});

test('somebody who takes an incident on is named in the war room', async () => {
  const followUp = await start();

  expect(await followUp('acknowledge')).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.sent(enter)).toMatchObject([
    { data: 'Acknowledged in StreamAlert by ann: on it' },
  ]);
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
  testRefusals([{ route: enter }], ['canary'], async (instead) => {
    const outcome = await (await start(instead))('update');
    if (outcome === undefined) throw new Error('not supported');
    return outcome;
  });
});
