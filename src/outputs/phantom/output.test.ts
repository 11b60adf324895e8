import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { phantom } from './output.ts';

const findArtifact = 'GET /rest/artifact';
const findContainer = 'GET /rest/container';
const addArtifact = 'POST /rest/artifact';
const addContainer = 'POST /rest/container';
const none = json({ count: 0, data: [], num_pages: 0 });

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

async function deliver(instead: Routes = {}, changes: object = {}) {
  vendor = await startVendor({
    [findArtifact]: none,
    [findContainer]: none,
    [addContainer]: json({ success: true, id: 7 }),
    [addArtifact]: json({ success: true, id: 31 }),
    ...instead,
  });
  const credentials = { ph_auth_token: 'canary-token', url: `${vendor.url}/` };
  return phantom.deliver(aDelivery({ credentials, ...changes }));
}

test('an alert is an artifact in a new container of its rule', async () => {
  const alert = anAlert({ ruleName: 'a "quoted" & rule', record: { user: 'ann' } });

  const outcome = await deliver({}, { alert, publication: { record: { user: 'ann' }, '@x.y': 1 } });

  expect(outcome).toEqual({
    outcome: 'delivered',
    reference: { artifact_id: '31', container_id: '7' },
  });
  expect(vendor?.calls).toEqual([
    'GET /rest/artifact?_filter_source_data_identifier=%22key-1%22&page_size=1',
    'GET /rest/container?_filter_name=%22a%20%5C%22quoted%5C%22%20%26%20rule%22&page_size=1',
    addContainer,
    addArtifact,
  ]);
  expect(vendor?.sent(addContainer)).toEqual([
    { name: 'a "quoted" & rule', description: 'Something happened' },
  ]);
  expect(vendor?.sent(addArtifact)).toEqual([
    {
      cef: { user: 'ann' },
      container_id: 7,
      data: { record: { user: 'ann' } },
      name: 'Phantom Artifact',
      label: 'Alert',
      source_data_identifier: 'key-1',
    },
  ]);
  expect(vendor?.requests[0]?.headers).toMatchObject({ 'ph-auth-token': 'canary-token' });
});

test('the container of the rule is used where there is one', async () => {
  const outcome = await deliver({
    [findContainer]: json({ count: 3, data: [{ id: 5, name: 'a_rule' }] }),
  });

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(vendor?.sent(addContainer)).toEqual([]);
  expect(vendor?.sent(addArtifact)).toMatchObject([{ container_id: 5 }]);
});

test('a delivery that is repeated finds its artifact and adds none', async () => {
  const outcome = await deliver({ [findArtifact]: json({ count: 1, data: [{ id: 31 }] }) });

  expect(outcome).toEqual({ outcome: 'delivered', reference: { artifact_id: '31' } });
  expect(vendor?.calls).toHaveLength(1);
});

test('a record that publishers made something else of is still an object', async () => {
  await deliver({}, { publication: { record: ['a'] } });

  expect(vendor?.sent(addArtifact)).toMatchObject([{ cef: { record: ['a'] } }]);
});

test.each([addContainer, addArtifact])(
  'a failure of %s that is told with 200 is one',
  async (route) => {
    const outcome = await deliver({
      [route]: json({ failed: true, message: 'no right for canary-token' }),
    });

    expect(outcome).toEqual({
      outcome: 'failed',
      reason: expect.stringContaining('no right for •••'),
      retryable: true,
    });
  },
);

test('what is found too large is sent shorter', async () => {
  const outcome = await deliver(
    {
      [addArtifact]: (request, response) => {
        if (request.body.length > 200_000) response.writeHead(413).end();
        else response.end('{"success":true,"id":31}');
      },
    },
    { alert: anAlert({ id: 'a1', record: { text: 'x'.repeat(400_000) } }) },
  );

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(vendor?.sent(addArtifact).at(-1)).toMatchObject({
    container_id: 7,
    source_data_identifier: 'key-1',
  });
});

describe('refusals', () => {
  testRefusals(
    [findArtifact, findContainer, addContainer, addArtifact].map((route) => ({ route })),
    ['canary'],
    deliver,
  );
});
