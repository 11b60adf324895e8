import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery, testOutputPorts } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import type { Publication } from '../../domain/publication.ts';
import { pagerdutyV2 } from './output.ts';

const route = 'POST /v2/enqueue';
const credentials = { routing_key: 'canary0123456789' };
const accepted = json({ status: 'success', message: 'Event processed', dedup_key: 'soc:1' }, 202);

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

async function deliver(
  {
    alert = anAlert({ id: '1' }),
    publication,
  }: { alert?: ReturnType<typeof anAlert>; publication?: Publication } = {},
  routes: Routes = {},
) {
  vendor = await startVendor({ [route]: accepted, ...routes }, 'https://events.pagerduty.com');
  const ports = { ...testOutputPorts().ports, http: vendor.http };
  const changes = { alert, credentials, ports, ...(publication && { publication }) };
  const outcome = await pagerdutyV2.deliver(aDelivery(changes));
  return { outcome, event: vendor.sent(route)[0], bodies: vendor.requests.map(({ body }) => body) };
}

test('an alert is a trigger event with a key of its own', async () => {
  const { outcome, event } = await deliver();

  expect(outcome).toEqual({ outcome: 'delivered', reference: { dedup_key: 'soc:1' } });
  expect(event).toEqual({
    routing_key: 'canary0123456789',
    event_action: 'trigger',
    dedup_key: 'soc:1',
    payload: {
      summary: 'StreamAlert Rule Triggered - a_rule',
      source: 'okta:system',
      severity: 'critical',
      custom_details: { description: 'Something happened', record: { user: 'ann' } },
      component: null,
      group: null,
      class: null,
    },
    client: 'StreamAlert',
    client_url: null,
    images: [],
    links: [],
  });
});

test('publishers set every field', async () => {
  const { event } = await deliver({
    publication: {
      '@pagerduty-v2.summary': 'mine',
      '@pagerduty-v2.custom_details': { a: 2n ** 70n },
      '@pagerduty-v2.severity': 'warning',
      '@pagerduty-v2.client_url': 'https://a.example',
      '@pagerduty-v2.component': 'mysql',
      '@pagerduty-v2.group': 'prod',
      '@pagerduty-v2.class': 'disk',
      '@pagerduty-v2.images': [
        { src: 's' },
        { src: 't', href: 'h', alt: 'a', more: 1 },
        { href: 'x' },
        7,
      ],
      '@pagerduty-v2.links': [{ href: 'h' }, { href: 'i', text: 't' }, { text: 'x' }, null],
    },
  });

  expect(event).toMatchObject({
    payload: {
      summary: 'mine',
      severity: 'warning',
      component: 'mysql',
      group: 'prod',
      class: 'disk',
    },
    client_url: 'https://a.example',
    images: [
      { src: 's', href: '', alt: '' },
      { src: 't', href: 'h', alt: 'a' },
    ],
    links: [
      { href: 'h', text: 'h' },
      { href: 'i', text: 't' },
    ],
  });
  expect(vendor?.requests[0]?.body).toContain('"custom_details":{"a":1180591620717411303424}');
});

test.each([
  ['info', 'info'],
  ['ERROR', 'error'],
  ['medium', 'warning'],
  ['shouting', 'critical'],
  ['__proto__', 'critical'],
])('severity %s is sent as %s', async (given, sent) => {
  const { event } = await deliver({ publication: { '@pagerduty-v2.severity': given } });

  expect(event).toMatchObject({ payload: { severity: sent } });
});

test('runbook and references are links, unless publishers choose others', async () => {
  const alert = anAlert({
    runbook: 'https://runbooks.example/1',
    references: ['https://a.example/x', 'page 7 of the manual'],
  });

  const { event } = await deliver({ alert });
  await vendor?.close();
  const { event: chosen } = await deliver({ alert, publication: { '@pagerduty-v2.links': [] } });

  expect(event).toMatchObject({
    links: [
      { href: 'https://runbooks.example/1', text: 'Runbook' },
      { href: 'https://a.example/x', text: 'https://a.example/x' },
    ],
  });
  expect(chosen).toMatchObject({ links: [] });
});

test('lists that are none are empty, and null sets nothing', async () => {
  const { event } = await deliver({
    publication: {
      '@pagerduty-v2.images': 'x',
      '@pagerduty-v2.links': { href: 'x' },
      '@pagerduty-v2.summary': null,
    },
  });

  expect(event).toMatchObject({
    images: [],
    links: [],
    payload: { summary: 'StreamAlert Rule Triggered - a_rule' },
  });
});

test.each(['summary', 'severity', 'client_url', 'component', 'group', 'class', 'custom_details'])(
  'a %s of another type is not sent, and the reason names it',
  async (field) => {
    const { outcome, bodies } = await deliver({ publication: { [`@pagerduty-v2.${field}`]: 7 } });

    expect(outcome).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining(`@pagerduty-v2.${field}`),
      retryable: true,
      isAboutAlert: true,
    });
    expect(bodies).toEqual([]);
  },
);

test('what publishers removed from the record is not sent', async () => {
  const alert = anAlert({ record: { user: 'ann', password: 'hidden' } });

  const { bodies } = await deliver({ alert, publication: { record: { user: 'ann' } } });

  expect(bodies[0]).toContain('"record":{"user":"ann"}');
  expect(bodies[0]).not.toContain('hidden');
});

describe('limits of PagerDuty', () => {
  test('a huge alert is shortened to 512 KB and says where all of it is', async () => {
    const alert = anAlert({
      id: 'a1',
      logType: '',
      record: { text: 'é'.repeat(600_000), user: 'ann' },
    });

    const { outcome, event, bodies } = await deliver({ alert });

    expect(outcome).toMatchObject({ outcome: 'delivered' });
    expect(Buffer.byteLength(bodies[0] ?? '')).toBeLessThanOrEqual(512_000);
    expect(event).toMatchObject({
      payload: {
        source: 'streamalert',
        custom_details: {
          record: { user: 'ann' },
          streamalert_shortened: 'shortened; alert a1 has all of it',
        },
      },
    });
  });

  test('a long summary is cut, and a long key gives way to a short one', async () => {
    const alert = anAlert({ id: 'x'.repeat(300) });

    const { event } = await deliver({
      alert,
      publication: { '@pagerduty-v2.summary': 's'.repeat(3_000) },
    });

    expect(event).toMatchObject({ dedup_key: 'key-1' });
    expect(event).toHaveProperty('payload.summary.length', 1024);
  });
});

test('an event that is sent again has the same key', async () => {
  const alert = anAlert();
  const { event: first } = await deliver({ alert });
  await vendor?.close();
  const { event: second } = await deliver({ alert });

  expect(second).toEqual(first);
});

testRefusals([{ route }], ['canary'], async (instead) => (await deliver({}, instead)).outcome);
