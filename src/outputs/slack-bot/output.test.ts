import { afterEach, describe, expect, test } from 'vitest';
import { aMergedAlert, anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery } from '../../../testing/delivery.ts';
import { answeringHalf } from '../../../testing/http-server.ts';
import { testRefusals } from '../../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../../testing/vendor-server.ts';
import type { LifecycleRequest, OutputPorts } from '../output.ts';
import { slackBot } from './output.ts';

const post = 'POST /api/chat.postMessage';
const update = 'POST /api/chat.update';
const history = 'GET /api/conversations.history';
const replies = 'GET /api/conversations.replies';

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

interface Stored {
  readonly ts: string;
  readonly text: string;
  readonly thread_ts?: string;
  readonly attachments?: readonly Readonly<Record<string, unknown>>[];
  readonly metadata?: unknown;
}

const refused = (error: string) => ({ ok: false, error });

/** A channel as Slack keeps one. A message that is changed takes 4,000 characters of text. */
async function startSlack(instead: Routes = {}) {
  const stored: Stored[] = [];
  const place = (ts: string) => ({ ok: true, channel: 'C0123456789', ts });
  const routes: Routes = {
    [post]: (request, response) => {
      const message = JSON.parse(request.body);
      const ts = `1773488527.${String(stored.length + 1).padStart(6, '0')}`;
      if (request.headers['authorization'] !== 'Bearer xoxb-canary') {
        return json(refused('invalid_auth'))(request, response);
      }
      stored.push({ ...message, ts });
      return json(place(ts))(request, response);
    },
    [update]: (request, response) => {
      const { channel: _, ts, ...message } = JSON.parse(request.body);
      const index = stored.findIndex((each) => each.ts === ts);
      const before = stored[index];
      if (before === undefined) return json(refused('message_not_found'))(request, response);
      if (message.text.length > 4_000) return json(refused('msg_too_long'))(request, response);
      stored[index] = { ...before, ...message };
      return json(place(ts))(request, response);
    },
    [history]: (request, response) =>
      json({ ok: true, messages: stored.filter((each) => each.thread_ts === undefined) })(
        request,
        response,
      ),
    [replies]: (request, response) => json({ ok: true, messages: stored })(request, response),
    ...instead,
  };
  vendor = await startVendor(routes, 'https://slack.com');
  return { vendor, stored };
}

type Request = LifecycleRequest<unknown, keyof OutputPorts>;

function aRequest(changes: Partial<Request> = {}): Request {
  const { ports } = aDelivery();
  return {
    ...aDelivery({
      alert: anAlert({ id: 'a1' }),
      credentials: { token: 'xoxb-canary', channel: 'C0123456789' },
      ports: vendor ? { ...ports, http: vendor.http } : ports,
      ...changes,
    }),
    reference: { channel: 'C0123456789', ts: '1773488527.000001' },
    by: 'ann',
    note: null,
    ...changes,
  };
}

const methods = () =>
  vendor?.calls.map((call) => call.replace(/^\w+ \/api\//, '').replace(/\?.*/, ''));

describe('a new alert', () => {
  test('is a message as the slack output makes it, and is told back by its place', async () => {
    const { stored } = await startSlack();

    const outcome = await slackBot.deliver(aRequest());

    expect(outcome).toEqual({
      outcome: 'delivered',
      reference: { channel: 'C0123456789', ts: '1773488527.000001' },
    });
    expect(stored).toMatchObject([
      {
        channel: 'C0123456789',
        text: '*StreamAlert Rule Triggered: a_rule*',
        attachments: [{ author_name: 'HIGH: Something happened to ann', text: '*user:* ann' }],
        metadata: {
          event_type: 'streamalert_alert',
          event_payload: { delivery: 'key-1', alert: 'a1' },
        },
        unfurl_links: false,
        unfurl_media: false,
      },
    ]);
    expect(vendor?.calls[0]).toBe(
      `${history}?channel=C0123456789&oldest=1773488227&limit=200&include_all_metadata=true`,
    );
  });

  test('that was posted before an attempt broke off is found and not posted again', async () => {
    const { stored } = await startSlack();
    const sound = await slackBot.deliver(aRequest());
    expect(stored).toHaveLength(1);

    const again = await slackBot.deliver(aRequest());

    expect(again).toEqual(sound);
    expect(stored).toHaveLength(1);
    await slackBot.deliver(aRequest({ idempotencyKey: 'key-2' }));
    expect(stored).toHaveLength(2);
  });

  test('that was posted before is found behind the messages of others, on as many pages as are reasonable', async () => {
    const others = Array.from({ length: 200 }, (_, index) => ({ ts: `1773488000.${index}` }));
    const ours = {
      ts: '1773488999.1',
      metadata: { event_payload: { delivery: 'key-1' } },
    };
    const cursors: (string | null)[] = [];
    const paged =
      (pages: number): Routes[string] =>
      (request, response) => {
        const cursor = new URL(request.path, 'http://x').searchParams.get('cursor');
        cursors.push(cursor);
        const page = Number(cursor ?? 1);
        const next_cursor = page < pages ? String(page + 1) : '';
        const messages = page === pages ? [ours] : others;
        return json({ ok: true, messages, response_metadata: { next_cursor } })(request, response);
      };
    const busy = await startSlack({ [history]: paged(3) });
    const outcome = await slackBot.deliver(aRequest());
    expect(outcome).toMatchObject({ reference: { ts: '1773488999.1' } });
    expect(busy.stored).toEqual([]);
    await vendor?.close();

    const busier = await startSlack({ [history]: paged(1_000) });
    await slackBot.deliver(aRequest());
    expect(busier.stored).toHaveLength(1);
    expect(cursors).toEqual([null, '2', '3', null, '2', '3', '4', '5']);
  });

  test('is posted all the same where the app may not look', async () => {
    const { stored } = await startSlack({
      [history]: json({ ...refused('missing_scope'), needed: 'channels:history' }),
    });

    expect(await slackBot.deliver(aRequest())).toMatchObject({ outcome: 'delivered' });
    expect(stored).toHaveLength(1);
  });

  test('goes to a channel that is given by name without a look, which takes an id', async () => {
    await startSlack();
    const publication = { record: {}, '@slack-bot.channel': '#soc' };

    const outcome = await slackBot.deliver(aRequest({ publication }));

    expect(outcome).toMatchObject({ reference: { channel: 'C0123456789' } });
    expect(methods()).toEqual(['chat.postMessage']);
    expect(vendor?.sent(post)).toMatchObject([{ channel: '#soc' }]);
  });

  test('that takes several messages goes on in its thread, and an attempt that broke off as well', async () => {
    const { stored } = await startSlack();
    const publication = {
      record: { text: 'x'.repeat(100_000) },
      '@slack.several_messages': true,
      '@slack-bot.text': 'mine',
    };

    await slackBot.deliver(aRequest({ publication }));
    await slackBot.deliver(aRequest({ publication }));

    expect(stored).toMatchObject([
      { text: 'mine (1 of 2)' },
      { text: 'mine (2 of 2)', thread_ts: '1773488527.000001' },
    ]);
    expect(stored.map(({ attachments }) => attachments?.length)).toEqual([20, 6]);
  });

  test('that is too long for Slack is sent shorter', async () => {
    await startSlack({
      [post]: (request, response) =>
        json(
          request.body.length > 10_000
            ? refused('msg_too_long')
            : { ok: true, channel: 'C0123456789', ts: '1.1' },
        )(request, response),
    });
    const alert = anAlert({ id: 'a1', record: { text: 'x'.repeat(60_000) } });

    expect(await slackBot.deliver(aRequest({ alert }))).toMatchObject({ outcome: 'delivered' });
    expect(vendor?.sent(post).at(-1)).toMatchObject({
      text: expect.stringContaining('not shown: alert a1 has all of it'),
    });
  });

  test.each([
    ['@slack-bot.text', 7],
    ['@slack-bot.attachments', 'x'],
    ['@slack-bot.channel', {}],
    ['@slack.text', []],
  ])('is kept while %s is %j', async (field, value) => {
    await startSlack();

    const outcome = await slackBot.deliver(aRequest({ publication: { [field]: value } }));

    expect(outcome).toMatchObject({
      reason: expect.stringContaining('a publisher set @slack'),
      isAboutAlert: true,
    });
    expect(methods()).toEqual([]);
  });
});

describe('what Slack refuses', () => {
  test.each([
    ['invalid_auth', 'Slack answered invalid_auth; store a valid bot token'],
    ['channel_not_found', 'use the id of a channel that the app is in'],
    ['not_in_channel', 'invite the app to the channel'],
    ['is_archived', 'the channel is archived'],
    ['ratelimited', 'Slack answered ratelimited'],
    ['internal_error', 'Slack answered internal_error'],
    ['a_new_word', 'Slack answered a_new_word'],
  ])('%s keeps the alert waiting', async (error, reason) => {
    await startSlack({ [post]: json(refused(error)) });

    expect(await slackBot.deliver(aRequest())).toEqual({
      outcome: 'failed',
      reason: expect.stringContaining(reason),
      retryable: true,
    });
  });

  test('a missing scope is named', async () => {
    await startSlack({ [post]: json({ ...refused('missing_scope'), needed: 'chat:write' }) });

    expect(await slackBot.deliver(aRequest())).toMatchObject({
      reason:
        'posting the message: Slack answered missing_scope; the app needs the scope chat:write',
    });
  });

  test.each(['invalid_attachments', 'no_text', 'msg_too_long'])(
    '%s is about the alert, not about Slack',
    async (error) => {
      await startSlack({ [post]: json(refused(error)) });

      expect(await slackBot.deliver(aRequest())).toMatchObject({ isAboutAlert: true });
    },
  );

  test.each([{}, [], { ok: 'yes' }, { ok: true }])(
    'an answer like %j is none of Slack',
    async (answer) => {
      await startSlack({ [post]: json(answer) });

      expect(await slackBot.deliver(aRequest())).toMatchObject({
        outcome: 'failed',
        retryable: true,
      });
    },
  );
});

describe('what is merged into an alert', () => {
  test('changes the message in place, and the thread says what is new', async () => {
    const { stored } = await startSlack();
    await slackBot.deliver(aRequest());
    const alert = aMergedAlert({ id: 'm1' });

    const outcome = await slackBot.update?.(aRequest({ alert, idempotencyKey: 'update-1' }));

    expect(outcome).toEqual({
      outcome: 'delivered',
      reference: { channel: 'C0123456789', ts: '1773488527.000001' },
    });
    expect(stored).toMatchObject([
      {
        ts: '1773488527.000001',
        text: '*StreamAlert Rule Triggered: a_rule* (12 alerts)',
        metadata: { event_payload: { delivery: 'key-1' } },
      },
      {
        thread_ts: '1773488527.000001',
        text: expect.stringContaining('12 alerts so far of rule a_rule'),
        attachments: [{ text: expect.stringContaining('- ip: 203.0.113.7') }],
      },
    ]);
  });

  test('is told once, also by an attempt that follows one that broke off', async () => {
    const { stored } = await startSlack();
    await slackBot.deliver(aRequest());
    const request = aRequest({ alert: aMergedAlert(), idempotencyKey: 'update-1' });

    await slackBot.update?.(request);
    await slackBot.update?.(request);

    expect(stored).toHaveLength(2);
  });

  test('is a new message where somebody deleted the first', async () => {
    const { stored } = await startSlack();

    const outcome = await slackBot.update?.(aRequest({ alert: aMergedAlert() }));

    expect(outcome).toMatchObject({ reference: { ts: '1773488527.000001' } });
    expect(stored).toMatchObject([{ text: '*StreamAlert Rule Triggered: a_rule* (12 alerts)' }]);
  });

  test.each([update, post])(
    'is a new message elsewhere where %s says its channel is lost',
    async (route) => {
      for (const error of ['channel_not_found', 'is_archived', 'is_inactive']) {
        const { stored } = await startSlack({
          [route]: (request, response) => {
            const { channel } = JSON.parse(request.body) as { channel: string };
            const moved = { ok: true, channel, ts: '1773488528.000009' };
            return json(channel === 'C0123456789' ? refused(error) : moved)(request, response);
          },
          ...(route === post && { [update]: json({ ok: true }) }),
        });
        const credentials = { token: 'xoxb-canary', channel: 'C0NEWPLACE' };
        const alert = aMergedAlert();

        const told = await slackBot.update?.(aRequest({ alert, credentials }));
        const settled = await slackBot.resolve?.(aRequest({ alert, credentials }));
        const waiting = await slackBot.update?.(aRequest({ alert }));

        const channel = route === post ? 'C0NEWPLACE' : 'C0123456789';
        expect(told).toMatchObject({ outcome: 'delivered', reference: { channel } });
        expect(settled).toEqual({ outcome: 'delivered' });
        expect(waiting).toMatchObject({ outcome: 'failed', retryable: true });
        expect(stored.filter(({ thread_ts }) => thread_ts !== undefined)).toEqual([]);
        await vendor?.close();
      }
    },
  );

  test.each(['edit_window_closed', 'cant_update_message'])(
    'is told in the thread alone after %s',
    async (error) => {
      const { stored } = await startSlack({ [update]: json(refused(error)) });

      const outcome = await slackBot.update?.(aRequest({ alert: aMergedAlert() }));

      expect(outcome).toMatchObject({ outcome: 'delivered' });
      expect(stored).toMatchObject([{ thread_ts: '1773488527.000001' }]);
    },
  );

  test('is shortened to what a changed message takes', async () => {
    const { stored } = await startSlack();
    await slackBot.deliver(aRequest());
    const publication = { record: {}, '@slack.text': '😀'.repeat(5_000) };

    const outcome = await slackBot.update?.(
      aRequest({ alert: aMergedAlert(), publication, idempotencyKey: 'update-1' }),
    );

    expect(outcome).toMatchObject({ outcome: 'delivered' });
    expect(stored[0]?.text.length).toBeLessThanOrEqual(4_000);
    expect(stored[0]?.text.isWellFormed()).toBe(true);
  });
});

describe('somebody who takes an alert on', () => {
  test.each([
    ['acknowledge', ':eyes: Acknowledged in StreamAlert by ann: on <it>', '#daa038'],
    ['resolve', ':white_check_mark: Resolved in StreamAlert by ann: on <it>', '#2eb886'],
  ] as const)('%s: is shown on the message and told in its thread', async (action, line, color) => {
    const { stored } = await startSlack();
    await slackBot.deliver(aRequest());
    const escaped = line.replace('<it>', '&lt;it&gt;');

    const outcome = await slackBot[action]?.(
      aRequest({ note: 'on\n<it>', idempotencyKey: 'ack-1' }),
    );

    expect(outcome).toMatchObject({ outcome: 'delivered', reference: { by: 'ann' } });
    expect(stored).toMatchObject([
      { text: `*StreamAlert Rule Triggered: a_rule*\n${escaped}`, attachments: [{ color }] },
      { text: escaped, thread_ts: '1773488527.000001' },
    ]);
  });

  test('stays on the message when more is merged into it', async () => {
    const { stored } = await startSlack();
    await slackBot.deliver(aRequest());
    const settled = await slackBot.acknowledge?.(aRequest({ idempotencyKey: 'ack-1' }));
    const reference = settled?.outcome === 'delivered' ? settled.reference : undefined;

    const outcome = await slackBot.update?.(
      aRequest({ alert: aMergedAlert(), idempotencyKey: 'update-1', reference: reference ?? {} }),
    );

    expect(stored[0]?.text).toBe(
      '*StreamAlert Rule Triggered: a_rule* (12 alerts)\n:eyes: Acknowledged in StreamAlert by ann',
    );
    expect(outcome).toMatchObject({ reference: { state: 'acknowledged', by: 'ann' } });
  });

  test('has nothing to mark where the message was deleted', async () => {
    const { stored } = await startSlack();

    expect(await slackBot.resolve?.(aRequest())).toEqual({ outcome: 'delivered' });
    expect(stored).toEqual([]);
  });
});

describe('refusals', () => {
  const looked = {
    400: 'goes on',
    403: 'goes on',
    404: 'goes on',
    409: 'goes on',
    413: 'goes on',
    422: 'goes on',
    429: 'goes on',
  } as const;
  const deliver = async (instead: Routes) => {
    await startSlack(instead);
    return slackBot.deliver(aRequest());
  };
  testRefusals([{ route: post }, { route: history, unlike: looked }], ['canary'], deliver);

  const settle = async (instead: Routes) => {
    await startSlack(instead);
    await slackBot.deliver(aRequest());
    const resolved = await slackBot.resolve?.(aRequest({ idempotencyKey: 'resolve-1' }));
    return resolved ?? { outcome: 'failed', reason: 'cannot', retryable: false };
  };
  testRefusals([{ route: update }, { route: replies, unlike: looked }], ['canary'], settle);

  test('a broken answer to a post leaves the next attempt to find it', async () => {
    const { stored } = await startSlack({ [post]: answeringHalf });

    expect(await slackBot.deliver(aRequest())).toMatchObject({
      outcome: 'failed',
      retryable: true,
    });
    expect(stored).toEqual([]);
    expect(methods()).toEqual(['conversations.history', 'chat.postMessage']);
  });
});
