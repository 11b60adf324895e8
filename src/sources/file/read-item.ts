import type { Batch, QuarantineReason } from '../../domain/batch.ts';
import type { Unwrap } from '../unwrap.ts';

/** Where reading stands: all before it is done. Both numbers rise from item to item. */
export interface ReadPosition {
  /** Bytes of the decompressed delivery that are behind us; in documents, about so many. */
  readonly offset: number;
  /** Ordinal of the next line or document, 1-based. */
  readonly nextPosition: number;
}

export interface ReadOptions {
  /** About how many bytes a batch has; one that holds a long line or document has more. */
  readonly batchBytes?: number;
  readonly lineBytesMax?: number;
  readonly documentBytesMax?: number;
  /** Where an earlier reading stopped: the position of one of its items. */
  readonly from?: ReadPosition;
  /** Takes logs out of what a service wrapped around them; absent where envelopes are to be read as they are. */
  readonly unwrap?: Unwrap;
}

/** A piece of a delivery: payloads to work on, or something that cannot be read, with the reason. */
export type ReadItem = ReadPosition & {
  /** Bytes of the file behind us, compressed as they lie on disk; for progress. */
  readonly bytesOnDisk: number;
} & (
    | {
        readonly kind: 'batch';
        /** `bytes` has its whole `ArrayBuffer` to itself, so that it can be transferred. */
        readonly batch: Omit<Batch, 'receivedAt' | 'origin'>;
      }
    | {
        readonly kind: 'quarantined';
        readonly position: string;
        readonly reason: QuarantineReason;
        /** What was found and what to do about it, for a person. */
        readonly detail: string;
        readonly bytes: number;
        readonly raw?: string;
      }
  );

/** Larger pieces are not kept with the item: the file is where they are. */
export const rawBytesMax = 1024 * 1024;
