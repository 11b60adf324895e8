import type { Alert } from './alert.ts';
import { stringifyJson } from './exact-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';

/** From hardly noticeable to little more than the names of fields: characters of a text, items of a list or map. */
const tighter = [
  { characters: 16_384, items: 1_000, depth: 32 },
  { characters: 1_024, items: 200, depth: 8 },
  { characters: 256, items: 50, depth: 6 },
  { characters: 64, items: 20, depth: 4 },
] as const;

type Bounds = (typeof tighter)[number];

/**
 * An alert that takes no more bytes of JSON than a store or a message has room for: the ends of long texts, lists and
 * maps are left out, evenly, and `isShortened` says so. Undefined when it is short enough as it is.
 */
export function shortenedAlert(alert: Alert, bytes: number, bytesMax: number): Alert | undefined {
  if (bytes <= bytesMax) return undefined;
  const note = { streamalert_shortened: `streamalert alerts show ${alert.id} --whole` };
  for (const bounds of tighter) {
    const record = { ...mapWithin(alert.record, bounds), ...note };
    const context = mapWithin(alert.context, bounds);
    const [title, description] = [alert.title, alert.description].map((text) =>
      textWithin(text, bounds.characters),
    );
    const shortened: Alert = {
      ...alert,
      record,
      context,
      title: title ?? '',
      description: description ?? '',
      isShortened: true,
    };
    if (Buffer.byteLength(stringifyJson(shortened)) <= bytesMax) return shortened;
  }
  const runbook = alert.runbook === null ? null : textWithin(alert.runbook, 256);
  const [title, description] = [alert.title, alert.description].map((text) => textWithin(text, 64));
  const rest = { title: title ?? '', description: description ?? '', runbook };
  return { ...alert, ...rest, record: note, context: {}, isShortened: true };
}

const textWithin = (text: string, characters: number): string =>
  text.length > characters ? `${text.slice(0, characters).toWellFormed()}…` : text;

function valueWithin(value: JsonValue, bounds: Bounds, depth: number): JsonValue {
  if (typeof value === 'string') return textWithin(value, bounds.characters);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  if (isJsonObject(value)) return mapWithin(value, bounds, depth - 1);
  const items = value.slice(0, bounds.items).map((item) => valueWithin(item, bounds, depth - 1));
  const left = value.length - items.length;
  return left > 0 ? [...items, `… ${left} more`] : items;
}

function mapWithin(map: JsonObject, bounds: Bounds, depth: number = bounds.depth): JsonObject {
  const entries = Object.entries(map);
  const kept = entries
    .slice(0, bounds.items)
    .map(
      ([key, item]) =>
        [textWithin(key, bounds.characters), valueWithin(item, bounds, depth)] as const,
    );
  const left = entries.length - kept.length;
  return Object.fromEntries(left > 0 ? [...kept, ['…', `${left} more`]] : kept);
}
