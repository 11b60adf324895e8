import type { Alert } from '../domain/alert.ts';
import { stringifyJson } from '../domain/exact-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts';

/** Says where the rest is. */
const pointer = ({ id }: Pick<Alert, 'id'>): string => `shortened; alert ${id} has all of it`;

/** A text in no more characters than a destination takes; what is cut off is pointed at. */
export function fittingText(text: string, lengthMax: number, alert: Pick<Alert, 'id'>): string {
  if (text.length <= lengthMax) return text;
  const end = `… (${pointer(alert)})`;
  // Titles are too short for the pointer.
  const mark = end.length * 2 < lengthMax ? end : '…';
  return text.slice(0, lengthMax - mark.length).toWellFormed() + mark;
}

/** Bytes of the JSON text that is sent. */
export const jsonBytes = (value: unknown): number =>
  Buffer.byteLength(stringifyJson(value, { strict: true }));

interface Bounds {
  readonly characters: number;
  readonly items: number;
  readonly depth: number;
}

/** From hardly noticeable to little more than the names of fields. */
const tighter: readonly Bounds[] = [
  { characters: 16_384, items: 1_000, depth: 32 },
  { characters: 4_096, items: 200, depth: 16 },
  { characters: 1_024, items: 100, depth: 8 },
  { characters: 256, items: 40, depth: 6 },
  { characters: 64, items: 20, depth: 4 },
  { characters: 32, items: 10, depth: 2 },
];

/**
 * A map in no more bytes of JSON than a destination takes: long texts, lists and maps lose their ends, evenly, and the
 * key `streamalert_shortened` says where all of it is. With the last resort only that key is left.
 */
export function fittingMap(
  content: JsonObject,
  bytesMax: number,
  alert: Pick<Alert, 'id'>,
): JsonObject {
  if (jsonBytes(content) <= bytesMax) return content;
  const note = { streamalert_shortened: pointer(alert) };
  for (const bounds of tighter) {
    const shrunk = { ...entriesWithin(content, bounds), ...note };
    if (jsonBytes(shrunk) <= bytesMax) return shrunk;
  }
  return note;
}

/** Tried one after the other where a destination documents no limit but has one. */
const undocumentedBytes = [512 * 1024, 128 * 1024, 24 * 1024];

/** Sends a map, and sends it shorter as long as the destination finds it too large. */
export async function sendFitting<Sent>(
  content: JsonObject,
  alert: Pick<Alert, 'id'>,
  send: (content: JsonObject) => Promise<Sent>,
  isTooLarge: (sent: Sent) => boolean,
): Promise<Sent> {
  const bytes = jsonBytes(content);
  let sent = await send(content);
  for (const bytesMax of undocumentedBytes) {
    if (!isTooLarge(sent)) break;
    if (bytesMax < bytes) sent = await send(fittingMap(content, bytesMax, alert));
  }
  return sent;
}

function within(value: JsonValue, bounds: Bounds): JsonValue {
  if (typeof value === 'string') return textWithin(value, bounds.characters);
  if (typeof value !== 'object' || value === null) return value;
  if (bounds.depth === 0) return '…';
  const inner = { ...bounds, depth: bounds.depth - 1 };
  if (isJsonObject(value)) return entriesWithin(value, inner);
  const items = value.slice(0, bounds.items).map((item) => within(item, inner));
  const left = value.length - items.length;
  return left > 0 ? [...items, `… ${left} more`] : items;
}

function entriesWithin(map: JsonObject, bounds: Bounds): JsonObject {
  const entries = Object.entries(map);
  const kept = entries
    .slice(0, bounds.items)
    .map(([key, item]) => [textWithin(key, bounds.characters), within(item, bounds)] as const);
  const left = entries.length - kept.length;
  return Object.fromEntries(left > 0 ? [...kept, ['…', `${left} more`]] : kept);
}

const textWithin = (text: string, characters: number): string =>
  text.length > characters ? `${text.slice(0, characters).toWellFormed()}…` : text;
