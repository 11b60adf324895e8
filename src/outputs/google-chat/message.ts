import type { Alert } from '../../domain/alert.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import type { Publication } from '../../domain/publication.ts';
import { fittingMap, fittingText, jsonBytes } from '../fitting.ts';
import type { Failure } from '../output.ts';
import { overridesOf, unusable } from '../overrides.ts';
import { shownRecord } from '../shown-record.ts';

/** "The maximum message size, including text and cards, is 32,000 bytes", same page. */
const messageBytesMax = 32_000;
const textLengthMax = 4_000;
const threadKeyLengthMax = 4_000;
/** Cards take a hundred widgets; the alert has two more. */
const fieldsMax = 90;

export type ComposedMessage =
  | { readonly outcome: 'composed'; readonly message: JsonObject; readonly isThreaded: boolean }
  | { readonly outcome: 'unusable'; readonly failure: Failure };

export function messageOf(alert: Alert, publication: Publication): ComposedMessage {
  const set = overridesOf(publication, 'google-chat');
  const text = set.text('text') ?? `*StreamAlert Rule Triggered: ${plainText(alert.ruleName)}*`;
  const threadKey = set.text('thread_key');
  const cards = set.value('cards');
  const failure = set.refusal();
  if (failure !== undefined) return { outcome: 'unusable', failure };
  if (cards !== undefined && !(Array.isArray(cards) && cards.every(isJsonObject))) {
    const reason = 'a publisher set @google-chat.cards to something that is no list of maps';
    return { outcome: 'unusable', failure: unusable(reason) };
  }
  const base = {
    text: fittingText(text, textLengthMax, alert),
    ...(threadKey !== undefined && {
      thread: { threadKey: threadKey.slice(0, threadKeyLengthMax) },
    }),
  };
  const message = withCards(base, cards, alert, shownRecord(publication));
  return { outcome: 'composed', message, isThreaded: threadKey !== undefined };
}

/** Log data must not mention anybody or make links. */
const plainText = (text: string): string => text.replaceAll('<', '‹').replaceAll('>', '›');

/** Cards read these as markup. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function withCards(
  base: JsonObject,
  cards: JsonValue[] | undefined,
  alert: Alert,
  record: JsonValue,
): JsonObject {
  if (cards !== undefined) {
    const own = { ...base, cardsV2: cards };
    if (jsonBytes(own) <= messageBytesMax) return own;
    return {
      ...base,
      text: `${String(base['text'])}\n_The cards are larger than Google Chat takes; see alert ${alert.id}._`,
    };
  }
  const content = isJsonObject(record) ? record : { record };
  // A card without sections is refused.
  if (alert.description === '' && Object.keys(content).length === 0) return base;
  for (const share of [1, 0.7, 0.5, 0.3, 0.15, 0.05]) {
    const shown = fittingMap(content, messageBytesMax * share, alert);
    const message = { ...base, cardsV2: [cardOf(alert, shown)] };
    if (jsonBytes(message) <= messageBytesMax) return message;
  }
  return base;
}

function cardOf(alert: Alert, record: JsonObject): JsonObject {
  const entries = Object.entries(record);
  const fields = entries.slice(0, fieldsMax).map(([name, value]) => field(name, value));
  const left = entries.length - fields.length;
  return {
    cardId: 'alert',
    card: {
      header: { title: alert.ruleName, subtitle: `${alert.severity} · alert ${alert.id}` },
      sections: [
        ...(alert.description === ''
          ? []
          : [
              {
                widgets: [
                  {
                    textParagraph: {
                      text: escaped(fittingText(alert.description, textLengthMax, alert)),
                    },
                  },
                ],
              },
            ]),
        ...(fields.length === 0
          ? []
          : [
              {
                header: 'Record',
                collapsible: fields.length > 8,
                ...(fields.length > 8 && { uncollapsibleWidgetsCount: 8 }),
                widgets: left > 0 ? [...fields, field('…', `${left} more`)] : fields,
              },
            ]),
      ],
    },
  };
}

const field = (name: string, value: JsonValue): JsonObject => ({
  decoratedText: {
    topLabel: escaped(name),
    text: escaped(typeof value === 'string' ? value : stringifyJson(value, { strict: true })),
    wrapText: true,
  },
});
