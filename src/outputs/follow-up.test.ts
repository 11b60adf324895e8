import { afterEach, expect, test } from 'vitest';
import { anAlert } from '../../testing/alert-builder.ts';
import { aDelivery, testOutputPorts } from '../../testing/delivery.ts';
import { json, type Routes, startVendor, type Vendor } from '../../testing/vendor-server.ts';
import { demisto } from './demisto/output.ts';
import { github } from './github/output.ts';
import { jira } from './jira/output.ts';
import { jiraV2 } from './jira-v2/output.ts';
import type { Output } from './output.ts';
import { pagerduty } from './pagerduty/output.ts';
import { pagerdutyV2 } from './pagerduty-v2/output.ts';
import { phantom } from './phantom/output.ts';
import { servicenow } from './servicenow/output.ts';
import { victorops } from './victorops/output.ts';

interface Service {
  readonly output: Output;
  readonly credentials: object;
  readonly routes: Routes;
  /** What makes a ticket: asked once, and the ticket is found from then on. */
  readonly create?: string;
  /** The vendor's public address, where the credentials have none. */
  readonly address?: string;
}

const project = { project_key: 'SEC', issue_type: 'Task' };
const jiraRoutes: Routes = {
  'POST /rest/auth/1/session': json({ session: { name: 'S', value: 'canarycookie' } }),
  'GET /rest/api/2/search': json({ issues: [] }),
  'GET /rest/api/2/search/jql': json({ issues: [] }),
  'POST /rest/api/2/issue': json({ id: '7', key: 'SEC-7' }, 201),
  'GET /rest/api/2/issue/7': json({ fields: { status: { statusCategory: { key: 'new' } } } }),
  'GET /rest/api/2/issue/7/comment': json({ comments: [] }),
  'POST /rest/api/2/issue/7/comment': json({ id: '1' }, 201),
  'GET /rest/api/2/issue/7/transitions': json({
    transitions: [{ id: '3', name: 'Done', to: { statusCategory: { key: 'done' } } }],
  }),
  'POST /rest/api/2/issue/7/transitions': json({}),
};
const incident = { id: '1201', status: 1, investigationId: '1201' };

const services: Readonly<Record<string, Service>> = {
  pagerduty: {
    output: pagerduty,
    credentials: { service_key: 'canary' },
    address: 'https://events.pagerduty.com',
    routes: {
      'POST /generic/2010-04-15/create_event.json': json({ status: 'success' }),
    },
  },
  'pagerduty-v2': {
    output: pagerdutyV2,
    credentials: { routing_key: 'canary' },
    address: 'https://events.pagerduty.com',
    routes: { 'POST /v2/enqueue': json({ status: 'success' }, 202) },
  },
  victorops: {
    output: victorops,
    credentials: { victorops_api_id: 'canary', victorops_api_key: 'canary', routing_key: 'team' },
    routes: { 'POST /team': json({ result: 'success' }) },
  },
  jira: {
    output: jira,
    credentials: { username: 'canary', password: 'canary', ...project },
    routes: jiraRoutes,
    create: 'POST /rest/api/2/issue',
  },
  'jira-v2': {
    output: jiraV2,
    credentials: { user_name: 'ann', api_key: 'canary', ...project },
    routes: jiraRoutes,
    create: 'POST /rest/api/2/issue',
  },
  github: {
    output: github,
    credentials: { repository: 'acme/alerts', username: 'ann', access_token: 'canary' },
    address: 'https://api.github.com',
    routes: {
      'GET /repos/acme/alerts/issues': json([]),
      'POST /repos/acme/alerts/issues': json({ number: 12 }, 201),
      'GET /repos/acme/alerts/issues/12': json({ number: 12, state: 'open', comments: 0 }),
      'GET /repos/acme/alerts/issues/12/comments': json([]),
      'POST /repos/acme/alerts/issues/12/comments': json({ id: 1 }, 201),
      'PATCH /repos/acme/alerts/issues/12': json({ state: 'closed' }),
    },
    create: 'POST /repos/acme/alerts/issues',
  },
  servicenow: {
    output: servicenow,
    credentials: { username: 'ann', password: 'canary' },
    routes: {
      'GET /api/now/table/incident': json({ result: [] }),
      'POST /api/now/table/incident': json({ result: { sys_id: 'c5', number: 'INC1' } }, 201),
      'GET /api/now/table/incident/c5': json({ result: { state: { value: '1' } } }),
      'PATCH /api/now/table/incident/c5': json({ result: { sys_id: 'c5' } }),
    },
    create: 'POST /api/now/table/incident',
  },
  demisto: {
    output: demisto,
    credentials: { token: 'canary' },
    routes: {
      'POST /incidents/search': ({ body }, response) =>
        json(
          body.includes('"id":["1201"]')
            ? { total: 1, data: [incident] }
            : { total: 0, data: null },
        )({ method: '', path: '', headers: {}, body }, response),
      'POST /incident': json({ id: '1201' }, 201),
      'POST /investigation/1201': json({ id: '1201' }),
      'POST /entry': json({ id: '1@1201' }),
      'POST /incident/batchClose': json({ total: 1 }),
    },
    create: 'POST /incident',
  },
  phantom: {
    output: phantom,
    credentials: { ph_auth_token: 'canary' },
    routes: {
      'GET /rest/artifact': json({ count: 0, data: [] }),
      'POST /rest/artifact': json({ success: true, id: 31 }),
      'GET /rest/container': json({ count: 1, data: [{ id: 5 }] }),
      'GET /rest/container/5': json({ id: 5, status: 'new', artifact_count: 1 }),
      'POST /rest/container/5': json({ success: true }),
      'GET /rest/container_comment': json({ count: 0, data: [] }),
      'POST /rest/container_comment': json({ success: true, id: 1 }),
    },
    create: 'POST /rest/artifact',
  },
};

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

test.each(Object.keys(services))(
  '%s: what a delivery gives back is enough for all that follows',
  async (name) => {
    const service = services[name];
    if (service === undefined) throw new Error(name);
    const { output, credentials, routes, create, address } = service;
    vendor = await startVendor(routes, address);
    const request = {
      ...aDelivery({
        alert: anAlert({ id: 'first' }),
        credentials: { url: vendor.url, ...credentials },
        ports: { ...testOutputPorts().ports, http: vendor.http },
      }),
      by: 'ann',
      note: null,
    };

    const outcome = await output.deliver(request);
    const { reference = {} } = outcome.outcome === 'delivered' ? outcome : {};
    const merged = { ...request, alert: anAlert({ id: 'merged' }), reference };
    const followed = [
      await output.update?.({ ...merged, idempotencyKey: 'key-2' }),
      await output.acknowledge?.({ ...merged, idempotencyKey: 'key-3' }),
      await output.resolve?.({ ...merged, idempotencyKey: 'key-4' }),
    ];

    expect(Object.keys(reference)).not.toEqual([]);
    for (const each of followed) expect(each).toEqual({ outcome: 'delivered', reference });
    if (create !== undefined) expect(vendor.sent(create)).toHaveLength(1);
  },
);
