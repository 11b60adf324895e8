import { stringifyJson } from './exact-json.ts';
import { isJsonObject, type JsonValue } from './json.ts';
import { normalizationKey } from './log-type.ts';
import type { LogRecord } from './record.ts';

/**
 * All values of a normalised type in a record, each once; none when it has none. Scalars are equal by type and
 * value, lists and maps by their JSON text.
 */
export function valuesForNormalizedType(record: LogRecord, type: string): JsonValue[] {
  const normalized = record[normalizationKey];
  if (!isJsonObject(normalized) || !Object.hasOwn(normalized, type)) return [];
  const entries = normalized[type];
  if (!Array.isArray(entries)) return [];

  const values = new Map<string, JsonValue>();
  for (const entry of entries) {
    if (!isJsonObject(entry) || !Array.isArray(entry['values'])) continue;
    for (const value of entry['values'])
      values.set(`${typeof value}${stringifyJson(value)}`, value);
  }
  return [...values.values()];
}
