import type { Condition } from './conditions.ts';
import { type Decision, type DecisionTable, type DecisionTest, DecisionTests } from './decision.ts';
import { Field, type Round } from './field.ts';

/** An item and what is still to be asked before its conditions hold. The same question is one value. */
interface Question<Item> {
  readonly id: number;
  readonly item: Item;
  readonly conditions: readonly Condition[];
  /** The question that is left when one of the conditions is known to hold. */
  readonly without: Map<Condition, Question<Item>>;
}

/** Below this many items, asking one by one is as fast as a table. */
const tabledItemsMin = 3;
/**
 * An item stands in a table once for each of its constants, and again in the tables below: the first table takes
 * lists of any length, the others short ones, and no item stands in more than a few below each other.
 */
const innerConstantsMax = 16;
const tabledDepthMax = 3;
/** Where tables end whatever the rules; what is left is asked one by one. */
const innerEntriesMax = 200_000;

/** Builds the tree that decides about all items, from the field that tells most at its top. */
export function buildDecision<Item>(
  conditional: readonly { readonly item: Item; readonly conditions: readonly Condition[] }[],
  round: Round,
): Decision<Item> {
  return new DecisionBuilder<Item>(round).root(conditional);
}

class DecisionBuilder<Item> {
  readonly #round: Round;
  readonly #fields = new Map<string, Field>();
  readonly #decisions = new Map<string, Decision<Item>>();
  #questions = 0;
  #innerEntries = 0;

  constructor(round: Round) {
    this.#round = round;
  }

  root(
    conditional: readonly { readonly item: Item; readonly conditions: readonly Condition[] }[],
  ): Decision<Item> {
    const questions = conditional.map(({ item, conditions }) => this.#question(item, conditions));
    return this.#decision(questions, 0);
  }

  #question(item: Item, conditions: readonly Condition[]): Question<Item> {
    return { id: this.#questions++, item, conditions, without: new Map() };
  }

  #without(question: Question<Item>, condition: Condition): Question<Item> {
    const known = question.without.get(condition);
    if (known) return known;
    const rest = question.conditions.filter((each) => each !== condition);
    const left = this.#question(question.item, rest);
    question.without.set(condition, left);
    return left;
  }

  /** The same questions are decided in the same way, so many constants lead to one decision. */
  #decision(questions: readonly Question<Item>[], depth: number): Decision<Item> {
    const name = `${depth}:${questions.map(({ id }) => id).join()}`;
    const known = this.#decisions.get(name);
    if (known) return known;
    const decision = this.#build(questions, depth);
    this.#decisions.set(name, decision);
    return decision;
  }

  #build(questions: readonly Question<Item>[], depth: number): Decision<Item> {
    const [decided, asked] = divide(questions, ({ conditions }) => conditions.length === 0);
    const tables: DecisionTable<Item>[] = [];
    let open = asked;
    for (
      let field = this.#bestField(open, depth);
      field !== undefined;
      field = this.#bestField(open, depth)
    ) {
      const [compared, others] = divide(
        open,
        (question) => tabled(question, field, depth) !== undefined,
      );
      tables.push(this.#table(compared, field, depth));
      open = others;
    }
    return { items: decided.map(({ item }) => item), tables, tests: this.#tests(open, depth) };
  }

  #table(questions: readonly Question<Item>[], field: string, depth: number): DecisionTable<Item> {
    const byKey = new Map<unknown, Question<Item>[]>();
    for (const question of questions) {
      const condition = tabled(question, field, depth);
      if (!condition) continue;
      const left = this.#without(question, condition);
      if (depth > 0) this.#innerEntries += condition.keys?.length ?? 0;
      for (const key of condition.keys ?? []) {
        const same = byKey.get(key);
        if (same) same.push(left);
        else byKey.set(key, [left]);
      }
    }
    const decisions = [...byKey].map(
      ([key, left]) => [key, this.#decision(left, depth + 1)] as const,
    );
    return { field: this.#field(field), byKey: new Map(decisions) };
  }

  /** For the items that stand in no table: the first condition of each is asked, equal ones once. */
  #tests(questions: readonly Question<Item>[], depth: number): readonly DecisionTests<Item>[] {
    const first = questions.flatMap((question) => {
      const condition = cheapest(question.conditions);
      return condition ? [{ condition, left: this.#without(question, condition) }] : [];
    });
    const byField = Map.groupBy(first, ({ condition }) => condition.field);
    return [...byField].map(([field, ofField]) => {
      const byTest = Map.groupBy(ofField, ({ condition }) => condition.test.text);
      const tests = [...byTest.values()].map((same): DecisionTest<Item> => {
        const next = this.#decision(
          same.map(({ left }) => left),
          depth,
        );
        return { holds: same[0]?.condition.test.holds ?? never, next };
      });
      return new DecisionTests(this.#field(field), tests, depth === 0);
    });
  }

  #field(name: string): Field {
    const field = this.#fields.get(name) ?? new Field(JSON.parse(name), this.#round);
    this.#fields.set(name, field);
    return field;
  }

  /**
   * The field that narrows the items down most: compared by many of them, with many different constants.
   * Undefined when no field is compared often enough to be worth a table.
   */
  #bestField(questions: readonly Question<Item>[], depth: number): string | undefined {
    if (depth >= tabledDepthMax || this.#innerEntries > innerEntriesMax) return undefined;
    const compared = questions.flatMap(({ conditions }) =>
      conditions.filter((condition) => isTabled(condition, depth)),
    );
    let best: { field: string; score: number } | undefined;
    for (const [field, uses] of Map.groupBy(compared, (condition) => condition.field)) {
      if (uses.length < tabledItemsMin) continue;
      const constants = new Set(uses.flatMap(({ keys = [] }) => keys)).size;
      const score = uses.reduce((sum, { keys = [] }) => sum + ruledOut(keys, constants), 0);
      if (!best || score > best.score) best = { field, score };
    }
    return best?.field;
  }
}

const never = (): boolean => false;

function divide<Value>(values: readonly Value[], isFirst: (value: Value) => boolean) {
  return [values.filter(isFirst), values.filter((value) => !isFirst(value))] as const;
}

const isTabled = ({ keys }: Condition, depth: number): boolean =>
  keys !== undefined && (depth === 0 || keys.length <= innerConstantsMax);

const tabled = (
  { conditions }: Question<unknown>,
  field: string,
  depth: number,
): Condition | undefined =>
  conditions.find((condition) => condition.field === field && isTabled(condition, depth));

/** The share of records that a comparison rules out, by a guess: all constants and the rest are as frequent. */
const ruledOut = (keys: readonly unknown[], constants: number): number =>
  keys.includes(null) ? 0 : 1 - keys.length / (constants + 1);

const cheapest = (conditions: readonly Condition[]): Condition | undefined =>
  conditions.toSorted((a, b) => a.test.cost - b.test.cost)[0];
