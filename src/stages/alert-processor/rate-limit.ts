export interface RateLimit {
  readonly calls: number;
  readonly seconds: number;
}

const millisPerSecond = 1000;

/** So many calls at once, and then as they come back with time: what a destination takes, and no more. */
export class RateLimiter {
  readonly #limit: RateLimit | undefined;
  #calls: number;
  #countedAt: number | undefined;

  /** Without a limit there is always a call left. */
  constructor(limit: RateLimit | undefined) {
    this.#limit = limit;
    this.#calls = limit?.calls ?? 0;
  }

  /** Whole calls that may be made now. */
  available(now: number): number {
    if (this.#limit === undefined) return Number.POSITIVE_INFINITY;
    // A clock that was set back gives nothing and takes nothing.
    const millis = Math.max(now - (this.#countedAt ?? now), 0);
    const { calls, seconds } = this.#limit;
    this.#calls = Math.min(this.#calls + (millis * calls) / (seconds * millisPerSecond), calls);
    this.#countedAt = now;
    return Math.floor(this.#calls + rounding);
  }

  /** One call is made. */
  take(): void {
    if (this.#limit !== undefined) this.#calls--;
  }

  /** Milliseconds until there is a call again. */
  waitMillis(now: number): number {
    if (this.#limit === undefined || this.available(now) > 0) return 0;
    const { calls, seconds } = this.#limit;
    return Math.ceil(((1 - this.#calls) * seconds * millisPerSecond) / calls);
  }
}

/** Thirds and tenths of a call do not add up to a whole one. */
const rounding = 1e-6;
