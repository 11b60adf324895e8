import type { JsonObject } from '../../domain/json.ts';
import { settledText } from '../merged-text.ts';
import { oneLine } from '../one-line.ts';
import { escaped } from '../slack-attachments.ts';
import type { SlackMessage } from '../slack-message.ts';

export type MarkState = keyof typeof looks;

/** Who settled an alert. Kept in the reference, so that later changes of the message keep it. */
export interface Mark {
  readonly state: MarkState;
  readonly by: string;
}

const looks = {
  acknowledged: { icon: ':eyes:', word: 'Acknowledged', color: '#daa038' },
  resolved: { icon: ':white_check_mark:', word: 'Resolved', color: '#2eb886' },
} as const;

/** `:eyes: Acknowledged in StreamAlert by ann: on it` */
export function markLine({ state, by }: Mark, note: string | null): string {
  const { icon, word } = looks[state];
  return `${icon} ${escaped(oneLine(settledText(word, { by, note })))}`;
}

/** The message with a line that says who settled it, and in the colour of that. */
export function markedMessage(
  message: SlackMessage,
  mark: Mark | undefined,
  note: string | null = null,
): SlackMessage {
  if (mark === undefined) return message;
  const { color } = looks[mark.state];
  return {
    ...message,
    text: `${message.text}\n${markLine(mark, note)}`,
    attachments: message.attachments.map((attachment) => ({ ...attachment, color })),
  };
}

/** The mark that an earlier change left in the reference. */
export function markIn({ state, by }: JsonObject): Mark | undefined {
  return (state === 'acknowledged' || state === 'resolved') && typeof by === 'string'
    ? { state, by }
    : undefined;
}
