import { isJsonObject, type JsonValue } from '../domain/json.ts';

/** What stands at a place of an answer, as in `partOf(answer, 'issues', 0, 'id')`; undefined where there is nothing. */
export function partOf(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): JsonValue | undefined {
  let part = value;
  for (const step of path) {
    if (Array.isArray(part) && typeof step === 'number') part = part[step];
    else if (isJsonObject(part) && Object.hasOwn(part, step)) part = part[step];
    else return undefined;
  }
  return part;
}

/** An identifier that a vendor gave, which may be a text or a number; undefined for anything else, and for `""`. */
export function identifierAt(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): string | undefined {
  const part = partOf(value, ...path);
  if (typeof part === 'number' || typeof part === 'bigint') return String(part);
  return typeof part === 'string' && part !== '' ? part : undefined;
}

/** The list at a place of an answer; empty where there is none. */
export function listAt(
  value: JsonValue | undefined,
  ...path: readonly (string | number)[]
): readonly JsonValue[] {
  const part = partOf(value, ...path);
  return Array.isArray(part) ? part : [];
}
