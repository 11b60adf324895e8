import type { WorkerOptions } from 'node:worker_threads';
import { stuckPlaces } from '../../../adapters/local/stuck-places.ts';
import type { Batch, BatchResult } from '../../../domain/batch.ts';
import type { Place, RuleFailure } from '../../../domain/rule.ts';
import type { SinglePayload } from './detect-batch.ts';
import type { LateFailure } from './late-failure.ts';
import { KeptBytes } from './kept-bytes.ts';
import { hopeless, type PoolJob, requestOf, whereIn, withFailures } from './pool-job.ts';
import { placeText, ruleOfStack } from './rule-places.ts';
import { RuleStrikes } from './rule-strikes.ts';
import { openSeat, type Seat } from './seat.ts';
import { type DetectionSetup, type LiveSettings, ruleTimeoutSecondsDefault } from './setup.ts';
import { type Overdue, watchdog } from './watchdog.ts';
import type { WorkerAnswer, WorkerRequest } from './worker.ts';
import { noJob } from './worker-trace.ts';

/** Classifies and detects on worker threads. */
export interface DetectionPool {
  /** Takes the batch's bytes over: they are gone from this thread afterwards. */
  detect(batch: Batch): Promise<BatchResult>;
  /** One result for each payload, in their order. */
  detectAgain(payloads: readonly SinglePayload[]): Promise<readonly BatchResult[]>;
  /** Changes what every worker goes by, before the next batch that it is given. */
  update(live: Partial<LiveSettings>): void;
  close(): Promise<void>;
}

/** Memory that a worker may take, for those who know better than Node. */
export type PoolLimits = Pick<WorkerOptions, 'resourceLimits'>;

/** Two batches for each worker: one that it works on and one that waits, so that it is never idle. */
export const batchesAhead = (workers: number): number => workers * 2;

/** Starts the workers; resolves when all of them have loaded configuration and rules. */
export async function openDetectionPool(
  setup: DetectionSetup,
  workers: number,
  limits: PoolLimits = {},
): Promise<DetectionPool> {
  const pool = new Pool(setup, limits);
  await pool.open(workers);
  return {
    async detect(batch) {
      const [result] = await pool.ask({ kind: 'batch', batch });
      if (result === undefined) throw new Error('a detection worker answered without a result');
      return result;
    },
    detectAgain: (payloads) => pool.ask({ kind: 'again', payloads }),
    update: (live) => pool.update(live),
    close: () => pool.close(),
  };
}

/** Workers that are lost over one piece of work without any rule to blame before it is given up. */
const lostWorkersMax = 3;

/**
 * Hands work to workers and keeps it until it is done. A worker that does not come back, or ends, is replaced; what it
 * had is done again by others, without the rule that it was in.
 */
class Pool {
  readonly #setup: DetectionSetup;
  readonly #limits: PoolLimits;
  readonly #strikes = new RuleStrikes();
  readonly #suspended = new Set<string>();
  readonly #kept = new KeptBytes();
  readonly #budgetSeconds: number;
  /** Work that waits for a worker to be ready. */
  readonly #waiting: PoolJob[] = [];
  /** Told with whatever is done next. */
  #loose: RuleFailure[] = [];
  #live: LiveSettings;
  #seats: Seat<PoolJob>[] = [];
  #watch: { stop(): void } | undefined;
  #asking: Promise<unknown> = Promise.resolve();
  #isClosed = false;
  #failed: { readonly error: unknown } | undefined;
  #nextId = 1;

  constructor(setup: DetectionSetup, limits: PoolLimits) {
    this.#setup = setup;
    this.#limits = limits;
    this.#live = setup.live;
    this.#budgetSeconds = setup.ruleTimeoutSeconds ?? ruleTimeoutSecondsDefault;
  }

  async open(workers: number): Promise<void> {
    const opened = await Promise.allSettled(Array.from({ length: workers }, () => this.#open()));
    const seats = opened.flatMap((seat) => (seat.status === 'fulfilled' ? [seat.value] : []));
    const refused = opened.find((seat) => seat.status === 'rejected');
    if (refused !== undefined) {
      await Promise.all(seats.map((seat) => seat.end()));
      throw refused.reason;
    }
    this.#seats = seats;
    const overdue = (found: Overdue<PoolJob>) => void this.#stop(found);
    this.#watch = watchdog(() => this.#seats, this.#budgetSeconds, overdue);
  }

  ask(work: WorkerRequest['work']): Promise<readonly BatchResult[]> {
    return new Promise((resolve, reject) => {
      if (this.#failed) return reject(this.#failed.error);
      const id = this.#nextId++;
      const begun = { kept: undefined, without: new Set<string>(), failures: [], lostWorkers: 0 };
      this.#assign({ id, work, ...begun, resolve, reject });
    });
  }

  update(live: Partial<LiveSettings>): void {
    this.#live = { ...this.#live, ...live };
    const { suspendedRules } = this.#liveNow();
    // Only what has changed: indicators, for one, are read anew when they come.
    const changed = live.suspendedRules === undefined ? live : { ...live, suspendedRules };
    for (const seat of this.#seats) seat.send({ live: changed });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#watch?.stop();
    await Promise.all(this.#seats.map((seat) => seat.end()));
  }

  #liveNow(): LiveSettings {
    const suspendedRules = [...new Set([...this.#live.suspendedRules, ...this.#suspended])];
    return { ...this.#live, suspendedRules };
  }

  #open(): Promise<Seat<PoolJob>> {
    const hearer = {
      answered: (seat: Seat<PoolJob>, answer: Exclude<WorkerAnswer, { kind: 'ready' }>) =>
        this.#answered(seat, answer),
      ended: (seat: Seat<PoolJob>, why: string) => this.#ended(seat, why),
    };
    return openSeat({ ...this.#setup, live: this.#liveNow() }, hearer, this.#limits);
  }

  #assign(job: PoolJob): void {
    // Work of a lost worker may come here after the last attempt at another has failed.
    if (this.#failed) return job.reject(this.#failed.error);
    const [first, ...others] = this.#seats;
    if (first === undefined) {
      this.#waiting.push(job);
      return;
    }
    const seat = others.reduce(
      (least, other) => (other.jobs.size < least.jobs.size ? other : least),
      first,
    );
    seat.jobs.set(job.id, job);
    const { request, transfer } = requestOf(job, this.#kept);
    seat.send(request, transfer);
  }

  #answered(seat: Seat<PoolJob>, answer: Exclude<WorkerAnswer, { kind: 'ready' }>): void {
    if (answer.kind === 'late') {
      this.#loose.push(...this.#lateFailures(answer.failure, seat));
      return;
    }
    const job = seat.jobs.get(answer.id);
    if (job === undefined) return;
    seat.jobs.delete(answer.id);
    seat.latest = job;
    if (job.kept) this.#kept.release(job.kept);
    if (answer.kind === 'failed') return job.reject(new Error(answer.reason));
    this.#noteUnanswered(job, answer.results);
    const { payload } = whereIn(job, Number.MAX_SAFE_INTEGER);
    for (const failure of this.#loose) job.failures.push({ payload, failure });
    this.#loose = [];
    job.resolve(withFailures(answer.results, job.failures));
  }

  /** Answers that did not come within their time count like code that did not come to an end. */
  #noteUnanswered(job: PoolJob, results: readonly BatchResult[]): void {
    const late = results.flatMap(({ ruleFailures }, payload) =>
      ruleFailures.flatMap((failure) =>
        failure.part === 'time budget' ? [{ payload, failure }] : [],
      ),
    );
    const first = new Map(late.map((each) => [each.failure.ruleName, each]));
    for (const { payload, failure } of first.values()) {
      const suspension = this.#strike(failure);
      if (suspension.isSuspended) job.failures.push({ payload, failure: suspension });
    }
  }

  #lateFailures(failure: LateFailure, seat: Seat<PoolJob>): readonly RuleFailure[] {
    const [job = seat.latest] = seat.jobs.values();
    const { delivery } = job === undefined ? { delivery: '' } : whereIn(job, 0);
    return this.#loose.length < looseMax
      ? [{ ...failure, logType: '', position: '', delivery }]
      : [];
  }

  /** A rule has taken all its time: its worker is ended wherever it is. */
  async #stop({ seat, ordinal, job }: Overdue<PoolJob>): Promise<void> {
    const { rules, trace } = seat;
    // Before it is let go: on its way to its end it may begin with something else.
    const { position, logType } = trace;
    const jobs = this.#dismiss(seat);
    const places = await this.#askWhere(seat);
    await seat.end();
    const found = ruleOfStack(rules, places);
    const culprit = ordinal ?? found?.ordinal;
    const at = placeWords(rules[culprit ?? -1]?.place?.file, places);
    const reason =
      ordinal === undefined
        ? `code that ran after the rule had answered did not come to an end within ${this.#budgetSeconds} s${at}`
        : `was in its code for more than ${this.#budgetSeconds} s of one batch${at}`;
    this.#redo(seat, jobs, { culprit, job, position, logType, reason });
  }

  /** One after the other: two debuggers would meet each other's workers. */
  #askWhere({ worker }: Seat<PoolJob>): Promise<readonly Place[]> {
    const places = this.#asking.then(() =>
      stuckPlaces(({ title }) => title.startsWith(`[worker ${worker.threadId}]`)),
    );
    this.#asking = places;
    return places;
  }

  #ended(seat: Seat<PoolJob>, why: string): void {
    const { inside, job, position, logType } = seat.trace;
    const culprit = inside >= 0 ? inside : undefined;
    const jobs = this.#dismiss(seat);
    const ofJob = job === noJob ? undefined : job;
    this.#redo(seat, jobs, { culprit, job: ofJob, position, logType, reason: why });
  }

  #dismiss(seat: Seat<PoolJob>): readonly PoolJob[] {
    seat.dismiss();
    this.#seats = this.#seats.filter((other) => other !== seat);
    void this.#replace();
    return [...seat.jobs.values()];
  }

  async #replace(): Promise<void> {
    try {
      const begunWith = this.#liveNow();
      const seat = await this.#open();
      if (this.#isClosed) return await seat.end();
      const live = this.#liveNow();
      if (
        JSON.stringify(live) !== JSON.stringify(begunWith) ||
        live.indicators !== begunWith.indicators
      )
        seat.send({ live });
      this.#seats.push(seat);
      for (const job of this.#waiting.splice(0)) this.#assign(job);
    } catch (error) {
      // With the others it goes on more slowly; without any it does not go on.
      if (this.#seats.length > 0 || this.#isClosed) return;
      this.#failed = { error };
      for (const job of this.#waiting.splice(0)) job.reject(error);
    }
  }

  /** Has work done again that a lost worker had: without the rule that it was lost in, if that is known. */
  #redo(
    { rules, logTypes }: Seat<PoolJob>,
    jobs: readonly PoolJob[],
    { culprit, job: jobId, reason, ...loss }: Loss,
  ): void {
    const concerned = jobs.some(({ id }) => id === jobId)
      ? jobs.filter(({ id }) => id === jobId)
      : jobs;
    const ruleName = rules[culprit ?? -1]?.name;
    if (ruleName === undefined) {
      for (const job of concerned) job.lostWorkers++;
    } else {
      for (const job of concerned) job.without.add(ruleName);
      const [job] = concerned;
      const where = job && whereIn(job, jobId === undefined ? 0 : loss.position);
      const logType = logTypes[loss.logType] ?? '';
      const { position = '', delivery = '', payload = 0 } = where ?? {};
      const part = 'time budget';
      const failure = this.#strike({ ruleName, part, reason, logType, position, delivery });
      if (job === undefined) this.#loose.push(failure);
      else job.failures.push({ payload, failure });
    }
    for (const job of jobs) {
      if (job.lostWorkers < lostWorkersMax) this.#assign(job);
      else job.reject(hopeless(job, reason));
    }
  }

  /** Counts against a rule; a rule that has too many against it is suspended, and the failure says so. */
  #strike(failure: RuleFailure): RuleFailure {
    const { ruleName, reason } = failure;
    if (this.#suspended.has(ruleName)) return failure;
    if (!this.#strikes.strike(ruleName, performance.now())) return failure;
    this.#suspended.add(ruleName);
    this.update({ suspendedRules: this.#live.suspendedRules });
    return {
      ...failure,
      isSuspended: true,
      reason: `${reason}, for the third time within an hour`,
    };
  }
}

/** How a worker was lost. */
interface Loss {
  /** Ordinal of the rule it was in. */
  readonly culprit: number | undefined;
  readonly job: number | undefined;
  /** Of the record that it was about, and the ordinal of its log type. */
  readonly position: number;
  readonly logType: number;
  readonly reason: string;
}

/** Failures that wait to be told; more of them tell nothing new. */
const looseMax = 1000;

/** The innermost place in the rule's own file, else the innermost of all. */
function placeWords(file: string | undefined, places: readonly Place[]): string {
  const place = places.find((each) => each.file === file) ?? places[0];
  return place === undefined ? '' : ` (${placeText(place)})`;
}
