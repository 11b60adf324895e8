import type { Alert } from '../../domain/alert.ts';
import type { AlertStore, DeliveryStatus, DueDelivery } from '../../ports/alert-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Attempt, Sender } from './attempt-delivery.ts';
import type { AttemptRecorder } from './attempt-recorder.ts';
import { Circuit, type Trouble } from './circuit.ts';
import { isRetriedByHand, Probes } from './probes.ts';
import { RateLimiter } from './rate-limit.ts';
import { statusAfterFailure } from './retry.ts';

export interface LanePorts {
  readonly alertStore: Pick<AlertStore, 'due' | 'giveUpWaitingSince'>;
  readonly clock: Clock;
  readonly retry: { readonly giveUpAfterHours: number };
  /** From 0 to 1; spreads repeated attempts. */
  readonly random?: () => number;
}

/** What became of deliveries since somebody asked. */
export interface LaneCounts {
  readonly delivered: number;
  /** Failed, and will be tried again. */
  readonly failed: number;
  readonly givenUp: number;
  /** Of the last that failed. */
  readonly reason: string | undefined;
  /** It has taken something. */
  readonly hasAccepted: boolean;
  /** It accepts alerts again, and did not before. */
  readonly hasRecovered: boolean;
}

/** Alerts sent to one output side by side, to begin with and after every failure; */
const concurrencyMin = 8;
/** and as long as all that is sent is accepted, by one more for each, so many. A distant output is no slower for that. */
const concurrencyMax = 64;
/** Read at a time: enough to keep an output busy, and few enough to be sent as they are in the store. */
const batchMax = 64;
/** So many unrecorded ones would be read again with the next batch, only to be passed over. */
const unrecordedMax = 64;
/** Where one alert after the other fails, one that may get through is looked for among so many. */
const probeChoiceMax = 200;

const nothing: LaneCounts = {
  delivered: 0,
  failed: 0,
  givenUp: 0,
  reason: undefined,
  hasAccepted: false,
  hasRecovered: false,
};

/** The way to one output: sends what is due there, as long as there is something and the output takes it. */
export class DeliveryLane {
  readonly output: string;
  readonly #sender: Sender;
  readonly #recorder: AttemptRecorder;
  readonly #ports: LanePorts;
  readonly #circuit: Circuit;
  readonly #limiter: RateLimiter;
  /** In the order in which they are sent; read from the store a moment ago. */
  #queue: DueDelivery[] = [];
  /** What something was sent about that is not recorded yet: the store still has it for due. */
  readonly #inHand = new Set<string>();
  #inFlight = 0;
  #concurrency = concurrencyMin;
  #mayHaveMore = false;
  #isStopped = false;
  #soon: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;
  #counts = nothing;
  readonly #probes = new Probes();
  readonly #whenIdle: (() => void)[] = [];

  constructor(output: string, sender: Sender, recorder: AttemptRecorder, ports: LanePorts) {
    this.output = output;
    this.#sender = sender;
    this.#recorder = recorder;
    this.#ports = ports;
    this.#circuit = new Circuit(ports.random ?? Math.random);
    this.#limiter = new RateLimiter(sender.rateLimit);
  }

  /** Why nothing gets through, and since when; undefined where something did. */
  get trouble(): Trouble | undefined {
    return this.#circuit.trouble;
  }

  /** Nothing is under way, and nothing can be begun now. */
  get isIdle(): boolean {
    return this.#inFlight === 0 && this.#soon === undefined;
  }

  /** Nothing would be lost with it. */
  get isForgettable(): boolean {
    const isFresh = this.#sender.rateLimit === undefined && this.#circuit.trouble === undefined;
    return this.isIdle && isFresh && this.#inHand.size === 0 && this.#counts === nothing;
  }

  /** Looks at the store, and begins what can be begun. */
  wake(): void {
    this.#mayHaveMore = true;
    this.#pump();
  }

  /** Not always is there somebody who would catch it: the recorder keeps it for whoever runs the processor. */
  #pump(): void {
    if (this.#isStopped || this.#recorder.isStuck) return;
    try {
      this.#beginWhatMay(this.#ports.clock.now());
    } catch (error) {
      this.#recorder.fail(error);
    }
  }

  /** Resolves when nothing is under way any more that can come to an end by itself. */
  idle(): Promise<void> {
    return this.isIdle ? Promise.resolve() : new Promise((done) => this.#whenIdle.push(done));
  }

  takeCounts(): LaneCounts {
    const counts = this.#counts;
    this.#counts = nothing;
    return counts;
  }

  /** Begins nothing any more. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#soon);
    this.#soon = undefined;
    this.#tellIdle();
  }

  #beginWhatMay(now: number): void {
    if (this.#circuit.stateAt(now) !== 'closed') this.#probe(now);
    if (this.#circuit.stateAt(now) !== 'closed') return;
    if (this.#queue.length === 0) this.#fill(now);
    while (this.#inFlight < this.#concurrency && this.#queue.length > 0) {
      if (this.#limiter.available(now) < 1) return this.#pumpLater(this.#limiter.waitMillis(now));
      const next = this.#queue.shift();
      if (next !== undefined) this.#begin(next);
    }
  }

  /** Reads what is due, unless the last look has shown all. */
  #fill(now: number): void {
    const room = Math.min(batchMax, this.#limiter.available(now));
    if (!this.#mayHaveMore || this.#inFlight >= this.#concurrency) return;
    if (room < 1) return this.#pumpLater(this.#limiter.waitMillis(now));
    if (this.#inHand.size - this.#inFlight > unrecordedMax && !this.#flushed()) return;
    const limit = room + this.#inHand.size;
    const due = this.#ports.alertStore.due(this.output, now, limit);
    this.#mayHaveMore = due.length === limit;
    this.#queue = this.#notInHand(due);
  }

  /** What is done with an alert is done one after the other; the next when the one before it is recorded. */
  #notInHand(due: readonly DueDelivery[]): DueDelivery[] {
    const taken = new Set(this.#inHand);
    return due.filter((each) => {
      const isFree = !taken.has(subjectOf(each));
      taken.add(subjectOf(each));
      return isFree;
    });
  }

  /** False where the store takes nothing; whoever runs the processor hears of that. */
  #flushed(): boolean {
    this.#recorder.flush();
    return !this.#recorder.isStuck;
  }

  /** One alert at a time finds out whether the output is up again, and not the same one every time. */
  #probe(now: number): void {
    this.#queue = [];
    const { alertStore } = this.#ports;
    if (this.#circuit.stateAt(now) === 'open') {
      const [oldest] = alertStore.due(this.output, now, 1);
      if (oldest === undefined || !isRetriedByHand(oldest, this.#circuit.trouble)) return;
      this.#circuit.hurry(now);
    }
    if (this.#inFlight > 0 || this.#limiter.available(now) < 1) return;
    const choice = alertStore.due(this.output, now, this.#inHand.size + probeChoiceMax);
    const next = this.#probes.choose(this.#notInHand(choice), (rule) =>
      this.#circuit.isSuspect(rule),
    );
    if (next !== undefined) this.#begin(next);
  }

  #begin(due: DueDelivery): void {
    this.#inHand.add(subjectOf(due));
    this.#inFlight++;
    this.#limiter.take();
    // Attempts never reject.
    void this.#sender.attempt(due).then((attempt) => {
      this.#inFlight--;
      this.#finish(due, attempt);
      this.#pumpSoon();
    });
  }

  #finish(due: DueDelivery, { outcome, isAboutOutput }: Attempt): void {
    const { alert, sentAs } = due;
    const status = { ...due.status, attempts: due.status.attempts + 1 };
    if (outcome.outcome === 'delivered') {
      if (isAboutOutput) this.#accepted(alert);
      this.#count({ delivered: this.#counts.delivered + 1 });
      const reference = outcome.reference ?? status.reference ?? sentAs;
      this.#record(due, { ...status, state: 'delivered', lastError: null, reference });
      return;
    }
    const { clock, retry, random = Math.random } = this.#ports;
    const now = clock.now();
    if (isAboutOutput) {
      this.#circuit.failed(alert, outcome, now);
      this.#concurrency = concurrencyMin;
    }
    const after = statusAfterFailure(status, outcome, {
      now,
      giveUpAfterHours: retry.giveUpAfterHours,
      random,
      // Down with the output, it comes back with the output.
      ...(isAboutOutput && { notBefore: this.#circuit.opensAgainAt }),
    });
    const { failed, givenUp } = this.#counts;
    const { reason } = outcome;
    this.#count(
      after.state === 'given up'
        ? { givenUp: givenUp + 1, reason }
        : { failed: failed + 1, reason },
    );
    this.#record(due, after);
    if (isAboutOutput && this.#circuit.isLongDown) this.#giveUpOld(now, reason);
  }

  #accepted(alert: Alert): void {
    const hasRecovered = this.#counts.hasRecovered || this.#circuit.trouble !== undefined;
    this.#count({ hasAccepted: true, hasRecovered });
    this.#circuit.accepted(alert);
    this.#concurrency = Math.min(this.#concurrency + 1, concurrencyMax);
    this.#probes.clear();
    this.#mayHaveMore = true;
  }

  /** What waits behind an output that is down was never tried, but gets too old all the same. */
  #giveUpOld(now: number, reason: string): void {
    const before = now - this.#ports.retry.giveUpAfterHours * 3_600_000;
    if (!this.#flushed()) return;
    try {
      const count = this.#ports.alertStore.giveUpWaitingSince(this.output, before, reason, now);
      if (count > 0) this.#count({ givenUp: this.#counts.givenUp + count, reason });
    } catch (error) {
      this.#recorder.fail(error);
    }
  }

  #record(due: DueDelivery, status: DeliveryStatus): void {
    this.#recorder.record({ alertId: due.alert.id, status }, () => {
      this.#inHand.delete(subjectOf(due));
    });
  }

  #count(changes: Partial<LaneCounts>): void {
    this.#counts = { ...this.#counts, ...changes };
  }

  /** Lets the rest of the program have its turn, however quickly outputs answer. */
  #pumpSoon(): void {
    if (this.#isStopped) return this.#tellIdle();
    this.#soon ??= setImmediate(() => {
      this.#soon = undefined;
      this.#pump();
      this.#tellIdle();
    });
  }

  #pumpLater(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), Math.max(milliseconds, 1));
  }

  #tellIdle(): void {
    if (this.isIdle) for (const done of this.#whenIdle.splice(0)) done();
  }
}

/** Merged alert and first alert are one thing to an output. */
const subjectOf = ({ alert }: DueDelivery): string => alert.group?.firstId ?? alert.id;
