import { afterEach, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import type { Publication } from '../../domain/publication.ts';
import { victorops } from './output.ts';

const route = 'POST /integrations/generic/20131114/alert/canarykey/canary%2Fteam';

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

async function deliver(
  publication?: Publication,
  routes: Routes = {},
  alert = anAlert({ id: '1' }),
) {
  const accepted = json({ result: 'success', entity_id: 'streamalert/a_rule/1' });
  vendor = await startVendor({ [route]: accepted, ...routes });
  const credentials = {
    victorops_api_id: 'canary-id',
    victorops_api_key: 'canary-key',
    url: `${vendor.url}/integrations/generic/20131114/alert/canarykey/`,
    routing_key: 'canary/team',
  };
  const outcome = await victorops.deliver(
    aDelivery({ alert, credentials, ...(publication && { publication }) }),
  );
  return { outcome, message: vendor.sent(route)[0] };
}

test('each alert is an incident of its own, and the same one when it is sent again', async () => {
  const { outcome, message } = await deliver();

  expect(outcome).toEqual({
    outcome: 'delivered',
    reference: { entity_id: 'streamalert/a_rule/1' },
  });
  expect(message).toEqual({
    message_type: 'CRITICAL',
    entity_id: 'streamalert/a_rule/1',
    entity_display_name: 'a_rule',
    record: { user: 'ann' },
  });
  expect(vendor?.requests[0]?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-vo-api-id': 'canary-id',
    'x-vo-api-key': 'canary-key',
  });
});

test('publishers set type, id, name and text', async () => {
  const { message } = await deliver({
    '@victorops.message_type': 'warning',
    '@victorops.entity_id': 'mine',
    '@victorops.entity_display_name': 'Name',
    '@victorops.state_message': 'Look',
  });

  expect(message).toEqual({
    message_type: 'WARNING',
    entity_id: 'mine',
    entity_display_name: 'Name',
    state_message: 'Look',
    record: {},
  });
});

test('a type that would open no incident counts as critical', async () => {
  const { message } = await deliver({ '@victorops.message_type': 'RECOVERY' });

  expect(message).toMatchObject({ message_type: 'CRITICAL' });
});

test.each(['message_type', 'entity_id', 'entity_display_name', 'state_message'])(
  'a %s of another type is not sent',
  async (field) => {
    const { outcome, message } = await deliver({ [`@victorops.${field}`]: 1 });

    expect(outcome).toMatchObject({
      reason: expect.stringContaining(`@victorops.${field}`),
      isAboutAlert: true,
    });
    expect(message).toBeUndefined();
  },
);

test('a publication without a record is sent as it is', async () => {
  const { message } = await deliver({ a: 1, '@slack.text': 'x' });

  expect(message).toMatchObject({ record: { a: 1 } });
});

test('a failure that is told with 200 is one', async () => {
  const failure = json({ result: 'failure', message: 'canary-key is unknown' });

  const { outcome } = await deliver(undefined, { [route]: failure });

  expect(outcome).toEqual({
    outcome: 'failed',
    reason: 'VictorOps refused the alert: ••• is unknown',
    retryable: true,
  });
});

test.each([null, [], {}, 'x', { error: 'unknown' }, { result: 'failure' }])(
  'an answer like %j is no success',
  async (answer) => {
    const { outcome } = await deliver(undefined, { [route]: json(answer) });

    expect(outcome).toEqual({
      outcome: 'failed',
      reason: 'VictorOps refused the alert: it did not say "success"',
      retryable: true,
    });
  },
);

test('what is found too large is sent shorter', async () => {
  const alert = anAlert({ id: '1', record: { text: 'x'.repeat(200_000) } });

  const { outcome } = await deliver(
    undefined,
    {
      [route]: (request, response) => {
        const isTooLarge = request.body.length > 150_000;
        void json({ result: 'success' }, isTooLarge ? 413 : 200)(request, response);
      },
    },
    alert,
  );

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(vendor?.sent(route)[1]).toHaveProperty('streamalert_shortened');
});

testRefusals(
  [{ route }],
  ['canary'],
  async (instead) => (await deliver(undefined, instead)).outcome,
);
