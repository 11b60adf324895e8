import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../testing/alert-builder.ts';
import { aDelivery } from '../../testing/delivery.ts';
import { testRefusals } from '../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../testing/vendor-server.ts';
import type { Publication } from '../domain/publication.ts';
import { jira } from './jira/output.ts';
import { jiraV2 } from './jira-v2/output.ts';

const signIn = 'POST /jira/rest/auth/1/session';
const serverSearch = 'GET /jira/rest/api/2/search';
const cloudSearch = 'GET /jira/rest/api/2/search/jql';
const create = 'POST /jira/rest/api/2/issue';
const commentsOf = (id: string) => `/jira/rest/api/2/issue/${id}/comment`;
const none = json({ issues: [] });
const created = json({ id: '10042', key: 'SEC-42', self: 'https://jira.example/42' }, 201);
const label = 'streamalert-key-1';
const basicAuth = Buffer.from('ann@example.com:canary-key').toString('base64');

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

interface Given {
  readonly publication?: Publication;
  readonly credentials?: object;
  readonly alert?: ReturnType<typeof anAlert>;
}

const outputs = { jira, 'jira-v2': jiraV2 };
type Version = keyof typeof outputs;

async function deliver(version: Version, given: Given = {}, instead: Routes = {}) {
  const { publication, credentials = {}, alert = anAlert() } = given;
  vendor = await startVendor({
    [signIn]: json({ session: { name: 'JSESSIONID', value: 'canarycookie' } }),
    [version === 'jira' ? serverSearch : cloudSearch]: none,
    [create]: created,
    ...instead,
  });
  const signs =
    version === 'jira'
      ? { username: 'canaryuser', password: 'canary:password' }
      : { user_name: 'ann@example.com', api_key: 'canary-key' };
  const target = { project_key: 'SEC', issue_type: 'Task', url: `${vendor.url}/jira/` };
  const outcome = await outputs[version].deliver(
    aDelivery({
      alert,
      credentials: { ...signs, ...target, ...credentials },
      ...(publication && { publication }),
    }),
  );
  return { outcome, fields: (vendor.sent(create)[0] as { fields?: object } | undefined)?.fields };
}

const queries = () =>
  (vendor?.requests ?? [])
    .filter(({ path }) => path.includes('/search'))
    .map(({ path }) => new URL(path, 'http://x').searchParams.get('jql'));

describe.each(['jira', 'jira-v2'] as const)('%s', (version) => {
  const search = version === 'jira' ? serverSearch : cloudSearch;

  test('an alert is an issue that carries the key of its delivery', async () => {
    const publication = { b: 1, a: { d: 'x', c: null }, '@slack.text': 'no' };

    const { outcome, fields } = await deliver(version, { publication });

    expect(outcome).toEqual({
      outcome: 'delivered',
      reference: { id: '10042', key: 'SEC-42' },
    });
    expect(fields).toEqual({
      project: { key: 'SEC' },
      summary: 'StreamAlert a_rule',
      description: '{code:JSON}{"a":{"c":null,"d":"x"},"b":1}{code}',
      issuetype: { name: 'Task' },
      labels: [label],
    });
    expect(queries()).toEqual([`labels = "${label}" and project = "SEC"`]);
  });

  test('publishers set summary and description', async () => {
    const { fields } = await deliver(version, {
      publication: { '@jira.issue_summary': 'one\n two', '@jira.description': 'text' },
    });

    expect(fields).toMatchObject({ summary: 'one two', description: 'text' });
  });

  test.each(['issue_summary', 'description'])('a %s of another type is not sent', async (field) => {
    const { outcome, fields } = await deliver(version, { publication: { [`@jira.${field}`]: 1 } });

    expect(outcome).toMatchObject({
      reason: expect.stringContaining(`@jira.${field}`),
      isAboutAlert: true,
    });
    expect(fields).toBeUndefined();
  });

  test('texts that are too long are shortened and say where all of it is', async () => {
    const publication = { text: 'x'.repeat(50_000), '@jira.issue_summary': 's'.repeat(400) };

    const { fields } = await deliver(version, { alert: anAlert({ id: 'a1' }), publication });

    const { description = '', summary = '' } = fields as Record<string, string>;
    expect(description.length).toBeLessThanOrEqual(32_767);
    expect(description).toMatch(/x… \(shortened; alert a1 has all of it\)\{code\}$/);
    expect(summary.length).toBeLessThan(255);
  });

  test('a delivery that is repeated finds its issue and creates none', async () => {
    const found = { [search]: json({ issues: [{ id: '7', key: 'SEC-7', fields: {} }] }) };

    const { outcome, fields } = await deliver(version, {}, found);

    expect(outcome).toEqual({ outcome: 'delivered', reference: { id: '7', key: 'SEC-7' } });
    expect(fields).toBeUndefined();
  });

  test('a project whose screen has no labels gets an issue without', async () => {
    const { outcome } = await deliver(
      version,
      {},
      {
        [create]: ({ body }, response) => {
          const isRefused = body.includes('"labels"');
          response.writeHead(isRefused ? 400 : 201, { 'content-type': 'application/json' });
          response.end(
            isRefused
              ? `{"errorMessages":[],"errors":{"labels":"Field 'labels' cannot be set. It is not on the appropriate screen, or unknown."}}`
              : '{"id":"1","key":"SEC-1"}',
          );
        },
      },
    );

    expect(outcome).toMatchObject({ outcome: 'delivered' });
    expect(vendor?.sent(create)).toHaveLength(2);
  });

  test('an answer without an id is no success', async () => {
    const { outcome } = await deliver(version, {}, { [create]: json({}, 201) });

    expect(outcome).toEqual({
      outcome: 'failed',
      reason: 'creating the issue: no id came back',
      retryable: true,
    });
  });

  describe('where alike alerts are gathered', () => {
    const credentials = { aggregate: 'YES' };
    const summary = 'Say "hi" (all) \\o/ [x]';
    const publication = { a: 1, '@jira.issue_summary': summary };
    const issues = [
      { id: '5', key: 'SEC-5', fields: { summary: `${summary} again` } },
      { id: '6', key: 'SEC-6', fields: { summary } },
    ];
    const gathering = (comments: object = { comments: [] }): Routes => ({
      [search]: ({ path }, response) => {
        const isForSummary = path.includes('summary%20~');
        response.end(JSON.stringify({ issues: isForSummary ? issues : [] }));
      },
      [`GET ${commentsOf('6')}`]: json(comments),
      [`POST ${commentsOf('6')}`]: json({ id: '90' }, 201),
    });

    test('an alert is a comment on the issue with this very summary', async () => {
      const { outcome } = await deliver(version, { credentials, publication }, gathering());

      expect(outcome).toEqual({
        outcome: 'delivered',
        reference: { id: '6', key: 'SEC-6', comment: '90' },
      });
      expect(vendor?.sent(`POST ${commentsOf('6')}`)).toEqual([
        { body: `{code:JSON}{"a":1}{code}\n\n${label}` },
      ]);
      expect(vendor?.sent(create)).toEqual([]);
      expect(queries()[1]).toBe(
        'summary ~ "Say \\\\\\"hi\\\\\\" \\\\(all\\\\) \\\\\\\\o\\\\/ \\\\[x\\\\]"' +
          ' and project = "SEC" order by created desc',
      );
    });

    test('a comment that is there already is not written again', async () => {
      const there = gathering({
        comments: [{ body: 'other' }, { id: '91', body: `text\n\n${label}` }],
      });

      const { outcome } = await deliver(version, { credentials, publication }, there);

      expect(outcome).toMatchObject({ reference: { id: '6', key: 'SEC-6', comment: '91' } });
      expect(
        vendor?.calls.filter((call) => call.startsWith('POST') && call.includes('/issue/')),
      ).toEqual([]);
    });

    test('an issue that is only alike is not commented on', async () => {
      const alike = { [search]: json({ issues: [] }) };

      const { fields } = await deliver(version, { credentials, publication }, alike);

      expect(fields).toMatchObject({ summary });
    });

    test('an issue that takes no comment is passed by', async () => {
      const { outcome, fields } = await deliver(
        version,
        { credentials, publication },
        {
          ...gathering(),
          [`POST ${commentsOf('6')}`]: json({ errorMessages: ['closed'] }, 403),
        },
      );

      expect(outcome).toMatchObject({ reference: { key: 'SEC-42' } });
      expect(fields).toMatchObject({ summary });
    });

    test('a comment of which nobody knows whether it was written is not followed by an issue', async () => {
      const { outcome, fields } = await deliver(
        version,
        { credentials, publication },
        {
          ...gathering(),
          [`POST ${commentsOf('6')}`]: json({}, 503),
        },
      );

      expect(outcome).toMatchObject({ outcome: 'failed', retryable: true });
      expect(fields).toBeUndefined();
    });
  });

  const unlike = {
    400: 'goes on',
    403: 'goes on',
    // The other search is not there either.
    404: 'goes on',
    409: 'goes on',
    413: 'goes on',
    422: 'goes on',
  } as const;
  testRefusals(
    [{ route: search, unlike }, { route: create }],
    ['canary', basicAuth],
    async (instead) => (await deliver(version, {}, instead)).outcome,
  );
});

test.each([
  ['jira', serverSearch, cloudSearch, 410],
  ['jira-v2', cloudSearch, serverSearch, 404],
] as const)(
  '%s asks the other search where the first is not there',
  async (version, first, other, status) => {
    const { outcome } = await deliver(
      version,
      {},
      {
        [first]: json({ errorMessages: ['gone'] }, status),
        [other]: json({ issues: [{ id: '7', key: 'SEC-7' }] }),
      },
    );

    expect(outcome).toEqual({ outcome: 'delivered', reference: { id: '7', key: 'SEC-7' } });
  },
);

test('jira signs in and sends the cookie of the session', async () => {
  await deliver('jira');

  expect(vendor?.sent(signIn)).toEqual([{ username: 'canaryuser', password: 'canary:password' }]);
  expect(vendor?.requests.map(({ headers }) => headers['cookie'])).toEqual([
    undefined,
    'JSESSIONID=canarycookie',
    'JSESSIONID=canarycookie',
  ]);
});

test('jira without a session does not go on', async () => {
  const { outcome } = await deliver('jira', {}, { [signIn]: json({ loginInfo: {} }) });

  expect(outcome).toEqual({
    outcome: 'failed',
    reason: 'signing in: no session came back',
    retryable: true,
  });
  expect(vendor?.calls).toHaveLength(1);
});

test('jira-v2 signs in with each request, and its own keys come before those of jira', async () => {
  const { fields } = await deliver('jira-v2', {
    publication: { '@jira.issue_summary': 'old', '@jira-v2.issue_summary': 'new' },
  });

  expect(fields).toMatchObject({ summary: 'new' });
  expect(vendor?.requests[0]?.headers).toMatchObject({
    authorization: `Basic ${basicAuth}`,
    accept: 'application/json',
  });
});

test('aggregate is yes or no', async () => {
  const { outcome } = await deliver('jira-v2', { credentials: { aggregate: 'maybe' } });

  expect(outcome).toMatchObject({ reason: 'the stored credentials do not fit: aggregate' });
});

describe('signing in', () => {
  testRefusals(
    [{ route: signIn }],
    ['canary'],
    async (instead) => (await deliver('jira', {}, instead)).outcome,
  );
});
