/**
 * Keeps every classified record for later questions, as Parquet files in hive partitions:
 * `<log type>/dt=YYYY-MM-DD-HH/…parquet` by event time, names sanitised as the search tables are.
 *
 * A line of `append` is one JSON text `{"log_type", "event_time", "ingest_time", "source_service",
 * "source_entity", "position", "record"}`; instants are milliseconds since 1970 UTC.
 */
export interface History {
  /**
   * Takes the lines of one batch; they are on disk when this returns. `key` names the batch; the same key again
   * replaces what it brought before, so a batch that is repeated after a crash is not kept twice.
   */
  append(key: string, lines: Uint8Array): void;
  /** Writes what is waiting to Parquet and moves it in place. What cannot be written waits for the next time. */
  flush(): Promise<FlushOutcome>;
  /** Bytes that wait for the next flush. */
  stagedBytes(): number;
  /** Waits for a flush that is under way; what is waiting stays for the next run. */
  close(): Promise<void>;
}

export interface FlushOutcome {
  /** How many Parquet files were added. */
  readonly files: number;
  /** What could not be written and is kept, with one reason for each kind of trouble. */
  readonly kept:
    | { readonly batches: number; readonly bytes: number; readonly reasons: readonly string[] }
    | undefined;
}
