import type { Publisher } from './publication.ts';
import type { Matcher, Rule } from './rule.ts';
import type { Problem } from './rule-problems.ts';

type Kind = 'rule' | 'matcher' | 'publisher' | 'dynamicOutput' | 'parser';

/** Symbols of the registry, so that values of two copies of this module know each other. */
const kindKey = Symbol.for('streamalert.kind');
const problemsKey = Symbol.for('streamalert.problems');

const rules = new Set<Rule>();

/** Every rule that was defined in this thread, so that one which nobody exports can be told. */
export const definedRules = (): Iterable<Rule> => rules;

/** Marks a value as content of a kind, keeps what is wrong with it, and makes it unchangeable. */
export function branded<Value extends object>(
  value: Value,
  kind: Kind,
  problems: readonly Problem[],
): Value {
  Object.defineProperties(value, {
    [kindKey]: { value: kind },
    [problemsKey]: { value: problems },
  });
  Object.freeze(value);
  if (isRule(value)) rules.add(value);
  return value;
}

const isKind = (value: unknown, kind: Kind): boolean =>
  typeof value === 'object' && value !== null && Reflect.get(value, kindKey) === kind;

export const isRule = (value: unknown): value is Rule => isKind(value, 'rule');
export const isMatcher = (value: unknown): value is Matcher => isKind(value, 'matcher');
export const isParser = (value: unknown): value is { readonly name: string } =>
  isKind(value, 'parser');
export const isPublisher = (value: unknown): value is Publisher => isKind(value, 'publisher');

/** What is wrong with how a rule, matcher, publisher or parser was defined; empty for a sound one. */
export function problemsOf(value: object): readonly Problem[] {
  const found: unknown = Reflect.get(value, problemsKey);
  return Array.isArray(found) ? found : [];
}
