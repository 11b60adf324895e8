import { setTimeout as pause } from 'node:timers/promises';
import type { Rule } from '../domain/rule.ts';
import { OutOfTime, outside, type RuleClock } from '../stages/rules-engine/rule-clock.ts';

/** Says in memory that another thread can see whose code runs, so that code which never comes back is found. */
export interface TestClock extends RuleClock {
  /** Something has come to its end; the same rule may be asked again without being taken for stuck. */
  beat(): void;
  /** Runs code that belongs to a rule outside of the engine, such as for an explanation or a title. */
  during<Value>(ruleName: string, code: () => Value): Value;
}

/** The shared memory: whose code runs, and a count that grows with everything that comes to an end. */
export const clockSlots = { inside: 0, beats: 1 } as const;

export const clockMemory = (): SharedArrayBuffer => {
  const memory = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
  new Int32Array(memory)[clockSlots.inside] = outside;
  return memory;
};

/** How long a rule may take with one record; a rule that is used takes microseconds. */
export const usualRuleMilliseconds = 5_000;

export function testClock(
  rules: readonly Rule[],
  { memory = clockMemory(), ruleMilliseconds = usualRuleMilliseconds }: TestClockOptions = {},
): TestClock {
  const slots = new Int32Array(memory);
  const ordinals = new Map(rules.map(({ name }, ordinal) => [name, ordinal]));
  const ordinalOf = (name: string): number => ordinals.get(name) ?? outside;
  const impatient = new Set<number>();
  return {
    inside: slots,
    calls: new Float64Array(rules.length),
    timedCalls: new Float64Array(rules.length),
    timedMilliseconds: new Float64Array(rules.length),
    groups: [],
    ordinalOf: ({ name }) => ordinalOf(name),
    patience(ordinal) {
      // Each further event of a rule that never answers would take as long again.
      const milliseconds = impatient.has(ordinal) ? ruleMilliseconds / 20 : ruleMilliseconds;
      const reason = `its answer did not come within ${milliseconds / 1000} s`;
      const outOfTime = pause(milliseconds).then(() => new OutOfTime(reason));
      return { outOfTime, gaveUp: () => void impatient.add(ordinal) };
    },
    beat() {
      slots[clockSlots.beats] = (slots[clockSlots.beats] ?? 0) + 1;
    },
    during(ruleName, code) {
      slots[clockSlots.inside] = ordinalOf(ruleName);
      try {
        return code();
      } finally {
        slots[clockSlots.inside] = outside;
        this.beat();
      }
    },
  };
}

export interface TestClockOptions {
  readonly memory?: SharedArrayBuffer | undefined;
  readonly ruleMilliseconds?: number | undefined;
}
