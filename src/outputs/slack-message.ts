import { z } from 'zod';
import type { Alert } from '../domain/alert.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import type { Publication } from '../domain/publication.ts';
import { countMark } from './alert-facts.ts';
import { fittingText } from './fitting.ts';
import { mergedNews } from './merged-text.ts';
import type { Failure } from './output.ts';
import { overridesOf, unusable } from './overrides.ts';
import { attachmentTextMax, completed, escaped, recordAttachments } from './slack-attachments.ts';
import { cutText } from './slack-cut-text.ts';

export interface SlackMessage {
  readonly text: string;
  readonly mrkdwn: true;
  readonly attachments: readonly JsonObject[];
}

export type ComposedMessages =
  | { readonly outcome: 'composed'; readonly messages: readonly [SlackMessage, ...SlackMessage[]] }
  | { readonly outcome: 'unusable'; readonly failure: Failure };

export const slackMessageFields = {
  text: z.string().describe('text of the message, in mrkdwn'),
  attachments: z
    .array(z.record(z.string(), z.unknown()))
    .describe('attachments in place of the record'),
  several_messages: z
    .boolean()
    .describe('true sends what does not fit into one message as further ones'),
};

/** Slack takes no more of either, and cuts longer texts without a word. */
const attachmentsMax = 20;
const textMax = 40_000;

export const slackLimits = '20 attachments of 4,000 characters; text 40,000 characters';

/** The messages of an alert: one, unless a publisher asks for several rather than a shortened one. */
export function slackMessages(
  alert: Alert,
  publication: Publication,
  ...services: readonly string[]
): ComposedMessages {
  const set = overridesOf(publication, ...services);
  const standard = `*StreamAlert Rule Triggered: ${alert.ruleName}*${countMark(alert)}`;
  const text = fittingText(set.text('text') ?? standard, textMax, alert);
  const custom = set.value('attachments');
  const isSeveral = set.flag('several_messages') ?? false;
  const failure = set.refusal();
  if (failure !== undefined) return { outcome: 'unusable', failure };
  if (custom !== undefined && !isListOfMaps(custom)) {
    const reason = `a publisher set @${services[0]}.attachments to something that is no list of maps`;
    return { outcome: 'unusable', failure: unusable(reason) };
  }
  const attachments = custom ? custom.map(completed) : recordAttachments(alert, publication, text);
  const messages = isSeveral
    ? severalMessages(text, attachments)
    : ([shortened(text, attachments)] as const);
  return { outcome: 'composed', messages };
}

const isListOfMaps = (value: JsonValue): value is JsonObject[] =>
  Array.isArray(value) && value.every(isJsonObject);

function shortened(text: string, attachments: readonly JsonObject[]): SlackMessage {
  return messageOf(
    text + leftOut(attachments.length - attachmentsMax, `Slack takes ${attachmentsMax}`),
    attachments.slice(0, attachmentsMax),
  );
}

const messageOf = (text: string, attachments: readonly JsonObject[]): SlackMessage => ({
  text,
  mrkdwn: true,
  attachments,
});

const leftOut = (count: number, why: string): string =>
  count > 0 ? `\n_${count} more attachments are not shown: ${why}._` : '';

function severalMessages(
  text: string,
  attachments: readonly JsonObject[],
): readonly [SlackMessage, ...SlackMessage[]] {
  const count = Math.max(1, Math.ceil(attachments.length / attachmentsMax));
  const part = (index: number): SlackMessage =>
    messageOf(
      count === 1 ? text : `${text} (${index + 1} of ${count})`,
      attachments.slice(index * attachmentsMax, (index + 1) * attachmentsMax),
    );
  return [part(0), ...Array.from({ length: count - 1 }, (_, index) => part(index + 1))];
}

/** The message with no more than so many characters of text, and as many in all of its attachments together. */
export function messageWithin(
  { text, attachments }: SlackMessage,
  charactersMax: number,
  alert: Pick<Alert, 'id'>,
): SlackMessage {
  const whole = `alert ${alert.id} has all of it`;
  let room = charactersMax;
  const kept = attachments.flatMap((attachment) => {
    const shown = typeof attachment['text'] === 'string' ? attachment['text'] : '';
    if (shown.length > room && room < attachmentRoomMin) return [];
    const [beginning = ''] = cutText(shown, room);
    room -= beginning.length;
    const isCut = beginning.length < shown.length;
    return [isCut ? { ...attachment, text: `${beginning}\n_… ${whole}_` } : attachment];
  });
  const note = leftOut(attachments.length - kept.length, whole);
  return messageOf(fittingText(text, charactersMax - note.length, alert) + note, kept);
}

/** Less of an attachment tells nothing. */
const attachmentRoomMin = 100;

/** What has been merged into an alert, for its thread. */
export function newsMessage(alert: Alert, publication: Publication): SlackMessage {
  const { headline: told, details } = mergedNews(alert, publication);
  // Escaped it may take five times as much.
  const text = escaped(fittingText(details, attachmentTextMax / 5, alert));
  return messageOf(
    escaped(told),
    details === '' ? [] : [{ fallback: escaped(told), text, mrkdwn_in: [] }],
  );
}
