import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { opensearch } from './output.ts';

const route = 'PUT /alerts-security/_create/key-1';
const basicAuth = Buffer.from('ann:canary-password').toString('base64');
const conflict = json({ error: { type: 'version_conflict_engine_exception' }, status: 409 }, 409);

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

async function deliver(changes: object = {}, instead: Routes = {}, credentials: object = {}) {
  vendor = await startVendor({
    [route]: json({ _index: 'alerts-security', _id: 'key-1', result: 'created' }, 201),
    ...instead,
  });
  const given = {
    url: `${vendor.url}/`,
    index: 'alerts-security',
    username: 'ann',
    password: 'canary-password',
    ...credentials,
  };
  const alert = anAlert({ eventTime: Date.UTC(2026, 2, 14, 11, 42, 7, 89) });
  const publication = { a: { b: [1] }, '@slack.text': 'no' };
  const outcome = await opensearch.deliver(
    aDelivery({ alert, publication, credentials: given, ...changes }),
  );
  return { outcome, document: vendor.sent(route)[0] };
}

test('an alert is a document with the key of its delivery for an id', async () => {
  const { outcome, document } = await deliver();

  expect(outcome).toEqual({
    outcome: 'delivered',
    reference: { index: 'alerts-security', id: 'key-1' },
  });
  expect(document).toEqual({ '@timestamp': '2026-03-14T11:42:07.089Z', a: { b: [1] } });
  expect(vendor?.requests[0]?.headers).toMatchObject({ authorization: `Basic ${basicAuth}` });
});

test('a delivery that is repeated finds its document there', async () => {
  const { outcome } = await deliver({}, { [route]: conflict });

  expect(outcome).toMatchObject({ outcome: 'delivered', reference: { id: 'key-1' } });
});

test('an API key takes the place of a password, and no credentials are none', async () => {
  await deliver({}, {}, { api_key: 'canary-key', username: undefined, password: undefined });
  expect(vendor?.requests[0]?.headers['authorization']).toBe('ApiKey canary-key');
  await vendor?.close();

  await deliver({}, {}, { username: undefined, password: undefined });
  expect(vendor?.requests[0]?.headers).not.toHaveProperty('authorization');
});

test('publishers set index and document', async () => {
  const publication = {
    '@opensearch.index': 'mine/../x',
    '@opensearch.document': { '@timestamp': 'then', c: 1 },
  };
  const other = 'PUT /mine%2F..%2Fx/_create/key-1';

  const { outcome } = await deliver({ publication }, { [other]: json({ result: 'created' }) });

  expect(outcome).toMatchObject({ reference: { index: 'mine/../x' } });
  expect(vendor?.sent(other)).toEqual([{ '@timestamp': 'then', c: 1 }]);
});

test.each(['index', 'document'])('a %s of another type is not sent', async (field) => {
  const { outcome } = await deliver({ publication: { [`@opensearch.${field}`]: 1 } });

  expect(outcome).toMatchObject({
    reason: expect.stringContaining(`@opensearch.${field}`),
    isAboutAlert: true,
  });
  expect(vendor?.calls).toEqual([]);
});

test.each(['', 'a,b', 'a*', '_all', 'Alerts', '../x', 'a b'])(
  'the index "%s" is refused before anything is sent',
  async (index) => {
    const { outcome } = await deliver({}, {}, { index });

    expect(outcome).toMatchObject({ reason: 'the stored credentials do not fit: index' });
    expect(vendor?.calls).toEqual([]);
  },
);

test('what is found too large is sent shorter', async () => {
  const { outcome } = await deliver(
    { publication: { text: 'x'.repeat(700_000) } },
    {
      [route]: (request, response) => {
        response.writeHead(request.body.length > 600_000 ? 413 : 201).end('{"result":"created"}');
      },
    },
  );

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(vendor?.sent(route)[1]).toHaveProperty('streamalert_shortened');
});

test.each([
  [{ password: undefined }, 'password (username and password belong together'],
  [{ username: undefined }, 'username (username and password belong together'],
  [{ api_key: 'canary-key' }, 'api_key (api_key takes the place of password'],
])('half of user and password, or more than them, is refused: %j', async (credentials, reason) => {
  const { outcome } = await deliver({}, {}, credentials);

  expect(outcome).toMatchObject({
    retryable: true,
    reason: expect.stringContaining(`the stored credentials do not fit: ${reason}`),
  });
  expect(vendor?.calls).toEqual([]);
});

describe('what merged into an alert', () => {
  const replace = 'PUT /alerts-then/_doc/key-0';
  const reference = { index: 'alerts-then', id: 'key-0' };

  async function update(routes: Routes) {
    vendor = await startVendor(routes);
    const credentials = { url: vendor.url, index: 'alerts-security' };
    const publication = { id: 'm1', record: { AlertCount: 3 } };
    return opensearch.update?.({ ...aDelivery({ credentials, publication }), reference });
  }

  test('takes the place of its document, where that is', async () => {
    const outcome = await update({ [replace]: json({ result: 'updated' }) });

    expect(outcome).toEqual({ outcome: 'delivered', reference });
    expect(vendor?.sent(replace)).toEqual([
      { '@timestamp': expect.any(String), id: 'm1', record: { AlertCount: 3 } },
    ]);
  });

  test('is a document of its own in a data stream, where none is changed', async () => {
    const reason = 'only write ops with an op_type of create are allowed in data streams';
    const create = 'PUT /alerts-then/_create/key-1';
    const routes = { [replace]: json({ error: { reason }, status: 400 }, 400) };

    const outcome = await update({ ...routes, [create]: json({ result: 'created' }, 201) });
    await vendor?.close();
    const again = await update({ ...routes, [create]: conflict });

    expect(outcome).toEqual({ outcome: 'delivered', reference });
    expect(again).toEqual({ outcome: 'delivered', reference });
  });

  testRefusals([{ route: replace }], [], async (instead) => {
    const outcome = await update(instead);
    return outcome ?? { outcome: 'delivered' };
  });
});

testRefusals(
  [{ route, unlike: { 409: 'goes on' } }],
  ['canary', basicAuth],
  async (instead) => (await deliver({}, instead)).outcome,
);
