import type { JsonValue } from '../domain/json.ts';

/** What asking a table came to. `not in memory`: it is asked over the network, which takes a promise. */
export type LookupAnswer =
  | { readonly outcome: 'found'; readonly value: JsonValue }
  | { readonly outcome: 'nothing there' }
  | { readonly outcome: 'unknown table' }
  | { readonly outcome: 'not in memory' };

/**
 * The lookup tables of a project. What is asked for an instant is answered as of then, as far back as versions of
 * the table are kept; further back the oldest one answers. Instants are milliseconds since 1970 UTC.
 */
export interface LookupTables {
  readonly names: readonly string[];
  /** At once, from memory or this machine's disk. `at` is absent for now. */
  get(table: string, key: string, at?: number): LookupAnswer;
  /** From wherever the table is; never `not in memory`. Rejects when it cannot be reached and nothing is in memory. */
  getAsync(table: string, key: string, at?: number): Promise<LookupAnswer>;
  close(): Promise<void>;
}
