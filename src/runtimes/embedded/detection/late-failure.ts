import { reasonOf } from '../../../domain/errors.ts';
import type { RuleFailure } from '../../../domain/rule.ts';
import { type PlacedRule, placesOf, placeText, ruleOfStack } from './rule-places.ts';

/** A rule that threw after it had answered; which record it was about is not known any more. */
export type LateFailure = Pick<RuleFailure, 'ruleName' | 'part' | 'reason'>;

/** Under what a failure is counted that cannot be put down to a rule. */
const unknownRule = '(unknown rule)';

const reasonCharactersMax = 500;

export function lateFailure(error: unknown, rules: readonly PlacedRule[]): LateFailure {
  const found = ruleOfStack(rules, placesOf(stackOf(error)));
  const at = found === undefined ? '' : ` (${placeText(found.place)})`;
  return {
    ruleName: rules[found?.ordinal ?? -1]?.name ?? unknownRule,
    part: 'matches',
    reason: `threw after it had answered, in a timer or a promise that nobody waits for: ${shown(error)}${at}`,
  };
}

const stackOf = (error: unknown): string => {
  try {
    return error instanceof Error ? String(error.stack) : '';
  } catch {
    // What is thrown may itself throw when it is looked at.
    return '';
  }
};

const shown = (error: unknown): string => {
  try {
    return reasonOf(error).slice(0, reasonCharactersMax);
  } catch {
    // The same.
    return 'something that cannot be shown';
  }
};
