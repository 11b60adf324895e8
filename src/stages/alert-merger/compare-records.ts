import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';

/** The record without some keys, at every level of maps. Lists are left as they are. */
export function withoutKeys(record: JsonObject, keys: ReadonlySet<string>): JsonObject {
  const kept = Object.entries(record).filter(([key]) => !keys.has(key));
  // `fromEntries` makes `__proto__` an ordinary key, here and below.
  return Object.fromEntries(
    kept.map(([key, value]) => [key, isJsonObject(value) ? withoutKeys(value, keys) : value]),
  );
}

/**
 * What two records have in common: keys whose values are equal in both, and of maps that differ the part that is
 * common, unless it is empty. What several records have in common is found by going on with the result.
 */
export function commonPart(a: JsonObject, b: JsonObject): JsonObject {
  const common: [string, JsonValue][] = [];
  for (const [key, value] of Object.entries(a)) {
    if (!Object.hasOwn(b, key)) continue;
    const other = b[key];
    if (isEqual(value, other)) {
      common.push([key, value]);
    } else if (isJsonObject(value) && isJsonObject(other)) {
      const inner = commonPart(value, other);
      if (Object.keys(inner).length > 0) common.push([key, inner]);
    }
  }
  return Object.fromEntries(common);
}

/** What a record has beyond the common part. */
export function differingPart(record: JsonObject, common: JsonObject): JsonObject {
  const differing: [string, JsonValue][] = [];
  for (const [key, value] of Object.entries(record)) {
    const shared = Object.hasOwn(common, key) ? common[key] : undefined;
    if (shared === undefined) differing.push([key, value]);
    else if (isEqual(value, shared)) continue;
    else if (isJsonObject(value) && isJsonObject(shared)) {
      differing.push([key, differingPart(value, shared)]);
    } else differing.push([key, value]);
  }
  return Object.fromEntries(differing);
}

/** Equal in kind and value, all the way down: `1` is not `"1"` and `true` is not `1`. */
export function isEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]))
  );
}
