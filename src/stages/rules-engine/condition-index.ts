import type { LogRecord } from '../../domain/record.ts';
import type { Condition } from './conditions.ts';
import { Field, type Round } from './field.ts';
import type { HoldsFor } from './field-test.ts';

/** Adds the items whose conditions hold for a record, in no particular order. */
export type FindCandidates<Item> = (record: LogRecord, found: Item[]) => void;

/** An item and what is still to be asked before its conditions hold. */
interface Question<Item> {
  readonly item: Item;
  readonly conditions: readonly Condition[];
}

/** A decision: items that hold once one gets here, and fields that decide about further ones. */
interface Decision<Item> {
  readonly items: readonly Item[];
  readonly tables: readonly Table<Item>[];
  readonly tests: readonly FieldTests<Item>[];
}

interface Table<Item> {
  readonly field: Field;
  readonly byKey: ReadonlyMap<unknown, Decision<Item>>;
}

/** Below this many items, asking one by one is as fast as a table. */
const tabledItemsMin = 3;

/** An item with lists on many fields stands in the product of their lengths; this is where that ends. */
const tabledDepthMax = 3;
const decisionsMax = 20_000;

/**
 * Turns the conditions of many rules into one decision tree, so that a record meets only the rules that share
 * its values: a field that many rules compare with constants becomes a table from value to the rules left.
 */
export function compileConditionIndex<Item>(
  questions: readonly Question<Item>[],
): FindCandidates<Item> {
  const round: Round = { number: 0 };
  const root = new Builder<Item>(round).decision(questions, 0);
  return (record, found) => {
    round.number++;
    collect(root, record, found);
  };
}

function collect<Item>(decision: Decision<Item>, record: LogRecord, found: Item[]): void {
  for (const item of decision.items) found.push(item);
  for (const { field, byKey } of decision.tables) {
    const next = byKey.get(field.load(record).key);
    if (next !== undefined) collect(next, record, found);
  }
  for (const tests of decision.tests) {
    for (const next of tests.holding(record)) collect(next, record, found);
  }
}

/** Values whose outcome is remembered; a field that holds more different ones is not worth it. */
const rememberedMax = 2_000;
/** Fewer tests are asked faster than their outcome is looked up. */
const rememberedTestsMin = 4;
/** After so many look-ups, less than half of them answered, a field is given up. */
const trialLookups = 4_000;

/** The tests of one field that no table can hold, with what they said about values seen before. */
class FieldTests<Item> {
  readonly #field: Field;
  readonly #tests: readonly { readonly holds: HoldsFor; readonly next: Decision<Item> }[];
  #remembered: Map<string, readonly Decision<Item>[]> | undefined;
  #lookups = 0;
  #misses = 0;

  constructor(
    field: Field,
    tests: readonly { readonly holds: HoldsFor; readonly next: Decision<Item> }[],
  ) {
    this.#field = field;
    this.#tests = tests;
    this.#remembered = tests.length >= rememberedTestsMin ? new Map() : undefined;
  }

  /** What is to be decided next, for each test that holds. */
  holding(record: LogRecord): readonly Decision<Item>[] {
    const { value } = this.#field.load(record);
    if (this.#remembered === undefined || typeof value !== 'string') return this.#ask();
    this.#lookups++;
    const known = this.#remembered.get(value);
    if (known !== undefined) return known;
    const holding = this.#ask();
    this.#remember(this.#remembered, value, holding);
    return holding;
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
    holding: readonly Decision<Item>[],
  ): void {
    this.#misses++;
    if (this.#lookups > trialLookups && this.#misses * 2 > this.#lookups) {
      this.#remembered = undefined;
      return;
    }
    if (remembered.size >= rememberedMax) remembered.clear();
    remembered.set(value, holding);
  }
}

const none: readonly never[] = [];

class Builder<Item> {
  #decisions = 0;
  readonly #round: Round;
  readonly #fields = new Map<string, Field>();

  constructor(round: Round) {
    this.#round = round;
  }

  decision(questions: readonly Question<Item>[], depth: number): Decision<Item> {
    this.#decisions++;
    const items = questions
      .filter(({ conditions }) => conditions.length === 0)
      .map(({ item }) => item);
    let open = questions.filter(({ conditions }) => conditions.length > 0);
    const tables: Table<Item>[] = [];
    while (depth < tabledDepthMax && this.#decisions < decisionsMax) {
      const field = bestField(open);
      if (field === undefined) break;
      const { compared = [], others = [] } = Object.groupBy(open, ({ conditions }) =>
        conditions.some((condition) => isOn(field, condition)) ? 'compared' : 'others',
      );
      tables.push(this.#table(field, compared, depth));
      open = others;
    }
    return { items, tables, tests: this.#tests(open, depth) };
  }

  /** Leads from each constant to the items that name it. */
  #table(field: string, questions: readonly Question<Item>[], depth: number): Table<Item> {
    const byKey = new Map<unknown, Question<Item>[]>();
    let path: readonly string[] = [];
    for (const { item, conditions } of questions) {
      const compared = conditions.find((condition) => isOn(field, condition));
      if (!compared) continue;
      path = compared.path;
      const rest = { item, conditions: conditions.filter((each) => each !== compared) };
      for (const key of compared.keys ?? []) {
        const same = byKey.get(key);
        if (same) same.push(rest);
        else byKey.set(key, [rest]);
      }
    }
    const decisions = [...byKey].map(
      ([key, rest]) => [key, this.decision(rest, depth + 1)] as const,
    );
    return { field: this.#field(path), byKey: new Map(decisions) };
  }

  /** For the items that stand in no table: the first test of each is asked, equal tests once. */
  #tests(questions: readonly Question<Item>[], depth: number): readonly FieldTests<Item>[] {
    const first = questions.flatMap(({ item, conditions }) => {
      const [condition, ...rest] = conditions.toSorted((a, b) => costOf(a) - costOf(b));
      return condition ? [{ condition, question: { item, conditions: rest } }] : [];
    });
    const byField = Map.groupBy(first, ({ condition }) => fieldOf(condition));
    return [...byField.values()].map((ofField) => {
      const byTest = Map.groupBy(ofField, ({ condition }) => condition.test.text);
      const tests = [...byTest.values()].flatMap((same) => {
        const next = this.decision(
          same.map(({ question }) => question),
          depth,
        );
        return same.slice(0, 1).map(({ condition }) => ({ holds: condition.test.compile(), next }));
      });
      return new FieldTests(this.#field(ofField[0]?.condition.path ?? []), tests);
    });
  }

  #field(path: readonly string[]): Field {
    const name = JSON.stringify(path);
    const field = this.#fields.get(name) ?? new Field(path, this.#round);
    this.#fields.set(name, field);
    return field;
  }
}

/** A field deep inside is rarely there, and rarely read for any other rule. */
const costOf = ({ path, test }: Condition): number => test.cost + (path.length - 1) / 2;

const fieldOf = ({ path }: Condition): string => JSON.stringify(path);

const isOn = (field: string, condition: Condition): boolean =>
  condition.keys !== undefined && fieldOf(condition) === field;

/**
 * The field that narrows the items down most: compared by many of them, with many different constants.
 * Undefined when no field is compared often enough to be worth a table.
 */
function bestField(questions: readonly Question<unknown>[]): string | undefined {
  const compared = questions.flatMap(({ conditions }) =>
    conditions.flatMap((condition) =>
      condition.keys ? [{ field: fieldOf(condition), keys: condition.keys }] : [],
    ),
  );
  let best: { field: string; score: number } | undefined;
  for (const [field, uses] of Map.groupBy(compared, (use) => use.field)) {
    if (uses.length < tabledItemsMin) continue;
    const constants = new Set(uses.flatMap(({ keys }) => keys)).size;
    const score = uses.reduce((sum, { keys }) => sum + ruledOut(keys, constants), 0);
    if (!best || score > best.score) best = { field, score };
  }
  return best?.field;
}

/** The share of records that a comparison rules out, by a guess: all constants and the rest are as frequent. */
const ruledOut = (keys: readonly unknown[], constants: number): number =>
  keys.includes(null) ? 0 : 1 - keys.length / (constants + 1);
