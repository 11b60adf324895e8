import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery, testOutputPorts } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { pagerdutyV2 } from './output.ts';

const route = 'POST /v2/enqueue';
const accepted = json({ status: 'success', message: 'Event processed', dedup_key: 'soc:1' }, 202);

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

type Action = 'update' | 'acknowledge' | 'resolve';

async function followUp(action: Action, changes: object = {}, routes: Routes = {}) {
  vendor = await startVendor({ [route]: accepted, ...routes }, 'https://events.pagerduty.com');
  const outcome = await pagerdutyV2[action]?.({
    ...aDelivery({
      alert: anAlert({
        id: 'merged',
        group: { firstId: '1', count: 3, isFirstSent: true, isOpen: true },
      }),
      credentials: { routing_key: 'canary0123456789' },
      ports: { ...testOutputPorts().ports, http: vendor.http },
    }),
    reference: { dedup_key: 'soc:1' },
    by: 'ann',
    note: 'on it',
    ...changes,
  });
  return { outcome, event: vendor.sent(route)[0], bodies: vendor.requests.map(({ body }) => body) };
}

test('what merged is told under the key of the alert that was sent', async () => {
  const { outcome, event } = await followUp('update');

  expect(outcome).toEqual({ outcome: 'delivered', reference: { dedup_key: 'soc:1' } });
  expect(event).toMatchObject({
    event_action: 'trigger',
    dedup_key: 'soc:1',
    payload: {
      summary: 'StreamAlert Rule Triggered - a_rule',
      custom_details: {
        description: 'Something happened',
        merged: 'StreamAlert: 3 alerts so far of rule a_rule.',
        record: { user: 'ann' },
      },
    },
  });
});

test.each(['acknowledge', 'resolve'] as const)('%s names the alert and no more', async (action) => {
  const { outcome, event } = await followUp(action);

  expect(outcome).toEqual({ outcome: 'delivered', reference: { dedup_key: 'soc:1' } });
  expect(event).toEqual({
    routing_key: 'canary0123456789',
    event_action: action,
    dedup_key: 'soc:1',
  });
});

test('a reference without a key is made up for', async () => {
  expect((await followUp('resolve', { reference: {} })).event).toMatchObject({
    dedup_key: 'soc:merged',
  });
});

test('a huge group is within 512 KB', async () => {
  const diffs = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, index) => [`t${index}`, { text: 'é'.repeat(300) }]),
  );
  const { outcome, bodies } = await followUp('update', {
    publication: { record: { AlertCount: 2_000, ValueDiffs: diffs } },
  });

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(Buffer.byteLength(bodies[0] ?? '')).toBeLessThanOrEqual(512_000);
});

describe.each(['update', 'acknowledge'] as const)('%s', (action) => {
  testRefusals([{ route }], ['canary'], async (instead) => {
    const { outcome } = await followUp(action, {}, instead);
    if (outcome === undefined) throw new Error('not supported');
    return outcome;
  });
});
