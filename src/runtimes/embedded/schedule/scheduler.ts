import type { Clock } from '../../../ports/clock.ts';
import type { JobRuns } from '../../../ports/job-runs.ts';
import { repeating } from '../repeating.ts';
import type { NextRun } from './next-run.ts';

/** `again later`: it did not get done, and said so itself; it is tried again without waiting for its next turn. */
export type JobOutcome = 'done' | 'again later';

export interface Job {
  /** Stays the same over restarts: the last run is kept under it. */
  readonly name: string;
  readonly next: NextRun;
  run(): Promise<JobOutcome>;
}

export interface SchedulerOptions {
  readonly jobs: readonly Job[];
  readonly runs: JobRuns;
  readonly clock: Clock;
  /** A job threw; it is tried again as one that did not get done. */
  readonly onTrouble: (error: unknown) => void;
  readonly checkMilliseconds?: number;
}

export interface Scheduler {
  /** Waits for the job that is under way; there is none after it. */
  stop(): Promise<void>;
}

const checkMillisecondsUsual = 1_000;

/** What failed is tried again after this, and at the next start. */
export const retryMilliseconds = 10 * 60_000;

/**
 * Runs jobs when they are due, one after the other. A moment that passed while nobody was there is made up for once,
 * however many there were; a job that is new waits for its first moment from now on.
 */
export function startScheduler(options: SchedulerOptions): Scheduler {
  const { jobs, checkMilliseconds = checkMillisecondsUsual, onTrouble } = options;
  const turns = jobs.map((job) => jobTurn(job, options));
  const work = async () => {
    for (const turn of turns) await turn();
  };
  const checking = repeating(checkMilliseconds, work, onTrouble);
  checking.poke();
  return { stop: checking.stop };
}

function jobTurn({ name, next, run }: Job, { runs, clock, onTrouble }: SchedulerOptions) {
  let due: number | undefined;
  let isKnown = false;
  const plan = (last: number) => {
    due = next(last);
    isKnown = true;
  };

  return async (): Promise<void> => {
    const now = clock.now();
    if (!isKnown) {
      const last = runs.lastRun(name);
      if (last === undefined) runs.record(name, now);
      // A clock that was ahead once must not put a job off for years.
      plan(Math.min(last ?? now, now));
    }
    if (due === undefined || now < due) return;
    if ((await outcomeOf(run, onTrouble)) === 'again later') {
      due = now + retryMilliseconds;
      return;
    }
    runs.record(name, now);
    plan(now);
  };
}

async function outcomeOf(
  run: Job['run'],
  onTrouble: SchedulerOptions['onTrouble'],
): Promise<JobOutcome> {
  try {
    return await run();
  } catch (error) {
    onTrouble(error);
    return 'again later';
  }
}
