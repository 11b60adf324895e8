import { afterEach, describe, expect, test } from 'vitest';
import { aMergedAlert, anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import { googleChat } from './output.ts';

const route = 'POST /v1/spaces/AAAA/messages';
const posted = { name: 'spaces/AAAA/messages/m.1', thread: { name: 'spaces/AAAA/threads/t' } };

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

async function deliver(changes: object = {}, instead: Routes = {}) {
  vendor = await startVendor({ [route]: json(posted), ...instead });
  const url = `${vendor.url}/v1/spaces/AAAA/messages?key=canary-key&token=canary-token`;
  const alert = anAlert({ id: 'a1' });
  const outcome = await googleChat.deliver(aDelivery({ alert, credentials: { url }, ...changes }));
  return { outcome, message: vendor.sent(route)[0], body: vendor.requests[0]?.body ?? '' };
}

test('an alert is a message with a card, and the same message when it is sent again', async () => {
  const alert = anAlert({ id: 'a1', record: { user: '<users/all> & <a href="x">', n: { a: 1 } } });

  const { outcome, message } = await deliver({ alert });

  expect(outcome).toEqual({
    outcome: 'delivered',
    reference: { message: 'spaces/AAAA/messages/m.1', thread: 'spaces/AAAA/threads/t' },
  });
  expect(vendor?.calls).toEqual([`${route}?key=canary-key&token=canary-token&requestId=key-1`]);
  expect(message).toEqual({
    text: '*StreamAlert Rule Triggered: a_rule*',
    cardsV2: [
      {
        cardId: 'alert',
        card: {
          header: { title: 'HIGH: Something happened to ann', subtitle: 'a_rule · alert a1' },
          sections: [
            {
              widgets: [
                { textParagraph: { text: 'Something happened' } },
                {
                  decoratedText: {
                    topLabel: 'Event time',
                    text: '2026-03-14 11:42:00Z',
                    wrapText: true,
                  },
                },
              ],
            },
            {
              header: 'Record',
              collapsible: false,
              widgets: [
                {
                  decoratedText: {
                    topLabel: 'user',
                    text: '&lt;users/all&gt; &amp; &lt;a href="x"&gt;',
                    wrapText: true,
                  },
                },
                { decoratedText: { topLabel: 'n', text: '{"a":1}', wrapText: true } },
              ],
            },
          ],
        },
      },
    ],
  });
});

test('publishers set text, cards and thread', async () => {
  const cards = [{ cardId: 'mine', card: {} }];

  const { message } = await deliver({
    publication: {
      '@google-chat.text': 'mine',
      '@google-chat.cards': cards,
      '@google-chat.thread_key': 'group-1',
    },
  });

  expect(message).toEqual({ text: 'mine', cardsV2: cards, thread: { threadKey: 'group-1' } });
  expect(vendor?.calls[0]).toContain('messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
});

test.each([
  ['text', 1],
  ['thread_key', {}],
  ['cards', 'x'],
  ['cards', ['x']],
])('a %s that is %j is not sent', async (field, value) => {
  const { outcome, message } = await deliver({ publication: { [`@google-chat.${field}`]: value } });

  expect(outcome).toMatchObject({
    reason: expect.stringContaining(`@google-chat.${field}`),
    isAboutAlert: true,
  });
  expect(message).toBeUndefined();
});

test.each([
  [{ text: 'x'.repeat(90_000) }],
  [Object.fromEntries(Array.from({ length: 4_000 }, (_, index) => [`k${index}`, '&<>']))],
  [{ list: Array.from({ length: 5_000 }, () => '"quoted" <b>') }],
])('a record of any shape fits into 32,000 bytes', async (record) => {
  const { outcome, body } = await deliver({ alert: anAlert({ id: 'a1', record }) });

  expect(outcome).toMatchObject({ outcome: 'delivered' });
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(32_000);
  expect(body).toMatch(/alert a1 has all of it|more/);
});

test('cards of publishers that are too large are pointed at', async () => {
  const { body } = await deliver({
    publication: { '@google-chat.cards': [{ card: { text: 'x'.repeat(40_000) } }] },
  });

  expect(body).toContain('see alert a1');
});

test('an alert without anything to show is a message without a card', async () => {
  const alert = anAlert({ description: '', eventTime: Number.NaN });

  const { message } = await deliver({ alert, publication: {} });

  expect(message).toEqual({ text: '*StreamAlert Rule Triggered: a_rule*' });
});

test('what to do and where to read on is shown, and nothing is an empty text', async () => {
  const alert = anAlert({
    attack: ['TA0001'],
    runbook: 'Call <ann>',
    references: ['https://a.example/?a&"b"'],
    record: { empty: '' },
  });

  const { message } = await deliver({ alert });

  const shown = (label: string, text: string) => ({
    decoratedText: { topLabel: label, text, wrapText: true },
  });
  expect(message).toMatchObject({
    cardsV2: [
      {
        card: {
          sections: [
            {
              widgets: [
                { textParagraph: {} },
                shown('Event time', '2026-03-14 11:42:00Z'),
                shown('ATT&amp;CK', 'TA0001'),
                shown('Runbook', 'Call &lt;ann&gt;'),
                shown(
                  'Links',
                  '<a href="https://attack.mitre.org/tactics/TA0001/">ATT&amp;CK TA0001</a> · <a href="https://a.example/?a&amp;%22b%22">a.example</a>',
                ),
              ],
            },
            { widgets: [shown('empty', '""')] },
          ],
        },
      },
    ],
  });
});

test('a merged alert says how many and since when', async () => {
  const { message } = await deliver({ alert: aMergedAlert() });

  expect(message).toMatchObject({ text: '*StreamAlert Rule Triggered: a_rule* (12 alerts)' });
  expect(JSON.stringify(message)).toMatch(/"Last","text":"2026-03-14 11:44:00Z"/);
});

describe('what follows an alert is a reply in its thread', () => {
  const reference = { message: 'spaces/AAAA/messages/m.0', thread: 'spaces/AAAA/threads/t' };

  async function follow(action: 'update' | 'acknowledge' | 'resolve', changes: object = {}) {
    vendor = await startVendor({ [route]: json(posted) });
    const url = `${vendor.url}/v1/spaces/AAAA/messages?key=canary-key&token=canary-token`;
    const delivery = aDelivery({ alert: aMergedAlert(), credentials: { url } });
    const request = { ...delivery, reference, by: 'ann', note: 'see\n<users/all>', ...changes };
    return { outcome: await googleChat[action]?.(request), message: vendor.sent(route)[0] };
  }

  test('with what is new', async () => {
    const { outcome, message } = await follow('update');

    expect(outcome).toEqual({ outcome: 'delivered', reference });
    expect(vendor?.calls[0]).toContain('messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
    expect(vendor?.calls[0]).toContain('requestId=key-1');
    expect(message).toMatchObject({
      text: expect.stringMatching(/12 alerts so far of rule a_rule[^]*- ip: 203\.0\.113\.7/),
      thread: { name: 'spaces/AAAA/threads/t' },
    });
  });

  test.each([
    ['acknowledge', '👀 Acknowledged in StreamAlert by ann: see\n‹users/all›'],
    ['resolve', '✅ Resolved in StreamAlert by ann: see\n‹users/all›'],
  ] as const)('%s: who and why', async (action, text) => {
    const { message } = await follow(action);

    expect(message).toEqual({ text, thread: { name: 'spaces/AAAA/threads/t' } });
  });

  test('or a message of its own where no thread is known', async () => {
    const { outcome, message } = await follow('resolve', { reference: {}, note: null });

    expect(outcome).toMatchObject({ outcome: 'delivered' });
    expect(message).toEqual({ text: '✅ Resolved in StreamAlert by ann' });
  });

  test('shortened when what is new is much', async () => {
    const record = { NewValues: { ip: Array.from({ length: 9_000 }, () => '203.0.113.7') } };

    await follow('update', { alert: aMergedAlert({ record }), publication: { record } });

    expect(Buffer.byteLength(vendor?.requests[0]?.body ?? '')).toBeLessThan(32_000);
  });
});

test('an answer without a message is no success', async () => {
  expect((await deliver({}, { [route]: json({}) })).outcome).toMatchObject({ retryable: true });
});

testRefusals([{ route }], ['canary'], async (instead) => (await deliver({}, instead)).outcome);
