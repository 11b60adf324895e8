import { frozenValue } from '../../domain/lookups.ts';
import { reasonOf, StreamAlertError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type {
  KeyedAnswer,
  KeyedSource,
  LookupTable,
  TableAnswer,
} from '../../ports/lookup-tables.ts';
import { isSameValue } from './same-value.ts';

export interface KeyedTableOptions {
  /** How long an answer is trusted; to the last millisecond. */
  readonly refreshMilliseconds: number;
  /** Most keys kept in memory; 0 is no limit. */
  readonly keysMax: number;
  readonly clock: Clock;
  readonly report: (reason: string) => void;
}

/** After a failure a key is asked again as soon as this. */
const retryMillisecondsMax = 30_000;

/** Questions that are under way at once; the connections of the SDK are as many. */
const askedAtOnceMax = 50;

/** A source that did not answer is left in peace for so long: each question waits long, and there may be thousands. */
const restMilliseconds = 5_000;

/** Where there is no limit, answers that nobody asked for in so long make room when there are many. */
const idleMilliseconds = 3_600_000;
const manyKeys = 100_000;

interface Kept {
  readonly answer: TableAnswer;
  readonly freshUntil: number;
}

/**
 * A table that is asked one key at a time, with the answers of the last minutes in memory, those that nothing is there
 * as well. When asking again fails the last answer goes on, and it is tried again soon.
 */
export function keyedTable(source: KeyedSource, options: KeyedTableOptions): LookupTable {
  const kept = new KeptAnswers(options.keysMax);
  const underWay = new Map<string, Promise<TableAnswer>>();
  const { clock, report } = options;
  const asking = patientSource(source, clock);

  const ask = async (key: string): Promise<TableAnswer> => {
    const before = kept.get(key);
    try {
      const answer = heard(await asking(key), report);
      kept.set(key, { answer, freshUntil: clock.now() + options.refreshMilliseconds });
      return answer;
    } catch (error) {
      if (before === undefined) throw error;
      const soon = Math.min(options.refreshMilliseconds, retryMillisecondsMax);
      kept.set(key, { ...before, freshUntil: clock.now() + soon });
      const reason = error instanceof StreamAlertError ? error.message : reasonOf(error);
      report(`${reason}; earlier answers go on`);
      return before.answer;
    }
  };
  return {
    driver: source.driver,
    id: source.id,
    get: () => ({ outcome: 'not in memory' }),
    async getAsync(key) {
      const now = clock.now();
      const known = kept.get(key);
      if (known !== undefined && now <= known.freshUntil) return known.answer;
      kept.sweep(now - idleMilliseconds);
      const asked = underWay.get(key);
      if (asked !== undefined) return asked;
      const answering = ask(key).finally(() => underWay.delete(key));
      underWay.set(key, answering);
      return answering;
    },
    refresh: async () => undefined,
    async change(key, to) {
      const found = await source.get(key);
      const before = found.outcome === 'found' ? found.value : undefined;
      const after = to(before);
      if (isSameValue(before, after)) {
        return { before, after, outcome: 'unchanged' };
      }
      await source.set(key, after);
      kept.delete(key);
      return { before, after, outcome: 'written' };
    },
    close: () => undefined,
  };
}

/** Asks so many keys at once, and nothing for a while after the source could not be reached. */
function patientSource(source: KeyedSource, clock: Clock): (key: string) => Promise<KeyedAnswer> {
  const waiting: (() => void)[] = [];
  let asked = 0;
  let trouble: { readonly error: StreamAlertError; readonly until: number } | undefined;

  return async (key) => {
    if (asked >= askedAtOnceMax) await new Promise<void>((turn) => waiting.push(turn));
    else asked++;
    try {
      if (trouble !== undefined && clock.now() < trouble.until) throw trouble.error;
      trouble = undefined;
      return await source.get(key);
    } catch (error) {
      if (error instanceof StreamAlertError && error.code === 'STATE_UNAVAILABLE') {
        trouble ??= { error, until: clock.now() + restMilliseconds };
      }
      throw error;
    } finally {
      const next = waiting.shift();
      if (next === undefined) asked--;
      else next();
    }
  };
}

function heard(answer: KeyedAnswer, report: (reason: string) => void): TableAnswer {
  if (answer.outcome === 'found') return { ...answer, value: frozenValue(answer.value) };
  if (answer.outcome === 'blank') report(answer.reason);
  return { outcome: 'nothing there' };
}

/** A map that drops a random key when it is full and another one comes. */
class KeptAnswers {
  readonly #keysMax: number;
  readonly #answers = new Map<string, Kept>();
  /** The same keys, so that one of them can be drawn. */
  #keys: string[] = [];
  #sweepAt = manyKeys;

  constructor(keysMax: number) {
    this.#keysMax = keysMax;
  }

  get(key: string): Kept | undefined {
    return this.#answers.get(key);
  }

  set(key: string, answer: Kept) {
    if (!this.#answers.has(key)) {
      if (this.#keysMax > 0 && this.#keys.length >= this.#keysMax) this.#evict();
      this.#keys.push(key);
    }
    this.#answers.set(key, answer);
  }

  delete(key: string) {
    if (this.#answers.delete(key)) this.#keys = this.#keys.filter((each) => each !== key);
  }

  /** Forgets answers that were trusted no longer than that, once there are many. */
  sweep(before: number) {
    if (this.#keys.length < this.#sweepAt) return;
    for (const [key, { freshUntil }] of this.#answers) {
      if (freshUntil < before) this.#answers.delete(key);
    }
    this.#keys = [...this.#answers.keys()];
    this.#sweepAt = Math.max(manyKeys, this.#keys.length * 2);
  }

  #evict() {
    const index = Math.floor(Math.random() * this.#keys.length);
    const last = this.#keys.pop();
    const drawn = index < this.#keys.length ? this.#keys[index] : last;
    if (drawn === undefined || last === undefined) return;
    if (drawn !== last) this.#keys[index] = last;
    this.#answers.delete(drawn);
  }
}
