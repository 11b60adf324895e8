import type { JsonObject, JsonValue } from './json.ts';
import { normalizationKey } from './log-type.ts';

/**
 * The first value of a key found anywhere in a record, or undefined: breadth-first, a map's own key before those of
 * its children. Normalised values are not searched.
 */
export function firstValue(record: JsonObject, key: string): JsonValue | undefined {
  const containers: (JsonObject | JsonValue[])[] = [record];
  // The list grows while it is walked, which makes the walk breadth-first.
  for (const container of containers) {
    if (!Array.isArray(container) && Object.hasOwn(container, key)) return container[key];
    for (const [name, child] of Object.entries(container)) {
      const isContainer = typeof child === 'object' && child !== null;
      if (isContainer && name !== normalizationKey) containers.push(child);
    }
  }
  return undefined;
}
