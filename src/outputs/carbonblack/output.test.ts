import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import {
  inTurn,
  json,
  type Routes,
  startVendor,
  type Vendor,
} from '../../../testing/vendor-server.ts';
import type { JsonObject } from '../../domain/json.ts';
import { carbonblack } from './output.ts';

const md5 = '7FB55F5A62E78AF9B58D08AAEEAEF848';
const blacklist = '/api/v1/banning/blacklist';
const routes = {
  info: 'GET /api/info',
  summary: `GET /api/v1/binary/${md5}/summary`,
  ask: `GET ${blacklist}/${md5}`,
  ban: `POST ${blacklist}`,
  enable: `PUT ${blacklist}/${md5}`,
} as const;
const unknown = json({ error: 'not found' }, 404);
const enabled = json({ md5hash: md5, enabled: true });
const disabled = json({ md5hash: md5, enabled: false });

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

async function deliver(instead: Routes = {}, context: JsonObject = ban) {
  vendor = await startVendor({
    [routes.info]: json({ version: '6.3.0.180731.1540', cblrEnabled: true }),
    [routes.summary]: json({ md5, alliance_score_virustotal: 40 }),
    [routes.ask]: inTurn(unknown, enabled),
    [routes.ban]: json({ result: 'success' }),
    [routes.enable]: json({ result: 'success' }),
    ...instead,
  });
  const credentials = { url: `${vendor.url}/`, token: 'canary-token' };
  return carbonblack.deliver(aDelivery({ alert: anAlert({ context }), credentials }));
}

const ban: JsonObject = { carbonblack: { action: 'ban', value: md5 } };

test('a hash that is not banned is banned, and it is checked that it is', async () => {
  const outcome = await deliver();

  expect(outcome).toEqual({ outcome: 'delivered', reference: { md5hash: md5 } });
  expect(vendor?.calls).toEqual([routes.info, routes.summary, routes.ask, routes.ban, routes.ask]);
  expect(vendor?.sent(routes.ban)).toEqual([
    { md5hash: md5, text: 'Banned from StreamAlert', enabled: true },
  ]);
  expect(vendor?.requests.map(({ headers }) => headers['x-auth-token'])).toEqual(
    Array.from({ length: 5 }, () => 'canary-token'),
  );
});

test('a ban that is in force is left alone', async () => {
  expect(await deliver({ [routes.ask]: enabled })).toMatchObject({ outcome: 'delivered' });
  expect(vendor?.calls).toEqual([routes.info, routes.summary, routes.ask]);
});

test('a ban that was switched off is switched on again', async () => {
  expect(await deliver({ [routes.ask]: inTurn(disabled, enabled) })).toMatchObject({
    outcome: 'delivered',
  });
  expect(vendor?.sent(routes.enable)).toMatchObject([{ enabled: true }]);
  expect(vendor?.sent(routes.ban)).toEqual([]);
});

test('a ban that does not come into force is tried again', async () => {
  expect(await deliver({ [routes.ask]: inTurn(unknown, disabled) })).toEqual({
    outcome: 'failed',
    reason: 'checking the ban: it is not enabled',
    retryable: true,
  });
});

test.each([
  {},
  { carbonblack: {} },
  { carbonblack: { action: 'unban', value: md5 } },
  { carbonblack: { action: 'ban' } },
  { carbonblack: { action: 'ban', value: '../../../api/sensor' } },
  { carbonblack: { action: 'ban', value: [md5] } },
  { carbonblack: 'ban' },
])('a rule that asks for nothing that can be done is told for good: %j', async (context) => {
  const outcome = await deliver({}, context);

  expect(outcome).toEqual({
    outcome: 'failed',
    reason: expect.stringMatching(/^rule a_rule must set context\.carbonblack\./),
    retryable: false,
    isAboutAlert: true,
  });
  expect(vendor?.calls).toEqual([]);
});

test('an endpoint without a version is not asked for more', async () => {
  expect(await deliver({ [routes.info]: json({ hello: 1 }) })).toMatchObject({
    outcome: 'failed',
    reason: expect.stringContaining('is it Carbon Black Response?'),
  });
  expect(vendor?.calls).toEqual([routes.info]);
});

describe('refusals', () => {
  testRefusals(
    [
      { route: routes.info },
      // A binary that nobody has seen.
      { route: routes.summary, unlike: { 404: 'goes on' } },
      // Somebody else has banned it in the meantime.
      { route: routes.ban, unlike: { 409: 'goes on' } },
    ],
    ['canary'],
    deliver,
  );
  testRefusals([{ route: routes.enable, unlike: { 409: 'goes on' } }], ['canary'], (instead) =>
    deliver({ [routes.ask]: inTurn(disabled, enabled), ...instead }),
  );
});
