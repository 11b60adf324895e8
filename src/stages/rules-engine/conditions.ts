import { isJsonObject } from '../../domain/json.ts';
import { normalizationKey } from '../../domain/log-type.ts';
import type { Rule } from '../../domain/rule.ts';
import { splitWherePath, type WhereTest } from '../../domain/where.ts';
import { compileFieldTest, equalityKeys, type HoldsFor } from './field-test.ts';

/** Something about one field that must hold before a rule's code is asked. */
export interface Condition {
  readonly path: readonly string[];
  /** Constants, one of which the field must be equal to; undefined for any other test. */
  readonly keys: readonly unknown[] | undefined;
  readonly test: FieldCondition;
}

export interface FieldCondition {
  /** The same for tests that ask the same. */
  readonly text: string;
  /** Cheap and telling tests are asked first. */
  readonly cost: number;
  compile(): HoldsFor;
}

/** All that a rule declares about a record as data; undefined when it must be asked about every record. */
export function conditionsOf({
  where,
  reqSubkeys = {},
  datatypes = [],
}: Rule): readonly Condition[] {
  const conditions = Object.entries(where ?? {}).map(([path, test]) =>
    whereCondition(splitWherePath(path), test),
  );
  for (const [key, subkeys] of Object.entries(reqSubkeys)) {
    if (subkeys.length === 0) conditions.push({ path: [key], keys: undefined, test: isMap });
    for (const subkey of subkeys) {
      conditions.push({ path: [key, subkey], keys: undefined, test: isPresent });
    }
  }
  if (datatypes.length > 0) {
    conditions.push({ path: [normalizationKey], keys: undefined, test: hasOneOf(datatypes) });
  }
  return conditions;
}

function whereCondition(path: readonly string[], test: WhereTest): Condition {
  const keys = equalityKeys(test);
  const text = textOf(keys ?? test);
  const cost = keys ? Number(keys.includes(null)) : costOf(test);
  return { path, keys, test: { text, cost, compile: () => compileFieldTest(test) } };
}

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
const isPresent: FieldCondition = {
  text: 'is present',
  cost: 2,
  compile:
    () =>
    ({ value }) =>
      value !== undefined,
};

const isMap: FieldCondition = {
  text: 'is a map',
  cost: 2,
  compile:
    () =>
    ({ value }) =>
      isJsonObject(value),
};

const hasOneOf = (names: readonly string[]): FieldCondition => ({
  text: `has one of ${textOf(names)}`,
  cost: 3,
  compile:
    () =>
    ({ value }) =>
      isJsonObject(value) && names.some((name) => Object.hasOwn(value, name)),
});
