import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import type { ParsedFeed, Skipped } from './feed.ts';

/** Counts entries that are left out, with the first of each reason. */
export interface SkippedEntries {
  add(reason: string, example: string): void;
  list(): readonly Skipped[];
}

const exampleCharactersMax = 120;

export function skippedEntries(): SkippedEntries {
  const kinds = new Map<string, { reason: string; count: number; example: string }>();
  return {
    add(reason, example) {
      const kind = kinds.get(reason);
      if (kind !== undefined) kind.count++;
      else kinds.set(reason, { reason, count: 1, example: example.slice(0, exampleCharactersMax) });
    },
    list: () => [...kinds.values()],
  };
}

export const refused = (reason: string): ParsedFeed => ({ outcome: 'refused', reason });

/** The value of a JSON text, or what is wrong with the text. */
export function jsonOf(
  text: string,
):
  | { readonly outcome: 'json'; readonly value: JsonValue }
  | { readonly outcome: 'refused'; readonly reason: string } {
  if (text.trim() === '') return { outcome: 'refused', reason: 'is empty' };
  try {
    return { outcome: 'json', value: JSON.parse(text) };
  } catch {
    const kind = /^\s*</.test(text) ? 'is a web page' : 'is no JSON, or is cut off';
    return { outcome: 'refused', reason: kind };
  }
}

/** The text under a key; undefined for none, for an empty one and for anything else. */
export function textAt(map: JsonObject, key: string): string | undefined {
  const value = Object.hasOwn(map, key) ? map[key] : undefined;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

export function numberAt(map: JsonObject, key: string): number | undefined {
  const value = Object.hasOwn(map, key) ? map[key] : undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

export function listAt(map: JsonObject, key: string): readonly JsonValue[] {
  const value = Object.hasOwn(map, key) ? map[key] : undefined;
  return Array.isArray(value) ? value : [];
}

export function mapAt(map: JsonObject, key: string): JsonObject | undefined {
  const value = Object.hasOwn(map, key) ? map[key] : undefined;
  return isJsonObject(value) ? value : undefined;
}

/** An instant as feeds write it; without a zone it is UTC. A time before this century is a placeholder. */
export function instantOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  const found =
    /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?(?: ?(Z|UTC|[+-]\d{2}:?\d{2}))?$/.exec(
      text.trim(),
    );
  if (found === null) return undefined;
  const [, day = '', time = '00:00:00', zone = 'Z'] = found;
  const instant = Date.parse(`${day}T${time}${zone === 'UTC' ? 'Z' : zone}`);
  return Number.isNaN(instant) || instant < earliest ? undefined : instant;
}

const earliest = Date.UTC(2000, 0, 1);

/** Parts of a note, those that are there. */
export const noteOf = (...parts: readonly (string | undefined | null)[]): string | null => {
  const note = parts
    .filter((part) => part !== undefined && part !== null && part !== '')
    .join(' · ');
  return note === '' ? null : note.slice(0, noteCharactersMax);
};

const noteCharactersMax = 500;

/** Only what is there, so that an absent instant stays absent. */
export const times = (
  firstSeen: string | undefined,
  lastSeen: string | undefined,
): { readonly firstSeen?: number; readonly lastSeen?: number } => {
  const [first, last] = [instantOf(firstSeen), instantOf(lastSeen)];
  return {
    ...(first !== undefined && { firstSeen: first }),
    ...(last !== undefined && { lastSeen: last }),
  };
};
