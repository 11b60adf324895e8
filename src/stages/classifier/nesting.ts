import type { JsonObject, JsonValue } from '../../domain/json.ts';

/**
 * How deep a document may be nested. What walks records calls itself for each level, and the JSON functions of SQLite
 * end at 1000 levels; an alert adds some around its record.
 */
const levelsMax = 900;

/** Asked for every payload: a text that has not enough brackets is not looked at any closer. */
export function isTooDeep(text: string, document: JsonValue): boolean {
  // Each level takes two characters at least.
  if (text.length <= 2 * levelsMax || typeof document !== 'object' || document === null)
    return false;
  return hasManyBrackets(text) && isDeeper(document, levelsMax);
}

function hasManyBrackets(text: string): boolean {
  let count = 0;
  for (const bracket of '{[') {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      if (++count > levelsMax) return true;
    }
  }
  return false;
}

function isDeeper(value: JsonValue[] | JsonObject, levels: number): boolean {
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const item = value[index];
      if (typeof item === 'object' && item !== null && isDeeper(item, levels - 1)) return true;
    }
    return false;
  }
  for (const key in value) {
    const item = value[key];
    if (typeof item === 'object' && item !== null && isDeeper(item, levels - 1)) return true;
  }
  return false;
}

/** A copy that shares nothing with the original; undefined when it is nested too deeply. */
export function copyOf(value: JsonValue, levels = levelsMax): JsonValue | undefined {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return undefined;
  if (Array.isArray(value)) {
    const items: JsonValue[] = [];
    for (const item of value) {
      const copy = copyOf(item, levels - 1);
      if (copy === undefined) return undefined;
      items.push(copy);
    }
    return items;
  }
  const entries: [key: string, value: JsonValue][] = [];
  for (const [key, item] of Object.entries(value)) {
    const copy = copyOf(item, levels - 1);
    if (copy === undefined) return undefined;
    entries.push([key, copy]);
  }
  // `fromEntries` makes `__proto__` an ordinary key.
  return Object.fromEntries(entries);
}
