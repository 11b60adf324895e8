import { afterEach, describe, expect, test } from 'vitest';
import { aMergedAlert, anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { type Answer, answering } from '../../../testing/http-server.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { echoing, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import type { Alert } from '../../domain/alert.ts';
import type { Publication } from '../../domain/publication.ts';
import { teams } from './output.ts';

const route = 'POST /webhookb2/canarypath';

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

interface Given {
  readonly alert?: Alert;
  readonly publication?: Publication;
  readonly card?: 'workflow' | 'connector';
}

async function deliver(
  { alert = anAlert({ id: '1' }), publication, card }: Given = {},
  answer: Answer = card === 'workflow' ? answering(202) : answering(200, {}, '1'),
) {
  vendor = await startVendor({ [route]: answer });
  const credentials = { url: `${vendor.url}/webhookb2/canarypath`, ...(card && { card }) };
  const outcome = await teams.deliver(
    aDelivery({ alert, credentials, ...(publication && { publication }) }),
  );
  return { outcome, cards: vendor.sent(route), bodies: vendor.requests.map(({ body }) => body) };
}

const everything: Publication = {
  record: { user: 'ann', nested: { a: [1, true] } },
  '@teams.title': 'mine',
  '@teams.description': 'told',
  '@teams.card_color': '00FF00',
  '@teams.additional_card_sections': [
    { activityTitle: 'More', text: 'text', facts: [{ name: 'n', value: 'v' }, { name: 7 }] },
    'no section',
  ],
  '@teams.buttons': [['Open', 'https://a.example'], ['half'], 7],
};

describe('a connector card', () => {
  test('shows rule, alert and record', async () => {
    const { outcome, cards } = await deliver();

    expect(outcome).toEqual({ outcome: 'delivered' });
    expect(cards).toEqual([
      {
        title: 'StreamAlert Rule Triggered: a_rule',
        summary: 'StreamAlert Rule Triggered: a_rule',
        text: 'Something happened',
        themeColor: 'E81123',
        sections: [
          {
            activityTitle: 'Alert Info',
            facts: [
              { name: 'rule_name', value: 'a_rule' },
              { name: 'alert_id', value: '1' },
              { name: 'severity', value: 'high' },
              { name: 'title', value: 'Something happened to ann' },
              { name: 'event_time', value: '2026-03-14 11:42:00Z' },
            ],
          },
          {
            activityTitle: 'StreamAlert Alert Record',
            facts: [{ name: 'user', value: 'ann' }],
          },
        ],
        potentialAction: [],
      },
    ]);
  });

  test('is what publishers make of it', async () => {
    const { cards } = await deliver({ publication: everything });

    expect(cards).toMatchObject([
      {
        title: 'mine',
        text: 'told',
        themeColor: '00FF00',
        sections: [
          { activityTitle: 'Alert Info' },
          {
            facts: [
              { name: 'user', value: 'ann' },
              { name: 'nested', value: '{"a":[1,true]}' },
            ],
          },
          { activityTitle: 'More', text: 'text' },
        ],
        potentialAction: [
          {
            '@context': 'http://schema.org',
            '@type': 'ViewAction',
            name: 'Open',
            target: ['https://a.example'],
          },
        ],
      },
    ]);
  });

  test('takes one section without a list, the word red, and no record', async () => {
    const { cards } = await deliver({
      publication: {
        record: { user: 'ann' },
        '@teams.card_color': 'Red',
        '@teams.with_record': false,
        '@teams.additional_card_sections': { activityTitle: 'More' },
      },
    });

    expect(cards).toMatchObject([
      {
        themeColor: 'E81123',
        sections: [{ activityTitle: 'Alert Info' }, { activityTitle: 'More' }],
      },
    ]);
  });
});

describe('an Adaptive Card', () => {
  const contentOf = (cards: readonly unknown[]) =>
    (cards as readonly { attachments: readonly { content: object }[] }[])[0]?.attachments[0]
      ?.content;

  test('shows rule, alert and record', async () => {
    const { outcome, cards } = await deliver({ card: 'workflow' });

    expect(outcome).toEqual({ outcome: 'delivered' });
    expect(cards).toMatchObject([
      {
        type: 'message',
        attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null }],
      },
    ]);
    expect(contentOf(cards)).toMatchObject({
      type: 'AdaptiveCard',
      version: '1.4',
      body: [
        { type: 'TextBlock', text: 'StreamAlert Rule Triggered: a_rule', wrap: true },
        { type: 'TextBlock', text: 'Something happened' },
        {
          type: 'FactSet',
          facts: [
            { title: 'rule_name', value: 'a_rule' },
            { title: 'alert_id', value: '1' },
            { title: 'severity', value: 'high' },
            { title: 'title', value: 'Something happened to ann' },
            { title: 'event_time', value: '2026-03-14 11:42:00Z' },
          ],
        },
        { type: 'TextBlock', text: 'StreamAlert Alert Record' },
        { type: 'FactSet', facts: [{ title: 'user', value: 'ann' }] },
      ],
      actions: [],
    });
  });

  test('is what publishers make of it, sections of connector cards included', async () => {
    const { cards } = await deliver({
      card: 'workflow',
      publication: {
        ...everything,
        '@teams.with_record': false,
        '@teams.additional_card_sections': [
          { type: 'Image', url: 'https://a.example/i.png' },
          { activityTitle: 'More', text: 'text', facts: [{ name: 'n', value: 'v' }, { name: 7 }] },
        ],
      },
    });

    expect(contentOf(cards)).toMatchObject({
      body: [
        { text: 'mine' },
        { text: 'told' },
        { type: 'FactSet' },
        { type: 'Image', url: 'https://a.example/i.png' },
        { type: 'TextBlock', text: 'More', weight: 'Bolder' },
        { type: 'TextBlock', text: 'text' },
        { type: 'FactSet', facts: [{ title: 'n', value: 'v' }] },
      ],
      actions: [{ type: 'Action.OpenUrl', title: 'Open', url: 'https://a.example' }],
    });
  });

  test.each([
    'https://prod-01.westeurope.logic.azure.com/workflows/1/triggers/manual/paths/invoke',
    'https://default1.environment.api.powerplatform.com/powerautomate/automations/direct/1',
  ])('is what %s gets', async (url) => {
    const sent: unknown[] = [];
    const { ports } = aDelivery();
    const post = async (_url: string, request?: { json?: unknown }) => {
      sent.push(request?.json);
      return { outcome: 'answered', status: 202, headers: {}, body: '' } as const;
    };

    await teams.deliver(
      aDelivery({ credentials: { url }, ports: { ...ports, http: { ...ports.http, post } } }),
    );

    expect(sent).toMatchObject([{ type: 'message' }]);
  });
});

test.each(['title', 'description', 'card_color', 'with_record'])(
  'a %s of another type is not sent',
  async (field) => {
    const { outcome, cards } = await deliver({ publication: { [`@teams.${field}`]: [] } });

    expect(outcome).toMatchObject({
      reason: expect.stringContaining(`@teams.${field}`),
      isAboutAlert: true,
    });
    expect(cards).toEqual([]);
  },
);

describe.each(['connector', 'workflow'] as const)('what people need is on the card: %s', (card) => {
  test('what to do and where to read on', async () => {
    const alert = anAlert({
      attack: ['TA0001'],
      runbook: 'https://wiki.example/root',
      references: ['https://a.example/(1)'],
    });

    const { bodies } = await deliver({ alert, card });

    expect(bodies[0]).toContain('"value":"TA0001"');
    expect(bodies[0]).toContain('[Runbook](https://wiki.example/root) · ');
    expect(bodies[0]).toContain(' · [a.example](https://a.example/%281%29)"');
  });

  test('of a merged alert how many, since when, and what is new', async () => {
    const { bodies } = await deliver({ alert: aMergedAlert(), card });

    expect(bodies[0]).toContain('StreamAlert Rule Triggered: a_rule (12 alerts)');
    expect(bodies[0]).toContain('"value":"2026-03-14 11:44:00Z"');
    expect(bodies[0]).toContain('- ip: 203.0.113.7');
  });

  test('a title that a publisher dropped stays out', async () => {
    const { bodies } = await deliver({ card, publication: { record: { user: 'eve' } } });

    expect(bodies[0]).not.toContain('Something happened to ann');
  });
});

describe.each(['connector', 'workflow'] as const)('the 28 KB of Teams: %s', (card) => {
  test('a record of any shape is shortened, and its end is pointed at', async () => {
    const shapes = [
      { text: 'x'.repeat(100_000) },
      Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`key${index}`, 'é"'])),
      { list: Array.from({ length: 3_000 }, () => ({ a: { b: 'c'.repeat(20) } })) },
    ];
    for (const record of shapes) {
      const { outcome, bodies } = await deliver({ card, alert: anAlert({ id: 'a1', record }) });

      expect(outcome).toEqual({ outcome: 'delivered' });
      expect(Buffer.byteLength(bodies[0] ?? '')).toBeLessThanOrEqual(24 * 1024);
      expect(bodies[0]).toContain('shortened; alert a1 has all of it');
      await vendor?.close();
    }
  });

  test('what is said of the alert is shortened as the last thing', async () => {
    const text = '\u0001'.repeat(4_000);
    const alert = anAlert({ id: 'a1', runbook: text, description: text });

    const { outcome, bodies } = await deliver({ card, alert });

    expect(outcome).toEqual({ outcome: 'delivered' });
    expect(Buffer.byteLength(bodies[0] ?? '')).toBeLessThanOrEqual(24 * 1024);
    expect(bodies[0]).toContain('StreamAlert Rule Triggered: a_rule');
  });

  test('sections of publishers that are too large are counted', async () => {
    const { bodies } = await deliver({
      card,
      publication: {
        record: { user: 'ann' },
        '@teams.additional_card_sections': Array.from({ length: 40 }, () => ({
          text: 'x'.repeat(1_000),
        })),
      },
    });

    expect(Buffer.byteLength(bodies[0] ?? '')).toBeLessThanOrEqual(24 * 1024);
    expect(bodies[0]).toContain('40 more sections are not shown');
    expect(bodies[0]).toContain('ann');
  });

  test('what is still too large is sent shorter', async () => {
    const taken = card === 'connector' ? answering(200, {}, '1') : answering(202);
    const refused =
      card === 'connector'
        ? answering(
            200,
            {},
            'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413 with ContextId tcid=0',
          )
        : answering(413);

    const { outcome, bodies } = await deliver(
      { card, alert: anAlert({ record: { text: 'x'.repeat(60_000) } }) },
      (request, response) => (request.body.length > 10_000 ? refused : taken)(request, response),
    );

    expect(outcome).toEqual({ outcome: 'delivered' });
    expect(bodies.map((body) => body.length > 10_000)).toEqual([true, false]);
    expect(bodies.at(-1)).toContain('has all of it');
  });
});

describe('a connector that answers 200', () => {
  const told = (status: number) =>
    `Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error ${status} with ContextId canarypath`;

  test.each([
    [told(429), true],
    [told(500), true],
    [told(400), false],
    [told(404), false],
    ['Summary or Text is required.', false],
    ['', true],
    ['<html>Sign in</html>', true],
  ])('and %j has not delivered', async (body, retryable) => {
    const { outcome } = await deliver({}, answering(200, {}, body));

    expect(outcome).toMatchObject({ outcome: 'failed', retryable });
    expect(JSON.stringify(outcome)).not.toContain('canary');
  });

  test('202 is no answer of a connector', async () => {
    expect((await deliver({}, answering(202))).outcome).toMatchObject({ outcome: 'failed' });
  });
});

describe.each(['connector', 'workflow'] as const)('refusals of a %s', (card) => {
  testRefusals(
    [{ route }],
    ['canary'],
    async (instead) => (await deliver({ card }, instead[route] ?? echoing(500))).outcome,
  );
});
