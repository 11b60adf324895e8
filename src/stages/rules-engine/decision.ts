import type { LogRecord } from '../../domain/record.ts';
import type { Field } from './field.ts';
import type { HoldsFor } from './field-test.ts';

/** Items whose conditions hold once one gets here, and fields that decide about further ones. */
export interface Decision<Item> {
  readonly items: readonly Item[];
  readonly tables: readonly DecisionTable<Item>[];
  readonly tests: readonly DecisionTests<Item>[];
}

/** Leads from each constant that a field is compared with to what is to be decided then. */
export interface DecisionTable<Item> {
  readonly field: Field;
  readonly byKey: ReadonlyMap<unknown, Decision<Item>>;
}

export interface DecisionTest<Item> {
  readonly holds: HoldsFor;
  readonly next: Decision<Item>;
}

/** Values whose outcome is remembered, and how long they may be. */
const rememberedMax = 2_000;
const rememberedCharactersMax = 500;
/** Fewer tests are asked faster than their outcome is looked up. */
const rememberedTestsMin = 4;
/** After so many look-ups, less than half of them answered, a field's values are too many to remember. */
const trialLookups = 4_000;

const none: readonly never[] = [];

/**
 * The tests of one field that no table can hold. Where there are many, what they said about a text is remembered:
 * addresses, user agents and commands come again and again.
 */
export class DecisionTests<Item> {
  readonly #field: Field;
  readonly #tests: readonly DecisionTest<Item>[];
  #remembered: Map<string, readonly Decision<Item>[]> | undefined;
  #lookups = 0;
  #misses = 0;

  constructor(field: Field, tests: readonly DecisionTest<Item>[], mayRemember: boolean) {
    this.#field = field;
    this.#tests = tests;
    if (mayRemember && tests.length >= rememberedTestsMin) this.#remembered = new Map();
  }

  /** What is to be decided next, for each test that holds. */
  holding(record: LogRecord): readonly Decision<Item>[] {
    const { value } = this.#field.load(record);
    const remembered = this.#remembered;
    if (remembered === undefined || typeof value !== 'string') return this.#ask();
    this.#lookups++;
    return remembered.get(value) ?? this.#remember(remembered, value);
  }

  #ask(): readonly Decision<Item>[] {
    let holding: Decision<Item>[] | undefined;
    for (const { holds, next } of this.#tests) {
      if (!holds(this.#field)) continue;
      holding ??= [];
      holding.push(next);
    }
    return holding ?? none;
  }

  #remember(
    remembered: Map<string, readonly Decision<Item>[]>,
    value: string,
  ): readonly Decision<Item>[] {
    const holding = this.#ask();
    this.#misses++;
    if (this.#lookups > trialLookups && this.#misses * 2 > this.#lookups) {
      this.#remembered = undefined;
    } else if (value.length <= rememberedCharactersMax) {
      if (remembered.size >= rememberedMax) remembered.clear();
      remembered.set(value, holding);
    }
    return holding;
  }
}
