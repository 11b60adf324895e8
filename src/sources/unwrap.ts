import type { QuarantineReason } from '../domain/batch.ts';

/** One thing that was inside of an envelope. */
export type Unwrapped =
  | { readonly kind: 'payload'; readonly payload: Uint8Array }
  /** Left out on purpose, such as a test message; it counts as filtered. */
  | { readonly kind: 'ignored'; readonly detail: string }
  | {
      readonly kind: 'failed';
      readonly reason: QuarantineReason;
      readonly detail: string;
      readonly raw: string;
    };

/**
 * Takes logs out of what a service wrapped around them, where a file or a body holds such an envelope in place of
 * logs. Both are asked while data is read: the first for every document, so it must cost next to nothing.
 */
export interface Unwrap {
  /** Whether a document that begins so may be an envelope. */
  mayBeEnvelope(head: Uint8Array): boolean;
  /** What is inside, in order; undefined when the document is no envelope after all. */
  unwrap(document: Uint8Array): readonly Unwrapped[] | undefined;
}
