import type { AlertStore, OutputBacklog } from '../../ports/alert-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeliveryLane, LaneCounts } from './delivery-lane.ts';

/** An output that does not take everything. */
export interface DeliveryProblem {
  readonly output: string;
  readonly reason: string;
  /** Since when it has accepted nothing; null where it accepts others. */
  readonly since: number | null;
  /** Alerts that wait for it, now or later. */
  readonly waiting: number;
  /** Deliveries given up since the run before. */
  readonly givenUp: number;
}

/** Counting all that waits takes a moment: as long as the problems are the same, it is not done with every run. */
const countedMillisMax = 5_000;

/** What the ways to outputs tell, with the numbers of the store. */
export function problemsOf(
  store: Pick<AlertStore, 'backlogs'>,
  clock: Clock,
): (
  counted: readonly { readonly lane: DeliveryLane; readonly counts: LaneCounts }[],
) => readonly DeliveryProblem[] {
  let backlogs: ReadonlyMap<string, OutputBacklog> = new Map();
  let countedAt = Number.NEGATIVE_INFINITY;
  let known = '';

  return (counted) => {
    const troubled = counted.filter(
      ({ lane, counts }) => lane.trouble !== undefined || counts.failed + counts.givenUp > 0,
    );
    const now = clock.now();
    const names = JSON.stringify(troubled.map(({ lane }) => lane.output));
    if (troubled.length > 0 && (names !== known || Math.abs(now - countedAt) > countedMillisMax)) {
      backlogs = new Map(store.backlogs().map((backlog) => [backlog.output, backlog]));
      countedAt = now;
    }
    known = names;
    return troubled.map(({ lane: { output, trouble }, counts }) => ({
      output,
      reason: counts.reason ?? trouble?.reason ?? '',
      since: trouble?.since ?? null,
      waiting: backlogs.get(output)?.waiting ?? 0,
      givenUp: counts.givenUp,
    }));
  };
}
