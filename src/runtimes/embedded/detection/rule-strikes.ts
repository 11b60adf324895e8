const hourMilliseconds = 3_600_000;

/** Each costs a time budget and a new worker; a rule that goes on like this would keep detection from going on. */
const strikesMax = 3;

/** Counts how often each rule had to be stopped. */
export class RuleStrikes {
  readonly #times = new Map<string, readonly number[]>();

  /** Whether this one is too many within an hour. `now` is any clock in milliseconds that does not go back. */
  strike(ruleName: string, now: number): boolean {
    const recent = (this.#times.get(ruleName) ?? []).filter(
      (time) => now - time < hourMilliseconds,
    );
    const times = [...recent, now];
    this.#times.set(ruleName, times);
    return times.length >= strikesMax;
  }
}
