import { afterEach, expect, test } from 'vitest';
import type { JobRuns } from '../../../ports/job-runs.ts';
import {
  type Job,
  type JobOutcome,
  retryMilliseconds,
  type Scheduler,
  startScheduler,
} from './scheduler.ts';

const minute = 60_000;
const began = Date.UTC(2026, 2, 14, 12);

const running: Scheduler[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
});

/** Last runs that outlive a scheduler, a clock that is set by hand, and a job that keeps when it ran. */
function world() {
  const kept = new Map<string, number>();
  const runs: JobRuns = {
    lastRun: (job) => kept.get(job),
    record: (job, at) => void kept.set(job, at),
  };
  const clock = { time: began, now: () => clock.time };
  const ran: number[] = [];
  const troubles: unknown[] = [];
  let checks = 0;
  let outcome: () => JobOutcome = () => 'done';

  const job: Job = {
    name: 'job',
    next: (after) => after + 10 * minute,
    async run() {
      ran.push(clock.time);
      return outcome();
    },
  };
  const counting: Job = {
    name: 'counting',
    next: (after) => after,
    async run() {
      checks++;
      return 'done';
    },
  };
  const start = (jobs: readonly Job[] = [job]) => {
    const scheduler = startScheduler({
      jobs: [...jobs, counting],
      runs,
      clock,
      onTrouble: (error) => troubles.push(error),
      checkMilliseconds: 1,
    });
    running.push(scheduler);
    return scheduler;
  };
  /** Sets the clock and waits until the scheduler has looked at it. */
  const passTo = async (time: number) => {
    clock.time = time;
    const before = checks;
    await expect.poll(() => checks, { interval: 1 }).toBeGreaterThan(before + 1);
  };
  return {
    start,
    passTo,
    ran,
    kept,
    troubles,
    clock,
    behave: (as: typeof outcome) => (outcome = as),
  };
}

test('a job that is new waits for its first moment', async () => {
  const { start, passTo, ran } = world();
  start();

  await passTo(began + 10 * minute - 1);
  expect(ran).toEqual([]);

  await passTo(began + 10 * minute);
  await passTo(began + 15 * minute);
  expect(ran).toEqual([began + 10 * minute]);
});

test('moments that were missed are made up for once, at the start', async () => {
  const { start, passTo, ran } = world();
  const first = start();
  await passTo(began + 10 * minute);
  await first.stop();

  start();
  await passTo(began + 500 * minute);
  await passTo(began + 501 * minute);

  expect(ran).toEqual([began + 10 * minute, began + 500 * minute]);
});

test('what has run is not run again by the next start', async () => {
  const { start, passTo, ran } = world();
  const first = start();
  await passTo(began + 10 * minute);
  await first.stop();

  start();
  await passTo(began + 12 * minute);

  expect(ran).toEqual([began + 10 * minute]);
});

test.each([
  ['says so', (): JobOutcome => 'again later', 0],
  [
    'throws',
    (): JobOutcome => {
      throw new Error('out of order');
    },
    1,
  ],
])(
  'a job that fails and %s is tried again soon, and again by the next start',
  async (_how, as, told) => {
    const { start, passTo, ran, troubles, behave } = world();
    behave(as);
    const first = start();
    const due = began + 10 * minute;
    await passTo(due);
    await passTo(due + retryMilliseconds - 1);
    expect(ran).toEqual([due]);
    await first.stop();

    start();
    await passTo(due + retryMilliseconds - 1);
    behave(() => 'done');
    await passTo(due + 2 * retryMilliseconds);
    await passTo(due + 2 * retryMilliseconds + 1);

    expect(ran).toEqual([due, due + retryMilliseconds - 1, due + 2 * retryMilliseconds]);
    expect(troubles).toHaveLength(2 * told);
  },
);

test('one job that fails keeps no other from running', async () => {
  const { start, passTo, ran, kept } = world();
  const failing: Job = {
    name: 'failing',
    next: (after) => after + minute,
    run: () => Promise.reject(new Error('never')),
  };
  const good: Job = {
    name: 'good',
    next: (after) => after + minute,
    run: () => Promise.resolve('done'),
  };
  start([failing, good]);

  await passTo(began + minute);

  expect(ran).toEqual([]);
  expect(kept.get('good')).toBe(began + minute);
  expect(kept.get('failing')).toBe(began);
});

test('a clock that was ahead when a job ran does not put the job off', async () => {
  const { start, passTo, ran, kept } = world();
  kept.set('job', began + 1_000_000 * minute);
  start();

  await passTo(began + 11 * minute);

  expect(ran).toHaveLength(1);
});

test('a job without a further moment does not run', async () => {
  const { start, passTo, kept } = world();
  start([{ name: 'over', next: () => undefined, run: () => Promise.reject(new Error('never')) }]);

  await passTo(began + 1_000_000 * minute);

  expect(kept.get('over')).toBe(began);
});
