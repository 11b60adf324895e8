import type { Alert } from '../../domain/alert.ts';
import type { Failure } from '../../outputs/output.ts';

const millisPerSecond = 1000;
/** Left alone for 1, 2, 4, 8 … seconds, and for this at most unless the destination wants more. */
const pauseSecondsMax = 15 * 60;
/** So many alerts in a row that one after the other were not accepted: it is the output, and not an alert. */
const failuresMax = 3;
/** Fewer are no sign of age: after a weekend the machine is up a moment before its network is. */
const probesMin = 5;

/** Why nothing gets through, and since when. Instants are milliseconds since 1970 UTC. */
export interface Trouble {
  readonly since: number;
  /** The last attempt that failed. */
  readonly lastAt: number;
  readonly reason: string;
}

/**
 * Whether an output may be tried. `closed`: as usual. `open`: not at all, until a pause is over. `half open`: by one
 * alert, whose outcome closes the circuit or opens it for longer.
 */
export type CircuitState = 'closed' | 'open' | 'half open';

type Tried = Pick<Alert, 'id' | 'ruleName'>;

/** Keeps an output that is down from being asked for every alert that waits for it. */
export class Circuit {
  readonly #random: () => number;
  readonly #failedInRow = new Set<string>();
  readonly #failedRules = new Set<string>();
  /** Rules whose alerts were not accepted when those of another rule were. */
  readonly #suspects = new Set<string>();
  #open: { readonly from: number; readonly until: number; readonly probes: number } | undefined;
  #trouble: Trouble | undefined;

  /** `random` is from 0 to 1. */
  constructor(random: () => number) {
    this.#random = random;
  }

  stateAt(now: number): CircuitState {
    if (this.#open === undefined) return 'closed';
    const { from, until } = this.#open;
    // A clock that was set back must not make a pause of a minute one of an hour.
    return from <= now && now < until ? 'open' : 'half open';
  }

  /** Undefined while the last thing that was learned about the output is that it accepts alerts. */
  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  /** When the output may be tried again; 0 while the circuit is closed. */
  get opensAgainAt(): number {
    return this.#open?.until ?? 0;
  }

  /** It was down for long enough to give up what has waited for too long. */
  get isLongDown(): boolean {
    return (this.#open?.probes ?? 0) >= probesMin;
  }

  /** Whether the alerts of a rule say more about themselves than about the output. */
  isSuspect(ruleName: string): boolean {
    return this.#suspects.has(ruleName);
  }

  accepted({ ruleName }: Tried): void {
    for (const rule of this.#failedRules) this.#suspects.add(rule);
    this.#suspects.delete(ruleName);
    this.#failedRules.clear();
    this.#failedInRow.clear();
    this.#open = undefined;
    this.#trouble = undefined;
  }

  /** An attempt was not accepted. One alert, or those of one rule, that fail again and again open nothing for ever. */
  failed({ id, ruleName }: Tried, failure: Failure, now: number): void {
    const { retryAfterSeconds = 0 } = failure;
    const wanted = now + retryAfterSeconds * millisPerSecond;
    const state = this.stateAt(now);
    if (state === 'closed' && retryAfterSeconds === 0 && this.#suspects.has(ruleName)) return;
    this.#trouble = { since: this.#trouble?.since ?? now, lastAt: now, reason: failure.reason };
    this.#failedRules.add(ruleName);
    if (state === 'half open') return this.#pause(now, wanted, (this.#open?.probes ?? 0) + 1);
    if (this.#open !== undefined) {
      // It was on its way when the circuit opened.
      this.#open = { ...this.#open, until: Math.max(this.#open.until, Math.ceil(wanted)) };
      return;
    }
    this.#failedInRow.add(id);
    if (retryAfterSeconds > 0 || this.#failedInRow.size >= failuresMax) this.#pause(now, wanted, 0);
  }

  /** Somebody has mended something and wants to see. */
  hurry(now: number): void {
    if (this.#open !== undefined) this.#open = { ...this.#open, until: now };
  }

  #pause(now: number, wanted: number, probes: number): void {
    const bound = Math.min(2 ** probes, pauseSecondsMax) * millisPerSecond;
    // From half of it on, so that what is down is left alone, and several machines do not come back together.
    const until = Math.max(now + bound / 2 + (this.#random() * bound) / 2, wanted);
    this.#open = { from: now, until: Math.ceil(until), probes };
  }
}
