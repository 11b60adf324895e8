/**
 * Keeps every classified record for later questions, as Parquet files in hive partitions:
 * `<log type>/dt=YYYY-MM-DD-HH/…parquet`, names sanitised as the search tables are.
 *
 * A line of `append` is one JSON text `{"log_type", "event_time", "ingest_time", "source_service",
 * "source_entity", "position", "record"}`; instants are milliseconds since 1970 UTC.
 */
export interface History {
  /**
   * Takes the lines of one batch. `key` names the batch; the same key again replaces what it brought before, so
   * a batch that is repeated after a crash is not kept twice.
   */
  append(key: string, lines: Uint8Array): void;
  /** Writes what is waiting to Parquet and moves it in place. */
  flush(): Promise<void>;
  close(): Promise<void>;
}
