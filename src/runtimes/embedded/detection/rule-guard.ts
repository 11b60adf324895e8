import type { RuleStat } from '../../../domain/batch.ts';
import type { LogType } from '../../../domain/log-type.ts';
import type { Rule } from '../../../domain/rule.ts';
import {
  OutOfTime,
  outside,
  type Patience,
  type RuleClock,
} from '../../../stages/rules-engine/rule-clock.ts';
import { type DetectionSetup, ruleTimeoutSecondsDefault } from './setup.ts';
import { noJob, type WorkerTrace } from './worker-trace.ts';

/** Watches over rules from within their own thread: counts and times them, and does not wait for ever. */
export interface RuleGuard {
  readonly clock: RuleClock;
  /** Begins a job of the pool, whose rules share one time for answers that come later. */
  job(id: number): GuardedJob;
  /** Rules that were asked since this was asked for the last time; `matches` is for the caller to fill in. */
  takeStats(): RuleStat[];
}

export interface GuardedJob {
  /** A record is about to meet the rules. */
  see(position: number | string, logType: LogType): void;
  /** Does something on behalf of a rule besides asking it; `place` is that of the record. */
  onBehalfOf<Value>(rule: Rule, place: string, work: () => Value): Value;
  /** `work` asks all its rules before it waits for the first time; `position` is where it begins. */
  run<Value>(position: number, work: () => Promise<Value>): Promise<Value>;
}

export function ruleGuard(
  rules: readonly Rule[],
  trace: WorkerTrace,
  {
    ruleTimeoutSeconds: timeoutSeconds = ruleTimeoutSecondsDefault,
  }: Pick<DetectionSetup, 'ruleTimeoutSeconds'>,
): RuleGuard {
  const names = rules.map(({ name }) => name);
  const ordinals = new Map(names.map((name, ordinal) => [name, ordinal]));
  const counters = {
    calls: new Float64Array(names.length),
    timedCalls: new Float64Array(names.length),
    timedMilliseconds: new Float64Array(names.length),
  };
  const groups: RuleClock['groups'] = [];
  let patience: JobPatience | undefined;

  const clock: RuleClock = {
    inside: trace.cells,
    ...counters,
    groups,
    ordinalOf: ({ name }) => ordinals.get(name) ?? outside,
    patience: (ordinal) => patience?.of(ordinal) ?? endless,
  };
  return {
    clock,
    job(id) {
      const late = new Set<number>();
      return {
        see: (position, logType) => trace.see(position, logType),
        onBehalfOf(rule, place, work) {
          const { job } = trace;
          // Where an answer was waited for, others were worked on meanwhile.
          if (job !== id) {
            trace.job = id;
            trace.position = Number.parseInt(place, 10);
          }
          trace.inside = clock.ordinalOf(rule);
          try {
            return work();
          } finally {
            trace.inside = outside;
            trace.job = job;
          }
        },
        run(position, work) {
          const own = new JobPatience(timeoutSeconds, late);
          patience = own;
          trace.position = position;
          trace.job = id;
          const result = work();
          // What comes from here on comes by itself, whichever job is worked on by then.
          trace.job = noJob;
          patience = undefined;
          own.begins();
          return result.finally(() => own.ends());
        },
      };
    },
    takeStats: statsOf(names, groups, counters),
  };
}

/** For whoever asks rules outside of any job. */
const endless: Patience = { outOfTime: new Promise(() => {}), gaveUp: () => {} };

/** How long the asynchronous answers of one batch are waited for; the time begins when all of them were asked for. */
class JobPatience {
  readonly #seconds: number;
  /** Rules that did not answer in time before, in the same job: they have had their time. */
  readonly #late: Set<number>;
  readonly #end = Promise.withResolvers<OutOfTime>();
  #isAsked = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(seconds: number, late: Set<number>) {
    this.#seconds = seconds;
    this.#late = late;
  }

  of(ordinal: number): Patience {
    const gaveUp = () => void this.#late.add(ordinal);
    if (this.#late.has(ordinal)) return { outOfTime: Promise.resolve(this.#outOfTime()), gaveUp };
    this.#isAsked = true;
    return { outOfTime: this.#end.promise, gaveUp };
  }

  begins(): void {
    if (!this.#isAsked) return;
    const end = () => this.#end.resolve(this.#outOfTime());
    this.#timer = setTimeout(end, this.#seconds * 1000);
  }

  ends(): void {
    clearTimeout(this.#timer);
  }

  #outOfTime(): OutOfTime {
    return new OutOfTime(`its answer did not come within ${this.#seconds} s`);
  }
}

type Counters = Pick<RuleClock, 'calls' | 'timedCalls' | 'timedMilliseconds'>;

function statsOf(
  names: readonly string[],
  groups: RuleClock['groups'],
  { calls, timedCalls, timedMilliseconds }: Counters,
): () => RuleStat[] {
  const taken = new Float64Array(names.length);
  const total = new Float64Array(names.length);
  return () => {
    total.set(calls);
    for (const { ordinals, asked } of groups) {
      for (const ordinal of ordinals) total[ordinal] = (total[ordinal] ?? 0) + asked;
    }
    const stats: RuleStat[] = [];
    for (const [ordinal, ruleName] of names.entries()) {
      const sum = total[ordinal] ?? 0;
      const added = sum - (taken[ordinal] ?? 0);
      if (added === 0) continue;
      taken[ordinal] = sum;
      const timed = timedCalls[ordinal] ?? 0;
      const average = timed === 0 ? 0 : (timedMilliseconds[ordinal] ?? 0) / timed;
      stats.push({ ruleName, calls: added, matches: 0, microseconds: average * added * 1000 });
    }
    return stats;
  };
}
