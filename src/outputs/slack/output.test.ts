import { afterEach, describe, expect, test } from 'vitest';
import { aMergedAlert, anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import {
  type Answer,
  answering,
  startTestServer,
  type TestServer,
} from '../../../testing/http-server.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import type { Alert } from '../../domain/alert.ts';
import type { Publication } from '../../domain/publication.ts';
import { slack } from './output.ts';

let server: TestServer | undefined;
afterEach(() => server?.close());

interface Sent {
  readonly text: string;
  readonly mrkdwn: boolean;
  readonly attachments: readonly Record<string, unknown>[];
}

async function post(
  alert: Alert,
  publication?: Publication,
  answer: Answer = answering(200, {}, 'ok'),
) {
  server = await startTestServer(answer);
  const credentials = { url: `${server.url}/services/T0CANARY/B0CANARY/SecretCanary` };
  const outcome = await slack.deliver(
    aDelivery({ alert, credentials, ...(publication && { publication }) }),
  );
  const messages = server.requests.map(({ body }): Sent => JSON.parse(body));
  return {
    outcome,
    messages,
    message: messages[0] ?? { text: '', mrkdwn: false, attachments: [] },
  };
}

describe('without publishers', () => {
  test('a message shows the rule, its description and the record', async () => {
    const { outcome, messages } = await post(
      anAlert({
        id: 'a1',
        description: 'A <b> rule',
        record: { user: 'a&b <c> "d" \'e\'', list: [1] },
      }),
    );

    expect(outcome).toEqual({ outcome: 'delivered' });
    expect(messages).toEqual([
      {
        text: '*StreamAlert Rule Triggered: a_rule*',
        mrkdwn: true,
        attachments: [
          {
            fallback: '*StreamAlert Rule Triggered: a_rule*',
            color: '#b22222',
            pretext: '*Rule Description:*\nA <b> rule\n',
            title: 'Record:',
            text: '*list:*\n\t*[1]* 1\n*user:* a&amp;b &lt;c&gt; "d" \'e\'',
            mrkdwn_in: ['text', 'pretext'],
            author_name: 'HIGH: Something happened to ann',
            fields: [{ title: 'Event time', value: '2026-03-14 11:42:00Z', short: true }],
            footer: 'alert a1',
            ts: Date.UTC(2026, 2, 14, 11, 42, 0) / 1000,
          },
        ],
      },
    ]);
  });

  test('the first attachment tells what to do and where to read on', async () => {
    const alert = anAlert({
      severity: 'critical',
      title: 'Root <signed>\nin',
      attack: ['TA0001:T1078.004'],
      runbook: 'Call <ann>',
      references: ['https://a.example/?a&b|c'],
    });

    const { message } = await post(alert);

    expect(message.attachments[0]).toMatchObject({
      author_name: 'CRITICAL: Root &lt;signed&gt; in',
      fields: [
        { title: 'Event time' },
        { title: 'ATT&CK', value: 'TA0001:T1078.004', short: true },
        { title: 'Runbook', value: 'Call &lt;ann&gt;', short: false },
        {
          title: 'Links',
          value: [
            '<https://attack.mitre.org/techniques/T1078/004/|ATT&amp;CK T1078.004>',
            '<https://a.example/?a&amp;b%7Cc|a.example>',
          ].join(' · '),
        },
      ],
    });
  });

  test('a merged alert says how many, since when, and what is new', async () => {
    const { message } = await post(aMergedAlert());

    expect(message.text).toBe('*StreamAlert Rule Triggered: a_rule* (12 alerts)');
    expect(message.attachments[0]?.['fields']).toEqual([
      { title: 'Alerts', value: '12', short: true },
      { title: 'First', value: '2026-03-14 11:40:00Z', short: true },
      { title: 'Last', value: '2026-03-14 11:44:00Z', short: true },
      { title: 'Merged', value: expect.stringContaining('- ip: 203.0.113.7'), short: false },
    ]);
  });

  test('a long record goes on in further attachments and loses nothing', async () => {
    const record = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`key${index}`, 'x'.repeat(index % 40)]),
    );

    const { message } = await post(anAlert({ record }));

    const texts = message.attachments.map(({ text }) => String(text));
    expect(texts.length).toBeGreaterThan(1);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(4000);
    for (const [key, value] of Object.entries(record)) {
      expect(texts.join('')).toContain(`*${key}:* ${value}`);
    }
    expect(message.attachments.map(({ title }) => title)).toEqual(
      texts.map((_, index) => `Record (Part ${index + 1} of ${texts.length}):`),
    );
    expect(message.attachments.map(({ pretext }) => pretext !== '')).toEqual(
      texts.map((_, index) => index === 0),
    );
  });

  test('a record beyond twenty attachments says how much is missing', async () => {
    const { messages, message } = await post(anAlert({ record: { text: 'x'.repeat(100_000) } }));

    expect(messages).toHaveLength(1);
    expect(message.attachments).toHaveLength(20);
    expect(message.text).toContain('6 more attachments are not shown');
    expect(message.attachments[0]?.['title']).toBe('Record (Part 1 of 26):');
  });

  test('a record beyond twenty attachments goes out as several messages when asked', async () => {
    const text = 'x'.repeat(100_000);

    const { messages, outcome } = await post(anAlert(), {
      record: { text },
      '@slack.several_messages': true,
    });

    expect(outcome).toEqual({ outcome: 'delivered' });
    expect(messages.map(({ attachments }) => attachments.length)).toEqual([20, 6]);
    expect(messages[1]?.text).toBe('*StreamAlert Rule Triggered: a_rule* (2 of 2)');
    const sent = messages.flatMap(({ attachments }) => attachments.map((each) => each['text']));
    expect(sent.join('')).toBe(`*text:* ${text}`);
  });
});

describe('with publishers', () => {
  test('what they removed from the record is not shown', async () => {
    const alert = anAlert({ record: { user: 'ann', password: 'hidden' } });

    const { message } = await post(alert, { record: { user: 'ann' } });
    expect(message.attachments.map(({ text }) => text)).toEqual(['*user:* ann']);
    await server?.close();

    const { message: blank } = await post(alert, {});
    expect(blank.attachments.map(({ text }) => text)).toEqual(['']);
    await server?.close();

    const { message: flat } = await post(alert, { 'record.user': 'ann', '@slack.x': 1 });
    expect(flat.attachments.map(({ text }) => text)).toEqual(['*record.user:* ann']);
  });

  test('their text and attachments take the place of ours', async () => {
    const { message } = await post(anAlert(), {
      '@slack.text': 'mine',
      '@slack.attachments': [{ title: 'first', color: '#000000' }, {}],
    });

    const skeleton = {
      fallback: '',
      color: '#36a64f',
      pretext: '',
      author_name: '',
      author_link: '',
      author_icon: '',
      title: '',
      title_link: '',
      text: '',
      fields: [],
      image_url: '',
      thumb_url: '',
      footer: '',
      footer_icon: '',
      ts: '',
      mrkdwn_in: ['text', 'pretext'],
    };
    expect(message).toEqual({
      text: 'mine',
      mrkdwn: true,
      attachments: [{ ...skeleton, title: 'first', color: '#000000' }, skeleton],
    });
  });

  test('texts that are too long lose their middle, and attachments beyond twenty are counted', async () => {
    const attachments = Array.from({ length: 23 }, () => ({ text: `a${'b'.repeat(5_000)}c` }));

    const { message } = await post(anAlert(), { '@slack.attachments': attachments });

    expect(message.attachments).toHaveLength(20);
    expect(message.text).toContain('3 more attachments are not shown');
    expect(message.attachments[0]?.['text']).toBe(`a${'b'.repeat(1996)} ... ${'b'.repeat(1996)}c`);
  });

  test('their title stays out where they dropped it', async () => {
    const { message } = await post(anAlert(), { record: { user: 'ann' } });

    expect(message.attachments[0]?.['author_name']).toBe('HIGH');
  });

  test('a text of any length is cut where Slack would cut it without a word', async () => {
    const { message } = await post(anAlert({ id: 'a1' }), { '@slack.text': '😀'.repeat(30_000) });

    expect(message.text.length).toBeLessThanOrEqual(40_000);
    expect(message.text).toMatch(/^(😀)+… \(shortened; alert a1 has all of it\)$/u);
  });

  test('no attachments are no attachments', async () => {
    const { message } = await post(anAlert(), { '@slack.attachments': [] });

    expect(message.attachments).toEqual([]);
  });

  test.each([
    [{ '@slack.text': 7 }, '@slack.text'],
    [{ '@slack.attachments': 'x' }, '@slack.attachments'],
    [{ '@slack.attachments': ['x'] }, '@slack.attachments'],
    [{ '@slack.several_messages': 'yes' }, '@slack.several_messages'],
  ])('what Slack could not read is not sent: %j', async (publication, named) => {
    const { outcome, messages } = await post(anAlert(), publication);

    expect(outcome).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining(named),
      retryable: true,
    });
    expect(messages).toEqual([]);
  });
});

test('what Slack finds too long is sent shorter, until it is taken', async () => {
  const record = { text: 'x'.repeat(100_000) };

  const { outcome, messages } = await post(
    anAlert({ id: 'a1', record }),
    undefined,
    (request, response) => {
      response.writeHead(request.body.length > 4_000 ? 400 : 200).end('msg_too_long');
    },
  );

  expect(outcome).toEqual({ outcome: 'delivered' });
  expect(messages.map(({ attachments }) => attachments.length)).toEqual([20, 2, 2]);
  expect(messages.at(-1)?.text).toContain('attachments are not shown: alert a1 has all of it');
  expect(messages.at(-1)?.attachments[1]?.['text']).toMatch(/^x{992}\n_… alert a1 has all of it_$/);
});

test('an alert without an instant of its own is shown without one', async () => {
  const { outcome, message } = await post(anAlert({ eventTime: Number.NaN }));

  expect(outcome).toEqual({ outcome: 'delivered' });
  expect(message.attachments[0]).toMatchObject({ fields: [] });
  expect(message.attachments[0]).not.toHaveProperty('ts');
});

describe('a refusal', () => {
  test('says what Slack said, and nothing of the webhook', async () => {
    const { outcome } = await post(anAlert(), undefined, ({ path }, response) => {
      response.writeHead(404).end(`no_service ${path}`);
    });

    expect(outcome).toEqual({
      outcome: 'failed',
      reason: 'the endpoint answered 404: no_service •••',
      retryable: false,
    });
  });

  test('for too many messages is tried again when Slack says', async () => {
    const { outcome } = await post(anAlert(), undefined, answering(429, { 'Retry-After': '30' }));

    expect(outcome).toMatchObject({ retryable: true, retryAfterSeconds: 30 });
  });
});

describe('refusals', () => {
  const route = 'POST /services';
  testRefusals(
    [{ route }],
    ['T0CANARY', 'B0CANARY', 'SecretCanary'],
    async (instead) => (await post(anAlert(), undefined, instead[route])).outcome,
  );
});
