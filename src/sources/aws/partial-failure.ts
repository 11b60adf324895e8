import type { AwsDelivery } from './delivery.ts';

/** What a function answers so that AWS sends only some records again. */
export interface PartialFailure {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * The answer for records that could not be worked on for now, such as an object that could not be fetched. What cannot
 * be decoded belongs into quarantine instead: sent again it would be the same, and would hold up its shard.
 */
export function partialFailure(again: readonly AwsDelivery[]): PartialFailure {
  const identifiers = new Set(again.flatMap(({ itemIdentifier }) => itemIdentifier ?? []));
  return { batchItemFailures: [...identifiers].map((itemIdentifier) => ({ itemIdentifier })) };
}
