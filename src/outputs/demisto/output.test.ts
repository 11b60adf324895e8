import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import type { Publication } from '../../domain/publication.ts';
import { demisto } from './output.ts';

const find = 'POST /incidents/search';
const create = 'POST /incident';

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

async function deliver(
  publication: Publication = { record: { user: 'ann' } },
  instead: Routes = {},
  changes: object = {},
) {
  vendor = await startVendor({
    [find]: json({ total: 0, data: null }),
    [create]: json({ id: '1201', name: 'a_rule' }, 201),
    ...instead,
  });
  const credentials = { url: `${vendor.url}/`, token: 'canary-token' };
  const outcome = await demisto.deliver(aDelivery({ credentials, publication, ...changes }));
  return { outcome, incident: vendor.sent(create)[0] };
}

test('an alert is an incident with its content as labels', async () => {
  const { outcome, incident } = await deliver({
    record: { list: [1, { a: true }], none: null, empty: {}, text: '"q"', hollow: [] },
    id: 'x',
    '@slack.text': 'no',
  });

  expect(outcome).toEqual({ outcome: 'delivered', reference: { incident_id: '1201' } });
  expect(incident).toEqual({
    type: 'Unclassified',
    name: 'a_rule',
    owner: 'StreamAlert',
    playbook: 'Unknown',
    severity: 0,
    labels: [
      { type: 'id', value: 'x' },
      { type: 'record.list[0]', value: '1' },
      { type: 'record.list[1].a', value: 'true' },
      { type: 'record.none', value: 'null' },
      { type: 'record.text', value: '"q"' },
      { type: 'streamalert_delivery', value: 'key-1' },
    ],
    customFields: {},
    details: 'Something happened',
    createInvestigation: true,
  });
  expect(vendor?.requests[1]?.headers).toMatchObject({
    accept: 'application/json',
    'content-type': 'application/json',
    authorization: 'canary-token',
  });
});

test.each([null, [], {}, 'ok', { error: 'x' }, { id: '' }])(
  'an answer like %j names no incident',
  async (answer) => {
    const { outcome } = await deliver(undefined, { [create]: json(answer) });

    expect(outcome).toEqual({
      outcome: 'failed',
      reason: 'creating the incident: no id came back; does a pre-process rule drop it?',
      retryable: true,
    });
  },
);

test('without a list of incidents it is not known whether there is one already', async () => {
  const { outcome, incident } = await deliver(undefined, { [find]: json({ error: 'indexing' }) });

  expect(outcome).toMatchObject({ outcome: 'failed', retryable: true });
  expect(incident).toBeUndefined();
});

test('XSOAR 8 is told the id of the key', async () => {
  await deliver(undefined, {}, {});
  const url = vendor?.url ?? '';
  await demisto.deliver(aDelivery({ credentials: { url, token: 'canary-token', auth_id: '12' } }));

  expect(vendor?.requests.at(-1)?.headers['x-xdr-auth-id']).toBe('12');
});

test('publishers set every field', async () => {
  const { incident } = await deliver({
    '@demisto.incident_type': 'Phishing',
    '@demisto.playbook': 'book',
    '@demisto.owner': 'ann',
    '@demisto.details': 'told',
    '@demisto.incident_name': 'name',
    '@demisto.label_data': { b: 1 },
    '@demisto.severity': 'HIGH',
  });

  expect(incident).toMatchObject({
    type: 'Phishing',
    playbook: 'book',
    owner: 'ann',
    details: 'told',
    name: 'name',
    labels: [{ type: 'b', value: '1' }, { type: 'streamalert_delivery' }],
    severity: 3,
  });
});

test.each([
  ['info', 0.5],
  ['Informational', 0.5],
  ['low', 1],
  ['med', 2],
  ['medium', 2],
  ['critical', 4],
  ['unknown', 0],
  ['constructor', 0],
  [3, 0],
  [null, 0],
])('severity %j is %d', async (given, severity) => {
  expect((await deliver({ '@demisto.severity': given })).incident).toMatchObject({ severity });
});

test.each(['incident_type', 'playbook', 'owner', 'details', 'incident_name', 'label_data'])(
  'a %s of another type is not sent',
  async (field) => {
    const { outcome, incident } = await deliver({ [`@demisto.${field}`]: [1] });

    expect(outcome).toMatchObject({
      reason: expect.stringContaining(`@demisto.${field}`),
      isAboutAlert: true,
    });
    expect(incident).toBeUndefined();
  },
);

describe('a delivery that is repeated', () => {
  const other = { id: '1', labels: [{ type: 'streamalert_delivery', value: 'another' }] };
  const same = { id: '2', labels: [{ type: 'streamalert_delivery', value: 'key-1' }] };

  test('finds its incident and creates none', async () => {
    const alert = anAlert({ createdAt: Date.UTC(2026, 2, 14, 11, 42, 7) });
    const found = { [find]: json({ total: 2, data: [other, same] }) };

    const { outcome, incident } = await deliver({ a: 1 }, found, { alert });

    expect(outcome).toEqual({ outcome: 'delivered', reference: { incident_id: '2' } });
    expect(incident).toBeUndefined();
    expect(vendor?.sent(find)).toEqual([
      { filter: { name: ['a_rule'], fromDate: '2026-03-14T11:32:07.000Z', page: 0, size: 200 } },
    ]);
  });

  test('is not mistaken for another', async () => {
    const { incident } = await deliver(undefined, { [find]: json({ total: 1, data: [other] }) });

    expect(incident).toMatchObject({ name: 'a_rule' });
  });
});

test('what is found too large is sent with less', async () => {
  const { outcome } = await deliver(
    {
      record: Object.fromEntries(
        Array.from({ length: 5_000 }, (_, key) => [`k${key}`, 'v'.repeat(50)]),
      ),
    },
    {
      [create]: (request, response) => {
        if (request.body.length > 200_000) response.writeHead(413).end();
        else response.writeHead(201).end('{"id":"1"}');
      },
    },
  );

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(vendor?.sent(create).at(-1)).toMatchObject({
    labels: expect.arrayContaining([
      { type: 'streamalert_delivery', value: 'key-1' },
      { type: 'streamalert_shortened', value: expect.stringContaining('has all of it') },
    ]),
  });
});

describe('refusals', () => {
  const goesOn = { 400: 'goes on', 403: 'goes on', 404: 'goes on', 409: 'goes on' } as const;
  testRefusals(
    [
      // A key that may only create does so.
      {
        route: find,
        unlike: { ...goesOn, 413: 'goes on', 422: 'goes on' },
      },
      { route: create },
    ],
    ['canary'],
    async (instead) => (await deliver(undefined, instead)).outcome,
  );
});
