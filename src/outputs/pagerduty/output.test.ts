import { afterEach, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery, testOutputPorts } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import type { Publication } from '../../domain/publication.ts';
import { pagerduty } from './output.ts';

const route = 'POST /generic/2010-04-15/create_event.json';
const credentials = { service_key: 'canary0123456789' };
const accepted = json({ status: 'success', message: 'Event processed', incident_key: 'soc:1' });

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

async function deliver(
  publication?: Publication,
  routes: Routes = {},
  alert = anAlert({ id: '1' }),
) {
  vendor = await startVendor({ [route]: accepted, ...routes }, 'https://events.pagerduty.com');
  const ports = { ...testOutputPorts().ports, http: vendor.http };
  const changes = { alert, credentials, ports, ...(publication && { publication }) };
  const outcome = await pagerduty.deliver(aDelivery(changes));
  return { outcome, event: vendor.sent(route)[0] };
}

test('an alert is a trigger event that a repetition joins', async () => {
  const { outcome, event } = await deliver();

  expect(outcome).toEqual({ outcome: 'delivered', reference: { incident_key: 'soc:1' } });
  expect(event).toEqual({
    service_key: 'canary0123456789',
    event_type: 'trigger',
    incident_key: 'soc:1',
    description: 'StreamAlert Rule Triggered - a_rule',
    details: { description: 'Something happened', record: { user: 'ann' } },
    client: 'streamalert',
    client_url: '',
    contexts: [],
  });
});

test('publishers set description, details, address and contexts', async () => {
  const { event } = await deliver({
    '@pagerduty.description': 'mine',
    '@pagerduty.details': { a: 1 },
    '@pagerduty.client_url': 'https://a.example',
    '@pagerduty.contexts': [
      { type: 'link', href: 'h', text: 't', more: 1 },
      { type: 'image', src: 's', alt: 'gone' },
      { type: 'video', src: 's' },
      { type: 'link' },
      'x',
    ],
  });

  expect(event).toMatchObject({
    description: 'mine',
    details: { a: 1 },
    client_url: 'https://a.example',
    contexts: [
      { type: 'link', href: 'h', text: 't' },
      { type: 'image', src: 's' },
    ],
  });
});

test('contexts that are no list are none', async () => {
  expect((await deliver({ '@pagerduty.contexts': 'x' })).event).toMatchObject({ contexts: [] });
});

test.each(['description', 'details', 'client_url'])(
  'a %s of another type is not sent',
  async (field) => {
    const { outcome, event } = await deliver({ [`@pagerduty.${field}`]: [1] });

    expect(outcome).toMatchObject({
      reason: expect.stringContaining(`@pagerduty.${field}`),
      isAboutAlert: true,
    });
    expect(event).toBeUndefined();
  },
);

test('long descriptions and details are shortened', async () => {
  const alert = anAlert({ record: { text: 'x'.repeat(900_000) } });

  const { event } = await deliver(
    { record: alert.record, '@pagerduty.description': 'd'.repeat(2_000) },
    {},
    alert,
  );

  expect(event).toHaveProperty('description.length', 1024);
  expect(JSON.stringify(event).length).toBeLessThan(512_000);
  expect(event).toHaveProperty('details.streamalert_shortened');
});

test.each([{}, null, []])('an answer that says nothing, %j, is no success', async (answer) => {
  const { outcome } = await deliver(undefined, { [route]: json(answer) });

  expect(outcome).toMatchObject({ outcome: 'failed', retryable: true });
});

testRefusals(
  // 403 is how this version says "too many calls".
  [{ route, unlike: { 403: 'later' } }],
  ['canary'],
  async (instead) => (await deliver(undefined, instead)).outcome,
);
