import type { Alert } from '../domain/alert.ts';
import type { AlertLink } from '../domain/alert-links.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Publication } from '../domain/publication.ts';
import { alertFacts, headline, readableInstant } from './alert-facts.ts';
import { beginningOf } from '../domain/shrink.ts';
import { fittingText } from './fitting.ts';
import { mergedNews } from './merged-text.ts';
import { shownRecord } from './shown-record.ts';
import { cutText } from './slack-cut-text.ts';
import { recordText } from './slack-record-text.ts';

/** Slack shows no more of the text of one. */
export const attachmentTextMax = 4_000;
const fieldTextMax = 1_000;

/** The record in readable lines, in as many pieces as it takes; the first says what the alert is about. */
export function recordAttachments(
  alert: Alert,
  publication: Publication,
  fallback: string,
): readonly JsonObject[] {
  const pieces = cutText(escaped(recordText(shownRecord(publication))), attachmentTextMax);
  return pieces.map((text, index) => ({
    fallback,
    color: '#b22222',
    pretext: index === 0 ? `*Rule Description:*\n${alert.description}\n` : '',
    title: pieces.length === 1 ? 'Record:' : `Record (Part ${index + 1} of ${pieces.length}):`,
    text,
    mrkdwn_in: ['text', 'pretext'],
    ...(index === 0 && aboutAlert(alert, publication)),
  }));
}

/** What an attachment shows around its text: https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments */
function aboutAlert(alert: Alert, publication: Publication): JsonObject {
  const facts = alertFacts(alert, publication, slackLink).map(({ name, label, value, isShort }) =>
    name === 'links'
      ? { title: label, value, short: isShort }
      : field(label, value, isShort, alert),
  );
  const news = alert.group === undefined ? '' : mergedNews(alert, publication).details;
  return {
    author_name: escaped(headline(alert, publication)),
    fields: news === '' ? facts : [...facts, field('Merged', news, false, alert)],
    footer: `alert ${alert.id}`,
    // What is no instant would be refused with all the rest.
    ...(readableInstant(alert.eventTime) !== '' && { ts: Math.floor(alert.eventTime / 1000) }),
  };
}

const field = (title: string, value: string, isShort: boolean, alert: Alert): JsonObject => ({
  title,
  value: escaped(fittingText(value, fieldTextMax, alert)),
  short: isShort,
});

const slackLink = ({ name, url }: AlertLink): string =>
  `<${escaped(url).replaceAll('|', '%7C')}|${escaped(name)}>`;

/** The only characters Slack wants escaped. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const emptyAttachment: JsonObject = {
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

/** An attachment of a publisher, laid over all that one may have. */
export function completed(attachment: JsonObject): JsonObject {
  const { text } = attachment;
  return {
    ...emptyAttachment,
    ...attachment,
    ...(typeof text === 'string' && { text: elided(text, attachmentTextMax) }),
  };
}

const ellipsis = ' ... ';

/** A text that is too long without its middle. */
function elided(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  const half = Math.floor((lengthMax - ellipsis.length) / 2);
  return beginningOf(text, half) + ellipsis + endOf(text, half);
}

/** Never begins inside a character. */
function endOf(text: string, length: number): string {
  const first = text.charCodeAt(text.length - length);
  const isHalfCharacter = first >= 0xdc00 && first <= 0xdfff;
  return text.slice(isHalfCharacter ? 1 - length : -length);
}
