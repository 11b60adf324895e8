import type { JsonValue } from './json.ts';

/** Asks lookup tables by name. In a replay the answer is that of the time when the record came about. */
export interface Lookups {
  /**
   * The value under a key, or `otherwise` (null when nothing is given) where there is none; a table that is not
   * configured counts as empty and is reported. Throws for a table that is asked over the network: `lookupAsync`.
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
