import { expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { slackBlocks } from './slack-blocks.ts';

interface Block {
  readonly type: string;
  readonly text?: { readonly text: string };
  readonly fields?: readonly { readonly text: string }[];
  readonly elements?: readonly { readonly text: string }[];
}

/** The blocks of what the publisher has just made. */
function blocksOf(publication: Record<string, unknown>): readonly Block[] {
  const [attachment] = publication['@slack.attachments'] as readonly { blocks: readonly Block[] }[];
  return attachment?.blocks ?? [];
}

test('a message shows title, description, fields, runbook and links, and keeps what was there', () => {
  const alert = anAlert({
    id: 'id-1',
    severity: 'critical',
    title: 'Root <signed> in',
    description: 'The root account & its keys\nAuthor: ann',
    runbook: 'Call ann < 5 min.',
    attack: ['TA0001:T1078.004'],
    references: ['https://example.com/a?b=1&c=|2'],
  });

  const publication = slackBlocks.publish(alert, { mine: 1 });

  expect(publication).toEqual({
    mine: 1,
    '@slack.text': '*CRITICAL: Root &lt;signed&gt; in*',
    '@slack.attachments': [
      {
        color: '#e01e5a',
        fallback: 'CRITICAL: Root <signed> in',
        blocks: [
          {
            type: 'section',
            text: { type: 'mrkdwn', text: 'The root account &amp; its keys' },
          },
          {
            type: 'section',
            fields: [
              { type: 'mrkdwn', text: '*Severity*\ncritical' },
              { type: 'mrkdwn', text: '*Time*\n2026-03-14T11:42:00.000000Z' },
              { type: 'mrkdwn', text: '*user*\nann' },
            ],
          },
          { type: 'section', text: { type: 'mrkdwn', text: '*Runbook*\nCall ann &lt; 5 min.' } },
          {
            type: 'section',
            text: {
              type: 'mrkdwn',
              text: '<https://attack.mitre.org/techniques/T1078/004/|ATT&amp;CK T1078.004> · <https://example.com/a?b=1&amp;c=%7C2|example.com>',
            },
          },
          {
            type: 'context',
            elements: [{ type: 'mrkdwn', text: 'a_rule · okta:system · prod · okta · id-1' }],
          },
        ],
      },
    ],
  });
});

test('what an alert does not have leaves no empty blocks; a runbook that is a page is a link', () => {
  const bare = anAlert({ title: 'same', description: 'same' });
  const linked = { ...bare, runbook: 'https://wiki.example.com/x' };

  expect(blocksOf(slackBlocks.publish(bare, {})).map(({ type }) => type)).toEqual([
    'section',
    'context',
  ]);
  expect(blocksOf(slackBlocks.publish(linked, {}))[1]?.text?.text).toBe(
    '<https://wiki.example.com/x|Runbook>',
  );
});

test('no text is longer than Slack takes, nor cut inside of a character', () => {
  const long = '&😀<'.repeat(4_000);
  const record = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`${long}${index}`, long]),
  );
  const references = Array.from(
    { length: 20 },
    (_, i) => `https://example.com/${'x'.repeat(900)}${i}`,
  );
  const alert = anAlert({
    title: long,
    description: `${long} x`,
    runbook: long,
    record,
    references,
  });

  for (const { text, fields = [], elements = [] } of blocksOf(slackBlocks.publish(alert, {}))) {
    expect(text?.text.length ?? 1).toBeLessThanOrEqual(3_000);
    expect(fields.length).toBeLessThanOrEqual(10);
    for (const each of [...fields, ...elements]) {
      expect(each.text.length).toBeLessThanOrEqual(2_000);
    }
    for (const shown of [text, ...fields, ...elements].flatMap((each) => each?.text ?? [])) {
      expect(shown).not.toBe('');
      expect(shown.isWellFormed()).toBe(true);
      expect(shown).not.toMatch(/&(?!amp;|lt;|gt;)/);
    }
  }
});
