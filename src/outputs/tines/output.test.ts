import { afterEach, expect, test } from 'vitest';
import { aDelivery } from '../../../testing/delivery.ts';
import { answering } from '../../../testing/http-server.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { tines } from './output.ts';

const route = 'POST /webhook/canarypath/canarysecret';
const story = answering(201, { 'content-type': 'text/plain' }, 'Ok');

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

async function deliver(credentials: object = {}, routes: Routes = {}, changes: object = {}) {
  vendor = await startVendor({ [route]: story, ...routes });
  const url = `${vendor.url}/webhook/canarypath/canarysecret`;
  return tines.deliver(aDelivery({ credentials: { url, ...credentials }, ...changes }));
}

test('an alert is the body of the event, and Tines may tell a repetition by the header', async () => {
  expect(await deliver()).toEqual({ outcome: 'delivered' });

  expect(vendor?.sent(route)).toMatchObject([{ rule_name: 'a_rule', record: { user: 'ann' } }]);
  expect(vendor?.requests[0]?.headers).toMatchObject({
    'content-type': 'application/json',
    'idempotency-key': 'key-1',
  });
  expect(vendor?.requests[0]?.headers).not.toHaveProperty('authorization');
});

test('the secret may be kept apart from the URL', async () => {
  vendor = await startVendor({ [route]: story });
  const url = `${vendor.url}/webhook/canarypath/`;

  const outcome = await tines.deliver(aDelivery({ credentials: { url, secret: 'canarysecret' } }));

  expect(outcome).toEqual({ outcome: 'delivered' });
  expect(vendor.calls).toEqual([route]);
});

test('an API key is the bearer token', async () => {
  await deliver({ apiKey: 'canary-key' });

  expect(vendor?.requests[0]?.headers['authorization']).toBe('Bearer canary-key');
});

test('publishers set the body for Tines, else that of any webhook', async () => {
  const publication = { '@tines.body': { a: 1 }, '@webhook.body': { b: 1 } };

  await deliver({}, {}, { publication });
  expect(vendor?.sent(route)).toEqual([{ a: 1 }]);
  await vendor?.close();

  await deliver({}, {}, { publication: { '@webhook.body': { b: 1 } } });
  expect(vendor?.sent(route)).toEqual([{ b: 1 }]);
});

test('the secret comes before the query of the URL', async () => {
  vendor = await startVendor({ [route]: story });
  const url = `${vendor.url}/webhook/canarypath?team=soc`;

  await tines.deliver(aDelivery({ credentials: { url, secret: 'canarysecret' } }));

  expect(vendor.calls).toEqual([`${route}?team=soc`]);
});

testRefusals([{ route }], ['canarypath', 'canarysecret', 'canary-key'], (instead) =>
  deliver({ apiKey: 'canary-key' }, instead),
);
