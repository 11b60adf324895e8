import { isJsonObject } from '../../domain/json.ts';
import { normalizationKey } from '../../domain/log-type.ts';
import type { Rule } from '../../domain/rule.ts';
import { type Scalar, splitWherePath, type WhereTest } from '../../domain/where.ts';
import { compileFieldTest, equalityKeys, type HoldsFor } from './field-test.ts';

/** Something about one field that must hold before a rule's code is asked. */
export interface Condition {
  /** The path of the field as JSON text. */
  readonly field: string;
  /** Constants, one of which the field must be equal to; undefined for any other test. */
  readonly keys: readonly unknown[] | undefined;
  readonly test: ConditionTest;
}

export interface ConditionTest {
  /** The same for tests that ask the same. */
  readonly text: string;
  /** Cheap and telling tests are asked first. */
  readonly cost: number;
  readonly holds: HoldsFor;
}

/** All that a rule declares about a record as data. */
export function conditionsOf({
  where = {},
  reqSubkeys = {},
  datatypes = [],
}: Rule): readonly Condition[] {
  const conditions = Object.entries(where).map(([path, test]) =>
    whereCondition(splitWherePath(path), test),
  );
  for (const [key, subkeys] of Object.entries(reqSubkeys)) {
    if (subkeys.length === 0) conditions.push(condition([key], isMap));
    for (const subkey of subkeys) conditions.push(condition([key, subkey], isPresent));
  }
  if (datatypes.length > 0) conditions.push(condition([normalizationKey], hasOneOf(datatypes)));
  return conditions;
}

const condition = (path: readonly string[], test: ConditionTest): Condition => ({
  field: JSON.stringify(path),
  keys: undefined,
  test,
});

function whereCondition(path: readonly string[], test: WhereTest): Condition {
  const keys = equalityKeys(test);
  // A field deep inside is rarely there, and rarely read for any other rule.
  const cost = (keys ? Number(keys.includes(null)) : costOf(test)) + (path.length - 1) / 2;
  const text = textOf(keys ?? test);
  return { field: JSON.stringify(path), keys, test: { text, cost, holds: compileFieldTest(test) } };
}

/** One field must be equal to one of some constants. */
export const equalityCondition = (path: readonly string[], values: readonly Scalar[]): Condition =>
  whereCondition(path, values);

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'bigint' ? { bigint: String(inner) } : inner,
  );

function costOf(test: WhereTest): number {
  const operators = typeof test === 'object' && test !== null ? Object.keys(test) : [];
  if (operators.includes('cidr')) return 4;
  return operators.includes('contains') ? 3 : 2;
}

/** Required sub-keys ask for presence alone: null is as good as any value. */
const isPresent: ConditionTest = {
  text: 'is present',
  cost: 2,
  holds: ({ value }) => value !== undefined,
};

const isMap: ConditionTest = {
  text: 'is a map',
  cost: 2,
  holds: ({ value }) => isJsonObject(value),
};

const hasOneOf = (names: readonly string[]): ConditionTest => ({
  text: `has one of ${textOf(names)}`,
  cost: 3,
  holds: ({ value }) => isJsonObject(value) && names.some((name) => Object.hasOwn(value, name)),
});
