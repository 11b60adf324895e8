import type { Batch, BatchResult } from '../../../domain/batch.ts';
import type { InputPosition } from '../../../ports/state-store.ts';

/** A piece of a delivery on its way into the pipeline. */
export interface InputItem {
  readonly work:
    | { readonly kind: 'batch'; readonly batch: Batch }
    /** Nothing left to detect: an unreadable piece that is quarantined, or the end of a delivery. */
    | { readonly kind: 'settled'; readonly result: BatchResult };
  /** Where the delivery stands once this is committed. */
  readonly position: InputPosition;
  /** Names the piece by its delivery and where it begins, the same each time it is read. */
  readonly key: string;
  /** Called once it is committed. */
  readonly settled?: () => void;
}
