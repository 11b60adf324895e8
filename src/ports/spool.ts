export type SpoolOutcome =
  | { readonly outcome: 'accepted'; readonly delivery: string }
  /** Too much waits to be processed; the sender is to come again. */
  | { readonly outcome: 'full'; readonly retryAfterSeconds: number };

export type SpoolEntry =
  | {
      readonly kind: 'body';
      readonly delivery: string;
      readonly resource: string;
      readonly body: Uint8Array;
      readonly receivedAt: number;
    }
  /** A stretch that the disk did not give back as it was written. */
  | {
      readonly kind: 'damaged';
      readonly delivery: string;
      readonly bytes: number;
      readonly detail: string;
    };

/**
 * Keeps what arrived and has no other durable place until it is processed. Names of deliveries rise, are the same
 * each time an entry is read, and are never given twice.
 */
export interface Spool {
  /** It is on disk once this resolves as accepted. Many at a time share one write. */
  append(resource: string, body: Uint8Array): Promise<SpoolOutcome>;
  /**
   * All entries in the order of arrival, those of earlier runs that are not dropped yet first; waits for more and
   * ends when the spool is closed. To be asked for once.
   */
  entries(): AsyncGenerator<SpoolEntry, void>;
  /** The entry has been processed and need not come again. What is settled is dropped in whole segments. */
  settle(delivery: string): void;
  /** Deliveries that sort before this never come again. */
  oldest(): string;
  /** Bytes on disk, those that are settled and not dropped yet among them. */
  bytes(): number;
  close(): Promise<void>;
}
