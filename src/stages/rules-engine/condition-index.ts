import type { LogRecord } from '../../domain/record.ts';
import { buildDecision } from './build-decision.ts';
import type { Condition } from './conditions.ts';
import type { Decision } from './decision.ts';
import type { Round } from './field.ts';

/**
 * Items that were found for a record, in lists as they stand in the index. Cleared and filled again for the next
 * record, so that finding allocates nothing.
 */
export class Candidates<Item> {
  readonly lists: (readonly Item[])[] = [];
  count = 0;

  add(items: readonly Item[]): void {
    this.lists[this.count++] = items;
  }
}

/** Puts the items whose conditions hold for a record in place of what was found before, in no particular order. */
export type FindCandidates<Item> = (record: LogRecord, found: Candidates<Item>) => void;

/** What is to be found, and all that must hold for it. */
export interface Conditional<Item> {
  readonly item: Item;
  readonly conditions: readonly Condition[];
}

/**
 * Turns the conditions of many rules into one decision tree, so that a record meets only the rules that share
 * its values: a field that many rules compare with constants becomes a table from value to the rules left.
 */
export function compileConditionIndex<Item>(
  conditional: readonly Conditional<Item>[],
): FindCandidates<Item> {
  const round: Round = { number: 0 };
  const root = buildDecision(conditional, round);
  return (record, found) => {
    round.number++;
    found.count = 0;
    collect(root, record, found);
  };
}

function collect<Item>(decision: Decision<Item>, record: LogRecord, found: Candidates<Item>): void {
  if (decision.items.length > 0) found.add(decision.items);
  for (const { field, byKey } of decision.tables) {
    const next = byKey.get(field.load(record).key);
    if (next !== undefined) collect(next, record, found);
  }
  for (const tests of decision.tests) {
    for (const next of tests.holding(record)) collect(next, record, found);
  }
}
