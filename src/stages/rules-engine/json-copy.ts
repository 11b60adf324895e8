import type { JsonObject, JsonValue } from '../../domain/json.ts';

/** Deeper than any record or context that is meant; also where a value that contains itself ends. */
const depthMax = 100;

/** A copy that shares nothing with its original. */
export function copyContext(context: JsonObject): JsonObject {
  return copyMap(context, 0);
}

function copyMap(map: object, depth: number): JsonObject {
  const copy: JsonObject = {};
  for (const [key, inner] of Object.entries(map)) {
    const value = jsonOf(inner, depth + 1);
    if (value === undefined) continue;
    // Assigned, this one key would replace the prototype instead.
    if (key === '__proto__') Object.defineProperty(copy, key, { value, ...ordinary });
    else copy[key] = value;
  }
  return copy;
}

const ordinary = { enumerable: true, configurable: true, writable: true };

/** Rules put anything into a context; what JSON has no word for becomes the nearest thing it has. */
function jsonOf(value: unknown, depth: number): JsonValue | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return typeof value === 'object' ? jsonOfObject(value, depth) : undefined;
}

function jsonOfObject(value: object, depth: number): JsonValue {
  if (depth > depthMax) return '…';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Map) return copyMap(Object.fromEntries(value), depth);
  if (Array.isArray(value) || value instanceof Set) {
    return Array.from(value, (item) => jsonOf(item, depth + 1) ?? null);
  }
  return copyMap(value, depth);
}
