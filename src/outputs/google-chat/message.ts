import type { Alert } from '../../domain/alert.ts';
import type { AlertLink } from '../../domain/alert-links.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import type { Publication } from '../../domain/publication.ts';
import { alertFacts, countMark, headline } from '../alert-facts.ts';
import { beginningOf } from '../../domain/shrink.ts';
import { fittingMap, fittingText, jsonBytes } from '../fitting.ts';
import { mergedNews } from '../merged-text.ts';
import type { Failure } from '../output.ts';
import { overridesOf, unusable } from '../overrides.ts';
import { shownRecord } from '../shown-record.ts';

/** "The maximum message size, including text and cards, is 32,000 bytes", same page. */
const messageBytesMax = 32_000;
const textLengthMax = 4_000;
const threadKeyLengthMax = 4_000;
/** Cards take a hundred widgets; what is said about the alert takes some of them. */
const fieldsMax = 85;

export type ComposedMessage =
  | { readonly outcome: 'composed'; readonly message: JsonObject; readonly isThreaded: boolean }
  | { readonly outcome: 'unusable'; readonly failure: Failure };

export function messageOf(alert: Alert, publication: Publication): ComposedMessage {
  const set = overridesOf(publication, 'google-chat');
  const standard = `*StreamAlert Rule Triggered: ${plainText(alert.ruleName)}*${countMark(alert)}`;
  const text = set.text('text') ?? standard;
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
      thread: { threadKey: beginningOf(threadKey, threadKeyLengthMax) },
    }),
  };
  const message = withCards(base, cards, alert, publication);
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
  publication: Publication,
): JsonObject {
  if (cards !== undefined) {
    const own = { ...base, cardsV2: cards };
    if (jsonBytes(own) <= messageBytesMax) return own;
    return {
      ...base,
      text: `${String(base['text'])}\n_The cards are larger than Google Chat takes; see alert ${alert.id}._`,
    };
  }
  const record = shownRecord(publication);
  const content = isJsonObject(record) ? record : { record };
  // A card without sections is refused.
  if (isBare(alert, publication) && Object.keys(content).length === 0) return base;
  for (const share of [1, 0.7, 0.5, 0.3, 0.15, 0.05]) {
    const shown = fittingMap(content, messageBytesMax * share, alert);
    const message = { ...base, cardsV2: [cardOf(alert, publication, shown)] };
    if (jsonBytes(message) <= messageBytesMax) return message;
  }
  return base;
}

const isBare = (alert: Alert, publication: Publication): boolean =>
  alert.description === '' && alertFacts(alert, publication, htmlLink).length === 0;

/** A runbook may be a page of text. */
const factTextMax = 1_000;

function cardOf(alert: Alert, publication: Publication, record: JsonObject): JsonObject {
  const description = escaped(fittingText(alert.description, textLengthMax, alert));
  const merged = alert.group === undefined ? '' : mergedNews(alert, publication).details;
  const facts = [
    ...alertFacts(alert, publication, htmlLink),
    ...(merged === '' ? [] : [{ name: 'merged', label: 'Merged', value: merged }]),
  ].map(({ name, label, value }) =>
    name === 'links'
      ? decorated(label, value)
      : field(label, fittingText(value, factTextMax, alert)),
  );
  const entries = Object.entries(record);
  const fields = entries.slice(0, fieldsMax).map(([name, value]) => field(name, value));
  const left = entries.length - fields.length;
  const about = [
    ...(description === '' ? [] : [{ textParagraph: { text: description } }]),
    ...facts,
  ];
  return {
    cardId: 'alert',
    card: {
      header: {
        title: headline(alert, publication),
        subtitle: `${alert.ruleName} · alert ${alert.id}`,
      },
      sections: [
        ...(about.length === 0 ? [] : [{ widgets: about }]),
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

const htmlLink = ({ name, url }: AlertLink): string =>
  `<a href="${escaped(url).replaceAll('"', '%22')}">${escaped(name)}</a>`;

/** A reply in the thread of an alert. */
export const replyOf = (text: string, alert: Alert): JsonObject => ({
  text: fittingText(plainText(text), textLengthMax, alert),
});

/** An empty text is refused. */
const field = (name: string, value: JsonValue): JsonObject =>
  decorated(
    name,
    escaped(
      typeof value === 'string' && value !== '' ? value : stringifyJson(value, { strict: true }),
    ),
  );

/** `text` is markup. */
const decorated = (name: string, text: string): JsonObject => ({
  decoratedText: { topLabel: escaped(name), text, wrapText: true },
});
