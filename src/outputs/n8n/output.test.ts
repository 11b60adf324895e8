import { afterEach, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { n8n } from './output.ts';

const route = 'POST /webhook/canary-path';

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

async function deliver(credentials: object = {}, routes: Routes = {}, changes: object = {}) {
  vendor = await startVendor({ [route]: json({ message: 'Workflow was started' }), ...routes });
  const url = `${vendor.url}/webhook/canary-path`;
  return n8n.deliver(aDelivery({ credentials: { url, ...credentials }, ...changes }));
}

test('an alert is the body of the first item', async () => {
  expect(await deliver()).toEqual({ outcome: 'delivered' });

  expect(vendor?.sent(route)).toMatchObject([{ rule_name: 'a_rule', record: { user: 'ann' } }]);
  expect(vendor?.requests[0]?.headers).toMatchObject({ 'idempotency-key': 'key-1' });
  expect(vendor?.requests[0]?.headers).not.toHaveProperty('authorization');
});

test.each([
  [{ headerName: 'X-Key', headerValue: 'canary-value' }, { 'x-key': 'canary-value' }],
  [
    { username: 'ann', password: 'canary-password' },
    { authorization: `Basic ${Buffer.from('ann:canary-password').toString('base64')}` },
  ],
])('%j proves who is calling', async (credentials, headers) => {
  await deliver(credentials);

  expect(vendor?.requests[0]?.headers).toMatchObject(headers);
});

test.each([
  [{ headerName: 'X-Key' }, 'headerValue'],
  [{ headerValue: 'canary-value' }, 'headerName'],
  [{ username: 'ann' }, 'password'],
  [{ password: 'canary-password' }, 'username'],
  [{ url: 'https://n8n.example/webhook-test/1' }, 'url'],
])('%j is told before anything is sent', async (credentials, field) => {
  expect(await deliver(credentials)).toMatchObject({
    reason: expect.stringContaining(`the stored credentials do not fit: ${field} (`),
  });
  expect(vendor?.requests).toEqual([]);
});

test('a workflow that is not active keeps the alert waiting', async () => {
  const message = 'The requested webhook "POST canary-path" is not registered.';

  const outcome = await deliver({}, { [route]: json({ code: 404, message }, 404) });

  expect(outcome).toMatchObject({
    outcome: 'failed',
    reason: expect.stringContaining('is not registered'),
    retryable: true,
  });
});

test('what the server finds too large is sent shorter', async () => {
  const alert = anAlert({ id: 'a1', record: { text: 'x'.repeat(300_000) } });

  const outcome = await deliver(
    {},
    {
      [route]: (request, response) => {
        response.writeHead(request.body.length > 200_000 ? 413 : 200).end();
      },
    },
    { alert },
  );

  expect(outcome).toEqual({ outcome: 'delivered' });
  expect(vendor?.sent(route)[1]).toMatchObject({
    streamalert_shortened: 'shortened; alert a1 has all of it',
  });
});

testRefusals(
  // A workflow that is run while we wait answers what it likes.
  [{ route, unlike: { 404: 'later', 'a page': 'goes on' } }],
  [
    'canary-path',
    'canary-value',
    'canary-password',
    Buffer.from('ann:canary-password').toString('base64'),
  ],
  (instead) =>
    deliver(
      {
        headerName: 'X-Key',
        headerValue: 'canary-value',
        username: 'ann',
        password: 'canary-password',
      },
      instead,
    ),
);
