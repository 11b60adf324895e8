import { at } from 'streamalert';

/** What stands at a path, as text for a title: numbers and booleans too, `''` where there is nothing to show. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  if (typeof found === 'string') return found;
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : '';
}

/** The items of the list at a path; none where there is no list. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The first text that says something. */
export const firstOf = (...texts: readonly string[]): string =>
  texts.find((text) => text !== '') ?? 'unknown';

/** JSON that a field holds as text or already decoded; undefined where it is neither. */
export function decoded(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
