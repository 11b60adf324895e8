import type { Rule } from '../../domain/rule.ts';

/**
 * What the engine tells about the code of rules while it runs: which one, how often, and for a sample how long. Plain
 * writes into typed arrays, since they happen for each rule and record; an onlooker in another thread can read them
 * when the code never comes back.
 */
export interface RuleClock {
  /** The first element is the ordinal of the rule whose code runs, or `outside`. */
  readonly inside: Int32Array;
  /** By ordinal: calls since the beginning of rules that are asked by themselves. */
  readonly calls: Float64Array;
  /** By ordinal: a sample of the calls. */
  readonly timedCalls: Float64Array;
  readonly timedMilliseconds: Float64Array;
  /** Rules that are always asked together, whose calls are counted together; the engine adds to it. */
  readonly groups: AskedTogether[];
  /** The place that a rule has in these lists. */
  ordinalOf(rule: Rule): number;
  /** How long an asynchronous answer of a rule is waited for. */
  patience(ordinal: number): Patience;
}

/** `inside` while no code of a rule runs. */
export const outside = -1;

export interface Patience {
  /** Resolves when the answer is not waited for any longer. */
  readonly outOfTime: Promise<OutOfTime>;
  /** It did not come in time. */
  gaveUp(): void;
}

/** What an asynchronous answer comes to that does not come. */
export class OutOfTime {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

interface AskedTogether {
  readonly ordinals: readonly number[];
  /** How often all of them were asked, since the beginning. */
  asked: number;
}

/** A rule as the clock sees it; `Question` is what it is asked. */
interface Clocked<Question> {
  readonly ordinal: number;
  ask(question: Question): void;
}

/** Looking at the clock takes longer than a short rule does, so that only one call in so many is timed. */
const timedEvery = 128;
/** The second of each row: the first call of all pays for much that comes once. */
const timedPhase = 1;
/** Of rules that are rarely asked there must be some times too. */
const timedFirst = 16;
/** What was timed before is of code that was not compiled yet, and counts only as long as there is nothing else. */
const firstWarmCall = timedEvery + timedPhase;

/**
 * Rules that a record of some log type always meets. Counting them one by one would cost a tenth of what they cost
 * themselves.
 */
export class ClockedGroup<Question> {
  readonly #rules: readonly Clocked<Question>[];
  readonly #clock: RuleClock;
  readonly #count: AskedTogether;

  constructor(rules: readonly Clocked<Question>[], clock: RuleClock) {
    this.#rules = rules;
    this.#clock = clock;
    this.#count = { ordinals: rules.map(({ ordinal }) => ordinal), asked: 0 };
    clock.groups.push(this.#count);
  }

  ask(question: Question): void {
    const earlier = this.#count.asked++;
    if (isTimed(earlier)) askTimed(this.#clock, this.#rules, question, earlier === firstWarmCall);
    else askAll(this.#clock.inside, this.#rules, question);
    this.#clock.inside[0] = outside;
  }
}

function askAll<Question>(
  inside: Int32Array,
  rules: readonly Clocked<Question>[],
  question: Question,
): void {
  for (const rule of rules) {
    inside[0] = rule.ordinal;
    rule.ask(question);
  }
}

/** Asks a rule that only some records meet. */
export function askClocked<Question>(
  clock: RuleClock,
  rule: Clocked<Question>,
  question: Question,
): void {
  const { inside, calls } = clock;
  const { ordinal } = rule;
  const earlier = calls[ordinal] ?? 0;
  calls[ordinal] = earlier + 1;
  if (isTimed(earlier)) {
    askTimed(clock, [rule], question, earlier === firstWarmCall);
  } else {
    inside[0] = ordinal;
    rule.ask(question);
  }
  inside[0] = outside;
}

const isTimed = (earlier: number): boolean =>
  earlier < timedFirst ? earlier >= timedPhase : earlier % timedEvery === timedPhase;

/** The time of each rule ends where that of the next one begins. */
function askTimed<Question>(
  { inside, timedCalls, timedMilliseconds }: RuleClock,
  rules: readonly Clocked<Question>[],
  question: Question,
  isFirstWarm: boolean,
): void {
  let began = performance.now();
  for (const rule of rules) {
    const { ordinal } = rule;
    inside[0] = ordinal;
    rule.ask(question);
    const ended = performance.now();
    const sum = isFirstWarm ? 0 : (timedMilliseconds[ordinal] ?? 0);
    timedMilliseconds[ordinal] = sum + ended - began;
    timedCalls[ordinal] = isFirstWarm ? 1 : (timedCalls[ordinal] ?? 0) + 1;
    began = ended;
  }
}
