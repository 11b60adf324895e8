import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery, testOutputPorts } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { pagerdutyIncidentWaiting } from './output.ts';

const read = 'GET /incidents/PINC';
const set = 'PUT /incidents/PINC';
const notes = 'GET /incidents/PINC/notes';
const addNote = 'POST /incidents/PINC/notes';
const enqueue = 'POST /v2/enqueue';
const reference = { incident_id: 'PINC', dedup_key: 'soc:1' };
const output = pagerdutyIncidentWaiting({ triesMax: 1, pauseMillisMax: 1 });

let vendor: Vendor | undefined;
let events: Vendor | undefined;
afterEach(async () => {
  await vendor?.close();
  await events?.close();
});

/** The incident as PagerDuty keeps it. */
function anIncident(first: string): Routes {
  const written: string[] = [];
  let status = first;
  return {
    [read]: (request, response) => json({ incident: { id: 'PINC', status } })(request, response),
    [set]: (request, response) => {
      const { incident } = JSON.parse(request.body) as { incident: { status: string } };
      status = incident.status;
      return json({ incident: { id: 'PINC', status } })(request, response);
    },
    [notes]: (request, response) =>
      json({ notes: written.map((content) => ({ content })) })(request, response),
    [addNote]: (request, response) => {
      written.push((JSON.parse(request.body) as { note: { content: string } }).note.content);
      return json({ note: {} })(request, response);
    },
    'GET /users': json({ users: [{ id: 'PANN', email: 'ann@example.com' }] }),
    'GET /incidents': json({ incidents: [{ id: 'PNEW' }] }),
    'PUT /incidents/PNEW': json({ incident: { id: 'PNEW' } }),
  };
}

type Action = 'update' | 'acknowledge' | 'resolve';

async function start(status = 'triggered', routes: Routes = {}) {
  const api = await startVendor({ ...anIncident(status), ...routes }, 'https://api.pagerduty.com');
  const queue = await startVendor(
    { [enqueue]: json({ status: 'success' }, 202) },
    'https://events.pagerduty.com',
  );
  [vendor, events] = [api, queue];
  const { post } = api.http;
  const http = {
    ...api.http,
    post: (url: string, request?: Parameters<typeof post>[1]) =>
      (url.startsWith('https://events.') ? queue.http.post : post)(url, request),
  };
  return (action: Action, changes: object = {}) =>
    output[action]?.({
      ...aDelivery({
        alert: anAlert({
          id: 'merged',
          group: { firstId: '1', count: 3, isFirstSent: true, isOpen: true },
        }),
        publication: { record: { NewValues: { ip: ['10.0.0.9'] } } },
        credentials: {
          token: 'canary-token',
          service_name: 'Security',
          service_id: 'PSVC',
          escalation_policy: 'All of us',
          escalation_policy_id: 'PPOL',
          email_from: 'ann@example.com',
          integration_key: 'canary-integration',
        },
        ports: { ...testOutputPorts().ports, http },
      }),
      reference,
      by: 'ann',
      note: 'on it',
      ...changes,
    });
}

test('what merged is a note on the incident', async () => {
  const followUp = await start();

  expect(await followUp('update')).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.sent(addNote)).toEqual([
    {
      note: {
        content: 'StreamAlert: 3 alerts so far of rule a_rule.\n\nNew:\n- ip: 10.0.0.9',
      },
    },
  ]);
  expect(vendor?.requests.at(-1)?.headers).toMatchObject({
    from: 'ann@example.com',
    authorization: 'Token token=canary-token',
  });
});

test('a rule that keeps records from PagerDuty keeps them from notes as well', async () => {
  const followUp = await start();
  const alert = anAlert({ context: { 'pagerduty-incident': { with_record: false } } });

  await followUp('update', { alert });

  expect(vendor?.sent(addNote)).toEqual([
    { note: { content: 'StreamAlert: more alerts of rule a_rule.' } },
  ]);
});

test('what is repeated is done once', async () => {
  const followUp = await start();

  for (const action of ['update', 'acknowledge', 'acknowledge', 'resolve', 'resolve'] as const) {
    expect(await followUp(action)).toEqual({ outcome: 'delivered', reference });
  }

  expect(vendor?.sent(set)).toEqual([
    { incident: { type: 'incident_reference', status: 'acknowledged' } },
    {
      incident: {
        type: 'incident_reference',
        status: 'resolved',
        resolution: 'Resolved in StreamAlert by ann: on it',
      },
    },
  ]);
  expect(vendor?.sent(addNote)).toEqual([
    { note: { content: expect.stringContaining('3 alerts so far') } },
    { note: { content: 'Acknowledged in StreamAlert by ann: on it' } },
    { note: { content: 'Resolved in StreamAlert by ann: on it' } },
  ]);
});

test('an incident that is resolved is not opened again by an acknowledgement', async () => {
  const followUp = await start('resolved');

  expect(await followUp('acknowledge')).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.sent(set)).toEqual([]);
});

test('what merges into a resolved incident opens a new one', async () => {
  const followUp = await start('resolved');

  expect(await followUp('update')).toEqual({
    outcome: 'delivered',
    reference: { incident_id: 'PNEW', dedup_key: 'soc:merged' },
  });
  expect(events?.sent(enqueue)).toMatchObject([{ dedup_key: 'soc:merged' }]);
});

test('an incident that is gone needs no settling', async () => {
  const followUp = await start('triggered', { [read]: json({ error: {} }, 404) });

  expect(await followUp('acknowledge')).toEqual({ outcome: 'delivered', reference });
  expect(await followUp('resolve')).toEqual({ outcome: 'delivered', reference });
  expect(vendor?.calls).toEqual([read, read]);
});

test('what is told anew is not told on the incident that is resolved', async () => {
  const listed = [
    { id: 'PINC', status: 'resolved' },
    { id: 'PNEW', status: 'triggered' },
  ];
  const followUp = await start('resolved', { 'GET /incidents': json({ incidents: listed }) });

  expect(await followUp('update')).toMatchObject({
    outcome: 'delivered',
    reference: { incident_id: 'PNEW' },
  });
  expect(vendor?.sent(set)).toEqual([]);
});

describe('refusals', () => {
  const finalGoesOn = {
    400: 'goes on',
    401: 'goes on',
    403: 'goes on',
    404: 'goes on',
    409: 'goes on',
    413: 'goes on',
    422: 'goes on',
  } as const;
  testRefusals(
    [
      { route: read, unlike: { 404: 'goes on' } },
      { route: set },
      { route: notes, unlike: finalGoesOn },
      { route: addNote, unlike: finalGoesOn },
    ],
    ['canary'],
    async (instead) => {
      const outcome = await (await start('triggered', instead))('resolve');
      if (outcome === undefined) throw new Error('not supported');
      return outcome;
    },
  );
});
