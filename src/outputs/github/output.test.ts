import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery, testOutputPorts } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import type { Alert } from '../../domain/alert.ts';
import type { Publication } from '../../domain/publication.ts';
import { github } from './output.ts';

const list = 'GET /repos/acme/alerts/issues';
const open = 'POST /repos/acme/alerts/issues';
const search = 'GET /search/issues';
const marker = '<!-- streamalert:key-1 -->';
const basicAuth = Buffer.from('ann:canary-token').toString('base64');

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

interface Given {
  readonly alert?: Alert;
  readonly publication?: Publication;
  readonly credentials?: object;
}

async function deliver(
  { alert = anAlert(), publication, credentials = {} }: Given = {},
  instead: Routes = {},
) {
  vendor = await startVendor(
    {
      [list]: json([]),
      [open]: json({ number: 12, html_url: 'https://github.com/acme/alerts/issues/12' }, 201),
      [search]: json({ total_count: 0, items: [] }),
      ...instead,
    },
    'https://api.github.com',
  );
  const given = {
    repository: 'acme/alerts',
    labels: 'alert, urgent,',
    username: 'ann',
    access_token: 'canary-token',
    api: 'https://evil.example',
    ...credentials,
  };
  const ports = { ...testOutputPorts().ports, http: vendor.http };
  const outcome = await github.deliver(
    aDelivery({ alert, credentials: given, ports, ...(publication && { publication }) }),
  );
  return { outcome, issue: vendor.sent(open)[0] };
}

test('an alert is an issue with description and record', async () => {
  const alert = anAlert({ record: { b: 2, a: { d: 1n << 70n, c: null } } });

  const { outcome, issue } = await deliver({ alert });

  expect(outcome).toEqual({
    outcome: 'delivered',
    reference: { issue: '12', repository: 'acme/alerts' },
  });
  expect(issue).toEqual({
    title: 'StreamAlert: a_rule',
    body: [
      '### Description',
      'Something happened',
      '',
      '### Event data',
      '```json',
      '{',
      '  "a": {',
      '    "c": null,',
      '    "d": 1180591620717411303424',
      '  },',
      '  "b": 2',
      '}',
      '```',
      '',
      marker,
    ].join('\n'),
    labels: ['alert', 'urgent'],
  });
  expect(vendor?.requests[1]?.headers).toMatchObject({
    authorization: `Basic ${basicAuth}`,
    accept: 'application/vnd.github+json',
  });
});

test.each([null, [], {}, 'ok', { error: 'x' }])(
  'an answer like %j names no issue',
  async (answer) => {
    const { outcome } = await deliver({}, { [open]: json(answer, 201) });

    expect(outcome).toEqual({
      outcome: 'failed',
      reason: 'opening the issue: no number came back',
      retryable: true,
    });
  },
);

test('no labels are none', async () => {
  expect((await deliver({ credentials: { labels: '' } })).issue).toMatchObject({ labels: [] });
});

test('publishers set title and body', async () => {
  const { issue } = await deliver({
    publication: { '@github.title': 'mine', '@github.body': 'my body' },
  });

  expect(issue).toMatchObject({ title: 'mine', body: `my body\n\n${marker}` });
});

test.each(['title', 'body'])('a %s of another type is not sent', async (field) => {
  const { outcome } = await deliver({ publication: { [`@github.${field}`]: {} } });

  expect(outcome).toMatchObject({
    reason: expect.stringContaining(`@github.${field}`),
    isAboutAlert: true,
  });
  expect(vendor?.calls).toEqual([]);
});

test('a record cannot end the block it is shown in', async () => {
  const { issue } = await deliver({ alert: anAlert({ record: { text: '````\n# Look here' } }) });

  expect(issue).toHaveProperty('body', expect.stringContaining('\n`````json\n'));
});

test('a long body is shortened, says where all of it is, and keeps its mark', async () => {
  const alert = anAlert({ id: 'a1', record: { text: 'x'.repeat(100_000) } });

  const { issue } = await deliver({
    alert,
    publication: { record: alert.record, '@github.title': 't'.repeat(300) },
  });

  expect(issue).toHaveProperty('body.length', 65_536);
  expect(issue).toHaveProperty(
    'body',
    expect.stringMatching(
      /x… \(shortened; alert a1 has all of it\)\n\n<!-- streamalert:key-1 -->$/,
    ),
  );
  expect(issue).toHaveProperty('title.length', 256);
});

test.each(['alerts', 'a/b/c', 'acme/alerts?x', ''])(
  'the repository "%s" is refused before anything is sent',
  async (repository) => {
    const { outcome } = await deliver({ credentials: { repository } });

    expect(outcome).toEqual({
      outcome: 'failed',
      reason: 'the stored credentials do not fit: repository',
      retryable: true,
    });
    expect(vendor?.calls).toEqual([]);
  },
);

describe('a delivery that is repeated', () => {
  const others = Array.from({ length: 100 }, (_, number) => ({ number, body: 'another' }));
  const same = { number: 7, body: `text\n\n${marker}` };

  test('finds its issue among those since the alert and opens none', async () => {
    const alert = anAlert({ createdAt: Date.UTC(2026, 2, 14, 11, 42, 7) });
    const found = { [list]: json([{ number: 8, body: null }, same]) };

    const { outcome, issue } = await deliver({ alert }, found);

    expect(outcome).toEqual({
      outcome: 'delivered',
      reference: { issue: '7', repository: 'acme/alerts' },
    });
    expect(issue).toBeUndefined();
    expect(vendor?.calls).toEqual([
      `${list}?state=all&sort=created&direction=desc&per_page=100&since=2026-03-14T11:32:07.000Z`,
    ]);
  });

  test('searches when there are more than one page of them', async () => {
    const found = { [list]: json(others), [search]: json({ items: [same] }) };

    const { outcome } = await deliver({}, found);

    expect(outcome).toEqual({
      outcome: 'delivered',
      reference: { issue: '7', repository: 'acme/alerts' },
    });
    expect(decodeURIComponent(vendor?.calls[1] ?? '')).toBe(
      'GET /search/issues?q="streamalert:key-1" in:body repo:acme/alerts',
    );
  });

  test('opens one when neither finds any', async () => {
    const { issue } = await deliver({}, { [list]: json(others) });

    expect(issue).toMatchObject({ title: 'StreamAlert: a_rule' });
  });
});

describe('rate limits', () => {
  test.each([
    [{ 'x-ratelimit-remaining': '0' }, '{}', undefined],
    [{ 'retry-after': '60' }, '{}', 60],
    [{}, '{"message":"You have exceeded a secondary rate limit"}', undefined],
  ])('403 with %j %s is tried again', async (headers, body, seconds) => {
    const { outcome } = await deliver(
      {},
      {
        [open]: (_request, response) => {
          response.writeHead(403, headers).end(body);
        },
      },
    );

    expect(outcome).toMatchObject({ outcome: 'failed', retryable: true });
    expect(outcome.outcome === 'failed' && outcome.retryAfterSeconds).toBe(seconds);
  });
});

describe('refusals', () => {
  testRefusals(
    [
      // Who may not read issues can still open them.
      {
        route: list,
        unlike: {
          400: 'goes on',
          403: 'goes on',
          404: 'goes on',
          409: 'goes on',
          413: 'goes on',
          422: 'goes on',
        },
      },
      { route: open },
    ],
    ['canary', basicAuth],
    async (instead) => (await deliver({}, instead)).outcome,
  );
});
