import type { JsonValue } from './json.ts';

/** Asks lookup tables by name. In a replay the answer is that of the time when the record came about. */
export interface Lookups {
  /**
   * The value under a key, or `otherwise` (null when nothing is given) where there is none; a table that is not
   * configured counts as empty and is reported. What comes back is frozen. Throws for a table that is asked over the
   * network (`lookupAsync`), and for one of which nothing could be read yet.
   */
  lookup(table: string, key: string, otherwise?: JsonValue): JsonValue;
  /** The same for tables of any kind. Rejects when the table cannot be reached and nothing of it is in memory. */
  lookupAsync(table: string, key: string, otherwise?: JsonValue): Promise<JsonValue>;
}

/** For runs without tables: every table is empty. */
export const noLookups: Lookups = {
  lookup: (_table, _key, otherwise = null) => otherwise,
  lookupAsync: async (_table, _key, otherwise = null) => otherwise,
};

/**
 * Tables that are plain data, such as the fixtures of a test: table → key → value. A table that is not among them
 * is empty.
 */
export function lookupsOf(
  tables: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>,
): Lookups {
  const lookup = (name: string, key: string, otherwise: JsonValue = null): JsonValue => {
    const table = Object.hasOwn(tables, name) ? tables[name] : undefined;
    if (table === undefined || !Object.hasOwn(table, key)) return otherwise;
    return frozenValue(table[key] ?? null);
  };
  return {
    lookup,
    lookupAsync: async (table, key, otherwise) => lookup(table, key, otherwise),
  };
}

/** The same value, frozen through and through: what one rule did to it, the next one would see. */
export function frozenValue(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const item of Object.values(value)) frozenValue(item);
  Object.freeze(value);
  return value;
}
