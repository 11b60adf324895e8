import { createHash } from 'node:crypto';
import type { QuarantineReason } from '../../domain/batch.ts';
import type { AwsDelivery } from './delivery.ts';
import { textField, wholeText } from './fields.ts';
import { failed, placed } from './pieces.ts';

/** A name for what has none of its own: the same for the same content. */
export const contentName = (content: unknown): string =>
  `sha256:${createHash('sha256').update(wholeText(content)).digest('hex').slice(0, 32)}`;

/** Something in an event that is no record of a source; it is counted and kept, and the others go on. */
export function unusable(record: unknown, reason: QuarantineReason, detail: string): AwsDelivery {
  const id = textField(record, 'messageId') ?? textField(record, 'eventID');
  return {
    service: 'unknown',
    resource: 'unknown',
    delivery: id ?? contentName(record),
    receivedAt: undefined,
    // Sent again it would be the same, and with Kinesis hold up the shard.
    itemIdentifier: undefined,
    pieces: placed([failed(reason, detail, record)]),
  };
}

/** A record of a known source that does not say what it is called. */
export const nameless = (record: unknown, missing: string): AwsDelivery =>
  unusable(record, 'not JSON', `the record lacks ${missing}`);
