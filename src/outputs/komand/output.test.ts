import { afterEach, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { answering } from '../../../testing/http-server.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { komand } from './output.ts';

const route = 'POST /v2/triggers/canarytrigger';

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

async function deliver(changes: object = {}, routes: Routes = {}) {
  vendor = await startVendor({ [route]: json({ job: 1 }), ...routes });
  const url = `${vendor.url}/v2/triggers/canarytrigger`;
  const credentials = { komand_auth_token: 'canary-token', url };
  return komand.deliver(aDelivery({ credentials, ...changes }));
}

test('the publication is the data of the trigger', async () => {
  const publication = { a: { b: [1] }, '@slack.text': 'not for it' };

  expect(await deliver({ publication })).toEqual({ outcome: 'delivered' });
  expect(vendor?.requests).toMatchObject([
    {
      headers: {
        authorization: 'canary-token',
        'x-api-key': 'canary-token',
        'content-type': 'application/json',
      },
      body: '{"data":{"a":{"b":[1]}}}',
    },
  ]);
});

test('what is found too large is sent shorter, until it is taken', async () => {
  const alert = anAlert({ id: 'a1' });
  const publication = { text: 'x'.repeat(300_000), keep: 'me' };

  const outcome = await deliver(
    { alert, publication },
    {
      [route]: (request, response) => {
        response.writeHead(request.body.length > 100_000 ? 413 : 200).end();
      },
    },
  );

  expect(outcome).toEqual({ outcome: 'delivered' });
  expect(vendor?.requests).toHaveLength(2);
  expect(vendor?.sent(route)[1]).toMatchObject({
    data: { keep: 'me', streamalert_shortened: 'shortened; alert a1 has all of it' },
  });
});

test('any answer of success will do', async () => {
  expect(await deliver({}, { [route]: answering(204) })).toEqual({ outcome: 'delivered' });
});

testRefusals([{ route, unlike: { 'a page': 'goes on' } }], ['canary'], (instead) =>
  deliver({}, instead),
);
