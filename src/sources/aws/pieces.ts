import type { QuarantineReason } from '../../domain/batch.ts';
import type { AwsPiece, IgnoredBecause, S3Object } from './delivery.ts';
import { rawOf } from './fields.ts';
import { splitRecord } from './split-record.ts';

/** A piece whose position is given when all pieces of the record are there. */
export type Unplaced<Piece = AwsPiece> = Piece extends AwsPiece ? Omit<Piece, 'position'> : never;

/** Numbers the pieces of one record. */
export const placed = (pieces: readonly Unplaced[]): readonly AwsPiece[] =>
  pieces.map((piece, index) => ({ ...piece, position: String(index + 1) }));

export const payload = (content: string | Uint8Array): Unplaced => ({
  kind: 'payload',
  payload: content,
});

/** A text as one payload, or one for each line when these are JSON documents; nothing when it is empty. */
export function payloadsOf(content: string | Uint8Array): readonly Unplaced[] {
  if (content.length === 0) return [ignored('empty record', 'a record without content')];
  return splitRecord(content).map(payload);
}

export const object = (found: S3Object): Unplaced => ({ kind: 'object', object: found });

export const ignored = (because: IgnoredBecause, detail: string): Unplaced => ({
  kind: 'ignored',
  because,
  detail,
});

export const failed = (reason: QuarantineReason, detail: string, found: unknown): Unplaced => ({
  kind: 'failed',
  reason,
  detail,
  raw: rawOf(found),
});
