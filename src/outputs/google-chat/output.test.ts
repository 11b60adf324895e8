import { afterEach, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
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
          header: { title: 'a_rule', subtitle: 'high · alert a1' },
          sections: [
            { widgets: [{ textParagraph: { text: 'Something happened' } }] },
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
  const { message } = await deliver({ alert: anAlert({ description: '' }), publication: {} });

  expect(message).toEqual({ text: '*StreamAlert Rule Triggered: a_rule*' });
});

test('an answer without a message is no success', async () => {
  expect((await deliver({}, { [route]: json({}) })).outcome).toMatchObject({ retryable: true });
});

testRefusals([{ route }], ['canary'], async (instead) => (await deliver({}, instead)).outcome);
