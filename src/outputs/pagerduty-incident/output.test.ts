import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery, testOutputPorts } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import {
  echoing,
  inTurn,
  json,
  type Routes,
  startVendor,
  type Vendor,
} from '../../../testing/vendor-server.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Publication } from '../../domain/publication.ts';
import { pagerdutyIncidentWaiting } from './output.ts';

const users = 'GET /users';
const enqueue = 'POST /v2/enqueue';
const incidents = 'GET /incidents';
const shape = 'PUT /incidents/PINC';
const priorities = 'GET /priorities';
const responders = 'POST /incidents/PINC/responder_requests';
const notes = 'GET /incidents/PINC/notes';
const addNote = 'POST /incidents/PINC/notes';

const people = [
  { id: 'PALIKE', email: 'xann@example.com' },
  { id: 'PANN', email: 'Ann@example.com' },
  { id: 'PBOB', email: 'bob@example.com' },
];
const open = '&statuses%5B%5D=triggered&statuses%5B%5D=acknowledged';
const output = pagerdutyIncidentWaiting({ triesMax: 5, pauseMillisMax: 2 });
const credentials = {
  token: 'canary-token',
  service_name: 'Security',
  service_id: 'PSVC',
  escalation_policy: 'All of us',
  escalation_policy_id: 'PPOL',
  email_from: 'ann@example.com',
  integration_key: 'canary-integration',
};

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

interface Given {
  readonly context?: JsonObject;
  readonly publication?: Publication;
  readonly record?: JsonObject;
}

async function deliver({ context = {}, publication, record }: Given = {}, instead: Routes = {}) {
  const api = await startVendor(
    {
      [users]: json({ users: people }),
      [enqueue]: json({ status: 'success', dedup_key: 'soc:1' }, 202),
      [incidents]: json({ incidents: [{ id: 'PINC' }] }),
      [shape]: json({ incident: { id: 'PINC' } }),
      [priorities]: json({ priorities: [{ id: 'PP1', name: 'P1' }] }),
      [responders]: json({ responder_request: {} }),
      [notes]: json({ notes: [] }),
      [addNote]: json({ note: { id: 'PNOTE' } }),
      ...instead,
    },
    'https://api.pagerduty.com',
  );
  vendor = api;
  const here = (url: string) => url.replace('https://events.pagerduty.com', api.url);
  const http = {
    ...api.http,
    post: (url: string, request?: object) => api.http.post(here(url), request),
  };
  const alert = anAlert({
    id: '1',
    context: { 'pagerduty-incident': context },
    ...(record && { record }),
  });
  const ports = { ...testOutputPorts().ports, http };
  const outcome = await output.deliver(
    aDelivery({ alert, credentials, ports, ...(publication && { publication }) }),
  );
  const [sent] = api.sent(shape) as readonly { incident?: JsonObject }[];
  return { outcome, incident: sent?.incident };
}

test('an alert becomes an event, and the incident of it is shaped', async () => {
  const { outcome, incident } = await deliver();

  expect(outcome).toEqual({
    outcome: 'delivered',
    reference: { incident_id: 'PINC', dedup_key: 'soc:1' },
  });
  expect(vendor?.calls).toEqual([
    'GET /users?query=ann%40example.com&limit=100',
    enqueue,
    `GET /incidents?incident_key=soc%3A1${open}`,
    shape,
  ]);
  expect(vendor?.sent(enqueue)).toMatchObject([
    {
      routing_key: 'canary-integration',
      dedup_key: 'soc:1',
      payload: { custom_details: { description: 'Something happened', record: { user: 'ann' } } },
    },
  ]);
  expect(incident).toEqual({
    type: 'incident',
    title: 'StreamAlert Incident - Rule triggered: a_rule',
    service: { id: 'PSVC', type: 'service_reference' },
    body: { type: 'incident_body', details: 'Something happened' },
    escalation_policy: { id: 'PPOL', type: 'escalation_policy_reference' },
  });
  const [user, event, , change] = vendor?.requests ?? [];
  expect(user?.headers).toMatchObject({
    accept: 'application/vnd.pagerduty+json;version=2',
    authorization: 'Token token=canary-token',
  });
  expect(user?.headers).not.toHaveProperty('from');
  expect(event?.headers).not.toHaveProperty('authorization');
  expect(change?.headers).toMatchObject({ from: 'ann@example.com' });
});

test('publishers set title, body, urgency and note, and all of the event', async () => {
  const { incident } = await deliver({
    publication: {
      '@pagerduty-incident.incident_title': 'mine',
      '@pagerduty-incident.incident_body': 'body',
      '@pagerduty-incident.urgency': 'low',
      '@pagerduty-incident.note': 'look here',
      '@pagerduty-v2.summary': 'short',
    },
    context: { note: 'of the rule' },
  });

  expect(incident).toMatchObject({ title: 'mine', body: { details: 'body' }, urgency: 'low' });
  expect(vendor?.sent(addNote)).toEqual([{ note: { content: 'look here' } }]);
  expect(vendor?.sent(enqueue)).toMatchObject([{ payload: { summary: 'short' } }]);
});

test.each(['incident_title', 'incident_body', 'urgency', 'note'])(
  'a %s of another type is not sent',
  async (field) => {
    const { outcome } = await deliver({ publication: { [`@pagerduty-incident.${field}`]: 1 } });

    expect(outcome).toMatchObject({
      reason: expect.stringContaining(`@pagerduty-incident.${field}`),
      isAboutAlert: true,
    });
    expect(vendor?.calls).toEqual([]);
  },
);

describe('a rule', () => {
  test('chooses priority, assignment and responders', async () => {
    const { incident } = await deliver({
      context: {
        incident_priority: 'P1',
        assigned_user: 'bob@example.com',
        assigned_policy_id: 'POTHER',
        responders: ['bob@example.com', 7],
        responder_message: 'Come',
        note: 'of the rule',
      },
    });

    expect(incident).toMatchObject({
      priority: { id: 'PP1', type: 'priority_reference' },
      assignments: [{ assignee: { id: 'PBOB', type: 'user_reference' } }],
    });
    expect(incident).not.toHaveProperty('escalation_policy');
    expect(vendor?.sent(responders)).toEqual([
      {
        requester_id: 'PANN',
        message: 'Come',
        responder_request_targets: [
          { responder_request_target: { id: 'PBOB', type: 'user_reference' } },
        ],
      },
    ]);
    expect(vendor?.sent(addNote)).toEqual([{ note: { content: 'of the rule' } }]);
  });

  test('chooses another policy, and one responder by name', async () => {
    const { incident } = await deliver({
      context: { assigned_policy_id: 'POTHER', responders: 'bob@example.com' },
    });

    expect(incident).toMatchObject({ escalation_policy: { id: 'POTHER' } });
    expect(vendor?.sent(responders)).toMatchObject([
      { message: 'An incident was reported that requires your attention.' },
    ]);
  });

  test('leaves the record out', async () => {
    await deliver({ context: { with_record: false }, record: { secret: 1 } });

    expect(vendor?.sent(enqueue)).toMatchObject([
      { payload: { custom_details: { description: 'Something happened' } } },
    ]);
    expect(JSON.stringify(vendor?.sent(enqueue))).not.toContain('record');
  });

  test('that wishes what there is not gets the incident, and a note that says so', async () => {
    const { outcome, incident } = await deliver({
      publication: { '@pagerduty-incident.urgency': 'middling' },
      context: {
        incident_priority: 'P9',
        assigned_user: 'eve@example.com',
        responders: ['eve@example.com'],
      },
    });

    expect(outcome).toMatchObject({ outcome: 'delivered' });
    expect(incident).not.toHaveProperty('priority');
    expect(incident).not.toHaveProperty('urgency');
    expect(incident).toMatchObject({ escalation_policy: { id: 'PPOL' } });
    const [note] = (vendor?.sent(addNote) ?? []) as readonly { note: { content: string } }[];
    expect(note?.note.content.split('\n')).toEqual([
      'StreamAlert could not do all of it:',
      '- there is no priority "P9"',
      '- urgency is low or high and not "middling"',
      '- no user has the address eve@example.com, who should be assigned',
      '- eve@example.com was not called: no user has that address',
    ]);
  });
});

test('who opens incidents must be a user with this very address', async () => {
  const { outcome } = await deliver({}, { [users]: json({ users: [people[0]] }) });

  expect(outcome).toEqual({
    outcome: 'failed',
    reason: 'PagerDuty knows no user with the address ann@example.com',
    retryable: true,
  });
  expect(vendor?.sent(enqueue)).toEqual([]);
});

test('an incident that takes a moment to appear is waited for', async () => {
  const none = json({ incidents: [] });

  const { outcome } = await deliver(
    {},
    { [incidents]: inTurn(none, none, json({ incidents: [{ id: 'PINC' }] })) },
  );

  expect(outcome).toMatchObject({ outcome: 'delivered' });
});

test('an incident of the same key that is resolved is not the one of the event', async () => {
  const former = { id: 'POLD', status: 'resolved' };
  const next = { id: 'PINC', status: 'triggered' };

  const { outcome } = await deliver(
    {},
    {
      [incidents]: inTurn(json({ incidents: [former] }), json({ incidents: [former, next] })),
    },
  );

  expect(outcome).toMatchObject({ outcome: 'delivered', reference: { incident_id: 'PINC' } });
});

test('an incident that does not appear is looked for five times, and by the next attempt', async () => {
  const { outcome } = await deliver({}, { [incidents]: json({ incidents: [] }) });

  expect(outcome).toMatchObject({ outcome: 'failed', retryable: true });
  expect(vendor?.calls.filter((call) => call.startsWith('GET /incidents'))).toHaveLength(5);
});

test('a note that an earlier attempt wrote is not written again', async () => {
  const there = { [notes]: json({ notes: [{ content: 'mine' }] }) };

  await deliver({ context: { note: 'mine' } }, there);

  expect(vendor?.sent(addNote)).toEqual([]);
});

describe('once the incident is shaped nothing fails the delivery', () => {
  const context = { responders: ['bob@example.com'], note: 'mine' };

  test.each([400, 401, 403, 404, 429, 500])('calling and noting answered by %d', async (status) => {
    const { outcome } = await deliver(
      { context },
      { [responders]: echoing(status), [addNote]: echoing(status), [notes]: echoing(status) },
    );

    expect(outcome).toMatchObject({ outcome: 'delivered' });
    const written = JSON.stringify(vendor?.sent(addNote));
    expect(written).toContain(
      `bob@example.com was not called: calling the responder: the endpoint answered ${status}`,
    );
    expect(written).not.toContain('canary');
  });
});

describe('refusals', () => {
  testRefusals(
    [{ route: users }, { route: enqueue }, { route: incidents }, { route: shape }].map((step) =>
      // A path that is not there has no user.
      step.route === users ? { ...step, unlike: { 404: 'later' } as const } : step,
    ),
    ['canary'],
    async (instead) => (await deliver({}, instead)).outcome,
  );
});
