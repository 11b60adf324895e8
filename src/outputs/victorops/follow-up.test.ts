import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { victorops } from './output.ts';

const route = 'POST /alert/canarypath/team';
const accepted = json({ result: 'success', entity_id: 'streamalert/a_rule/1' });

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

type Action = 'update' | 'acknowledge' | 'resolve';

async function followUp(action: Action, changes: object = {}, routes: Routes = {}) {
  vendor = await startVendor({ [route]: accepted, ...routes });
  const outcome = await victorops[action]?.({
    ...aDelivery({
      alert: anAlert({
        id: 'merged',
        group: { firstId: '1', count: 3, isFirstSent: true, isOpen: true },
      }),
      credentials: {
        victorops_api_id: 'canary-id',
        victorops_api_key: 'canary-key',
        url: `${vendor.url}/alert/canarypath`,
        routing_key: 'team',
      },
    }),
    reference: { entity_id: 'streamalert/a_rule/1' },
    by: 'ann',
    note: null,
    ...changes,
  });
  return { outcome, message: vendor.sent(route)[0] };
}

const reference = { entity_id: 'streamalert/a_rule/1' };

test('what merged is told to the incident of the alert that was sent', async () => {
  const { outcome, message } = await followUp('update', {
    publication: { record: { user: 'ann' }, '@victorops.message_type': 'WARNING' },
  });

  expect(outcome).toEqual({ outcome: 'delivered', reference });
  expect(message).toEqual({
    message_type: 'WARNING',
    entity_id: 'streamalert/a_rule/1',
    entity_display_name: 'a_rule',
    state_message: 'StreamAlert: 3 alerts so far of rule a_rule.',
    record: { user: 'ann' },
  });
});

test('an acknowledgement names its author', async () => {
  const { outcome, message } = await followUp('acknowledge', { note: 'on it' });

  expect(outcome).toEqual({ outcome: 'delivered', reference });
  expect(message).toEqual({
    message_type: 'ACKNOWLEDGEMENT',
    ...reference,
    entity_display_name: 'a_rule',
    state_message: 'Acknowledged in StreamAlert by ann: on it',
    ack_author: 'ann',
  });
});

test('a recovery settles the incident', async () => {
  const { outcome, message } = await followUp('resolve', {
    publication: { '@victorops.entity_display_name': 'mine' },
  });

  expect(outcome).toEqual({ outcome: 'delivered', reference });
  expect(message).toEqual({
    message_type: 'RECOVERY',
    ...reference,
    entity_display_name: 'mine',
    state_message: 'Resolved in StreamAlert by ann',
  });
});

test('a refusal that is answered with success is told', async () => {
  const { outcome } = await followUp(
    'resolve',
    {},
    { [route]: json({ result: 'failure', message: 'no such routing key' }) },
  );

  expect(outcome).toMatchObject({
    outcome: 'failed',
    reason: expect.stringContaining('no such routing key'),
  });
});

describe.each(['update', 'acknowledge', 'resolve'] as const)('%s', (action) => {
  testRefusals([{ route }], ['canary'], async (instead) => {
    const { outcome } = await followUp(action, {}, instead);
    if (outcome === undefined) throw new Error('not supported');
    return outcome;
  });
});
