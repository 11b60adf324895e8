import type { JsonValue } from '../domain/json.ts';

/** What asking one table came to. */
export type TableAnswer =
  | { readonly outcome: 'found'; readonly value: JsonValue }
  | { readonly outcome: 'nothing there' }
  /** It is asked over the network, which takes a promise. */
  | { readonly outcome: 'not in memory' }
  /** Nothing of it could be read yet; `reason` is for people. */
  | { readonly outcome: 'unavailable'; readonly reason: string };

export type LookupAnswer = TableAnswer | { readonly outcome: 'unknown table' };

/** Something about a table that its operator should know. */
export interface TableProblem {
  readonly table: string;
  readonly reason: string;
}

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
  /** Reads again what is older than it may be; for the moment between two batches. Never rejects, ends in good time. */
  refresh(): Promise<void>;
  /** What went wrong since this was last called; a trouble that lasts comes once in an hour. */
  takeProblems(): readonly TableProblem[];
  close(): void;
}

/** One table, whatever keeps it. */
export interface LookupTable {
  /** The driver that `lookup_tables.json` names. */
  readonly driver: string;
  /** Where it is kept, for people, such as `s3:bucket/key`. */
  readonly id: string;
  get(key: string, at?: number): TableAnswer;
  /** Never `not in memory`; rejects when a table over the network does not answer. */
  getAsync(key: string, at?: number): Promise<TableAnswer>;
  /** Reads again what is older than it may be. Never rejects: what was read before goes on answering. */
  refresh(): Promise<void>;
  /**
   * Puts what `to` makes of the value that is there (undefined: none) under a key; it is stored when this resolves.
   * `to` may be asked several times while others write as well. Rejects with what to do instead where the table is not
   * written from here.
   */
  change(key: string, to: ChangeValue): Promise<Changed>;
  close(): void;
}

export type ChangeValue = (before: JsonValue | undefined) => JsonValue;

export interface Changed {
  readonly before: JsonValue | undefined;
  readonly after: JsonValue;
  /** `unchanged`: it was there already, and nothing was written. */
  readonly outcome: 'written' | 'unchanged';
}

/** Where a table is kept that is read and written whole: a file, an object in a bucket. */
export interface TableSource {
  readonly driver: string;
  readonly id: string;
  /** `seen` is the mark of what was read last. Rejects when there is nothing or it cannot be had. */
  read(seen?: string): Promise<SourceContent>;
  /** Replaces what has the mark `seen` by this; `changed` and nothing done when somebody else was faster. */
  write(bytes: Uint8Array, seen: string): Promise<'written' | 'changed'>;
}

export type SourceContent =
  | { readonly outcome: 'unchanged' }
  /** `mark` differs for every content that is ever there. */
  | { readonly outcome: 'read'; readonly bytes: Uint8Array; readonly mark: string };

/** Where a table is kept that is asked one key at a time. */
export interface KeyedSource {
  readonly driver: string;
  readonly id: string;
  /** `blank`: there is an item and it lacks the value. Rejects when it cannot be asked, or not for such a key. */
  get(key: string): Promise<KeyedAnswer>;
  set(key: string, value: JsonValue): Promise<void>;
}

export type KeyedAnswer =
  | { readonly outcome: 'found'; readonly value: JsonValue }
  | { readonly outcome: 'nothing there' }
  | { readonly outcome: 'blank'; readonly reason: string };

/**
 * What tables that are read whole held at any time, for replays. Several threads and processes may record the same
 * table at once. Instants are milliseconds since 1970 UTC.
 */
export interface TableHistory {
  /** The table holds this from now on; where it is what was recorded last, nothing has changed. */
  record(table: string, version: TableVersion): Promise<void>;
  /** The fingerprint of what was there, or of the oldest that is kept; undefined where nothing of the table is. */
  fingerprintAt(table: string, at: number): string | undefined;
  /** A version by its fingerprint; undefined when it is not kept any more. */
  version(table: string, fingerprint: string): TableVersion | undefined;
}

export interface TableVersion {
  /** The same for the same content read in the same way. */
  readonly fingerprint: string;
  /** Not compressed. */
  readonly bytes: Uint8Array;
  /** How to read it; whoever recorded it knows what it means. */
  readonly format: string;
}
