import { emptyTally } from '../../../domain/batch.ts';
import type { Origin } from '../../../domain/record.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Spool, SpoolEntry } from '../../../ports/spool.ts';
import type { StateStore } from '../../../ports/state-store.ts';
import type { InputItem } from './input-item.ts';
import { readDelivery } from './read-delivery.ts';
import { readBody } from './read-logs.ts';

export interface SpoolInput {
  readonly spool: Spool;
  readonly state: StateStore;
  readonly clock: Clock;
  /** Cluster of a data source. */
  readonly clusterOf: (resource: string) => string | null;
}

/** What arrived over HTTP, in the order of arrival; waits for more and ends when the spool is closed. */
export async function* spoolInput(input: SpoolInput): AsyncGenerator<InputItem> {
  const { spool, state } = input;
  let oldest = '';
  for await (const entry of spool.entries()) {
    if (spool.oldest() !== oldest) {
      // Positions of deliveries that the spool has dropped will never be asked for again.
      oldest = spool.oldest();
      state.forgetPositionsBefore('http', oldest);
    }
    yield* entryItems(entry, input);
  }
}

async function* entryItems(entry: SpoolEntry, input: SpoolInput): AsyncGenerator<InputItem> {
  const { spool, state, clock, clusterOf } = input;
  const { delivery } = entry;
  const settled = () => spool.settle(delivery);
  if (entry.kind === 'body') {
    const { resource, body, receivedAt } = entry;
    const origin: Origin = { service: 'http', resource, cluster: clusterOf(resource), delivery };
    const context = { state, arrival: () => receivedAt, settled };
    yield* readDelivery(origin, (from) => readBody(body, { from }), context);
    return;
  }
  const origin: Origin = { service: 'http', resource: 'spool', cluster: null, delivery };
  const { bytes, detail } = entry;
  const record = {
    origin,
    position: '1',
    reason: 'unreadable' as const,
    detail,
    nearest: null,
    raw: undefined,
    bytes,
    receivedAt: clock.now(),
  };
  const result = {
    origin,
    tally: { ...emptyTally(), records: 1, quarantined: 1, bytes },
    alerts: [],
    quarantined: [record],
    ruleFailures: [],
    history: undefined,
  };
  if (state.positionOf('http', 'spool', delivery)?.done === true) {
    settled();
    return;
  }
  const position = { offset: bytes, nextPosition: 2, done: true };
  yield { work: { kind: 'settled', result }, position, key: `http/spool/${delivery}`, settled };
}
