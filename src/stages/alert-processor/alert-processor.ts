import { setTimeout as pause } from 'node:timers/promises';
import type { DeliveryStatus, StoredAlert } from '../../ports/alert-store.ts';
import { attemptDelivery, type DeliveryPorts } from './attempt-delivery.ts';
import { DeliveryLane, type LanePorts } from './delivery-lane.ts';

export interface AlertProcessor extends DeliveryPorts, LanePorts {}

/** What one run came to, counted in deliveries: one alert to one output. */
export interface DeliveryRun {
  readonly delivered: number;
  /** Failed, and will be tried again. */
  readonly failed: number;
  readonly givenUp: number;
  /** For each output that did not take everything the last reason, and how many of this run's alerts wait for it. */
  readonly problems: readonly DeliveryProblem[];
}

export interface DeliveryProblem {
  readonly output: string;
  readonly reason: string;
  readonly waiting: number;
}

/** Alerts read from the store at a time. */
const batchMax = 200;
/** Alerts in hand whose outputs have not answered; no more are read until some have. */
const heldMax = 2_000;
/** A run ends; whoever runs it has other work too. What an output has taken by then is still waited for. */
const takingMillisMax = 5_000;
/** While an output takes its time, others get what has come in meanwhile. */
const lookAgainMillis = 200;

/**
 * Takes waiting alerts to their outputs. Outputs work side by side, so that one which is slow or down delays no
 * other, and each attempt is recorded as soon as it is over. A delivery is tried at most once in a run.
 */
export async function runAlertProcessor(ports: AlertProcessor): Promise<DeliveryRun> {
  const lanes = new Map<string, DeliveryLane>();
  const taken = new Set<string>();
  const laneOf = (output: string): DeliveryLane => {
    const lane =
      lanes.get(output) ?? new DeliveryLane(output, attemptDelivery(output, ports), ports);
    lanes.set(output, lane);
    return lane;
  };
  const takeUntil = ports.clock.now() + takingMillisMax;

  for (;;) {
    const busy = [...lanes.values()].filter(({ held }) => held > 0);
    const held = sumOf(busy, (lane) => lane.held);
    const now = ports.clock.now();
    const mayTake = held < heldMax && now <= takeUntil;
    // What is in hand, or failed a moment ago, is due as well, and older: it is read again to see what is behind it.
    const before = Math.min(held + sumOf(lanes.values(), ({ failed }) => failed), heldMax);
    const due = mayTake ? ports.alertStore.due(now, before + batchMax) : [];
    const fresh = due.flatMap((stored) => freshDeliveries(stored, now, taken));
    for (const { stored, status } of fresh) laneOf(status.output).add(stored, status);
    if (fresh.length === 0 && busy.length === 0) break;
    await anyIdle([...lanes.values()].filter((lane) => lane.held > 0));
  }
  for (const lane of lanes.values()) await lane.settled();
  return summed([...lanes.values()]);
}

/** The deliveries of an alert that are due and not in hand yet. */
function freshDeliveries(stored: StoredAlert, now: number, taken: Set<string>) {
  const fresh: { readonly stored: StoredAlert; readonly status: DeliveryStatus }[] = [];
  for (const status of stored.deliveries) {
    const key = `${stored.alert.id} ${status.output}`;
    if (status.state !== 'waiting' || status.nextAttemptAt > now || taken.has(key)) continue;
    taken.add(key);
    fresh.push({ stored, status });
  }
  return fresh;
}

async function anyIdle(busy: readonly DeliveryLane[]): Promise<void> {
  const waking = new AbortController();
  const timer = pause(lookAgainMillis, undefined, { signal: waking.signal }).catch(() => undefined);
  try {
    await Promise.race([timer, ...busy.map((lane) => lane.settled())]);
  } finally {
    waking.abort();
  }
}

const sumOf = (lanes: Iterable<DeliveryLane>, count: (lane: DeliveryLane) => number): number => {
  let sum = 0;
  for (const lane of lanes) sum += count(lane);
  return sum;
};

const summed = (lanes: readonly DeliveryLane[]): DeliveryRun => ({
  delivered: sumOf(lanes, ({ delivered }) => delivered),
  failed: sumOf(lanes, ({ failed }) => failed),
  givenUp: sumOf(lanes, ({ givenUp }) => givenUp),
  problems: lanes.flatMap(({ output, lastReason, failed }) =>
    lastReason === undefined ? [] : [{ output, reason: lastReason, waiting: failed }],
  ),
});
