import {
  type AlertContent,
  alertLinks,
  defaultPublication,
  describe,
  type JsonObject,
  type Severity,
  publisher,
} from 'streamalert';
import { keyFields, shortened } from '../generic/key-fields.ts';
import { escaped } from './json-pieces.ts';

/** What a notification has room for. */
const titleLengthMax = 300;
/** Of https://docs.slack.dev/reference/block-kit/blocks: section with its fields, context. */
const sectionLengthMax = 3000;
const fieldLengthMax = 2000;
const fieldsMax = 10;
const contextLengthMax = 2000;

const colors: Readonly<Record<Severity, string>> = {
  info: '#8d8d8d',
  low: '#2eb67d',
  medium: '#ecb22e',
  high: '#e8912d',
  critical: '#e01e5a',
};

/**
 * The title is the text of the message, which notifications show. Blocks inside of an attachment below it have the bar
 * in the colour of the severity beside them. Links stand in the text: buttons want an answer, which an incoming webhook
 * has nobody to give.
 */
export const slackBlocks = publisher({
  name: 'publishers.community.slack.slack_blocks.AlertBlocks',
  description:
    'A message in Block Kit, coloured by severity: title, description, time, key fields, runbook and links',
  publish(alert, publication) {
    const { severity, title } = alert;
    const text = shortened(`${severity.toUpperCase()}: ${title}`, titleLengthMax);
    return {
      ...publication,
      '@slack.text': `*${escaped(text)}*`,
      '@slack.attachments': [{ color: colors[severity], fallback: text, blocks: blocksOf(alert) }],
    };
  },
});

function blocksOf(alert: AlertContent): JsonObject[] {
  const { title, description, runbook, ruleName, logType, id, origin } = alert;
  const pages = alertLinks(alert);
  const links = pages.map(({ name, url }) => `<${linkTarget(url)}|${escaped(name)}>`);
  const { description: about } = describe(description);
  const isRunbookText = runbook !== null && !pages.some(({ url }) => url === runbook.trim());
  const source = [logType, origin.cluster, origin.resource].filter(Boolean).join(' · ');
  return [
    ...(about === title || about === '' ? [] : [section(escaped(about))]),
    fieldsSection(alert),
    ...(isRunbookText ? [section(`*Runbook*\n${escaped(runbook)}`)] : []),
    ...(links.length > 0 ? [section(whole(links, ' · ', sectionLengthMax))] : []),
    context(`${escaped(ruleName)} · ${escaped(source)} · ${escaped(id)}`),
  ];
}

/** `event_time` and severity first, then the key fields. */
function fieldsSection(alert: AlertContent): JsonObject {
  const { event_time } = defaultPublication(alert);
  const facts = [
    ['Severity', alert.severity],
    ['Time', String(event_time)],
    ...Object.entries(keyFields(alert)),
  ] as const;
  const fields = facts
    .slice(0, fieldsMax)
    .map(([name = '', value = '']) =>
      mrkdwn(`*${escaped(name)}*\n${escaped(value)}`, fieldLengthMax),
    );
  return { type: 'section', fields };
}

const section = (text: string): JsonObject => ({
  type: 'section',
  text: mrkdwn(text, sectionLengthMax),
});

const context = (text: string): JsonObject => ({
  type: 'context',
  elements: [mrkdwn(text, contextLengthMax)],
});

/** Cut so that no escaped character is left in halves. */
const mrkdwn = (text: string, lengthMax: number): JsonObject => ({
  type: 'mrkdwn',
  text: shortened(text, lengthMax).replace(/&[a-z]{0,3}…$/, '…'),
});

/** As many as fit, none of them cut. */
function whole(parts: readonly string[], separator: string, lengthMax: number): string {
  let text = '';
  for (const part of parts) {
    const longer = text === '' ? part : text + separator + part;
    if (longer.length <= lengthMax) text = longer;
  }
  return text;
}

/** What would end the link early. */
const linkTarget = (url: string): string =>
  escaped(url).replaceAll('|', '%7C').replaceAll('&gt;', '%3E').replaceAll('&lt;', '%3C');
