import { isActive } from '../../domain/silence.ts';
import type { AlertStore, DeliveryState } from '../../ports/alert-store.ts';

/** How an output is doing. */
export interface OutputStatus {
  readonly output: string;
  readonly waiting: number;
  readonly givenUp: number;
  readonly oldestWaitingSince: number | null;
  readonly lastError: string | null;
  /** In the last 24 hours. */
  readonly lastDay: DayCounts;
}

interface DayCounts {
  readonly delivered: number;
  /** Attempts that failed; one delivery may take several. */
  readonly failedAttempts: number;
  readonly givenUp: number;
}

/** What becomes of alerts, without any content of them. */
export interface DeliveryReport {
  /** Pairs of an alert and an output by state; together they are `pairs`. */
  readonly deliveries: Readonly<Record<DeliveryState, number>>;
  readonly pairs: number;
  readonly outputs: readonly OutputStatus[];
  readonly silences: { readonly inForce: number; readonly muted: number };
}

const dayMilliseconds = 86_400_000;
const hourMilliseconds = 3_600_000;

/** Outputs that something waits for, or that were busy in the last day; in the order of their names. */
export function deliveryReport(alerts: AlertStore, now: number): DeliveryReport {
  const deliveries = alerts.deliveryCounts();
  const active = alerts.silences().filter(({ silence }) => isActive(silence, now));
  return {
    deliveries,
    pairs: Object.values(deliveries).reduce((sum, count) => sum + count, 0),
    outputs: outputStatuses(alerts, now),
    silences: {
      inForce: active.length,
      muted: active.reduce((sum, { muted }) => sum + muted, 0),
    },
  };
}

function outputStatuses(alerts: AlertStore, now: number): readonly OutputStatus[] {
  // The first hour is left out where a part of it is older than a day.
  const hours = alerts.deliveryHours(now - dayMilliseconds + hourMilliseconds);
  const byOutput = Map.groupBy(hours, ({ output }) => output);
  const backlogs = new Map(alerts.backlogs().map((backlog) => [backlog.output, backlog]));
  const names = new Set([...backlogs.keys(), ...byOutput.keys()]);
  return [...names].sort().map((output) => ({
    waiting: 0,
    givenUp: 0,
    oldestWaitingSince: null,
    lastError: null,
    ...backlogs.get(output),
    output,
    lastDay: sumOf(byOutput.get(output) ?? []),
  }));
}

function sumOf(
  hours: readonly {
    readonly delivered: number;
    readonly failed: number;
    readonly givenUp: number;
  }[],
): DayCounts {
  const sum = { delivered: 0, failedAttempts: 0, givenUp: 0 };
  for (const { delivered, failed, givenUp } of hours) {
    sum.delivered += delivered;
    sum.failedAttempts += failed;
    sum.givenUp += givenUp;
  }
  return sum;
}
