import type { DeliveryOutcome } from '../../outputs/output.ts';
import type { AlertStore, DeliveryStatus, StoredAlert } from '../../ports/alert-store.ts';
import type { Clock } from '../../ports/clock.ts';
import { statusAfterFailure } from './retry.ts';

/** What an attempt came to, and whether it says anything about the output or only about this alert. */
export interface Attempt {
  readonly outcome: DeliveryOutcome;
  readonly wasSent: boolean;
}

export interface LanePorts {
  readonly alertStore: AlertStore;
  readonly clock: Clock;
  readonly retry: { readonly giveUpAfterHours: number };
  /** From 0 to 1; spreads repeated attempts. */
  readonly random?: () => number;
}

type Failure = Extract<DeliveryOutcome, { outcome: 'failed' }>;

/** Alerts sent to one output side by side. */
const concurrencyMax = 8;
/** After so many failures in a row the output counts as down for the rest of the run. */
const failuresMax = 3;

/** The deliveries of one run to one output. */
export class DeliveryLane {
  readonly output: string;
  delivered = 0;
  failed = 0;
  givenUp = 0;
  lastReason: string | undefined;
  readonly #attempt: (stored: StoredAlert) => Promise<Attempt>;
  readonly #ports: LanePorts;
  readonly #queue: { readonly stored: StoredAlert; readonly status: DeliveryStatus }[] = [];
  readonly #workers = new Set<Promise<void>>();
  #inFlight = 0;
  #storeFailure: { readonly error: unknown } | undefined;
  #failuresInRow = 0;
  /** Why the output is down, and how often the alert that found out was tried. */
  #down: { readonly failure: Failure; readonly attempts: number } | undefined;

  constructor(
    output: string,
    attempt: (stored: StoredAlert) => Promise<Attempt>,
    ports: LanePorts,
  ) {
    this.output = output;
    this.#attempt = attempt;
    this.#ports = ports;
  }

  /** Deliveries whose end is open. */
  get held(): number {
    return this.#queue.length + this.#inFlight;
  }

  add(stored: StoredAlert, status: DeliveryStatus): void {
    this.#queue.push({ stored, status });
    if (this.#workers.size >= concurrencyMax) return;
    const worker = this.#work()
      // Attempts never reject; what does is the store. Whoever waits for the lane is told.
      .catch((error: unknown) => {
        this.#storeFailure ??= { error };
      })
      .finally(() => this.#workers.delete(worker));
    this.#workers.add(worker);
  }

  /** Resolves when nothing is held; rejects when the store failed. */
  async settled(): Promise<void> {
    while (this.#workers.size > 0) await Promise.all(this.#workers);
    if (this.#storeFailure !== undefined) throw this.#storeFailure.error;
  }

  async #work(): Promise<void> {
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      this.#inFlight++;
      try {
        await this.#deliver(next.stored, next.status);
      } finally {
        this.#inFlight--;
      }
    }
  }

  async #deliver(stored: StoredAlert, status: DeliveryStatus): Promise<void> {
    if (this.#down !== undefined) return this.#putOff(stored, status, this.#down);
    const { outcome, wasSent } = await this.#attempt(stored);
    const attempts = status.attempts + 1;
    if (wasSent) this.#learn(outcome, attempts);
    if (outcome.outcome === 'failed') {
      this.#fail(stored, { ...status, attempts }, outcome, attempts);
      return;
    }
    this.delivered++;
    this.#record(stored, { ...status, state: 'delivered', attempts, lastError: null });
  }

  /** Three failures in a row, or the wish to be left alone, end the run for this output. */
  #learn(outcome: DeliveryOutcome, attempts: number): void {
    if (outcome.outcome === 'delivered' || !outcome.retryable) {
      this.#failuresInRow = 0;
      return;
    }
    this.#failuresInRow++;
    const isDown = outcome.retryAfterSeconds !== undefined || this.#failuresInRow >= failuresMax;
    if (isDown) this.#down ??= { failure: outcome, attempts };
  }

  /**
   * Not tried, because others have just failed: it waits like them, and is given up like them, without this
   * counting as an attempt of its own.
   */
  #putOff(
    stored: StoredAlert,
    status: DeliveryStatus,
    { failure, attempts }: { readonly failure: Failure; readonly attempts: number },
  ): void {
    this.#fail(stored, status, failure, Math.max(attempts, status.attempts));
  }

  #fail(stored: StoredAlert, status: DeliveryStatus, failure: Failure, attempts: number): void {
    const { clock, retry, random = Math.random } = this.#ports;
    const after = statusAfterFailure(status, failure, {
      attempts,
      ageMillis: clock.now() - stored.alert.createdAt,
      now: clock.now(),
      giveUpAfterHours: retry.giveUpAfterHours,
      random,
    });
    this.lastReason = failure.reason;
    if (after.state === 'given up') this.givenUp++;
    else this.failed++;
    this.#record(stored, after);
  }

  #record({ alert }: StoredAlert, status: DeliveryStatus): void {
    this.#ports.alertStore.recordAttempt(alert.id, status);
  }
}
