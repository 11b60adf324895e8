import type { Alert } from '../../domain/alert.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import type { Publication } from '../../domain/publication.ts';
import { fittingMap, fittingText, jsonBytes } from '../fitting.ts';
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

const titleLengthMax = 250;
const textLengthMax = 4_000;
const red = 'E81123';

/**
 * Publishers may set `@teams.title`, `.description`, `.card_color`, `.with_record`, `.additional_card_sections` (a map
 * or a list of maps) and `.buttons` (a list of `[text, url]`). What is no section and no button is passed over.
 */
export function cardOf(alert: Alert, publication: Publication): ComposedCard {
  const set = overridesOf(publication, 'teams');
  const title = set.text('title') ?? `StreamAlert Rule Triggered: ${alert.ruleName}`;
  const color = set.text('card_color') ?? red;
  const record = shownRecord(publication);
  const card: Card = {
    title: fittingText(title, titleLengthMax, alert),
    text: fittingText(set.text('description') ?? alert.description, textLengthMax, alert),
    color: color.toLowerCase() === 'red' ? red : color,
    alert: [
      { name: 'rule_name', value: alert.ruleName },
      { name: 'alert_id', value: alert.id },
    ],
    record: (set.flag('with_record') ?? true) ? (isJsonObject(record) ? record : { record }) : null,
    sections: [set.value('additional_card_sections') ?? []].flat().filter(isJsonObject),
    buttons: set.list('buttons').flatMap(buttonOf),
  };
  const failure = set.refusal();
  return failure === undefined ? { outcome: 'composed', card } : { outcome: 'unusable', failure };
}

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
  return { ...card, record: null, sections: note, buttons: [] };
}
