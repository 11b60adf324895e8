import type { Alert } from '../../domain/alert.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import type { Publication } from '../../domain/publication.ts';
import { contentOf } from '../content.ts';
import { cutText } from './cut-text.ts';
import { recordText } from './record-text.ts';

export interface Message {
  readonly text: string;
  readonly mrkdwn: true;
  readonly attachments: readonly JsonObject[];
}

export type Composed =
  | { readonly outcome: 'composed'; readonly messages: readonly Message[] }
  | { readonly outcome: 'unusable'; readonly reason: string };

/** Slack takes no more of either. */
const attachmentTextMax = 4000;
const attachmentsMax = 20;

/** The messages of an alert: one, unless a publisher asks for several rather than a shortened one. */
export function messagesOf(alert: Alert, publication: Publication): Composed {
  const text = publication['@slack.text'] ?? `*StreamAlert Rule Triggered: ${alert.ruleName}*`;
  if (typeof text !== 'string') {
    return {
      outcome: 'unusable',
      reason: 'a publisher set @slack.text to something that is no text',
    };
  }
  const custom = publication['@slack.attachments'];
  if (custom !== undefined && !isListOfMaps(custom)) {
    const reason = 'a publisher set @slack.attachments to something that is no list of maps';
    return { outcome: 'unusable', reason };
  }
  const attachments = custom ? custom.map(completed) : recordAttachments(alert, publication, text);
  const messages =
    publication['@slack.several_messages'] === true
      ? severalMessages(text, attachments)
      : [shortened(text, attachments)];
  return { outcome: 'composed', messages };
}

const isListOfMaps = (value: JsonValue): value is JsonObject[] =>
  Array.isArray(value) && value.every(isJsonObject);

function shortened(text: string, attachments: readonly JsonObject[]): Message {
  const left = attachments.length - attachmentsMax;
  const note = `\n_${left} more attachments are not shown: Slack takes ${attachmentsMax}._`;
  return {
    text: left > 0 ? text + note : text,
    mrkdwn: true,
    attachments: attachments.slice(0, attachmentsMax),
  };
}

function severalMessages(text: string, attachments: readonly JsonObject[]): readonly Message[] {
  const count = Math.max(1, Math.ceil(attachments.length / attachmentsMax));
  return Array.from({ length: count }, (_, index) => ({
    text: count === 1 ? text : `${text} (${index + 1} of ${count})`,
    mrkdwn: true,
    attachments: attachments.slice(index * attachmentsMax, (index + 1) * attachmentsMax),
  }));
}

/** The record in readable lines, in as many pieces as it takes; the first says what the rule is about. */
function recordAttachments(
  { description }: Alert,
  publication: Publication,
  fallback: string,
): readonly JsonObject[] {
  // What a publisher removed stays removed: the alert's own record is not looked at.
  const shown = Object.hasOwn(publication, 'record')
    ? (publication['record'] ?? null)
    : contentOf(publication);
  const pieces = cutText(escaped(recordText(shown)), attachmentTextMax);
  return pieces.map((text, index) => ({
    fallback,
    color: '#b22222',
    pretext: index === 0 ? `*Rule Description:*\n${description}\n` : '',
    title: pieces.length === 1 ? 'Record:' : `Record (Part ${index + 1} of ${pieces.length}):`,
    text,
    mrkdwn_in: ['text', 'pretext'],
  }));
}

/** The only characters Slack wants escaped. */
const escaped = (text: string): string =>
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

function completed(attachment: JsonObject): JsonObject {
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
  return text.slice(0, half).toWellFormed() + ellipsis + text.slice(-half).toWellFormed();
}
