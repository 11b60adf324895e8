import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { servicenow } from './output.ts';

const path = '/api/now/table/incident/c537bae6';
const read = `GET ${path}`;
const change = `PATCH ${path}`;
const create = 'POST /api/now/table/incident';
const reference = { sys_id: 'c537bae6', number: 'INC0010042', table: 'incident' };

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

interface Kept {
  state?: string;
  active?: string;
  work_notes?: string;
}

/** The record as ServiceNow keeps it: each work note is put before those that are there. */
function aRecord(kept: Kept): Routes {
  const record = { state: '1', active: 'true', work_notes: '', ...kept };
  const shown = () =>
    Object.fromEntries(
      Object.entries(record).map(([name, value]) => [
        name,
        name === 'work_notes' ? { display_value: value, value: '' } : { display_value: '?', value },
      ]),
    );
  return {
    [read]: (request, response) => json({ result: shown() })(request, response),
    [change]: (request, response) => {
      const { work_notes, ...fields } = JSON.parse(request.body) as Kept;
      Object.assign(record, fields);
      if (work_notes !== undefined) {
        record.work_notes = `2026-03-14 - Ann (Work notes)\n${work_notes}\n\n${record.work_notes}`;
      }
      return json({ result: { sys_id: 'c537bae6' } })(request, response);
    },
    'GET /api/now/table/incident': json({ result: [] }),
    [create]: json({ result: { sys_id: 'new', number: 'INC0010043' } }, 201),
  };
}

type Action = 'update' | 'acknowledge' | 'resolve';

async function start(kept: Kept = {}, routes: Routes = {}, account: object = {}) {
  vendor = await startVendor({ ...aRecord(kept), ...routes });
  const credentials = {
    url: vendor.url,
    username: 'ann',
    password: 'canary-password',
    ...account,
  };
  return (action: Action, changes: object = {}) =>
    servicenow[action]?.({
      ...aDelivery({
        alert: anAlert({ group: { firstId: '1', count: 3, isFirstSent: true, isOpen: true } }),
        credentials,
      }),
      reference,
      by: 'ann',
      note: 'on it',
      ...changes,
    });
}

test('what merged is a work note', async () => {
  const followUp = await start();

  expect(await followUp('update')).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.sent(change)).toEqual([
    { work_notes: 'StreamAlert: 3 alerts so far of rule a_rule.\n\n[streamalert-key-1]' },
  ]);
});

test('what is repeated is written once', async () => {
  const followUp = await start();

  for (const action of ['update', 'acknowledge', 'resolve', 'resolve', 'acknowledge'] as const) {
    expect(await followUp(action)).toEqual({ outcome: 'delivered', reference });
    await followUp('update');
  }

  expect(vendor?.sent(change)).toEqual([
    expect.objectContaining({ work_notes: expect.stringContaining('3 alerts so far') }),
    {
      state: '2',
      work_notes: 'Acknowledged in StreamAlert by ann: on it\n\n[streamalert-acknowledged-key-1]',
    },
    {
      state: '6',
      close_code: 'Solution provided',
      close_notes: 'Resolved in StreamAlert by ann: on it',
      work_notes: 'Resolved in StreamAlert by ann: on it\n\n[streamalert-resolved-key-1]',
    },
  ]);
});

test.each([
  ['on hold', { state: '3' }],
  ['resolved', { state: '6' }],
  ['closed', { state: '7', active: 'false' }],
])('a record that is %s is not taken back by an acknowledgement', async (_name, kept) => {
  const followUp = await start(kept);

  await followUp('acknowledge');

  expect(vendor?.sent(change)).toEqual([{ work_notes: expect.stringContaining('Acknowledged') }]);
});

test.each([{ state: '6' }, { state: '8', active: 'false' }])(
  'a record that is settled (%j) stays as it is',
  async (kept) => {
    const followUp = await start(kept);

    expect(await followUp('resolve')).toEqual({ outcome: 'delivered', reference });
    expect(vendor?.sent(change)).toEqual([{ work_notes: expect.stringContaining('Resolved') }]);
  },
);

test('a closed record that takes no notes is replaced when there is more to tell', async () => {
  const refused = json({ error: { message: 'Operation Failed' } }, 403);
  const followUp = await start({ state: '7', active: 'false' }, { [change]: refused });

  expect(await followUp('resolve')).toEqual({ outcome: 'delivered', reference });
  expect(await followUp('update')).toEqual({
    outcome: 'delivered',
    reference: { sys_id: 'new', number: 'INC0010043', table: 'incident' },
  });
});

test('a record that is gone is replaced when there is more to tell, and else left', async () => {
  const gone = json({ error: { message: 'No Record found' }, status: 'failure' }, 404);
  const followUp = await start({}, { [read]: gone });

  expect(await followUp('acknowledge')).toEqual({ outcome: 'delivered', reference });
  expect(await followUp('resolve')).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.sent(create)).toEqual([]);
  expect(await followUp('update')).toMatchObject({ reference: { sys_id: 'new' } });
});

test('a record that may be read and not written is replaced for more, and settling it fails', async () => {
  const hidden = json({ error: { message: 'No Record found', detail: 'ACL restricts' } }, 404);
  const followUp = await start({}, { [change]: hidden });

  expect(await followUp('update')).toMatchObject({
    outcome: 'delivered',
    reference: { sys_id: 'new' },
  });
  for (const action of ['acknowledge', 'resolve'] as const) {
    expect(await followUp(action)).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('changing the record: the endpoint answered 404'),
    });
  }
});

test('states and the resolution code are those of the credentials', async () => {
  const account = { acknowledged_state: '16', resolved_state: '3', close_code: 'Threat mitigated' };
  const table = '/api/now/table/sn_si_incident/c537bae6';
  const followUp = await start(
    {},
    {
      [`GET ${table}`]: json({ result: { state: { value: '10' }, active: { value: 'true' } } }),
      [`PATCH ${table}`]: json({ result: {} }),
    },
    account,
  );
  const elsewhere = { reference: { ...reference, table: 'sn_si_incident' } };

  await followUp('acknowledge', elsewhere);
  await followUp('resolve', elsewhere);

  expect(vendor?.sent(`PATCH ${table}`)).toMatchObject([
    { state: '16' },
    { state: '3', close_code: 'Threat mitigated' },
  ]);
});

test('what a data policy asks for is told', async () => {
  const policy = {
    error: {
      message: 'Operation Failed',
      detail: 'Data Policy Exception: mandatory: Resolution code',
    },
  };
  const followUp = await start({}, { [change]: json(policy, 403) });

  expect(await followUp('resolve')).toMatchObject({
    outcome: 'failed',
    reason: expect.stringContaining('mandatory: Resolution code'),
    retryable: false,
  });
});

describe('refusals', () => {
  testRefusals(
    [{ route: read, unlike: { 404: 'goes on' } }, { route: change }],
    ['canary', Buffer.from('ann:canary-password').toString('base64')],
    async (instead) => {
      const outcome = await (await start({}, instead))('resolve');
      if (outcome === undefined) throw new Error('not supported');
      return outcome;
    },
  );
});
