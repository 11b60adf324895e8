import { emptyTally } from '../../../domain/batch.ts';
import type { Origin } from '../../../domain/record.ts';
import type { InputPosition, StateStore } from '../../../ports/state-store.ts';
import type { ReadItem, ReadPosition } from '../../../sources/file/read-item.ts';
import type { InputItem } from './input-item.ts';

/** How a delivery is opened at a position. */
export type OpenDelivery = (from: ReadPosition) => AsyncIterable<ReadItem>;

const begin: InputPosition = { offset: 0, nextPosition: 1, done: false };

export interface DeliveryContext {
  readonly state: StateStore;
  /** When its data arrived, milliseconds since 1970 UTC. */
  readonly arrival: () => number;
  /** Called once all of it is committed. */
  readonly settled?: () => void;
}

/** The pieces of one delivery that are not committed yet; nothing when it is done. */
export async function* readDelivery(
  origin: Origin,
  open: OpenDelivery,
  { state, arrival, settled }: DeliveryContext,
): AsyncGenerator<InputItem> {
  const { service, resource, delivery } = origin;
  let position = state.positionOf(service, resource, delivery) ?? begin;
  if (position.done) {
    settled?.();
    return;
  }

  for await (const read of open(position)) {
    const key = `${service}/${resource}/${delivery}@${position.offset}`;
    const receivedAt = arrival();
    position = { offset: read.offset, nextPosition: read.nextPosition, done: false };
    if (read.kind === 'batch') {
      yield {
        work: { kind: 'batch', batch: { ...read.batch, origin, receivedAt } },
        position,
        key,
      };
    } else {
      const { position: place, reason, detail, bytes, raw } = read;
      const record = {
        origin,
        position: place,
        reason,
        detail,
        nearest: null,
        raw,
        bytes,
        receivedAt,
      };
      const result = {
        ...nothingFound(origin),
        tally: { ...emptyTally(), records: 1, quarantined: 1, bytes },
        quarantined: [record],
      };
      yield { work: { kind: 'settled', result }, position, key };
    }
  }
  const end = { ...position, done: true };
  const key = `${service}/${resource}/${delivery}@end`;
  yield {
    work: { kind: 'settled', result: nothingFound(origin) },
    position: end,
    key,
    ...(settled === undefined ? {} : { settled }),
  };
}

const nothingFound = (origin: Origin) => ({
  origin,
  tally: emptyTally(),
  alerts: [],
  quarantined: [],
  ruleFailures: [],
  history: undefined,
});
