import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery, testOutputPorts } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { pagerduty } from './output.ts';

const route = 'POST /generic/2010-04-15/create_event.json';
const accepted = json({ status: 'success', incident_key: 'soc:1', message: 'Event processed' });

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

type Action = 'update' | 'acknowledge' | 'resolve';

async function followUp(action: Action, changes: object = {}, routes: Routes = {}) {
  vendor = await startVendor({ [route]: accepted, ...routes }, 'https://events.pagerduty.com');
  const outcome = await pagerduty[action]?.({
    ...aDelivery({
      alert: anAlert({
        id: 'merged',
        group: { firstId: '1', count: 3, isFirstSent: true, isOpen: true },
      }),
      credentials: { service_key: 'canary0123456789' },
      ports: { ...testOutputPorts().ports, http: vendor.http },
    }),
    reference: { incident_key: 'soc:1' },
    by: 'ann',
    note: 'on it',
    ...changes,
  });
  return { outcome, event: vendor.sent(route)[0] };
}

test('what merged goes into the log of the incident', async () => {
  const { outcome, event } = await followUp('update');

  expect(outcome).toEqual({ outcome: 'delivered', reference: { incident_key: 'soc:1' } });
  expect(event).toMatchObject({
    event_type: 'trigger',
    incident_key: 'soc:1',
    details: {
      description: 'Something happened',
      merged: 'StreamAlert: 3 alerts so far of rule a_rule.',
      record: { user: 'ann' },
    },
  });
});

test.each([
  ['acknowledge', 'Acknowledged in StreamAlert by ann: on it'],
  ['resolve', 'Resolved in StreamAlert by ann: on it'],
] as const)('%s names who did it', async (action, description) => {
  const { outcome, event } = await followUp(action);

  expect(outcome).toEqual({ outcome: 'delivered', reference: { incident_key: 'soc:1' } });
  expect(event).toEqual({
    service_key: 'canary0123456789',
    event_type: action,
    incident_key: 'soc:1',
    description,
  });
});

test('a long note is cut, and a reference without a key is made up for', async () => {
  const { event } = await followUp('resolve', { note: 'x'.repeat(5_000), reference: {} });

  expect(event).toHaveProperty('description.length', 1024);
  expect(event).toMatchObject({ incident_key: 'soc:merged' });
});

test('a publication that cannot be sent keeps the update waiting', async () => {
  const { outcome, event } = await followUp('update', {
    publication: { '@pagerduty.details': 'no map' },
  });

  expect(outcome).toMatchObject({ outcome: 'failed', retryable: true, isAboutAlert: true });
  expect(event).toBeUndefined();
});

describe.each(['update', 'resolve'] as const)('%s', (action) => {
  testRefusals(
    // 403 says "too many calls".
    [{ route, unlike: { 403: 'later' } }],
    ['canary'],
    async (instead) => {
      const { outcome } = await followUp(action, {}, instead);
      if (outcome === undefined) throw new Error('not supported');
      return outcome;
    },
  );
});
