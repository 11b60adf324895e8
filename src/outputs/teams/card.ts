import { z } from 'zod';
import type { Alert } from '../../domain/alert.ts';
import type { AlertLink } from '../../domain/alert-links.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import type { Publication } from '../../domain/publication.ts';
import { alertFacts, countMark, shownTitle } from '../alert-facts.ts';
import { fittingBytes, fittingMap, fittingText, jsonBytes } from '../fitting.ts';
import { mergedNews } from '../merged-text.ts';
import type { Failure } from '../output.ts';
import { overridesOf } from '../overrides.ts';
import { shownRecord } from '../shown-record.ts';

/** What a card says, whatever its form. */
export interface Card {
  readonly title: string;
  readonly text: string;
  readonly color: string;
  readonly alert: readonly Fact[];
  /** `null` when a publisher wants none. */
  readonly record: JsonObject | null;
  /** Sections of publishers, as they wrote them. */
  readonly sections: readonly JsonObject[];
  readonly buttons: readonly Button[];
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

export interface Button {
  readonly text: string;
  readonly url: string;
}

export type ComposedCard =
  | { readonly outcome: 'composed'; readonly card: Card }
  | { readonly outcome: 'unusable'; readonly failure: Failure };

const sectionField = z.record(z.string(), z.unknown());

const titleLengthMax = 250;
const textLengthMax = 4_000;
const factBytesMax = 1_000;
const red = 'E81123';

/** What is no section and no button is passed over. */
export const teamsFields = z.object({
  title: z.string().describe('title of the card'),
  description: z.string().describe('text below the title'),
  card_color: z.string().describe('colour of a connector card, `E81123` or the word `red`'),
  with_record: z.boolean().describe('false leaves the record out'),
  additional_card_sections: z
    .union([sectionField, z.array(sectionField)])
    .describe('one section or several: of a connector card, or elements of an Adaptive Card'),
  buttons: z.array(z.tuple([z.string(), z.string()])).describe('each a text and the URL it opens'),
});

export function cardOf(alert: Alert, publication: Publication): ComposedCard {
  const set = overridesOf(publication, 'teams');
  const standard = `StreamAlert Rule Triggered: ${alert.ruleName}${countMark(alert)}`;
  const title = set.text('title') ?? standard;
  const color = set.text('card_color') ?? red;
  const record = shownRecord(publication);
  const card: Card = {
    title: fittingText(title, titleLengthMax, alert),
    text: fittingText(set.text('description') ?? alert.description, textLengthMax, alert),
    color: color.toLowerCase() === 'red' ? red : color,
    alert: [
      { name: 'rule_name', value: alert.ruleName },
      { name: 'alert_id', value: alert.id },
      ...factsAbout(alert, publication),
    ],
    record: (set.flag('with_record') ?? true) ? (isJsonObject(record) ? record : { record }) : null,
    sections: [set.value('additional_card_sections') ?? []].flat().filter(isJsonObject),
    buttons: set.list('buttons').flatMap(buttonOf),
  };
  const failure = set.refusal();
  return failure === undefined ? { outcome: 'composed', card } : { outcome: 'unusable', failure };
}

/** Below rule and id. */
function factsAbout(alert: Alert, publication: Publication): readonly Fact[] {
  const title = shownTitle(publication);
  const merged = alert.group === undefined ? '' : mergedNews(alert, publication).details;
  const facts: readonly Fact[] = [
    { name: 'severity', value: alert.severity },
    ...(title === '' ? [] : [{ name: 'title', value: title }]),
    ...alertFacts(alert, publication, markdownLink),
    ...(merged === '' ? [] : [{ name: 'merged', value: merged }]),
  ];
  return facts.map(({ name, value }) => ({
    name,
    value: fittingBytes(value, factBytesMax, alert),
  }));
}

/** Facts of both kinds of cards take links and other simple Markdown. */
const markdownLink = ({ name, url }: AlertLink): string =>
  `[${name}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`;

function buttonOf(value: JsonValue): readonly Button[] {
  if (!Array.isArray(value)) return [];
  const [text, url] = value;
  return typeof text === 'string' && typeof url === 'string' ? [{ text, url }] : [];
}

/** A record as name and value; what is nested as JSON. */
export const factsOf = (record: JsonObject): readonly Fact[] =>
  Object.entries(record).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : stringifyJson(value, { strict: true }),
  }));

/** Shares of the bound that the record is given, until all of it fits; a form needs some bytes for each field. */
const shares = [0.8, 0.6, 0.4, 0.2, 0.1];

/** The card in no more bytes than allowed: a shorter record, then no sections of publishers, which are counted. */
export function cardWithin(
  card: Card,
  bytesMax: number,
  form: (card: Card) => unknown,
  alert: Pick<Alert, 'id'>,
): Card {
  const fits = (candidate: Card): boolean => jsonBytes(form(candidate)) <= bytesMax;
  if (fits(card)) return card;
  const left = card.sections.length;
  const note = left === 0 ? [] : [{ text: `${left} more sections are not shown: too large` }];
  const candidates = [card, { ...card, sections: note, buttons: card.buttons.slice(0, 6) }];
  for (const candidate of candidates) {
    for (const share of shares) {
      const record = card.record && fittingMap(card.record, bytesMax * share, alert);
      if (fits({ ...candidate, record })) return { ...candidate, record };
    }
  }
  const bare = { ...card, record: null, sections: note, buttons: [] };
  if (fits(bare)) return bare;
  const told = (text: string, share: number) => fittingBytes(text, bytesMax / share, alert);
  return {
    ...bare,
    text: told(card.text, 16),
    alert: card.alert.map(({ name, value }) => ({ name, value: told(value, 160) })),
  };
}
