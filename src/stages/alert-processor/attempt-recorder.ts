import { isStreamAlertError } from '../../domain/errors.ts';
import type { AlertStore, DeliveryAttempt } from '../../ports/alert-store.ts';
import type { Clock } from '../../ports/clock.ts';

/** So many are recorded at once, as every transaction waits for the disk. */
const batchMax = 100;
/** What is over within so short a time is recorded together. A crash repeats no more than that. */
const gatherMillisMin = 3;
/** Recording takes a tenth of the time on a slow disk too, */
const gatherShare = 9;
/** but nothing that is delivered is shown as waiting for longer than this. */
const gatherMillisMax = 250;

interface Unrecorded {
  readonly attempt: DeliveryAttempt;
  recorded(): void;
}

/**
 * Writes down what attempts came to, several at once. What cannot be recorded is kept and tried again with the next
 * one: as long as it is not recorded, whoever asked for it must not try the delivery again.
 */
export class AttemptRecorder {
  readonly #store: Pick<AlertStore, 'recordAttempts'>;
  readonly #clock: Clock;
  #waiting: Unrecorded[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** How long the last transaction took. */
  #writeMillis = 0;
  #trouble: { readonly error: unknown; readonly isTold: boolean } | undefined;

  constructor(store: Pick<AlertStore, 'recordAttempts'>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** The store has failed: nothing more may be sent that could not be recorded either. */
  get isStuck(): boolean {
    return this.#trouble !== undefined;
  }

  record(attempt: DeliveryAttempt, recorded: () => void): void {
    this.#waiting.push({ attempt, recorded });
    if (this.isStuck) return;
    if (this.#waiting.length >= batchMax) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), this.#gatherMillis);
  }

  get #gatherMillis(): number {
    return Math.min(Math.max(this.#writeMillis * gatherShare, gatherMillisMin), gatherMillisMax);
  }

  /** Records all that waits, as far as the store takes it. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, batchMax);
      const written = this.#write(batch);
      if (written === undefined) return;
      this.#waiting = this.#waiting.slice(batch.length);
      for (const { recorded } of written) recorded();
    }
  }

  /** Something is wrong with the store, or with what it holds. */
  fail(error: unknown): void {
    this.#trouble ??= { error, isTold: false };
  }

  /** Records all that waits, and goes on after a trouble; throws what is or was wrong. */
  recover(): void {
    const before = this.#trouble;
    this.#trouble = undefined;
    this.flush();
    if (this.isStuck) this.#tell();
    if (before?.isTold === false) throw before.error;
  }

  #tell(): void {
    const error = this.#trouble?.error;
    this.#trouble = { error, isTold: true };
    throw error;
  }

  /** What is recorded now, or can never be; undefined where the store takes nothing. */
  #write(batch: readonly Unrecorded[]): readonly Unrecorded[] | undefined {
    const now = this.#clock.now();
    const began = performance.now();
    try {
      this.#store.recordAttempts(
        batch.map(({ attempt }) => attempt),
        now,
      );
      this.#writeMillis = performance.now() - began;
      return batch;
    } catch (error) {
      this.fail(error);
      if (isStreamAlertError(error)) return undefined;
    }
    // Not the disk but one of them. It stays in hand, so that it is not tried again; the others are recorded.
    return batch.filter(({ attempt }) => {
      try {
        this.#store.recordAttempts([attempt], now);
        return true;
      } catch {
        return false;
      }
    });
  }
}
