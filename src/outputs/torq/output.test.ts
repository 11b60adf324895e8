import { afterEach, expect, test } from 'vitest';
import { aDelivery } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { torq } from './output.ts';

const route = 'POST /v1/webhooks/canary-webhook';
const header = { headerName: 'X-Torq-Secret', headerValue: 'canary-secret' };

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

async function deliver(credentials: object = {}, routes: Routes = {}, changes: object = {}) {
  vendor = await startVendor({ [route]: json({ message: 'accepted' }), ...routes });
  const url = `${vendor.url}/v1/webhooks/canary-webhook`;
  return torq.deliver(aDelivery({ credentials: { url, ...credentials }, ...changes }));
}

test('an alert is the event that triggers workflows', async () => {
  expect(await deliver()).toEqual({ outcome: 'delivered' });

  expect(vendor?.sent(route)).toMatchObject([{ rule_name: 'a_rule', record: { user: 'ann' } }]);
  expect(vendor?.requests[0]?.headers['content-type']).toBe('application/json');
});

test('the authentication header is the one that the integration asks for', async () => {
  await deliver(header);

  expect(vendor?.requests[0]?.headers['x-torq-secret']).toBe('canary-secret');
});

test.each([
  [{ headerName: 'X-Torq-Secret' }, 'headerValue'],
  [{ headerValue: 'canary-secret' }, 'headerName'],
])('half a header is told before anything is sent: %j', async (credentials, missing) => {
  expect(await deliver(credentials)).toMatchObject({
    reason: expect.stringContaining(
      `the stored credentials do not fit: ${missing} (headerName and`,
    ),
    retryable: true,
  });
  expect(vendor?.requests).toEqual([]);
});

test('publishers set the body', async () => {
  await deliver({}, {}, { publication: { '@torq.body': ['a'] } });

  expect(vendor?.sent(route)).toEqual([['a']]);
});

test('a resolved alert is an event where the workflow wants it', async () => {
  vendor = await startVendor({ [route]: json({}) });
  const credentials = { url: `${vendor.url}/v1/webhooks/canary-webhook`, events: 'all' };
  const request = { ...aDelivery({ credentials }), reference: {}, by: 'ann', note: null };

  expect(await torq.resolve?.(request)).toMatchObject({ outcome: 'delivered' });
  expect(vendor.sent(route)).toMatchObject([
    { event: 'alert.resolved', by: 'ann', note: '', alert: { rule_name: 'a_rule' } },
  ]);
});

testRefusals([{ route }], ['canary-webhook', 'canary-secret'], (instead) =>
  deliver(header, instead),
);
