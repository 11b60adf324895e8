import { afterEach, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { splunkHec } from './output.ts';

const route = 'POST /services/collector/event';
const idempotencyKey = '0123456789abcdef0123456789abcdef';

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

async function deliver(changes: object = {}, instead: Routes = {}, credentials: object = {}) {
  vendor = await startVendor({ [route]: json({ text: 'Success', code: 0 }), ...instead });
  const given = { url: `${vendor.url}/`, token: 'canary-token', ...credentials };
  const alert = anAlert({ id: 'a1', eventTime: Date.UTC(2026, 2, 14, 11, 42, 7, 89) });
  const publication = { record: { big: 2n ** 70n }, '@slack.text': 'no' };
  const outcome = await splunkHec.deliver(
    aDelivery({ alert, publication, credentials: given, idempotencyKey, ...changes }),
  );
  return { outcome, event: vendor.sent(route)[0] };
}

test('an alert is an event at the time it happened', async () => {
  const { outcome, event } = await deliver();

  expect(outcome).toEqual({
    outcome: 'delivered',
    reference: { streamalert_delivery: idempotencyKey },
  });
  expect(event).toEqual({
    time: 1773488527.089,
    source: 'streamalert',
    sourcetype: 'streamalert:alert',
    fields: { alert_id: 'a1', rule_name: 'a_rule', streamalert_delivery: idempotencyKey },
    event: { record: { big: expect.any(Number) } },
  });
  expect(vendor?.requests[0]).toMatchObject({
    headers: {
      authorization: 'Splunk canary-token',
      'x-splunk-request-channel': '01234567-89ab-cdef-0123-456789abcdef',
    },
    body: expect.stringContaining('1180591620717411303424'),
  });
});

test('credentials and publishers say where it goes', async () => {
  const publication = {
    '@splunk-hec.sourcetype': 'mine',
    '@splunk-hec.source': 's',
    '@splunk-hec.host': 'h',
    '@splunk-hec.event': { a: 1 },
  };

  const { event } = await deliver({ publication }, {}, { index: 'security', sourcetype: 'x' });

  expect(event).toMatchObject({
    index: 'security',
    sourcetype: 'mine',
    source: 's',
    host: 'h',
    event: { a: 1 },
  });
  await vendor?.close();
  const other = await deliver(
    { publication: { '@splunk-hec.index': 'other' } },
    {},
    { index: 'x' },
  );
  expect(other.event).toMatchObject({ index: 'other' });
});

test.each(['index', 'sourcetype', 'source', 'host', 'event'])(
  'a %s of another type is not sent',
  async (field) => {
    const { outcome, event } = await deliver({ publication: { [`@splunk-hec.${field}`]: 1 } });

    expect(outcome).toMatchObject({
      reason: expect.stringContaining(`@splunk-hec.${field}`),
      isAboutAlert: true,
    });
    expect(event).toBeUndefined();
  },
);

test.each([
  [{ text: 'Invalid token', code: 4 }, 403, false],
  [{ text: 'Token is disabled', code: 1 }, 403, true],
  [{ text: 'Incorrect index', code: 7, 'invalid-event-number': 0 }, 400, false],
  [{ text: 'Server is busy', code: 9 }, 503, true],
  [{ hello: 1 }, 200, true],
])('%j with %d fails', async (answer, status, retryable) => {
  const { outcome } = await deliver({}, { [route]: json(answer, status) });

  expect(outcome).toMatchObject({ outcome: 'failed', retryable });
});

test('what is found too large is sent shorter', async () => {
  const { outcome } = await deliver(
    { publication: { record: { text: 'x'.repeat(700_000) } } },
    {
      [route]: (request, response) => {
        if (request.body.length > 600_000) response.writeHead(413).end();
        else response.end('{"text":"Success","code":0}');
      },
    },
  );

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(vendor?.sent(route)[1]).toHaveProperty('event.streamalert_shortened');
});

testRefusals([{ route }], ['canary'], async (instead) => (await deliver({}, instead)).outcome);
