import type { QuarantineReason } from '../../domain/batch.ts';
import type { AwsService } from '../services.ts';

/** An object of S3 that is to be read; its content is no part of the event. */
export interface S3Object {
  readonly bucket: string;
  /** Decoded: as S3 wants it back. */
  readonly key: string;
  readonly versionId: string | undefined;
  readonly region: string | undefined;
  /** As it is stored, usually compressed. */
  readonly size: number;
  readonly etag: string | undefined;
}

/** Why something of an event is no log, and no failure either. */
export type IgnoredBecause =
  | 'test event'
  | 'control message'
  | 'no new object'
  | 'no object size'
  | 'empty object'
  | 'empty record';

/** One part of a record of an event. Positions are ordinals inside of the record, 1-based. */
export type AwsPiece =
  /** Bytes are given for what is not valid UTF-8. */
  | { readonly kind: 'payload'; readonly position: string; readonly payload: string | Uint8Array }
  | { readonly kind: 'object'; readonly position: string; readonly object: S3Object }
  | {
      readonly kind: 'ignored';
      readonly position: string;
      readonly because: IgnoredBecause;
      readonly detail: string;
    }
  | {
      readonly kind: 'failed';
      readonly position: string;
      readonly reason: QuarantineReason;
      /** What was found and what to do about it, for a person. */
      readonly detail: string;
      /** What was found, as text, for quarantine. */
      readonly raw: string;
    };

/** One record of an event, such as one Kinesis record or one SNS message, taken apart. */
export interface AwsDelivery {
  readonly service: AwsService | 'unknown';
  /** Stream, bucket, topic, queue, log group, event source or app function. */
  readonly resource: string;
  /** Names the record; the same each time AWS sends it, so that what is done can be told from what is not. */
  readonly delivery: string;
  /** When it arrived at AWS, milliseconds since 1970 UTC, where the event says so. */
  readonly receivedAt: number | undefined;
  /** What a function answers in `batchItemFailures` to have this record again; undefined where AWS has no such thing. */
  readonly itemIdentifier: string | undefined;
  readonly pieces: readonly AwsPiece[];
}
