import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';

/** Characters of a text, items of a list or map, and how deep they may be nested. */
export interface Bounds {
  readonly characters: number;
  readonly items: number;
  readonly depth: number;
}

/** From hardly noticeable to little more than the names of fields. */
export const tighterBounds: readonly Bounds[] = [
  { characters: 16_384, items: 1_000, depth: 32 },
  { characters: 4_096, items: 200, depth: 16 },
  { characters: 1_024, items: 100, depth: 8 },
  { characters: 256, items: 40, depth: 6 },
  { characters: 64, items: 20, depth: 4 },
  { characters: 32, items: 10, depth: 2 },
];

/** The beginning of a text, which never ends inside a character. Lengths are those of JavaScript, UTF-16 units. */
export function beginningOf(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  const last = text.charCodeAt(lengthMax - 1);
  const isHalfCharacter = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, Math.max(0, isHalfCharacter ? lengthMax - 1 : lengthMax));
}

function within(value: JsonValue, bounds: Bounds): JsonValue {
  if (typeof value === 'string') return textWithin(value, bounds.characters);
  if (typeof value !== 'object' || value === null) return value;
  if (bounds.depth === 0) return '…';
  const inner = { ...bounds, depth: bounds.depth - 1 };
  if (isJsonObject(value)) return mapWithin(value, inner);
  const items = value.slice(0, bounds.items).map((item) => within(item, inner));
  const left = value.length - items.length;
  return left > 0 ? [...items, `… ${left} more`] : items;
}

/** A map of which long texts, lists and maps have lost their ends, evenly, at every depth. */
export function mapWithin(map: JsonObject, bounds: Bounds): JsonObject {
  const entries = Object.entries(map);
  const kept = entries
    .slice(0, bounds.items)
    .map(([key, item]) => [textWithin(key, bounds.characters), within(item, bounds)] as const);
  const left = entries.length - kept.length;
  return Object.fromEntries(left > 0 ? [...kept, ['…', `${left} more`]] : kept);
}

export const textWithin = (text: string, characters: number): string =>
  text.length > characters ? `${beginningOf(text, characters)}…` : text;
