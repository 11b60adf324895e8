import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import type { Severity } from '../../domain/severity.ts';
import { servicenow } from './output.ts';

const find = 'GET /api/now/table/incident';
const create = 'POST /api/now/table/incident';
const basicAuth = Buffer.from('ann:canary-password').toString('base64');

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

async function deliver(changes: object = {}, instead: Routes = {}, credentials: object = {}) {
  vendor = await startVendor({
    [find]: json({ result: [] }),
    [create]: json({ result: { sys_id: 'c537bae6', number: 'INC0010042' } }, 201),
    ...instead,
  });
  const given = {
    url: `${vendor.url}/`,
    username: 'ann',
    password: 'canary-password',
    ...credentials,
  };
  const alert = anAlert({
    id: 'a1',
    attack: ['TA0001:T1078'],
    runbook: 'https://runbooks.example/1',
  });
  const outcome = await servicenow.deliver(aDelivery({ alert, credentials: given, ...changes }));
  return { outcome, record: vendor.sent(create)[0] };
}

test('an alert is an incident that carries the key of its delivery', async () => {
  const { outcome, record } = await deliver();

  expect(outcome).toEqual({
    outcome: 'delivered',
    reference: { sys_id: 'c537bae6', number: 'INC0010042', table: 'incident' },
  });
  expect(record).toEqual({
    short_description: 'StreamAlert: a_rule',
    description:
      'Something happened\n\nTitle: Something happened to ann\nSeverity: high\nATT&CK: TA0001:T1078\n' +
      'Runbook: https://runbooks.example/1\nAlert: a1\n\n{\n  "user": "ann"\n}',
    urgency: '1',
    impact: '2',
    correlation_id: 'streamalert-key-1',
    correlation_display: 'StreamAlert',
  });
  expect(vendor?.requests[1]?.headers).toMatchObject({
    authorization: `Basic ${basicAuth}`,
    accept: 'application/json',
  });
});

test.each([
  ['critical', '1', '1'],
  ['medium', '2', '2'],
  ['low', '3', '2'],
  ['info', '3', '3'],
] as readonly (readonly [Severity, string, string])[])(
  '%s is urgency %s and impact %s',
  async (severity, urgency, impact) => {
    const { record } = await deliver({ alert: anAlert({ severity }) });

    expect(record).toMatchObject({ urgency, impact });
  },
);

test('publishers set texts, ranks and any field, but not the key', async () => {
  const { record } = await deliver({
    publication: {
      '@servicenow.short_description': 'mine',
      '@servicenow.description': 'told',
      '@servicenow.urgency': '3',
      '@servicenow.impact': '3',
      '@servicenow.fields': { assignment_group: 'SOC', correlation_id: 'stolen' },
    },
  });

  expect(record).toMatchObject({
    short_description: 'mine',
    description: 'told',
    urgency: '3',
    impact: '3',
    assignment_group: 'SOC',
    correlation_id: 'streamalert-key-1',
  });
});

test.each(['short_description', 'description', 'urgency', 'impact', 'fields'])(
  'a %s of another type is not sent',
  async (field) => {
    const { outcome } = await deliver({ publication: { [`@servicenow.${field}`]: 1 } });

    expect(outcome).toMatchObject({
      reason: expect.stringContaining(`@servicenow.${field}`),
      isAboutAlert: true,
    });
    expect(vendor?.calls).toEqual([]);
  },
);

test('texts are shortened to what the fields hold', async () => {
  const alert = anAlert({ id: 'a1', record: { text: 'x'.repeat(9_000) } });

  const { record } = await deliver({
    alert,
    publication: { record: alert.record, '@servicenow.short_description': 's'.repeat(300) },
  });

  expect(record).toHaveProperty('short_description.length', 160);
  expect(record).toHaveProperty('description.length', 4_000);
  expect(record).toHaveProperty('description', expect.stringContaining('alert a1 has all of it'));
});

test('a delivery that is repeated finds its incident and creates none', async () => {
  const there = json({
    result: [{ sys_id: 'c537bae6', number: 'INC0010042', correlation_id: 'streamalert-key-1' }],
  });

  const { outcome, record } = await deliver({}, { [find]: there });

  expect(outcome).toEqual({
    outcome: 'delivered',
    reference: { sys_id: 'c537bae6', number: 'INC0010042', table: 'incident' },
  });
  expect(record).toBeUndefined();
  expect(vendor?.calls).toEqual([
    `${find}?sysparm_query=correlation_id%3Dstreamalert-key-1&sysparm_limit=1&sysparm_fields=sys_id,number,correlation_id`,
  ]);
});

test('a record that came back for want of the field is not taken for ours', async () => {
  const any = json({ result: [{ sys_id: 'x', number: 'INC1', correlation_id: '' }] });

  const { outcome, record } = await deliver({}, { [find]: any });

  expect(outcome).toMatchObject({ reference: { sys_id: 'c537bae6' } });
  expect(record).toMatchObject({ correlation_id: 'streamalert-key-1' });
});

test('another table can be named, and nothing but a table', async () => {
  const other = 'POST /api/now/table/sn_si_incident';
  const { outcome } = await deliver(
    {},
    {
      'GET /api/now/table/sn_si_incident': json({ result: [] }),
      [other]: json({ result: { sys_id: '1' } }),
    },
    { table: 'sn_si_incident' },
  );
  expect(outcome).toEqual({
    outcome: 'delivered',
    reference: { sys_id: '1', table: 'sn_si_incident' },
  });
  await vendor?.close();

  expect((await deliver({}, {}, { table: '../x' })).outcome).toMatchObject({
    reason: 'the stored credentials do not fit: table',
  });
});

test('an answer without an id is no success', async () => {
  expect((await deliver({}, { [create]: json({ result: {} }) })).outcome).toMatchObject({
    outcome: 'failed',
    retryable: true,
  });
});

describe('refusals', () => {
  testRefusals(
    [
      {
        // Who may not read can still create.
        route: find,
        unlike: {
          400: 'goes on',
          403: 'goes on',
          404: 'goes on',
          409: 'goes on',
          413: 'goes on',
          422: 'goes on',
        },
      },
      { route: create },
    ],
    ['canary', basicAuth],
    async (instead) => (await deliver({}, instead)).outcome,
  );
});
