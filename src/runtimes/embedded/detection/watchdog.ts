import type { Seat } from './seat.ts';
import { noJob } from './worker-trace.ts';

/** A worker that a rule does not give back. */
export interface Overdue<Job> {
  readonly seat: Seat<Job>;
  /** Ordinal of the rule; undefined when it is code that runs after its rule has answered. */
  readonly ordinal: number | undefined;
  /** Id of the work it is about; undefined when that is not known. */
  readonly job: number | undefined;
}

/** What was seen of one worker until now. */
interface Sightings {
  begun: number;
  /** By work and rule: looks at which the rule's code was running for it. */
  readonly inside: Map<number, Map<number, number>>;
  /** Looks in a row at which the thread was busy with something that is no work of ours. */
  astray: number;
  idle: number;
  active: number;
}

/** Between two looks; short against any budget, and nothing against a second of work. */
const lookMillisecondsMax = 100;
/** So that short budgets, too, are made of several looks. */
const looksPerBudgetMin = 5;

/** More than this of the time of a thread that should be waiting is no waiting. */
const astrayShare = 0.95;

/**
 * Looks at workers again and again, and tells of those in which one rule has been running for too long, at once or in
 * many short pieces of one batch. What counts is how often it was seen and not the time that passed: a machine that
 * slept, or a main thread that was busy, has not looked, and accuses nobody.
 */
export function watchdog<Job>(
  seats: () => readonly Seat<Job>[],
  budgetSeconds: number,
  onOverdue: (overdue: Overdue<Job>) => void,
): { stop(): void } {
  const budget = budgetSeconds * 1000;
  const every = Math.min(lookMillisecondsMax, budget / looksPerBudgetMin);
  const looksMax = Math.ceil(budget / every);
  const seen = new WeakMap<Seat<Job>, Sightings>();
  const timer = setInterval(() => {
    for (const seat of seats()) {
      const overdue = look(seat, sightingsOf(seat, seen), looksMax);
      if (overdue !== undefined) onOverdue(overdue);
    }
  }, every);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

function sightingsOf<Job>(seat: Seat<Job>, all: WeakMap<Seat<Job>, Sightings>): Sightings {
  const known = all.get(seat);
  if (known !== undefined) return known;
  const sightings = { begun: 0, inside: new Map(), astray: 0, idle: 0, active: 0 };
  all.set(seat, sightings);
  return sightings;
}

function look<Job>(seat: Seat<Job>, seen: Sightings, looksMax: number): Overdue<Job> | undefined {
  const { inside, job } = seat.trace;
  for (const known of seen.inside.keys()) {
    if (known !== noJob && !seat.jobs.has(known)) seen.inside.delete(known);
  }
  if (inside >= 0) {
    const ofJob = seen.inside.get(job) ?? new Map<number, number>();
    const looks = (ofJob.get(inside) ?? 0) + 1;
    seen.inside.set(job, ofJob.set(inside, looks));
    if (looks < looksMax) return undefined;
    return { seat, ordinal: inside, job: job === noJob ? undefined : job };
  }
  const { begun } = seat.trace;
  const isAstray = isBusy(seat, seen) && job === noJob && begun === seen.begun;
  seen.begun = begun;
  seen.astray = isAstray ? seen.astray + 1 : 0;
  return seen.astray < looksMax ? undefined : { seat, ordinal: undefined, job: undefined };
}

/** Whether the thread has hardly waited since the last look. */
function isBusy<Job>({ worker }: Seat<Job>, seen: Sightings): boolean {
  const { idle, active } = worker.performance.eventLoopUtilization();
  const waited = idle - seen.idle;
  const worked = active - seen.active;
  seen.idle = idle;
  seen.active = active;
  return worked > 0 && worked / (waited + worked) > astrayShare;
}
